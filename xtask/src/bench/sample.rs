//! A long response to read and write: a documented one with its longest list repeated.

use serde_json::Value;
use tencentcloud_spec::model::Api;

/// A response with many items, and its action.
pub(super) struct Sample {
    pub(super) action: String,
    pub(super) response: Value,
}

/// The number of items in the response.
const ITEMS: usize = 1000;

/// Returns the documented response whose list has the largest first item, with that item repeated.
/// Returns `None` if no documented response has a list of structures.
pub(super) fn sample(api: &Api) -> Option<Sample> {
    let responses = api.actions.iter().flat_map(|(name, action)| {
        action
            .examples
            .iter()
            .filter_map(move |example| Some((name, example.output.as_ref()?.as_object()?)))
    });
    let lists = responses.flat_map(|(name, response)| {
        response.iter().filter_map(move |(field, value)| {
            let item = value.as_array()?.first().filter(|item| item.is_object())?;
            Some((item.to_string().len(), name, response, field, item))
        })
    });
    let (_, name, response, field, item) = lists.max_by_key(|(size, ..)| *size)?;
    let mut response = response.clone();
    response.insert(field.clone(), Value::Array(vec![item.clone(); ITEMS]));
    Some(Sample { action: name.clone(), response: without_nulls(&Value::Object(response)) })
}

/// Removes nulls, because only our side accepts them in lists.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(name, value)| (name.clone(), without_nulls(value))).collect())
        }
        Value::Array(items) => {
            Value::Array(items.iter().filter(|it| !it.is_null()).map(without_nulls).collect())
        }
        scalar => scalar.clone(),
    }
}
