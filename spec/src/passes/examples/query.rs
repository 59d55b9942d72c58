//! Flattened names back to JSON: `Filters.0.Values.1=a` is `{"Filters": [{"Values": ["a"]}]}`.

use crate::model::{Api, Field, Type};
use indexmap::IndexMap;
use serde_json::{Map, Number, Value};

/// The deepest name that is read: deeper ones are no documentation.
const DEEPEST: usize = 32;

#[derive(Default)]
struct QueryNode {
    leaf: Option<String>,
    below: IndexMap<String, QueryNode>,
}

/// Nests flattened names. `None` if a name is nested too deep, or is both a value and a parent.
pub(super) fn nested(pairs: &[(String, String)]) -> Option<Value> {
    let mut root = QueryNode::default();
    for (name, value) in pairs {
        if name.split('.').count() > DEEPEST {
            return None;
        }
        let node = name
            .split('.')
            .fold(&mut root, |node, part| node.below.entry(part.to_owned()).or_default());
        node.leaf = Some(value.clone());
    }
    match root.into_value()? {
        Value::Object(members) => Some(Value::Object(members)),
        Value::Array(_) => None,
        _ => Some(Value::Object(Map::new())),
    }
}

impl QueryNode {
    /// Recursion is bounded by [`DEEPEST`].
    fn into_value(self) -> Option<Value> {
        match self.leaf {
            Some(text) => self.below.is_empty().then_some(Value::String(text)),
            None if self.below.is_empty() => Some(Value::Null),
            None => below(self.below),
        }
    }
}

/// Numbered names are a list, whatever number it starts with and however many are left out.
fn below(nodes: IndexMap<String, QueryNode>) -> Option<Value> {
    let numbers: Option<Vec<u64>> = nodes.keys().map(|name| name.parse().ok()).collect();
    let Some(numbers) = numbers else {
        let members = nodes.into_iter().map(|(name, node)| Some((name, node.into_value()?)));
        return members.collect::<Option<Map<_, _>>>().map(Value::Object);
    };
    let mut items: Vec<(u64, QueryNode)> = numbers.into_iter().zip(nodes.into_values()).collect();
    items.sort_by_key(|(number, _)| *number);
    items
        .into_iter()
        .map(|(_, node)| node.into_value())
        .collect::<Option<Vec<_>>>()
        .map(Value::Array)
}

/// Gives the texts of a query the declared types; what does not fit stays a text. Recursion is
/// bounded by [`DEEPEST`].
pub(super) fn typed(api: &Api, fields: &[Field], value: Value) -> Value {
    let Value::Object(members) = value else { return value };
    let types: IndexMap<&str, &Type> =
        fields.iter().map(|field| (field.name.as_str(), &field.r#type)).collect();
    let member = |(name, value): (String, Value)| match types.get(name.as_str()) {
        Some(r#type) => (name, typed_value(api, r#type, value)),
        None => (name, value),
    };
    Value::Object(members.into_iter().map(member).collect())
}

fn typed_value(api: &Api, r#type: &Type, value: Value) -> Value {
    match (r#type, value) {
        (Type::Array(element), Value::Array(items)) => {
            Value::Array(items.into_iter().map(|item| typed_value(api, element, item)).collect())
        }
        (Type::Structure(name), value @ Value::Object(_)) => match api.structures.get(name) {
            Some(structure) => typed(api, &structure.fields, value),
            None => value,
        },
        (r#type, Value::String(text)) => typed_text(r#type, &text).unwrap_or(Value::String(text)),
        (_, value) => value,
    }
}

fn typed_text(r#type: &Type, text: &str) -> Option<Value> {
    match r#type {
        Type::Integer | Type::Unsigned => text
            .parse::<i64>()
            .ok()
            .map(Value::from)
            .or_else(|| text.parse::<u64>().ok().map(Value::from)),
        Type::Float => text.parse().ok().and_then(Number::from_f64).map(Value::Number),
        Type::Boolean => match text.to_ascii_lowercase().as_str() {
            "true" | "1" => Some(Value::Bool(true)),
            "false" | "0" => Some(Value::Bool(false)),
            _ => None,
        },
        Type::Array(_) => serde_json::from_str(unquoted(text)).ok().filter(Value::is_array),
        Type::Structure(_) => serde_json::from_str(unquoted(text)).ok().filter(Value::is_object),
        _ => None,
    }
}

/// JSON in a URL has quotes around it now and then, as on a command line.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Structure;

    fn pairs(text: &str) -> Vec<(String, String)> {
        let pair = |pair: &str| {
            pair.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()))
        };
        text.split('&').filter_map(pair).collect()
    }

    #[test]
    fn names_are_nested() {
        let cases = [
            ("", "{}"),
            ("A=1&B=x", r#"{"A":"1","B":"x"}"#),
            (
                "F.0.Name=zone&F.0.Values.0=a&F.0.Values.1=b",
                r#"{"F":[{"Name":"zone","Values":["a","b"]}]}"#,
            ),
            ("F.1=a&F.2=b", r#"{"F":["a","b"]}"#),
            ("F.7=b&F.2=a&F.10=c", r#"{"F":["a","b","c"]}"#),
            ("P.Zone=z&P.Hosts.0=h", r#"{"P":{"Zone":"z","Hosts":["h"]}}"#),
            ("A=1&A=2", r#"{"A":"2"}"#),
        ];
        for (query, expected) in cases {
            assert_eq!(nested(&pairs(query)).unwrap_or_default().to_string(), expected, "{query}");
        }
        assert_eq!(nested(&pairs("A=1&A.0=2")), None);
        assert_eq!(nested(&pairs("0=1")), None);
        let deep = vec![(vec!["A"; 100_000].join("."), "1".to_owned())];
        assert_eq!(nested(&deep), None);
    }

    #[test]
    fn texts_get_their_types() {
        let mut api = Api::new("demo", "2020-01-01");
        let inner = vec![Field::new("Port", Type::Unsigned, "")];
        api.structures.insert("Rule".into(), Structure { fields: inner, ..Structure::default() });
        let fields = [
            ("Text", "String"),
            ("Count", "Integer"),
            ("Ratio", "Float"),
            ("Dry", "Boolean"),
            ("Rules", "Array of Rule"),
            ("Ids", "Array of Integer"),
        ];
        let fields: Vec<Field> = fields
            .iter()
            .map(|(name, r#type)| Field::new(*name, Type::parse(r#type).unwrap(), ""))
            .collect();
        let query = "Text=1&Count=-5&Ratio=1&Dry=TRUE&Rules.0.Port=18446744073709551615&\
                     Rules.1.Port=many&Ids='[1,2]'&Other=1";
        let value = typed(&api, &fields, nested(&pairs(query)).unwrap());
        let expected = concat!(
            r#"{"Text":"1","Count":-5,"Ratio":1.0,"Dry":true,"#,
            r#""Rules":[{"Port":18446744073709551615},{"Port":"many"}],"Ids":[1,2],"Other":"1"}"#,
        );
        assert_eq!(value.to_string(), expected);
    }
}
