//! One documented call at a time: what a checker of a whole catalogue asks for.

use super::{inside, query, request};
use crate::model::{Action, Api};
use crate::read::Sample;
use serde_json::Value;

/// The typed request that a documented one stands for; `None` where its text is damaged.
///
/// # Errors
/// With the reason where it is no request.
pub fn resolve_request(
    api: &Api,
    action: &Action,
    sample: &Sample,
) -> Result<Option<Value>, &'static str> {
    let value = request(action, sample)?;
    Ok(match sample {
        Sample::Query(_) => value.map(|value| query::typed(api, &action.input, value)),
        _ => value,
    })
}

/// What is inside of a documented answer's envelope.
pub fn answer_body<'a>(action: &Action, answer: &'a Value) -> &'a Value {
    inside(action, answer)
}
