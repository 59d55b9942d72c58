//! The decoding of a response's JSON, with a second pass if the first was not exact.

use super::place::ResponsePlace;
use crate::action::EmptyResponse;
use crate::codec::{Decoded, Form, Mode, ServiceError, decode, exact, without_mark};

/// Decodes a response into a place.
///
/// A failure that the service reports is found even if the rest is invalid.
///
/// A text that is valid JSON, without numbers that a float rounds, is decoded once. Any other text
/// is rewritten, with its numbers as text and its broken characters replaced, and decoded again. In
/// strict mode invalid JSON is still an error.
pub(super) fn decode_into(
    body: &[u8],
    form: Form,
    strict: bool,
    place: &mut dyn ResponsePlace,
) -> Decoded {
    let body = without_mark(body);
    let first = decode(body, form, Mode { strict, tokens: false }, place.open());
    let is_sure = first.error.is_none() && !first.is_inexact;
    if is_sure || first.envelope.error.is_some() {
        return first;
    }
    let Some(written) = exact(body) else { return or_service_error(first, body, form, place) };
    let text = written.text.as_bytes();
    if strict && first.error.is_some() && !written.repairs.is_empty() {
        return or_service_error(first, text, form, place);
    }
    let mut second = decode(text, form, Mode { strict, tokens: true }, place.open());
    second.dropped.values.splice(0..0, written.repairs);
    or_service_error(second, text, form, place)
}

/// Returns the decoded response, or the failure that an undecodable text reports.
fn or_service_error(
    decoded: Decoded,
    text: &[u8],
    form: Form,
    place: &mut dyn ResponsePlace,
) -> Decoded {
    let is_read = decoded.error.is_none() || decoded.envelope.error.is_some();
    // Some types have an `Error` field of their own, which may have another meaning.
    if is_read || place.open().schema().position("Error", 0).is_some() {
        return decoded;
    }
    let form = if form == Form::Event { Form::AnyEvent } else { form };
    let mode = Mode { strict: false, tokens: true };
    let other = decode(text, form, mode, &mut EmptyResponse::<()>::default());
    if other.envelope.error.is_some() { other } else { decoded }
}

/// Returns the failure that an event of unknown type reports.
pub(super) fn error_of_event(data: &[u8]) -> Option<ServiceError> {
    let mut place: Option<EmptyResponse<()>> = None;
    decode_into(data, Form::AnyEvent, false, &mut place).envelope.error
}
