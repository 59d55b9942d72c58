//! The check of a request's parameters against the description of its action.

use crate::script::ServiceError;
use serde_json::Value;
use tencentcloud_spec::model::{Api, Field, Type};

/// Checks that all required parameters are present and that all are known.
///
/// If `typed` is set, also checks their types.
pub(crate) fn check(
    api: &Api,
    fields: &[Field],
    value: &Value,
    typed: bool,
) -> Result<(), ServiceError> {
    object(&Checker { api, typed }, fields, value, "")
}

/// Returns JSON pointers to the secret parameters.
pub(crate) fn secrets(api: &Api, fields: &[Field], value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    mark(api, fields, value, "", &mut found);
    found
}

fn mark(api: &Api, fields: &[Field], value: &Value, path: &str, found: &mut Vec<String>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        let Some(field) = fields.iter().find(|field| field.name == *name) else { continue };
        let path = format!("{path}/{name}");
        match field.sensitive {
            true => found.push(path),
            false => mark_inside(api, &field.r#type, value, &path, found),
        }
    }
}

fn mark_inside(api: &Api, r#type: &Type, value: &Value, path: &str, found: &mut Vec<String>) {
    match r#type {
        Type::Array(element) => {
            for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                mark_inside(api, element, item, &format!("{path}/{index}"), found);
            }
        }
        Type::Structure(name) => {
            let fields = api.structures.get(name).map_or(&[][..], |structure| &structure.fields);
            mark(api, fields, value, path, found);
        }
        _ => {}
    }
}

struct Checker<'a> {
    api: &'a Api,
    typed: bool,
}

fn service_error(code: &str, message: String) -> ServiceError {
    ServiceError { code: code.to_owned(), message }
}

/// Checks an object. The recursion is bounded: parsed JSON is at most 128 levels deep.
fn object(
    checker: &Checker<'_>,
    fields: &[Field],
    value: &Value,
    path: &str,
) -> Result<(), ServiceError> {
    let Some(given) = value.as_object() else {
        let what =
            if path.is_empty() { "the body".to_owned() } else { format!("the parameter `{path}`") };
        return Err(service_error("InvalidParameter", format!("{what} is not an object")));
    };
    let at = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    for (name, value) in given.iter().filter(|(_, value)| !value.is_null()) {
        let Some(field) = fields.iter().find(|field| field.name == *name) else {
            return Err(service_error(
                "UnknownParameter",
                format!("the parameter `{}` is not known", at(name)),
            ));
        };
        typed(checker, &field.r#type, value, &at(name))?;
    }
    let is_missing =
        |field: &&Field| field.required && given.get(&field.name).is_none_or(Value::is_null);
    match fields.iter().find(is_missing) {
        Some(field) => Err(service_error(
            "MissingParameter",
            format!("the required parameter `{}` is missing", at(&field.name)),
        )),
        None => Ok(()),
    }
}

fn typed(
    checker: &Checker<'_>,
    expected: &Type,
    value: &Value,
    path: &str,
) -> Result<(), ServiceError> {
    let fits = match expected {
        Type::Structure(name) => match checker.api.structures.get(name) {
            Some(structure) if !structure.inferred => {
                return object(checker, &structure.fields, value, path);
            }
            _ => true,
        },
        Type::Array(element) => match value.as_array() {
            Some(items) => {
                let each = |(index, item): (usize, &Value)| {
                    typed(checker, element, item, &format!("{path}.{index}"))
                };
                return items.iter().enumerate().try_for_each(each);
            }
            None => false,
        },
        _ if !checker.typed => true,
        Type::String | Type::Timestamp | Type::DateTime | Type::Date | Type::Binary => {
            value.is_string()
        }
        Type::Integer => value.is_i64() || value.is_u64(),
        Type::Unsigned => value.is_u64(),
        Type::Float => value.is_number(),
        Type::Boolean => value.is_boolean(),
    };
    let told = || {
        service_error(
            "InvalidParameter",
            format!("the parameter `{path}` is not of the type `{expected}`"),
        )
    };
    if fits { Ok(()) } else { Err(told()) }
}

#[cfg(test)]
mod tests {
    use super::check;
    use serde_json::{Value, json};
    use tencentcloud_spec::model::{Api, Field, Structure, Type};

    fn told(value: Value, typed: bool) -> String {
        let mut api = Api::new("test", "2020-01-01");
        let required =
            |name: &str, r#type: Type| Field { required: true, ..Field::new(name, r#type, "") };
        let part = vec![required("Name", Type::String), Field::new("Size", Type::Float, "")];
        api.structures
            .insert("Part".to_owned(), Structure { fields: part, ..Structure::default() });
        let free = Structure { inferred: true, ..Structure::default() };
        api.structures.insert("Free".to_owned(), free);
        let fields = vec![
            required("Id", Type::String),
            Field::new("Count", Type::Unsigned, ""),
            Field::new("Parts", Type::Structure("Part".to_owned()).array(), ""),
            Field::new("Any", Type::Structure("Free".to_owned()), ""),
        ];
        check(&api, &fields, &value, typed).map_or_else(
            |error| format!("{}: {}", error.code, error.message),
            |()| "fine".to_owned(),
        )
    }

    #[test]
    fn parameters() {
        let cases = [
            (json!({"Id": "a", "Count": 1, "Parts": [{"Name": "b", "Size": 1}], "Any": 1}), "fine"),
            (json!({"Id": "a", "Count": null, "Parts": []}), "fine"),
            (json!({}), "MissingParameter: the required parameter `Id` is missing"),
            (json!({"Id": null}), "MissingParameter: the required parameter `Id` is missing"),
            (
                json!({"Id": "a", "Parts": [{"Name": "b"}, {}]}),
                "MissingParameter: the required parameter `Parts.1.Name` is missing",
            ),
            (json!({"Id": "a", "id": "a"}), "UnknownParameter: the parameter `id` is not known"),
            (json!({"Id": 1}), "InvalidParameter: the parameter `Id` is not of the type `String`"),
            (
                json!({"Id": "a", "Count": -1}),
                "InvalidParameter: the parameter `Count` is not of the type `Unsigned`",
            ),
            (
                json!({"Id": "a", "Parts": {}}),
                "InvalidParameter: the parameter `Parts` is not of the type `Array of Part`",
            ),
            (
                json!({"Id": "a", "Parts": ["b"]}),
                "InvalidParameter: the parameter `Parts.0` is not an object",
            ),
            (json!([]), "InvalidParameter: the body is not an object"),
        ];
        for (value, expected) in cases {
            assert_eq!(told(value.clone(), true), expected, "{value}");
        }
        // In a query everything is a string.
        assert_eq!(told(json!({"Id": "a", "Count": "1"}), false), "fine");
    }
}
