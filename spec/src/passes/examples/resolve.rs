//! One documented call at a time: what a checker of a whole catalogue asks for.

use super::{inside, query, request};
use crate::model::{Action, Api};
use crate::read::Sample;
use serde_json::Value;

/// The typed request that a documented one stands for; `None` if its text is damaged.
///
/// # Errors
/// With the reason if it is not a request.
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

/// Returns the content of the envelope of a documented response.
pub fn response_body<'a>(action: &Action, response: &'a Value) -> &'a Value {
    inside(action, response)
}
