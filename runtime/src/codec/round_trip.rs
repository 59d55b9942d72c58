//! The check behind tests of documented calls: does a type keep all of a JSON text?

use super::{
    DecodeError, FieldRef, FieldVisitor, Schema, Structure, StructureRef, from_json, write_json,
};
use serde_json::Value;
use std::collections::HashSet;

/// Decodes a JSON text into `value`, encodes it again, and returns the paths at which the two
/// differ.
///
/// Some forms count as equal:
///
/// - null and an empty string are absent if the field is not a string;
/// - zero is absent if the field is a structure or a list of structures;
/// - an empty object is an empty list;
/// - a single value is a list of one, and the reverse;
/// - a list or an object is its text, and a number in a string is the number.
///
/// If the field takes any JSON, only identical values are equal, and null counts. A field that the
/// type does not declare is reported as `Path (undeclared)`.
///
/// # Errors
/// Returns an error if the text does not fit the type.
#[inline]
pub fn round_trip<T: Structure + ?Sized>(
    json: &str,
    value: &mut T,
) -> Result<Vec<String>, DecodeError> {
    from_json(json.as_bytes(), value)?;
    compared(json, &&*value)
}

fn compared(json: &str, value: &dyn StructureRef) -> Result<Vec<String>, DecodeError> {
    let fails = |message: String| DecodeError { path: String::new(), message };
    let before = serde_json::from_str(json).map_err(|error| fails(error.to_string()))?;
    let written = write_json(value).map_err(|error| fails(error.to_string()))?;
    let after = serde_json::from_slice(&written).map_err(|error| fails(error.to_string()))?;
    let mut comparison =
        Comparison { kinds: Kinds::from_structure(value), differences: Vec::new() };
    comparison.compare("", &before, &after);
    Ok(comparison.differences)
}

struct Comparison {
    kinds: Kinds,
    differences: Vec<String>,
}

impl Comparison {
    fn compare(&mut self, path: &str, before: &Value, after: &Value) {
        if self.kinds.free.contains(path) && before.is_array() == after.is_array() {
            if before != after {
                self.differences.push(format!("{path} ({before}, then {after})"));
            }
            return;
        }
        match (before, after) {
            (Value::Object(before), Value::Object(after)) => {
                for (name, before) in before.iter().filter(|(_, before)| !before.is_null()) {
                    let path =
                        if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    match after.get(name) {
                        Some(after) => self.compare(&path, before, after),
                        None if stands_for_nothing(before) => {}
                        None if before == 0 && self.kinds.empty.contains(&path) => {}
                        None => self.differences.push(format!("{path} (undeclared)")),
                    }
                }
            }
            (Value::Array(before), Value::Array(after)) => {
                let before: Vec<_> = before.iter().filter(|item| !item.is_null()).collect();
                if before.len() != after.len() {
                    self.differences.push(format!(
                        "{path} ({} items, then {})",
                        before.len(),
                        after.len()
                    ));
                }
                for (index, (before, after)) in before.into_iter().zip(after).enumerate() {
                    self.compare(&format!("{path}[{index}]"), before, after);
                }
            }
            (Value::Array(_) | Value::Object(_), Value::String(text))
                if is_text_of(before, text) => {}
            (Value::Object(object), Value::Array(items))
                if object.is_empty() && items.is_empty() => {}
            (Value::Object(_), Value::Array(items)) if items.len() == 1 => {
                self.compare(path, before, &items[0])
            }
            (Value::Array(items), _) if items.len() == 1 => self.compare(path, &items[0], after),
            _ if same_scalar(before, after) => {}
            _ => self.differences.push(format!("{path} ({before}, then {after})")),
        }
    }
}

