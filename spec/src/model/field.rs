use super::{Limits, Type, is_default};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One field of a request, a response or a structure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The name on the wire.
    pub name: String,
    /// The type in the documents' own words: `String`, `Array of Filter`.
    pub r#type: Type,
    /// True if a request without it is refused.
    #[serde(default, skip_serializing_if = "is_default")]
    pub required: bool,
    /// True if the documents say that a response may hold null here.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nullable: bool,
    /// True if the vendor wants it no longer to be used.
    #[serde(default, skip_serializing_if = "is_default")]
    pub deprecated: bool,
    /// True if no document declares it: it was seen in example responses only.
    #[serde(default, skip_serializing_if = "is_default")]
    pub inferred: bool,
    /// True if its value is a secret, which is never printed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sensitive: bool,
    /// Documented values, each with its meaning. The set is open: responses may have others.
    #[serde(default, skip_serializing_if = "is_default")]
    pub values: IndexMap<String, String>,
    /// The default and the limits of its value, in numbers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub limits: Limits,
    /// A documented value.
    #[serde(default, skip_serializing_if = "is_default")]
    pub example: Option<String>,
    /// The documentation, in Markdown: meaning, units, limits, default.
    pub docs: String,
}

impl Field {
    /// A field with everything else at its default.
    pub fn new(name: impl Into<String>, r#type: Type, docs: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            r#type,
            required: false,
            nullable: false,
            deprecated: false,
            inferred: false,
            sensitive: false,
            values: IndexMap::new(),
            limits: Limits::new(),
            example: None,
            docs: docs.into(),
        }
    }
}
