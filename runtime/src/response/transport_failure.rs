use crate::error::{Error, ErrorKind, Redactor, chain, printable_cause};
use crate::transport::proxy::ProxyFailure;
use crate::transport::{TransportError, TransportErrorKind};

/// Returns the error of a request without a complete response.
pub(crate) fn transport_failure(
    failure: TransportError,
    max_response_bytes: usize,
    redactor: &Redactor<'_>,
) -> Error {
    let (kind, text) = match failure.kind() {
        TransportErrorKind::Connect => (ErrorKind::Connect, unconnected(&failure)),
        TransportErrorKind::Network => {
            (ErrorKind::Network, "the connection broke before the response was complete".to_owned())
        }
        TransportErrorKind::Timeout => (ErrorKind::Timeout, "no response came in time".to_owned()),
        TransportErrorKind::TooLarge => (
            ErrorKind::Decode,
            format!(
                "the response is larger than the {max_response_bytes} bytes that \
                    `max_response_bytes` allows"
            ),
        ),
        // The text of the error is complete.
        TransportErrorKind::Configuration => (ErrorKind::Configuration, failure.to_string()),
    };
    let error = Error::new(kind, text);
    match failure.into_source() {
        Some(source) => error.with_source(printable_cause(source, redactor)),
        None => error,
    }
}

/// Describes a failed connection, and the part of a proxy in the failure.
fn unconnected(failure: &TransportError) -> String {
    let failed = "no connection could be made";
    let mut below = std::error::Error::source(failure).into_iter().flat_map(chain);
    match below.find_map(|error| error.downcast_ref::<ProxyFailure>()) {
        Some(failure) => format!("{failed}: {failure}"),
        None => failed.to_owned(),
    }
}
