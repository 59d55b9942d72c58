//! Parameters flattened into a query: `Filters.0.Values.1=a`.

use serde_json::{Map, Value};

/// Returns the object that a query represents. Every scalar in it is a string.
pub(crate) fn parse(query: &str) -> Value {
    let mut root = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        insert(&mut root, &decode(name), decode(value));
    }
    Value::Object(root.into_iter().map(|(name, value)| (name, lists(value))).collect())
}

/// The largest number of steps in a path; longer ones are cut. No API has them.
const MAX_STEPS: usize = 32;

fn insert(root: &mut Map<String, Value>, path: &str, text: String) {
    let mut steps: Vec<&str> = path.splitn(MAX_STEPS, '.').collect();
    let last = steps.pop().unwrap_or_default();
    let mut place = root;
    for step in steps {
        let next = place.entry(step).or_insert_with(|| Value::Object(Map::new()));
        if !next.is_object() {
            *next = Value::Object(Map::new());
        }
        let Value::Object(inner) = next else { return };
        place = inner;
    }
    place.insert(last.to_owned(), Value::String(text));
}

/// Converts objects whose names are all numbers into lists.
fn lists(value: Value) -> Value {
    let Value::Object(members) = value else { return value };
    if members.is_empty()
        || !members.keys().all(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Value::Object(
            members.into_iter().map(|(name, value)| (name, lists(value))).collect(),
        );
    }
    let mut items: Vec<(u64, Value)> = members
        .into_iter()
        .map(|(name, value)| (name.parse().unwrap_or(u64::MAX), lists(value)))
        .collect();
    items.sort_by_key(|(index, _)| *index);
    Value::Array(items.into_iter().map(|(_, value)| value).collect())
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = [rest.next(), rest.next()]
                    .map(|digit| digit.and_then(|it| char::from(it).to_digit(16)));
                let [Some(high), Some(low)] = digits else { continue };
                bytes.push((high * 16 + low) as u8);
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn queries() {
        let cases = [
            ("", "{}"),
            ("Limit=10&Name=a+b%26c%3D%E4%B8%AD", r#"{"Limit":"10","Name":"a b&c=中"}"#),
            ("F.0.N=x&F.0.V.1=b&F.0.V.0=a&F.1.N=y", r#"{"F":[{"N":"x","V":["a","b"]},{"N":"y"}]}"#),
            ("A.B=1&A.C.D=2", r#"{"A":{"B":"1","C":{"D":"2"}}}"#),
            ("A=1&A.B=2&%zz", r#"{"A":{"B":"2"},"":""}"#),
        ];
        for (query, json) in cases {
            assert_eq!(parse(query).to_string(), json, "{query}");
        }
    }
}
