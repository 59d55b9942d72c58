//! The execution of scripts.

use super::path::value_mut;
use super::scripts::Scripts;
use super::{example, pages};
use crate::script::{Answer, Script};
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
    ) -> Answer {
        let example = || example::answer(action, parameters);
        let answer = match self.script_mut(product, name) {
            None => Answer::Example,
            Some(Script::Handler(handler)) => handler(parameters),
            Some(Script::List(items)) => list(example(), action, parameters, items),
            Some(Script::Answers { answers, next }) => {
                turn(answers, next).unwrap_or_else(|| Answer::Json(json!({})))
            }
            Some(Script::States { member, states, next }) => {
                state(example(), member, turn(states, next))
            }
        };
        answer.resolve(|| Value::Object(example()))
    }
}

/// Returns the next item, and the last one repeatedly.
fn turn<T: Clone>(all: &[T], next: &mut usize) -> Option<T> {
    let index = (*next).min(all.len().saturating_sub(1));
    *next += 1;
    all.get(index).cloned()
}

fn list(
    mut answer: Map<String, Value>,
    action: &Action,
    parameters: &Value,
    items: &[Value],
) -> Answer {
    pages::put(&mut answer, action, parameters, items);
    Answer::Json(Value::Object(answer))
}

fn state(answer: Map<String, Value>, member: &str, state: Option<Value>) -> Answer {
    let mut answer = Value::Object(answer);
    if let (Some(place), Some(state)) = (value_mut(&mut answer, member), state) {
        *place = state;
    }
    Answer::Json(answer)
}
