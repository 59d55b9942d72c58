use crate::error::{Error, ErrorKind};
use std::fmt;
use std::sync::Arc;

/// An error that several callers receive.
#[derive(Clone)]
pub(super) struct Failure(Arc<Error>);

impl Failure {
    pub(super) fn new(error: Error) -> Self {
        Self(Arc::new(error))
    }

    /// Returns the error for one caller.
    pub(super) fn into_error(self) -> Error {
        let error = &*self.0;
        // An error that the service returned for the credentials is not a response to the call.
        let (kind, message) = match error.kind() {
            ErrorKind::Credentials | ErrorKind::Timeout | ErrorKind::Configuration => {
                (error.kind(), error.message().to_owned())
            }
            _ => (ErrorKind::Credentials, error.to_string()),
        };
        let failed = Error::new(kind, message);
        if std::error::Error::source(error).is_some() {
            failed.with_source(Below(self.0))
        } else {
            failed
        }
    }
}

/// The cause of an error that has already been reported.
#[derive(Debug)]
pub(super) struct Below(pub(super) Arc<Error>);

impl fmt::Display for Below {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match std::error::Error::source(&*self.0) {
            Some(source) => fmt::Display::fmt(source, f),
            None => fmt::Display::fmt(&self.0, f),
        }
    }
}

impl std::error::Error for Below {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(&*self.0)?.source()
    }
}
