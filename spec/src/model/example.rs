use super::is_default;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A documented call.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The title.
    pub title: String,
    /// The request's body; absent if the document's could not be read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub input: Option<Value>,
    /// The response, without its `Response` envelope; absent if the document's could not be read.
    #[serde(default, skip_serializing_if = "is_default")]
    pub output: Option<Value>,
}
