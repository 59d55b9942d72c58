use crate::error::{Error, ErrorKind, Redactor, told};
use crate::transport::{TransportError, TransportErrorKind};

/// The error of a request that was not answered in full.
pub(crate) fn lost(lost: TransportError, max_answer: usize, redactor: &Redactor<'_>) -> Error {
    let (kind, text) = match lost.kind() {
        TransportErrorKind::Connect => (ErrorKind::Connect, "no connection could be made".to_owned()),
        TransportErrorKind::Network => {
            (ErrorKind::Network, "the connection failed before the answer was whole".to_owned())
        }
        TransportErrorKind::Timeout => (ErrorKind::Timeout, "no answer came in time".to_owned()),
        TransportErrorKind::TooLarge => {
            (ErrorKind::Decode, format!("the answer has more than the {max_answer} bytes allowed"))
        }
        // The one line says what is missing.
        TransportErrorKind::Configuration => (ErrorKind::Configuration, lost.to_string()),
    };
    let error = Error::new(kind, text);
    match lost.into_source() {
        Some(source) => error.with_source(told(source, redactor)),
        None => error,
    }
}
