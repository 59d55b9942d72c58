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
    response: &Response<Bytes>,
    place: &mut dyn ResponsePlace,
    strict: bool,
    redactor: &Redactor<'_>,
) -> Result<Success, Error> {
    let status = response.status();
    match decode(response, place, strict, redactor) {
        Ok(success) => Ok(success.cleaned(redactor)),
        Err(error) => {
            let of_body = error.request_id().map(|id| request_id(id, redactor));
            let id = of_body.or_else(|| header_id(response.headers(), redactor));
            Err(error.with_status(status.as_u16()).with_request_id(id))
        }
    }
}

fn decode(
    response: &Response<Bytes>,
    place: &mut dyn ResponsePlace,
    strict: bool,
    redactor: &Redactor<'_>,
) -> Result<Success, Error> {
    if !looks_like_json(response) {
        return Err(unexpected_response(response, redactor));
    }
    let Decoded { envelope, error, dropped, .. } =
        decode_into(response.body(), Form::Response, strict, place);
    let is_success = response.status().is_success();
    match error {
        _ if envelope.error.is_some() => {
            Err(service_error(envelope.error.unwrap_or_default(), envelope.request_id, redactor))
        }
        Some(error) if is_success => {
            Err(unreadable("the response", error, response.body().clone(), redactor))
        }
        None if is_success && envelope.has_response => {
            Ok(Success { request_id: envelope.request_id, dropped })
        }
        _ => Err(unexpected_response(response, redactor)),
    }
}

/// Returns whether a body may be JSON: it is uncompressed and begins like an object.
fn looks_like_json(response: &Response<Bytes>) -> bool {
    let body = without_mark(response.body().trim_ascii_start()).trim_ascii_start();
    !is_packed(response.headers()) && body.first() == Some(&b'{')
}
