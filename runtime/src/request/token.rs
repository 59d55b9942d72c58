use crate::action::Operation;
use crate::codec::{Slot, Step, Structure};
use crate::time::{Randomness, random_hex};

/// Fills in a request's idempotency token if the action has one and the caller set none. Returns whether the request
/// has a token then.
///
/// The token is made once a call and is the same in every attempt: that is what makes repeating a write safe. A caller
/// who sets an empty one goes without it.
pub(crate) fn set_idempotency_token(
    operation: &Operation,
    request: &mut dyn Structure,
    randomness: &dyn Randomness,
) -> bool {
    let index = operation.idempotency_token.and_then(|name| request.shape().position(name, 0));
    match index.map(|index| request.slot(index, Step::Look)) {
        Some(Slot::Text(token)) => !token.get_or_insert_with(|| random_hex(randomness)).is_empty(),
        _ => false,
    }
}
