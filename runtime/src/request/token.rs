use crate::action::Operation;
use crate::codec::{Slot, Step, Structure};
use crate::time::{Randomness, random_hex};

/// Gives a request its client token where the action has one and the caller set none.
///
/// It is made once a call and the same in every attempt: that is what makes repeating a write safe.
pub(crate) fn set_client_token(operation: &Operation, request: &mut dyn Structure, randomness: &dyn Randomness) {
    if !operation.client_token {
        return;
    }
    let Some(index) = request.shape().position("ClientToken", 0) else { return };
    if let Slot::Text(token) = request.slot(index, Step::Look) {
        token.get_or_insert_with(|| random_hex(randomness));
    }
}
