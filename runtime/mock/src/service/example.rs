use super::pages;
use serde_json::{Map, Value};
use tencentcloud_spec::model::{Action, Example};

/// Returns the documented response of the call most similar to a request.
///
/// If the action pages, the response is one page of the list.
pub(super) fn documented_response(action: &Action, parameters: &Value) -> Map<String, Value> {
    let has_response = |example: &&Example| example.output.as_ref().is_some_and(Value::is_object);
    let best = action.examples.iter().filter(has_response).reduce(|best, next| {
        let better =
            likeness(next.input.as_ref(), parameters) > likeness(best.input.as_ref(), parameters);
        if better { next } else { best }
    });
    let output = best.and_then(|example| example.output.as_ref()).and_then(Value::as_object);
    let mut response = output.cloned().unwrap_or_default();
    if let Some(items) = pages::list(&response, action) {
        pages::put(&mut response, action, parameters, &items);
    }
    response
}

/// Returns how many fields of a documented request a request has with equal values.
fn likeness(documented: Option<&Value>, parameters: &Value) -> usize {
    let fields = documented.and_then(Value::as_object).into_iter().flatten();
    fields.filter(|(name, value)| parameters.get(name.as_str()) == Some(value)).count()
}
