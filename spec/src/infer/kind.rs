//! The common type of some JSON values.

use crate::model::Type;
use serde_json::Value;

/// The type of example values, but for the name of the structure if they are objects.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ExampleType<'a> {
    /// Not objects, nor lists of objects.
    Plain(Type),
    /// Objects, below so many lists.
    Objects(Vec<&'a Value>, usize),
}

/// Finds the common type. Objects and lists win over scalars, because `""` stands for either in
/// responses; of different scalars the text is the safe one. The recursion is bounded by the depth
/// that serde_json reads.
pub(super) fn shape<'a>(values: &[&'a Value]) -> ExampleType<'a> {
    let lists: Vec<&Value> = values.iter().filter_map(|value| value.as_array()).flatten().collect();
    let objects: Vec<&Value> = values.iter().copied().filter(|value| value.is_object()).collect();
    if values.iter().any(|value| value.is_array()) {
        return match shape(&lists) {
            ExampleType::Plain(element) => ExampleType::Plain(element.array()),
            ExampleType::Objects(objects, lists) => ExampleType::Objects(objects, lists + 1),
        };
    }
    if objects.is_empty() {
        ExampleType::Plain(scalar(values))
    } else {
        ExampleType::Objects(objects, 0)
    }
}

fn scalar(values: &[&Value]) -> Type {
    let known: Vec<&&Value> = values.iter().filter(|value| !value.is_null()).collect();
    let all = |is: fn(&Value) -> bool| !known.is_empty() && known.iter().all(|value| is(value));
    if all(Value::is_boolean) {
        Type::Boolean
    } else if all(Value::is_i64) {
        Type::Integer
    } else if all(|value| value.is_i64() || value.is_u64()) {
        Type::Unsigned
    } else if all(Value::is_number) {
        Type::Float
    } else {
        Type::String
    }
}

/// A type below so many lists.
pub(super) fn listed(element: Type, lists: usize) -> Type {
    (0..lists).fold(element, |element, _| element.array())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn common_types() {
        let cases = [
            (json!(["a", "b"]), "String"),
            (json!([1, -2, null]), "Integer"),
            (json!([1, 1.5]), "Float"),
            (json!([1, 18446744073709551615_u64]), "Unsigned"),
            (json!([true]), "Boolean"),
            (json!([1, "a"]), "String"),
            (json!([null]), "String"),
            (json!([]), "String"),
            (json!([[], ["a"]]), "Array of String"),
            (json!([[[1]]]), "Array of Array of Integer"),
            (json!(["", {"A": 1}]), "1 objects below 0 lists"),
            (json!([[{"A": 1}, {}], null]), "2 objects below 1 lists"),
        ];
        for (values, expected) in cases {
            let values: Vec<&Value> = values.as_array().into_iter().flatten().collect();
            let found = match shape(&values) {
                ExampleType::Plain(plain) => plain.to_string(),
                ExampleType::Objects(objects, lists) => {
                    format!("{} objects below {lists} lists", objects.len())
                }
            };
            assert_eq!(found, expected, "{values:?}");
        }
    }
}
