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
