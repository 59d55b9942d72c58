use super::{Field, is_default};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A named group of members.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Structure {
    /// What it describes, in Markdown.
    pub docs: String,
    /// Whether no document describes it: its members come from example answers, or are unknown.
    #[serde(default, skip_serializing_if = "is_default")]
    pub inferred: bool,
    /// Its members in the order of the sources.
    pub fields: Vec<Field>,
    /// The documents that described it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub sources: Vec<String>,
}
