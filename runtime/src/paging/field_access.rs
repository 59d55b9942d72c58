//! Access to fields by name, in a page's request or response.
//!
//! Not here: which fields page (mod.rs), walks (cursor.rs).

use crate::codec::{FieldMut, FieldOp, Schema, Structure, StructureMut};
use serde_json::Value;

/// The fields that a walk over pages reads and changes. A name with dots is a path into structures.
pub(crate) trait NamedFields {
    /// Returns a number, which may be a string in JSON.
    fn number(&mut self, path: &str) -> Option<u64>;
    /// Sets a number; returns `false` if there is no field for it.
    fn set_number(&mut self, path: &str, number: u64) -> bool;
    /// Returns a token as text, unless it is empty.
    fn token(&mut self, path: &str) -> Option<String>;
    /// Sets a token; returns `false` if there is no field for it.
    fn set_token(&mut self, path: &str, token: &str) -> bool;
    /// Returns a flag, which may be a number or a string in JSON.
    fn flag(&mut self, path: &str) -> Option<bool>;
}

/// The fields of a structure.
///
/// One type for all structures, so that they share one table of functions.
pub(crate) struct Typed<'a>(pub(crate) &'a mut dyn Structure);

impl NamedFields for Typed<'_> {
    fn number(&mut self, path: &str) -> Option<u64> {
        with_field(self.0, path, |field| match field {
            FieldMut::Unsigned(number) => *number,
            FieldMut::Integer(number) => number.and_then(|number| u64::try_from(number).ok()),
            FieldMut::Text(text) => text.as_ref()?.trim().parse().ok(),
            _ => None,
        })
    }

    fn set_number(&mut self, path: &str, number: u64) -> bool {
        let set = with_field(self.0, path, |field| {
            match field {
                FieldMut::Unsigned(place) => *place = Some(number),
                FieldMut::Integer(place) => *place = Some(i64::try_from(number).ok()?),
                FieldMut::Text(place) => *place = Some(number.to_string()),
                _ => return None,
            }
            Some(())
        });
        set.is_some()
    }

    fn token(&mut self, path: &str) -> Option<String> {
        let text = with_field(self.0, path, |field| match field {
            FieldMut::Text(text) => text.clone(),
            FieldMut::Integer(number) => number.map(|number| number.to_string()),
            FieldMut::Unsigned(number) => number.map(|number| number.to_string()),
            _ => None,
        });
        text.filter(|text| !text.is_empty())
    }

    fn set_token(&mut self, path: &str, token: &str) -> bool {
        let set = with_field(self.0, path, |field| {
            match field {
                FieldMut::Text(place) => *place = Some(token.to_owned()),
                FieldMut::Integer(place) => *place = Some(token.parse().ok()?),
                FieldMut::Unsigned(place) => *place = Some(token.parse().ok()?),
                _ => return None,
            }
            Some(())
        });
        set.is_some()
    }

    fn flag(&mut self, path: &str) -> Option<bool> {
        with_field(self.0, path, |field| match field {
            FieldMut::Boolean(flag) => *flag,
            FieldMut::Integer(number) => number.map(|number| number != 0),
            FieldMut::Unsigned(number) => number.map(|number| number != 0),
            FieldMut::Text(text) => text.as_ref().map(|text| is_true(text)),
            _ => None,
        })
    }
}

/// The fields of untyped JSON. Setting a field adds it if it is absent.
impl NamedFields for Value {
    fn number(&mut self, path: &str) -> Option<u64> {
        match value_at(self, path)? {
            Value::Number(number) => number.as_u64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    fn set_number(&mut self, path: &str, number: u64) -> bool {
        // A string stays a string: the service expects one.
        let is_text = value_at(self, path).is_some_and(Value::is_string);
        set_value(self, path, if is_text { number.to_string().into() } else { number.into() })
    }

    fn token(&mut self, path: &str) -> Option<String> {
        match value_at(self, path)? {
            Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    fn set_token(&mut self, path: &str, token: &str) -> bool {
        let number = value_at(self, path)
            .filter(|value| value.is_number())
            .and_then(|_| token.parse::<i64>().ok());
        set_value(self, path, number.map_or_else(|| token.into(), Value::from))
    }

    fn flag(&mut self, path: &str) -> Option<bool> {
        match value_at(self, path)? {
            Value::Bool(flag) => Some(*flag),
            Value::Number(number) => Some(number.as_f64() != Some(0.0)),
            Value::String(text) => Some(is_true(text)),
            _ => None,
        }
    }
}

fn is_true(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text == "1"
}

/// Returns the value at a path of names separated by dots.
pub(crate) fn value_at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, step| value.get(step))
}

fn set_value(value: &mut Value, path: &str, new: Value) -> bool {
    let mut place = value;
    for step in path.split('.') {
        let Value::Object(members) = place else { return false };
        place = members.entry(step).or_insert_with(|| Value::Object(serde_json::Map::new()));
    }
    *place = new;
    true
}

/// Passes the field at a path to `act`; dots in the path lead into structures.
fn with_field<T>(
    value: &mut dyn Structure,
    path: &str,
    act: impl FnOnce(FieldMut<'_>) -> Option<T>,
) -> Option<T> {
    find_field(value.schema(), &mut &mut *value, path, act)
}

/// Passes the field at a path below a structure to `act`.
fn find_field<T>(
    schema: &Schema,
    target: &mut dyn StructureMut,
    path: &str,
    act: impl FnOnce(FieldMut<'_>) -> Option<T>,
) -> Option<T> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let index = schema.position(name, 0)?;
    let Some(rest) = rest else { return act(target.field_mut(index, FieldOp::Inspect)) };
    let (mut act, mut found) = (Some(act), None);
    target.field_mut(
        index,
        FieldOp::Get(&mut |schema, target| {
            found = act.take().and_then(|act| find_field(schema, target, rest, act));
        }),
    );
    found
}
