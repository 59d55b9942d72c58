//! The smallest part of a description that shows whether a correction leaves it one.

use super::{Change, Correction};
use crate::model::{Action, Example, Field, Structure};
use serde_json::Value;

/// What a part must be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Action,
    Structure,
    Field,
    Example,
    Text,
    /// A whole list, which is not corrected as such.
    List,
}

impl Unit {
    /// The part that a correction is in: how many steps of its path lead there, and what it is.
    pub(super) fn of(correction: &Correction) -> (usize, Self) {
        let steps: Vec<&str> = correction.path.iter().map(String::as_str).collect();
        let puts = matches!(correction.change, Change::Set(_) | Change::Add(..));
        match steps.as_slice() {
            ["title" | "endpoint" | "service", ..] => (1, Self::Text),
            ["errors", _, ..] => (2, Self::Text),
            ["structures", _, "fields", _, ..] | ["actions", _, "input" | "output", _, ..] => match steps.get(4..) {
                // With the last value its group goes too.
                Some(["values", _]) if puts => (6, Self::Text),
                _ => (4, Self::Field),
            },
            ["actions", _, "examples", _, ..] => (4, Self::Example),
            ["actions", _, "errors", _] if puts => (4, Self::Text),
            ["actions", _, ..] => (2, Self::Action),
            ["structures", _, ..] => (2, Self::Structure),
            _ => (steps.len().min(2), Self::List),
        }
    }

    /// The part as it is written: what is at its default is left out.
    pub(super) fn canonical(self, part: &Value) -> Result<Value, String> {
        match self {
            Self::Action => canonical::<Action>(part),
            Self::Structure => canonical::<Structure>(part),
            Self::Field => canonical::<Field>(part),
            Self::Example => canonical::<Example>(part),
            Self::Text => canonical::<String>(part),
            Self::List => Err("it is a whole list".to_owned()),
        }
    }
}

fn canonical<T: serde::Serialize + serde::de::DeserializeOwned>(value: &Value) -> Result<Value, String> {
    let read: T = serde_json::from_value(value.clone()).map_err(|error| error.to_string())?;
    serde_json::to_value(read).map_err(|error| error.to_string())
}
