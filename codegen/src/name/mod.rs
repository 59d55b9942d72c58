//! Conversion of names on the wire to names in Rust.

mod case;

pub(crate) use case::{file, is_device, snake, upper_camel, variant};

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: [&str; 5] = ["crate", "self", "super", "Self", "_"];

/// Keywords of the 2024 edition, strict and reserved, in lower case.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Returns the possible names for a name in the right case, the best first.
///
/// A name that cannot be a raw identifier already gets its underscore here, so that no other name
/// gets the same one.
pub(crate) fn candidates(plain: &str) -> Vec<String> {
    match NEVER_RAW.contains(&plain) {
        true => vec![format!("{plain}_")],
        false => vec![plain.to_owned(), format!("{plain}_")],
    }
}

/// Returns the identifier of a name from [`candidates`]: `r#type`, `super_`.
pub(crate) fn identifier(name: &str) -> String {
    if NEVER_RAW.contains(&name) {
        return format!("{name}_");
    }
    if KEYWORDS.contains(&name) { format!("r#{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{KEYWORDS, candidates, identifier};

    #[test]
    fn identifiers_are_identifiers() {
        let cases = [
            ("job_id", "job_id"),
            ("type", "r#type"),
            ("gen", "r#gen"),
            ("self", "self_"),
            ("super", "super_"),
            ("crate", "crate_"),
            ("Self", "Self_"),
            ("_", "__"),
            ("types", "types"),
            // These are keywords in some places only.
            ("union", "union"),
            ("raw", "raw"),
        ];
        for (name, expected) in cases {
            assert_eq!(identifier(name), expected, "{name}");
            assert!(syn::parse_str::<syn::Ident>(expected).is_ok(), "{expected}");
        }
    }

    #[test]
    fn keywords_are_the_words_that_the_parser_rejects() {
        for word in KEYWORDS {
            // `gen` is a keyword since the 2024 edition, whose list the parser does not have.
            let is_known = word == "gen" || syn::parse_str::<syn::Ident>(word).is_err();
            assert!(is_known, "{word}");
        }
        let others = "abort alloc auto catch class default delete dyn2 end filter get id index \
            key limit list name null of offset on or page self2 set size state then value with";
        for word in others.split_whitespace() {
            assert_eq!(identifier(word), word);
        }
        assert!(KEYWORDS.is_sorted());
    }

    #[test]
    fn a_name_that_is_never_raw_has_one_candidate() {
        let cases: [(&str, &[&str]); 4] = [
            ("id", &["id", "id_"]),
            ("type", &["type", "type_"]),
            ("self", &["self_"]),
            ("Self", &["Self_"]),
        ];
        for (name, expected) in cases {
            assert_eq!(candidates(name), expected, "{name}");
        }
    }
}
