//! The events of streams.

use super::decoding::{decode_into, error_of_event};
use super::event_parser::EventParser;
use super::failure::{service_error, unreadable};
use super::place::ResponsePlace;
use super::quote::quote;
use super::success::Success;
use crate::codec::{Decoded, Form, ServiceError, exact, without_mark};
use crate::error::{Error, ErrorKind, Redactor};
use bytes::Bytes;

/// Decodes the data of an event into a place: a response, or the part of one that the event
/// contains.
///
/// # Errors
/// Returns the service's error, or an error if the data cannot be decoded.
pub(crate) fn read_event(
    data: Bytes,
    place: &mut dyn ResponsePlace,
    strict: bool,
    redactor: &Redactor<'_>,
) -> Result<Success, Error> {
    let text = without_mark(&data);
    if !text.trim_ascii_start().starts_with(b"{") {
        let text = format!("an event is not a JSON object: {}", quote(text, redactor));
        return Err(Error::new(ErrorKind::Decode, text).with_body(data));
    }
    let Decoded { envelope, error, dropped, .. } = decode_into(text, Form::Event, strict, place);
    match error {
        _ if envelope.error.is_some() => {
            Err(service_error(envelope.error.unwrap_or_default(), envelope.request_id, redactor))
        }
        Some(error) => Err(unreadable("an event", error, data, redactor)),
        None => Ok(Success { request_id: envelope.request_id, dropped }.cleaned(redactor)),
    }
}

/// Returns the error that an event of unknown type reports, if there is one.
pub(crate) fn error_in_event(data: &[u8], redactor: &Redactor<'_>) -> Option<Error> {
    error_of_event(data).map(|error| service_error(error, None, redactor))
}

/// Returns the error of an event named `error`: the contents of its data, in any form.
pub(crate) fn event_error(data: &[u8], redactor: &Redactor<'_>) -> Error {
    let text = without_mark(data);
    let json = exact(text).map_or_else(|| text.to_vec(), |written| written.text.into_bytes());
    let error = error_of_event(text)
        .or_else(|| serde_json::from_slice(&json).ok().and_then(ServiceError::from_error));
    match error {
        Some(error) => service_error(error, None, redactor),
        None if text.trim_ascii().is_empty() => {
            service_error(ServiceError::default(), None, redactor)
        }
        None => Error::new(ErrorKind::Service, quote(text, redactor)),
    }
}

/// Returns the error in a complete body that is a stream of events.
pub(crate) fn first_error(body: &[u8], redactor: &Redactor<'_>) -> Option<Error> {
    let mut parser = EventParser::default();
    parser.feed(body);
    let mut has_ended = false;
    loop {
        match parser.next() {
            Some(event) if event.is_error() => {
                return Some(event_error(&event.data, redactor));
            }
            Some(event) => {
                let error = error_in_event(&event.data, redactor);
                if error.is_some() {
                    return error;
                }
            }
            None if has_ended => return None,
            None => {
                has_ended = true;
                parser.finish();
            }
        }
    }
}