/// Returns whether a value is read as absent.
fn stands_for_nothing(value: &Value) -> bool {
    match value {
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

fn is_text_of(value: &Value, text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|read| read == *value)
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

/// The kinds of some fields, by their paths.
#[derive(Default)]
struct Kinds {
    /// The fields that take any JSON and are set.
    free: HashSet<String>,
    /// The structures and lists of structures that are not set.
    empty: HashSet<String>,
}

impl Kinds {
    fn from_structure(value: &dyn StructureRef) -> Self {
        let mut search = Search { fields: [].iter(), path: String::new(), found: Self::default() };
        value.traverse(&mut search);
        search.found
    }
}

struct Search {
    fields: std::slice::Iter<'static, &'static str>,
    /// The path of the visited structure, with a dot at the end.
    path: String,
    found: Kinds,
}

impl Search {
    /// Returns the path of the next field.
    fn next(&mut self) -> String {
        let name = self.fields.next().copied().unwrap_or_default();
        format!("{}{name}", self.path)
    }

    fn descend(&mut self, value: &dyn StructureRef, path: String) {
        let fields = self.fields.clone();
        let path = std::mem::replace(&mut self.path, path + ".");
        value.traverse(self);
        (self.fields, self.path) = (fields, path);
    }
}

impl FieldVisitor for Search {
    fn begin(&mut self, schema: &'static Schema) {
        self.fields = schema.fields.iter();
    }

    fn field(&mut self, field: FieldRef<'_>) {
        let path = self.next();
        match field {
            FieldRef::Json(_) | FieldRef::Jsons(_) if field.is_set() => {
                self.found.free.insert(path);
            }
            FieldRef::Structure(_) | FieldRef::Structures(_) if !field.is_set() => {
                self.found.empty.insert(path);
            }
            _ => {
                for (index, value) in field.structures() {
                    let index = index.map(|index| format!("[{index}]")).unwrap_or_default();
                    self.descend(&value, format!("{path}{index}"));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::{FieldMut, FieldOp};

    #[derive(Default)]
    struct Part {
        any: Option<Value>,
        anys: Option<Vec<Value>>,
        texts: Option<Vec<String>>,
        parts: Option<Vec<Part>>,
    }

    impl Structure for Part {
        fn schema(&self) -> &'static Schema {
            &Schema {
                name: "Part",
                fields: &["Any", "Anys", "Texts", "Parts"],
                required: &[],
                sensitive: &[],
            }
        }

        fn field_mut(&mut self, index: usize, op: FieldOp<'_>) -> FieldMut<'_> {
            match index {
                0 => FieldMut::Json(&mut self.any),
                1 => FieldMut::Jsons(&mut self.anys),
                2 => FieldMut::Texts(&mut self.texts),
                3 => op.structures(&mut self.parts),
                _ => FieldMut::None,
            }
        }

        fn accept(&self, visitor: &mut dyn FieldVisitor) {
            visitor.json(&self.any);
            visitor.jsons(&self.anys);
            visitor.texts(&self.texts);
            visitor.structures(&&self.parts);
        }
    }

    fn differences(json: &str) -> Vec<String> {
        round_trip(json, &mut Part::default()).unwrap()
    }

    #[test]
    fn null_in_free_json_is_a_value() {
        let none: [String; 0] = [];
        assert_eq!(differences(r#"{"Any":{"a":[null,1,null],"b":null}}"#), none);
        assert_eq!(differences(r#"{"Anys":[null,{"a":null},[null]]}"#), none);
        assert_eq!(
            differences(
                r#"{"Parts":[null,{"Any":[null]},{"Any":null,"Parts":[{"Anys":[null]}]}]}"#
            ),
            none
        );
        // A list of strings has no place for it, nor for a list; zero is no list of structures.
        assert_eq!(differences(r#"{"Texts":["a",["b"],[1,{}]],"Parts":0}"#), none);
        assert_eq!(differences(r#"{"Part":0}"#), ["Part (undeclared)"]);
        assert_eq!(differences(r#"{"Texts":[null,"a"],"Any":null}"#), none);
    }

    #[test]
    fn free_json_that_changes_is_named() {
        let part = Part {
            any: Some(Value::Null),
            parts: Some(vec![Part { any: Some(1.into()), ..Part::default() }]),
            ..Part::default()
        };
        let mut comparison =
            Comparison { kinds: Kinds::from_structure(&&part), differences: Vec::new() };
        let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let (before, after) = (
            r#"{"Any":[null,1],"Parts":[null,{"Any":["1"]}]}"#,
            r#"{"Any":[1],"Parts":[{"Any":[1]}]}"#,
        );
        comparison.compare("", &value(before), &value(after));
        assert_eq!(
            comparison.differences,
            ["Any ([null,1], then [1])", r#"Parts[0].Any (["1"], then [1])"#]
        );
    }
}
