use crate::text::shortened;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{borrow::Cow, fmt};

/// The type of a field, in the documents' own words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Text.
    String,
    /// A whole number; 64 bits, signed or of unknown sign.
    Integer,
    /// A whole number that is never negative; 64 bits.
    Unsigned,
    /// A number with a fraction.
    Float,
    /// True or false.
    Boolean,
    /// A moment in ISO 8601.
    Timestamp,
    /// A moment in one of Tencent Cloud's own notations.
    DateTime,
    /// A day.
    Date,
    /// Raw bytes.
    Binary,
    /// A structure, by name.
    Structure(String),
    /// A list.
    Array(Box<Type>),
}

/// The words of the normalised description for the types that are not structures.
const SCALARS: [(&str, Type); 9] = [
    ("String", Type::String),
    ("Integer", Type::Integer),
    ("Unsigned", Type::Unsigned),
    ("Float", Type::Float),
    ("Boolean", Type::Boolean),
    ("Timestamp", Type::Timestamp),
    ("DateTime", Type::DateTime),
    ("Date", Type::Date),
    ("Binary", Type::Binary),
];

impl Type {
    /// Reads the normalised notation. Returns `None` if the text is none, or nests lists more than
    /// [`DEEPEST`](Self::DEEPEST) deep.
    pub fn parse(text: &str) -> Option<Self> {
        let mut element = text;
        let mut depth = 0;
        while let Some(rest) = element.strip_prefix("Array of ") {
            (element, depth) = (rest, depth + 1);
            if depth > Self::DEEPEST {
                return None;
            }
        }
        let scalar =
            SCALARS.iter().find(|(word, _)| *word == element).map(|(_, scalar)| scalar.clone());
        let named = || is_name(element).then(|| Self::Structure(element.to_owned()));
        let innermost = scalar.or_else(named)?;
        Some((0..depth).fold(innermost, |element, _| element.array()))
    }

    /// The greatest nesting depth of lists: that of a JSON value, whose type an import infers.
    pub const DEEPEST: usize = 128;

    /// A list of this type.
    #[must_use]
    pub fn array(self) -> Self {
        Self::Array(Box::new(self))
    }

    /// The structure that it names, by itself or as a list's element.
    pub fn structure(&self) -> Option<&str> {
        match self.element() {
            Self::Structure(name) => Some(name),
            _ => None,
        }
    }

    /// Returns the type of the items of a list, at any depth; the type itself if it is not a list.
    pub fn element(&self) -> &Type {
        match self {
            Self::Array(element) => element.element(),
            other => other,
        }
    }
}

/// Returns whether a text can name a structure, an action or a field: an ASCII letter, then
/// letters, digits, `_`.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|other| other.is_ascii_alphanumeric() || other == '_')
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Structure(name) => f.write_str(name),
            Self::Array(element) => write!(f, "Array of {element}"),
            scalar => {
                let word =
                    SCALARS.iter().find(|(_, other)| other == scalar).map_or("", |(word, _)| word);
                f.write_str(word)
            }
        }
    }
}

impl Serialize for Type {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Type {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            de::Error::custom(format!("`{}` is not a type", shortened(&text, LONGEST)))
        })
    }
}

/// The number of characters that a message quotes of a text that is not a type.
const LONGEST: usize = 60;

impl JsonSchema for Type {
    fn schema_name() -> Cow<'static, str> {
        "Type".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "String, Integer, Unsigned, Float, Boolean, Timestamp, DateTime, Date, \
                Binary, a structure's name, or `Array of` one of these",
            "pattern": "^(Array of )*[A-Za-z][A-Za-z0-9_]*$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_as_they_are_written() {
        for text in ["String", "Filter", "Array of Filter", "Array of Array of Integer"] {
            assert_eq!(Type::parse(text).map(|found| found.to_string()).as_deref(), Some(text));
        }
        for text in ["", "a b", "Array of ", "Array of Array", "array of String"] {
            assert_eq!(Type::parse(text).filter(|found| found.to_string() != text), None, "{text}");
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |depth: usize| "Array of ".repeat(depth) + "String";
        let deepest = Type::parse(&nested(Type::DEEPEST)).unwrap();
        assert_eq!(deepest.to_string(), nested(Type::DEEPEST));
        for depth in [Type::DEEPEST + 1, 100_000] {
            assert_eq!(Type::parse(&nested(depth)), None);
            let error = serde_json::from_str::<Type>(&format!("\"{}\"", nested(depth)))
                .unwrap_err()
                .to_string();
            assert!(error.len() < 200, "{error}");
        }
    }
}
