use super::is_default;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A rule for calling an action repeatedly until a state is reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiter {
    /// The documentation, in Markdown: the state that it waits for.
    pub docs: String,
    /// Response field: the state. A path with dots leads into structures and into lists of them:
    /// then every element must have a state of success, and one with a state of failure is enough.
    /// Absent if only error codes are known.
    #[serde(default, skip_serializing_if = "is_default")]
    pub field: Option<String>,
    /// Response field: how many elements the list on the path must have at least; one if it is
    /// absent.
    #[serde(default, skip_serializing_if = "is_default")]
    pub count: Option<String>,
    /// States that are waited for.
    #[serde(default, skip_serializing_if = "is_default")]
    pub success: Vec<String>,
    /// States after which what is waited for cannot come.
    #[serde(default, skip_serializing_if = "is_default")]
    pub failure: Vec<String>,
    /// Error codes that mean something else than that the call failed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub errors: IndexMap<String, Verdict>,
    /// Seconds before the second call; later ones are further apart.
    pub interval: u64,
    /// Seconds after which waiting is given up.
    pub deadline: u64,
}

/// The meaning of an error code for a waiter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The state is reached.
    Success,
    /// It cannot come any more.
    Failure,
    /// It has not come yet.
    Retry,
}
