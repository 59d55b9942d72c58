use super::{Field, is_default};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A named group of fields.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Structure {
    /// The documentation, in Markdown.
    pub docs: String,
    /// True if no document describes it: its fields come from example responses, or are unknown.
    #[serde(default, skip_serializing_if = "is_default")]
    pub inferred: bool,
    /// Its fields in the order of the sources.
    pub fields: Vec<Field>,
    /// The documents that described it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sources: Vec<String>,
}
