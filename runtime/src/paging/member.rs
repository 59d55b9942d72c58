//! Access to fields by name, in a page's request or response.
//!
//! Not here: which fields page (mod.rs), walks (cursor.rs).

use crate::codec::{Shape, Slot, Step, Structure, Target};
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
        at(self.0, path, |slot| match slot {
            Slot::Unsigned(number) => *number,
            Slot::Integer(number) => number.and_then(|number| u64::try_from(number).ok()),
            Slot::Text(text) => text.as_ref()?.trim().parse().ok(),
            _ => None,
        })
    }

    fn set_number(&mut self, path: &str, number: u64) -> bool {
        let set = at(self.0, path, |slot| {
            match slot {
                Slot::Unsigned(place) => *place = Some(number),
                Slot::Integer(place) => *place = Some(i64::try_from(number).ok()?),
                Slot::Text(place) => *place = Some(number.to_string()),
                _ => return None,
            }
            Some(())
        });
        set.is_some()
    }

    fn token(&mut self, path: &str) -> Option<String> {
        let text = at(self.0, path, |slot| match slot {
            Slot::Text(text) => text.clone(),
            Slot::Integer(number) => number.map(|number| number.to_string()),
            Slot::Unsigned(number) => number.map(|number| number.to_string()),
            _ => None,
        });
        text.filter(|text| !text.is_empty())
    }

    fn set_token(&mut self, path: &str, token: &str) -> bool {
        let set = at(self.0, path, |slot| {
            match slot {
                Slot::Text(place) => *place = Some(token.to_owned()),
                Slot::Integer(place) => *place = Some(token.parse().ok()?),
                Slot::Unsigned(place) => *place = Some(token.parse().ok()?),
                _ => return None,
            }
            Some(())
        });
        set.is_some()
    }

    fn flag(&mut self, path: &str) -> Option<bool> {
        at(self.0, path, |slot| match slot {
            Slot::Boolean(flag) => *flag,
            Slot::Integer(number) => number.map(|number| number != 0),
            Slot::Unsigned(number) => number.map(|number| number != 0),
            Slot::Text(text) => text.as_ref().map(|text| is_true(text)),
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
fn at<T>(
    value: &mut dyn Structure,
    path: &str,
    act: impl FnOnce(Slot<'_>) -> Option<T>,
) -> Option<T> {
    inside(value.shape(), &mut &mut *value, path, act)
}

fn inside<T>(
    shape: &Shape,
    target: &mut dyn Target,
    path: &str,
    act: impl FnOnce(Slot<'_>) -> Option<T>,
) -> Option<T> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let index = shape.position(name, 0)?;
    let Some(rest) = rest else { return act(target.slot(index, Step::Look)) };
    let (mut act, mut found) = (Some(act), None);
    target.slot(
        index,
        Step::Find(&mut |shape, target| {
            found = act.take().and_then(|act| inside(shape, target, rest, act));
        }),
    );
    found
}
