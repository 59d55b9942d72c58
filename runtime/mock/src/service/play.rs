//! The execution of scripts.

use super::path::value_mut;
use super::scripts::Scripts;
use super::{example, pages};
use crate::script::{MockResponse, Script};
use serde_json::{Map, Value, json};
use tencentcloud_spec::model::Action;

impl Scripts {
    /// Responds to a request, by its script or with the documented example.
    pub(super) fn play(
        &mut self,
        product: &str,
        name: &str,
        action: &Action,
        parameters: &Value,
    ) -> MockResponse {
        let example = || example::documented_response(action, parameters);
        let response = match self.script_mut(product, name) {
            None => MockResponse::Example,
            Some(Script::Handler(handler)) => handler(parameters),
            Some(Script::List(items)) => list(example(), action, parameters, items),
            Some(Script::Responses { responses, next }) => {
                turn(responses, next).unwrap_or_else(|| MockResponse::Json(json!({})))
            }
            Some(Script::States { field, states, next }) => {
                state(example(), field, turn(states, next))
            }
        };
        response.resolve(|| Value::Object(example()))
    }
}

/// Returns the next item, and the last one repeatedly.
fn turn<T: Clone>(all: &[T], next: &mut usize) -> Option<T> {
    let index = (*next).min(all.len().saturating_sub(1));
    *next += 1;
    all.get(index).cloned()
}

fn list(
    mut response: Map<String, Value>,
    action: &Action,
    parameters: &Value,
    items: &[Value],
) -> MockResponse {
    pages::put(&mut response, action, parameters, items);
    MockResponse::Json(Value::Object(response))
}

fn state(response: Map<String, Value>, field: &str, state: Option<Value>) -> MockResponse {
    let mut response = Value::Object(response);
    if let (Some(place), Some(state)) = (value_mut(&mut response, field), state) {
        *place = state;
    }
    MockResponse::Json(response)
}
