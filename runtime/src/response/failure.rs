//! The errors of responses that come from the service.

use super::quote::request_id;
use crate::codec::{DecodeError, ServiceError};
use crate::error::{Error, ErrorKind, Redactor};
use bytes::Bytes;

/// Returns the error of a text that does not have the expected form.
pub(super) fn unreadable(
    what: &str,
    error: DecodeError,
    body: Bytes,
    redactor: &Redactor<'_>,
) -> Error {
    let colon = if error.path.is_empty() { ":" } else { "" };
    let text = format!("{what} cannot be read{colon} {}", redactor.clean(&error.to_string()));
    Error::new(ErrorKind::Decode, text).with_path(redactor.clean(&error.path)).with_body(body)
}

/// Returns the service's error.
pub(super) fn service_error(
    error: ServiceError,
    id: Option<String>,
    redactor: &Redactor<'_>,
) -> Error {
    let message = error.message.filter(|message| !message.trim().is_empty());
    let message = message.map_or_else(
        || "the service sent no error message".to_owned(),
        |text| redactor.clean(&text),
    );
    let id = id.map(|id| request_id(&id, redactor));
    let failure = Error::new(ErrorKind::Service, message).with_request_id(id);
    match error.code.filter(|code| !code.trim().is_empty()) {
        Some(code) => failure.with_code(redactor.clean(&code)),
        None => failure,
    }
}
