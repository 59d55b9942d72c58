//! The interpretation of a complete response.

use super::decoding::decode_into;
use super::failure::{service_error, unreadable};
use super::media_type::is_packed;
use super::place::ResponsePlace;
use super::quote::{header_id, request_id};
use super::success::Success;
use super::unexpected::unexpected_response;
use crate::codec::{Decoded, Form, without_mark};
use crate::error::{Error, Redactor};
use bytes::Bytes;
use http::Response;

/// Decodes a response into a place.
///
/// The envelope decides about success, regardless of the status and the content type: gateways
/// respond to failures with 200 and send JSON as plain text. In strict mode a value that does not
/// fit its field is an error.
///
/// # Errors
/// Returns the service's error, or an error if the response cannot be decoded.
pub(crate) fn interpret(
    answer: &Response<Bytes>,
    place: &mut dyn ResponsePlace,
    strict: bool,
    redactor: &Redactor<'_>,
) -> Result<Success, Error> {
    let status = answer.status();
    match decode(answer, place, strict, redactor) {
        Ok(success) => Ok(success.cleaned(redactor)),
        Err(error) => {
            let of_body = error.request_id().map(|id| request_id(id, redactor));
            let id = of_body.or_else(|| header_id(answer.headers(), redactor));
            Err(error.with_status(status.as_u16()).with_request_id(id))
        }
    }
}

fn decode(
    answer: &Response<Bytes>,
    place: &mut dyn ResponsePlace,
    strict: bool,
    redactor: &Redactor<'_>,
) -> Result<Success, Error> {
    if !looks_like_json(answer) {
        return Err(unexpected_response(answer, redactor));
    }
    let Decoded { reply, error, dropped, .. } =
        decode_into(answer.body(), Form::Response, strict, place);
    let is_success = answer.status().is_success();
    match error {
        _ if reply.fault.is_some() => {
            Err(service_error(reply.fault.unwrap_or_default(), reply.request_id, redactor))
        }
        Some(error) if is_success => {
            Err(unreadable("the response", error, answer.body().clone(), redactor))
        }
        None if is_success && reply.enveloped => {
            Ok(Success { request_id: reply.request_id, dropped })
        }
        _ => Err(unexpected_response(answer, redactor)),
    }
}

/// Returns whether a body may be JSON: it is uncompressed and begins like an object.
fn looks_like_json(answer: &Response<Bytes>) -> bool {
    let body = without_mark(answer.body().trim_ascii_start()).trim_ascii_start();
    !is_packed(answer.headers()) && body.first() == Some(&b'{')
}
