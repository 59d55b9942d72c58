//! Type cells: `String`, `Array of [Filter](/document#Filter)`, `Array of Array of Integer`.

use super::cell::inline;
use crate::model::Type;

/// A type as a cell names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedType {
    pub r#type: Type,
    /// True if a structure's name was a link.
    pub linked: bool,
}

/// Every word for a scalar, in lower case and without blanks.
const SCALARS: [(&str, Type); 39] = [
    ("string", Type::String),
    ("str", Type::String),
    ("integer", Type::Integer),
    ("int", Type::Integer),
    ("int8", Type::Integer),
    ("int16", Type::Integer),
    ("int32", Type::Integer),
    ("int64", Type::Integer),
    ("long", Type::Integer),
    ("bigint", Type::Integer),
    ("signedinteger", Type::Integer),
    ("unsigned", Type::Unsigned),
    ("unsignedinteger", Type::Unsigned),
    ("unsignedint", Type::Unsigned),
    ("uint", Type::Unsigned),
    ("uint8", Type::Unsigned),
    ("uint16", Type::Unsigned),
    ("uint32", Type::Unsigned),
    ("uint64", Type::Unsigned),
    ("float", Type::Float),
    ("float32", Type::Float),
    ("float64", Type::Float),
    ("double", Type::Float),
    ("decimal", Type::Float),
    ("number", Type::Float),
    ("boolean", Type::Boolean),
    ("bool", Type::Boolean),
    ("timestamp", Type::Timestamp),
    ("timestampiso8601", Type::Timestamp),
    ("timestamp_iso8601", Type::Timestamp),
    ("timestampiso", Type::Timestamp),
    ("datetimeiso", Type::Timestamp),
    ("datetime_iso", Type::Timestamp),
    ("datetime", Type::DateTime),
    ("date", Type::Date),
    ("binary", Type::Binary),
    ("bytes", Type::Binary),
    ("byte", Type::Binary),
    ("blob", Type::Binary),
];

/// The greatest nesting depth of lists; a deeper one is a damaged page.
const DEEPEST: usize = 8;

/// Type cells are short; what is longer is no type.
const LONGEST: usize = 1_000;

/// Reads a type cell.
///
/// # Errors
/// Returns a message about the cell.
pub(crate) fn parse(cell: &str) -> Result<NamedType, String> {
    if cell.len() > LONGEST {
        return Err("is too long for a type".to_owned());
    }
    let text = inline(cell);
    let (depth, element) = strip_arrays(&text);
    if depth > DEEPEST {
        return Err("nests too many lists".to_owned());
    }
    let mut named =
        parse_element(element).or_else(|why| plural(element).filter(|_| depth > 0).ok_or(why))?;
    for _ in 0..depth {
        named.r#type = named.r#type.array();
    }
    Ok(named)
}

fn strip_arrays(text: &str) -> (usize, &str) {
    let (mut depth, mut rest) = (0, text.trim());
    while let Some(element) = strip_array(rest) {
        depth += 1;
        rest = element;
    }
    (depth, rest)
}

fn strip_array(text: &str) -> Option<&str> {
    let rest = strip_word(text, "array").or_else(|| strip_word(text, "list"))?;
    Some(strip_word(rest, "of")?.trim_start())
}

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let text = text.trim_start();
    let rest = text.get(word.len()..)?;
    (text[..word.len()].eq_ignore_ascii_case(word) && rest.starts_with([' ', '[', '\u{a0}']))
        .then_some(rest)
}

