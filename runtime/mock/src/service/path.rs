//! Places in a JSON value.

use serde_json::Value;

/// Returns the value at a path of fields and indexes, such as `JobSet.0.JobState`. Adds a missing
/// last field.
pub(super) fn value_mut<'a>(value: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    let mut here = value;
    let (way, last) = path.rsplit_once('.').map_or((None, path), |(way, last)| (Some(way), last));
    for step in way.into_iter().flat_map(|way| way.split('.')) {
        here = match here {
            Value::Array(items) => items.get_mut(step.parse::<usize>().ok()?)?,
            other => other.get_mut(step)?,
        };
    }
    match here {
        Value::Array(items) => items.get_mut(last.parse::<usize>().ok()?),
        Value::Object(members) => Some(members.entry(last).or_insert(Value::Null)),
        _ => None,
    }
}
