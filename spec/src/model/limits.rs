use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// The limits of a field, each with its number.
pub type Limits = BTreeMap<Limit, i64>;

/// A limit that a number states for a field.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// The value that the service uses if a request has none.
    Default,
    /// The smallest value.
    Minimum,
    /// The largest value.
    Maximum,
    /// The smallest number of characters.
    MinLength,
    /// The largest number of characters.
    MaxLength,
    /// The largest number of bytes.
    MaxBytes,
    /// The smallest number of items in a list.
    MinItems,
    /// The largest number of items in a list.
    MaxItems,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Default => "default",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::MinLength => "minimum length",
            Self::MaxLength => "maximum length",
            Self::MaxBytes => "maximum number of bytes",
            Self::MinItems => "minimum number of items",
            Self::MaxItems => "maximum number of items",
        })
    }
}
