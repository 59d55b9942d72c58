//! Properties of parts of a description, by their keys in the JSON form. A value is given as JSON;
//! what is below a property is corrected in the JSON form of that property alone.

use super::Edit;
use super::outcome::Outcome;
use crate::model::{Action, Api, Example, Field, Structure, Type, Waiter};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A part that has properties.
pub(super) trait HasProperties {
    /// Each property with its key.
    fn properties(&mut self) -> Vec<(&'static str, &mut dyn Property)>;

    /// Makes a correction of a property, or of what is below it.
    fn correct_property(
        &mut self,
        key: &str,
        below: &[&str],
        change: &Edit,
    ) -> Result<Outcome, Outcome> {
        let mut properties = self.properties();
        let keys: Vec<&str> = properties.iter().map(|(key, _)| *key).collect();
        let unknown = || Outcome::Unknown { key: key.to_owned(), keys: keys.join("`, `") };
        let (_, property) =
            properties.iter_mut().find(|(known, _)| *known == key).ok_or_else(unknown)?;
        property.correct(key, below, change)
    }
}

/// A property that can be corrected.
pub(super) trait Property {
    /// Makes a correction. The key is for messages.
    fn correct(&mut self, key: &str, below: &[&str], change: &Edit) -> Result<Outcome, Outcome>;
}

impl<T: Default + PartialEq + Serialize + DeserializeOwned> Property for T {
    fn correct(&mut self, key: &str, below: &[&str], change: &Edit) -> Result<Outcome, Outcome> {
        let is_there = *self != T::default();
        let corrected = match (below, change) {
            ([], Edit::Set(value)) => parse_value(value)?,
            ([], Edit::Add(..)) if is_there => return Err(Outcome::Present(key.to_owned())),
            ([], Edit::Add(value, _)) => parse_value(value)?,
            ([], Edit::Remove) if is_there => T::default(),
            ([], Edit::Remove) => return Err(Outcome::Missing(key.to_owned())),
            ([], Edit::Rename(_)) => {
                return Err(Outcome::Invalid(format!("`{key}` has no other name")));
            }
            (below, change) => {
                let mut json = serde_json::to_value(&*self).unwrap_or_default();
                correct_json(&mut json, below, change)?;
                parse_value(&json)?
            }
        };
        let is_same = *self == corrected;
        *self = corrected;
        Ok(if is_same { Outcome::Nothing } else { Outcome::Changed })
    }
}

/// A type has no default: it is always there.
impl Property for Type {
    fn correct(&mut self, key: &str, below: &[&str], change: &Edit) -> Result<Outcome, Outcome> {
        let Edit::Set(value) = change else {
            return Err(Outcome::Invalid("a field has one type".to_owned()));
        };
        let mut corrected = Some(self.clone());
        let outcome = corrected.correct(key, below, change)?;
        *self = corrected.ok_or_else(|| Outcome::Invalid(format!("`{value}` is not a type")))?;
        Ok(outcome)
    }
}

/// Reads a value that a correction gives.
pub(super) fn parse_value<T: DeserializeOwned>(value: &Value) -> Result<T, Outcome> {
    T::deserialize(value).map_err(|error| Outcome::Invalid(error.to_string()))
}

/// Makes a correction below a value, if only objects have names for what is in them.
fn correct_json(value: &mut Value, steps: &[&str], change: &Edit) -> Result<(), Outcome> {
    let Some((last, above)) = steps.split_last() else { return Ok(()) };
    let mut inner = value;
    for step in above {
        inner = inner.get_mut(*step).ok_or_else(|| Outcome::Missing((*step).to_owned()))?;
    }
    let missing = || Outcome::Missing((*last).to_owned());
    let members = inner.as_object_mut().ok_or_else(missing)?;
    match change {
        Edit::Add(..) if members.contains_key(*last) => {
            return Err(Outcome::Present((*last).to_owned()));
        }
        Edit::Set(value) | Edit::Add(value, _) => {
            drop(members.insert((*last).to_owned(), value.clone()))
        }
        Edit::Remove => drop(members.shift_remove(*last).ok_or_else(missing)?),
        Edit::Rename(to) => {
            let renamed = members.shift_remove(*last).ok_or_else(missing)?;
            members.insert(to.clone(), renamed);
        }
    }
    Ok(())
}

macro_rules! parts {
    ($($part:ident: $($field:ident)+;)+) => {$(
        impl HasProperties for $part {
            fn properties(&mut self) -> Vec<(&'static str, &mut dyn Property)> {
                // All are named, so that the compiler tells of a new one.
                let Self { $($field),+ } = self;
                vec![$((stringify!($field).trim_start_matches("r#"), $field)),+]
            }
        }
    )+};
}

parts! {
    Action: docs rate_limit region status body unsigned event_stream read_only idempotency_token
        input output errors examples paging unpaged waiters sources;
    Structure: docs inferred fields sources;
    Field: name r#type required nullable deprecated inferred sensitive values limits example docs;
    Example: title input output;
    Waiter: docs field count success failure errors interval deadline;
}

/// No correction can change the product, the version or the format of a description.
impl HasProperties for Api {
    fn properties(&mut self) -> Vec<(&'static str, &mut dyn Property)> {
        vec![
            ("title", &mut self.title),
            ("service", &mut self.service),
            ("endpoint", &mut self.endpoint),
        ]
    }
}
