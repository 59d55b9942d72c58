//! Bare words as types that no source describes: some are structures, some are slips of the pen.

use super::Scalars;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::merge::Draft;
use crate::model::Type;
use std::collections::HashMap;

/// Words that documents use for types that are not structures, in lower case.
const WORDS: [&str; 14] = [
    "string",
    "integer",
    "int",
    "int32",
    "int64",
    "uint",
    "uint64",
    "float",
    "double",
    "long",
    "boolean",
    "bool",
    "number",
    "timestamp",
];

/// Longer words, of which a word with one wrong letter is a misspelling and hardly a structure.
const LONG_WORDS: [&str; 4] = ["string", "integer", "boolean", "timestamp"];

/// An error for each type of a Markdown page that can be no structure: no source describes it and its example value
/// is a scalar, or it is nearly the word of another type.
pub(crate) fn unknown_types(draft: &Draft, scalars: &Scalars, diagnostics: &mut Diagnostics) {
    let types: HashMap<String, &Type> =
        super::all_fields(&draft.api).map(|(path, field)| (path, &field.r#type)).collect();
    for path in &draft.bare {
        let Some(name) = types.get(path).and_then(|r#type| r#type.structure()) else { continue };
        let Some(structure) = draft.api.structures.get(name).filter(|structure| structure.inferred) else { continue };
        let has_scalar = scalars.0.contains(path);
        if has_scalar || (structure.fields.is_empty() && is_misspelt(name)) {
            diagnostics.push(draft.places.mark(path, unknown_type(path, name, has_scalar)));
        }
    }
}

fn unknown_type(path: &str, name: &str, has_scalar: bool) -> Diagnostic {
    let why = if has_scalar { "and the example's value is no object" } else { "and it is nearly another type's word" };
    let field = path.rsplit('.').next().unwrap_or(path);
    Diagnostic::error("unknown-type", format!("`{field}` has the type `{name}`, which nothing describes, {why}")).help(
        "write String, Integer, Float, Boolean, Timestamp or Date, or import the page that describes the structure",
    )
}

fn is_misspelt(name: &str) -> bool {
    let name = name.to_lowercase();
    WORDS.contains(&name.as_str()) || LONG_WORDS.iter().any(|word| one_edit_apart(&name, word))
}

/// Whether one letter added, left out, changed or swapped with its neighbour makes one word the other.
fn one_edit_apart(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let prefix = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[prefix..], &other[prefix..]);
    let suffix = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&one[..one.len() - suffix], &other[..other.len() - suffix]) {
        ([], [_]) | ([_], []) | ([_], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_misspelt;

    #[test]
    fn misspelt_words() {
        for word in ["Strng", "Sting", "Stirng", "Strings", "Interger", "Bolean", "Int64", "bool", "string", "Timestmp"]
        {
            assert!(is_misspelt(word), "{word}");
        }
        for word in ["Filter", "Tag", "Data", "Rate", "Flow", "Spring2", "TaskInstanceView", "IntegerSet", "A"] {
            assert!(!is_misspelt(word), "{word}");
        }
    }
}
