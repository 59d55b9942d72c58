use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{borrow::Cow, fmt};

/// The type of a member, in the documents' own words.
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
    /// Reads the normalised notation; `None` where it is none.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(element) = text.strip_prefix("Array of ") {
            return Some(Self::Array(Box::new(Self::parse(element)?)));
        }
        if let Some((_, scalar)) = SCALARS.iter().find(|(word, _)| *word == text) {
            return Some(scalar.clone());
        }
        is_name(text).then(|| Self::Structure(text.to_owned()))
    }

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

    /// What a list holds, however deep; itself where it is no list.
    pub fn element(&self) -> &Type {
        match self {
            Self::Array(element) => element.element(),
            other => other,
        }
    }
}

/// Whether a text can name a structure, an action or a member: an ASCII letter, then letters, digits, `_`.
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
                let word = SCALARS.iter().find(|(_, other)| other == scalar).map_or("", |(word, _)| word);
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
        Self::parse(&text).ok_or_else(|| de::Error::custom(format!("`{text}` is not a type")))
    }
}

impl JsonSchema for Type {
    fn schema_name() -> Cow<'static, str> {
        "Type".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "String, Integer, Unsigned, Float, Boolean, Timestamp, DateTime, Date, Binary, a structure's name, or `Array of` one of these",
            "pattern": "^(Array of )*[A-Za-z][A-Za-z0-9_]*$"
        })
    }
}
