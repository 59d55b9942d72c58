use crate::action::Operation;
use crate::codec::{FieldMut, FieldOp, Structure};
use crate::time::{Randomness, random_hex};

/// Sets a request's idempotency token if the action has one and the caller has not set it.
///
/// Returns whether the request then has a token. The token is created once per call and is the same
/// in every attempt: this is what makes it safe to repeat a write. A caller who sets an empty token
/// opts out.
pub(crate) fn set_idempotency_token(
    operation: &Operation,
    request: &mut dyn Structure,
    randomness: &dyn Randomness,
) -> bool {
    let index = operation.idempotency_token.and_then(|name| request.schema().position(name, 0));
    match index.map(|index| request.field_mut(index, FieldOp::Inspect)) {
        Some(FieldMut::Text(token)) => {
            !token.get_or_insert_with(|| random_hex(randomness)).is_empty()
        }
        _ => false,
    }
}