fn parse_element(text: &str) -> Result<NamedType, String> {
    let text = text.trim_matches(|other: char| other.is_whitespace() || matches!(other, '*' | '`'));
    if let Some(label) = link_label(text) {
        let label = label.trim_matches(|other: char| other.is_whitespace() || other == '`');
        return match scalar(label) {
            // `[Timestamp](…#iso-date-format)` is how scalars are linked to their notation.
            Some(r#type) => Ok(NamedType { r#type, linked: false }),
            None if crate::model::is_name(label) => {
                Ok(NamedType { r#type: Type::Structure(label.to_owned()), linked: true })
            }
            None => Err("links to something that is no structure's name".to_owned()),
        };
    }
    match scalar(text) {
        Some(r#type) => Ok(NamedType { r#type, linked: false }),
        None => structure(text),
    }
}

/// `Array of Strings` is a list of `String`.
fn plural(element: &str) -> Option<NamedType> {
    let word = element.trim().trim_matches(['*', '`']).strip_suffix(['s', 'S'])?;
    scalar(word).map(|r#type| NamedType { r#type, linked: false })
}

/// The text of `[text](address)`; what stands behind the link does not matter.
fn link_label(text: &str) -> Option<&str> {
    let (label, rest) = text.strip_prefix('[')?.split_once(']')?;
    rest.starts_with('(').then_some(label)
}

fn scalar(text: &str) -> Option<Type> {
    let word: String =
        text.chars().filter(|other| !other.is_whitespace()).flat_map(char::to_lowercase).collect();
    SCALARS.iter().find(|(name, _)| *name == word).map(|(_, r#type)| r#type.clone())
}

/// A bare word that is no scalar: a structure, unless it is more likely a scalar's name gone wrong.
fn structure(text: &str) -> Result<NamedType, String> {
    if text.is_empty() {
        return Err("is empty".to_owned());
    }
    if !crate::model::is_name(text) {
        return Err("is neither a known type nor a structure's name".to_owned());
    }
    if text.starts_with(|first: char| first.is_ascii_lowercase()) {
        return Err(
            "is not a known type, and names of structures start with a capital letter".to_owned()
        );
    }
    match misspelt(text) {
        Some(word) => Err(format!("is not a known type; `{word}` may be meant")),
        None => Ok(NamedType { r#type: Type::Structure(text.to_owned()), linked: false }),
    }
}

/// The scalar that a word is a misspelling of. Short words are too close to real names (`Data`,
/// `State`).
fn misspelt(text: &str) -> Option<&'static str> {
    const WORDS: [(&str, usize); 8] = [
        ("String", 2),
        ("Integer", 2),
        ("Float", 1),
        ("Boolean", 2),
        ("Timestamp", 2),
        ("DateTime", 2),
        ("Binary", 2),
        ("Unsigned", 2),
    ];
    let humps = |word: &str| word.bytes().skip(1).filter(u8::is_ascii_uppercase).count();
    // `StringKV` is a name of its own.
    let mut alike = WORDS.into_iter().filter(|(word, _)| humps(text) <= humps(word));
    alike.find(|(word, most)| is_close(text, word, *most)).map(|(word, _)| word)
}

/// Returns whether one word becomes the other by at most `most` single letters added, left out or
/// changed.
fn is_close(left: &str, right: &str, most: usize) -> bool {
    if left.len().abs_diff(right.len()) > most {
        return false;
    }
    let right = right.as_bytes();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in right.iter().enumerate() {
            let changed = diagonal + usize::from(!a.eq_ignore_ascii_case(b));
            let fewest = changed.min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], fewest);
        }
    }
    row[right.len()] <= most
}

/// Returns the certainty that a cell is a type: 0 if it is none, 1 if it may be a structure's name,
/// 4 for certain.
pub(crate) fn is_type_shaped(cell: &str) -> usize {
    match cell.len() <= LONGEST && !cell.trim().is_empty() {
        false => 0,
        true => match parse(cell) {
            Ok(NamedType { r#type: Type::Structure(_), linked: false }) => 1,
            Ok(_) => 4,
            Err(_) => 0,
        },
    }
}

/// Takes a type from the start of a text without markup: the type's own text, and the rest.
pub(crate) fn type_prefix(text: &str) -> Option<(&str, &str)> {
    let start = text.trim_start();
    let (depth, element) = strip_arrays(start);
    let end = element.find(char::is_whitespace).unwrap_or(element.len());
    let mut word = end;
    if element[..end].eq_ignore_ascii_case("timestamp")
        && element[end..].trim_start().starts_with("ISO8601")
    {
        word = element.find("ISO8601")? + "ISO8601".len();
    }
    let used = start.len() - element.len() + word;
    // In running text a small letter starts a word, not a type.
    let capital = element.starts_with(|first: char| first.is_ascii_uppercase());
    let named = capital && depth <= DEEPEST && used <= LONGEST && parse(&start[..used]).is_ok();
    (depth <= DEEPEST && named).then(|| (start[..used].trim_end(), start[used..].trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_cells_are_read() {
        for (cell, expected, linked) in [
            ("String", "String", false),
            ("string", "String", false),
            ("int64", "Integer", false),
            ("uint64", "Unsigned", false),
            ("Timestamp ISO8601", "Timestamp", false),
            ("Datetime", "DateTime", false),
            ("Array of String", "Array of String", false),
            ("Array of [Filter](/document/api/1#Filter)", "Array of Filter", true),
            ("Array of Array of Integer", "Array of Array of Integer", false),
            ("[Timestamp](https://x/y#iso)", "Timestamp", false),
            ("[Placement](##Placement)", "Placement", true),
            ("`Data`", "Data", false),
            ("StringKV", "StringKV", false),
            ("Array of Task", "Array of Task", false),
            ("array Of <b>Int</b>", "Array of Integer", false),
            ("Array of Strings", "Array of String", false),
            ("Array of `integers`", "Array of Integer", false),
        ] {
            let named = parse(cell).unwrap();
            assert_eq!(
                (named.r#type.to_string().as_str(), named.linked),
                (expected, linked),
                "{cell}"
            );
        }
    }

    #[test]
    fn what_is_no_type_says_why() {
        for (cell, expected) in [
            ("Strng", "is not a known type; `String` may be meant"),
            ("Strings", "is not a known type; `String` may be meant"),
            ("Intger", "is not a known type; `Integer` may be meant"),
            ("text", "is not a known type, and names of structures start with a capital letter"),
            ("是", "is neither a known type nor a structure's name"),
            ("", "is empty"),
            ("[some text](/x)", "links to something that is no structure's name"),
        ] {
            assert_eq!(parse(cell), Err(expected.to_owned()), "{cell}");
        }
        let deep = "Array of ".repeat(100_000) + "String";
        assert!(parse(&deep).is_err());
    }

    #[test]
    fn a_type_is_cut_from_running_text() {
        for (text, expected) in [
            ("Array of Filter Filter as follows", Some(("Array of Filter", "Filter as follows"))),
            ("String Job ID", Some(("String", "Job ID"))),
            ("Timestamp ISO8601 When", Some(("Timestamp ISO8601", "When"))),
            ("Integer", Some(("Integer", ""))),
            ("Array of Strings Names", Some(("Array of Strings", "Names"))),
            ("Strings of a kind", None),
            ("lower case", None),
            ("number of things", None),
        ] {
            assert_eq!(type_prefix(text), expected, "{text}");
        }
    }
}
