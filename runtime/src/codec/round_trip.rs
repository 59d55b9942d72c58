//! Whether a type keeps what a JSON text says: the check behind tests of documented calls.

use super::{DecodeError, Structure, from_json, to_json};
use serde_json::Value;

/// Reads a JSON text into `value`, writes it again, and names the paths where the two differ.
///
/// Null and an empty text count as absent where the type has no text there, an empty object may stand for an
/// empty list, a lone object for a list of one and the other way round; a number in a text is the number. What the type does not declare is named as `Path (undeclared)`.
///
/// # Errors
/// Where the text does not fit the type.
pub fn round_trip(json: &str, value: &mut dyn Structure) -> Result<Vec<String>, DecodeError> {
    from_json(json.as_bytes(), value)?;
    let fails = |message: String| DecodeError { path: String::new(), message };
    let before = serde_json::from_str(json).map_err(|error| fails(error.to_string()))?;
    let written = to_json(value).map_err(|error| fails(error.to_string()))?;
    let after = serde_json::from_slice(&written).map_err(|error| fails(error.to_string()))?;
    let mut differences = Vec::new();
    compare("", &before, &after, &mut differences);
    Ok(differences)
}

fn compare(path: &str, before: &Value, after: &Value, differences: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, before) in before.iter().filter(|(_, before)| !before.is_null()) {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match after.get(name) {
                    Some(after) => compare(&path, before, after, differences),
                    None if stands_for_nothing(before) => {}
                    None => differences.push(format!("{path} (undeclared)")),
                }
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            let before: Vec<_> = before.iter().filter(|item| !item.is_null()).collect();
            if before.len() != after.len() {
                differences.push(format!("{path} ({} items, then {})", before.len(), after.len()));
            }
            for (index, (before, after)) in before.into_iter().zip(after).enumerate() {
                compare(&format!("{path}[{index}]"), before, after, differences);
            }
        }
        (Value::Object(object), Value::Array(items)) if object.is_empty() && items.is_empty() => {}
        (Value::Object(_), Value::Array(items)) if items.len() == 1 => compare(path, before, &items[0], differences),
        (Value::Array(items), Value::Object(_)) if items.len() == 1 => compare(path, &items[0], after, differences),
        _ if same_scalar(before, after) => {}
        _ => differences.push(format!("{path} ({before}, then {after})")),
    }
}

/// What is read as absent.
fn stands_for_nothing(value: &Value) -> bool {
    match value {
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

fn same_scalar(before: &Value, after: &Value) -> bool {
    let as_number = |value: &Value| match value {
        Value::String(text) => text.trim().parse().ok(),
        Value::Bool(truth) => Some(f64::from(u8::from(*truth))),
        other => other.as_f64(),
    };
    let as_text = |value: &Value| match value {
        Value::String(text) => text.to_lowercase(),
        other => other.to_string(),
    };
    before == after
        || as_text(before) == as_text(after)
        || as_number(before).is_some_and(|number| as_number(after) == Some(number))
}
