//! Requests whose body is raw bytes: the field that holds them, which no document lists among the
//! parameters.

use crate::model::{Api, Body, Field, Type};

/// Names for the field: the first that is free is used.
const NAMES: [&str; 3] = ["Body", "RawBody", "RequestBody"];

/// Gives each action whose body is raw bytes a required field for them, if none is declared.
pub fn body(api: &mut Api) {
    for action in api.actions.values_mut().filter(|action| action.body == Body::OctetStream) {
        if action.input.iter().any(|field| field.r#type == Type::Binary) {
            continue;
        }
        let is_free =
            |name: &&&str| !action.input.iter().any(|field| field.name.eq_ignore_ascii_case(name));
        if let Some(name) = NAMES.iter().find(is_free) {
            let docs = "The request's body, as raw bytes; the other fields are sent as headers.";
            let field =
                Field { required: true, inferred: true, ..Field::new(*name, Type::Binary, docs) };
            action.input.push(field);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Action;

    fn body_fields(body: Body, declared: &[(&str, Type)]) -> String {
        let input =
            declared.iter().map(|(name, r#type)| Field::new(*name, r#type.clone(), "")).collect();
        let mut api = Api::new("demo", "2020-01-01");
        api.actions.insert("Upload".into(), Action { body, input, ..Action::default() });
        super::body(&mut api);
        super::body(&mut api);
        let names = api.actions["Upload"]
            .input
            .iter()
            .map(|field| format!("{} {}", field.name, field.r#type));
        names.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn raw_bytes_have_one_field() {
        let text = ("TopicId", Type::String);
        assert_eq!(body_fields(Body::Json, std::slice::from_ref(&text)), "TopicId String");
        assert_eq!(
            body_fields(Body::OctetStream, std::slice::from_ref(&text)),
            "TopicId String, Body Binary"
        );
        assert_eq!(
            body_fields(Body::OctetStream, &[("body", Type::String)]),
            "body String, RawBody Binary"
        );
        assert_eq!(
            body_fields(Body::OctetStream, &[text, ("Data", Type::Binary)]),
            "TopicId String, Data Binary"
        );
    }
}
