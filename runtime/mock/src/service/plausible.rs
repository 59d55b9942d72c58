//! Plausible responses for actions without a documented call.
//!
//! Every field has a value of its type: its documented example or the first of its values, if there
//! is one. A list has one item and is complete.

use serde_json::{Map, Value, json};
use tencentcloud_spec::model::{Action, Api, Example, Field, Paging, Type};

/// The depth to which structures are filled.
const DEEPEST: usize = 8;

/// Adds a plausible response to each action without a documented one.
pub(super) fn complete(api: &mut Api) {
    let has_output =
        |action: &Action| action.examples.iter().any(|example| example.output.is_some());
    let made = |action: &Action| (!has_output(action)).then(|| response(api, action));
    let made: Vec<Option<Value>> = api.actions.values().map(made).collect();
    for (action, made) in api.actions.values_mut().zip(made) {
        action
            .examples
            .extend(made.map(|output| Example { output: Some(output), ..Example::default() }));
    }
}

fn response(api: &Api, action: &Action) -> Value {
    let mut response = object(api, &action.output, &mut Vec::new());
    for (path, number, text) in action.paging.as_ref().map(ends).unwrap_or_default() {
        if let Some(value) = response.pointer_mut(&format!("/{}", path.replace('.', "/"))) {
            *value = match value {
                Value::String(_) => text.into(),
                Value::Bool(_) => (number != 0).into(),
                _ => number.into(),
            };
        }
    }
    response
}

/// Returns the fields that mark the last page, each with its value as a number or a flag, and as
/// text.
fn ends(paging: &Paging) -> Vec<(&str, u64, &'static str)> {
    match paging {
        Paging::Offset { total, .. } | Paging::Page { total, .. } => {
            total.iter().map(|total| (total.as_str(), 1, "1")).collect()
        }
        Paging::Token { next, more, done, .. } => {
            let more = more.iter().map(|more| (more.as_str(), 0, "false"));
            let done = done.iter().map(|done| (done.as_str(), 1, "true"));
            [(next.as_str(), 0, "")].into_iter().chain(more).chain(done).collect()
        }
    }
}

/// Returns an object. `open` contains the structures around it, so that none contains itself.
fn object<'a>(api: &'a Api, fields: &'a [Field], open: &mut Vec<&'a str>) -> Value {
    let mut object = Map::new();
    for field in fields.iter().filter(|field| !field.deprecated && field.name != "RequestId") {
        if let Some(value) = value(api, field, &field.r#type, open) {
            object.insert(field.name.clone(), value);
        }
    }
    Value::Object(object)
}

fn value<'a>(
    api: &'a Api,
    field: &Field,
    r#type: &'a Type,
    open: &mut Vec<&'a str>,
) -> Option<Value> {
    match r#type {
        Type::Array(element) => {
            let documented =
                || field.example.as_deref().and_then(|text| serde_json::from_str(text).ok());
            let is_scalar = element.structure().is_none() && !matches!(**element, Type::Array(_));
            let documented =
                if is_scalar { documented().filter(|list| fits(list, element)) } else { None };
            documented.or_else(|| {
                Some(Value::Array(value(api, field, element, open).into_iter().collect()))
            })
        }
        Type::Structure(name) => {
            if open.contains(&name.as_str()) || open.len() >= DEEPEST {
                return None;
            }
            open.push(name);
            let fields = api
                .structures
                .get(name)
                .map(|structure| structure.fields.as_slice())
                .unwrap_or_default();
            let object = object(api, fields, open);
            open.pop();
            Some(object)
        }
        scalar => Some(self::scalar(field, scalar)),
    }
}

/// Returns whether a value is a list of scalars of a type.
fn fits(list: &Value, element: &Type) -> bool {
    let fits = |item: &Value| match element {
        Type::Integer | Type::Float => item.is_number(),
        Type::Unsigned => item.is_u64(),
        Type::Boolean => item.is_boolean(),
        _ => item.is_string(),
    };
    list.as_array().is_some_and(|items| items.iter().all(fits))
}

fn scalar(field: &Field, r#type: &Type) -> Value {
    let known = field.example.as_deref().into_iter().chain(field.values.keys().map(String::as_str));
    let mut known = known.map(str::trim).filter(|text| !text.is_empty());
    match r#type {
        Type::Integer => known.find_map(|text| text.parse::<i64>().ok()).unwrap_or(1).into(),
        Type::Unsigned => known.find_map(|text| text.parse::<u64>().ok()).unwrap_or(1).into(),
        Type::Float => json!(known.find_map(|text| text.parse::<f64>().ok()).unwrap_or(1.0)),
        Type::Boolean => known.find_map(|text| text.parse::<bool>().ok()).unwrap_or(true).into(),
        Type::Timestamp => known.next().unwrap_or("2020-01-01T00:00:00Z").into(),
        Type::DateTime => known.next().unwrap_or("2020-01-01 00:00:00").into(),
        Type::Date => known.next().unwrap_or("2020-01-01").into(),
        _ if field.sensitive => "EXAMPLE".into(),
        _ => known
            .next()
            .map_or_else(|| format!("{}-1", field.name.to_lowercase()), str::to_owned)
            .into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tencentcloud_spec::model::Structure;

    fn field(name: &str, r#type: Type) -> Field {
        Field::new(name, r#type, "")
    }

    #[test]
    fn every_field_has_a_value_of_its_type() {
        let cat = Type::Structure("Cat".to_owned());
        let mut api = Api::new("cats", "2020-01-01");
        let mut state = field("State", Type::String);
        state
            .values
            .extend([("AWAKE".to_owned(), String::new()), ("ASLEEP".to_owned(), String::new())]);
        let age = Field { example: Some("3".to_owned()), ..field("Age", Type::Unsigned) };
        let tags =
            Field { example: Some(r#"["a"]"#.to_owned()), ..field("Tags", Type::String.array()) };
        let fields =
            vec![state, age, tags, field("Mother", cat.clone()), field("Born", Type::Date)];
        api.structures.insert("Cat".to_owned(), Structure { fields, ..Structure::default() });
        let paging = Paging::Offset {
            offset: "Offset".to_owned(),
            limit: "Limit".to_owned(),
            items: "Data.Cats".to_owned(),
            total: Some("Data.Total".to_owned()),
            evidence: None,
        };
        let total = Field { example: Some("20".to_owned()), ..field("Total", Type::Integer) };
        let data =
            Structure { fields: vec![field("Cats", cat.array()), total], ..Structure::default() };
        api.structures.insert("Data".to_owned(), data);
        let output = vec![
            field("Data", Type::Structure("Data".to_owned())),
            field("RequestId", Type::String),
        ];
        let list = Action { output, paging: Some(paging), ..Action::default() };
        let example = Example { output: Some(json!({})), ..Example::default() };
        let documented = Action { examples: vec![example], ..Action::default() };
        api.actions.extend([("ListCats".to_owned(), list), ("FeedCat".to_owned(), documented)]);

        complete(&mut api);
        let cat = json!({"State": "AWAKE", "Age": 3, "Tags": ["a"], "Born": "2020-01-01"});
        let response = json!({"Data": {"Cats": [cat], "Total": 1}});
        assert_eq!(api.actions["ListCats"].examples[0].output, Some(response));
        assert_eq!(api.actions["FeedCat"].examples.len(), 1);
    }
}
