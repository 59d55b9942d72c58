use std::fmt;

/// The kind of a transport's failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection could be opened: the request was certainly not sent.
    Connect,
    /// A later failure: the request may have been received.
    Network,
    /// Time ran out after the request may have been sent.
    Timeout,
    /// The response is larger than allowed.
    TooLarge,
    /// The transport is configured wrongly or is called in the wrong place, such as without its
    /// async runtime.
    ///
    /// Nothing was sent, and a retry is pointless.
    Configuration,
}

/// The error of a request without a response.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl TransportError {
    /// Creates an error without a cause.
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, source: None }
    }

    /// Creates the error of a failed connection attempt: the request was certainly not sent.
    pub fn connect(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { kind: TransportErrorKind::Connect, source: Some(source.into()) }
    }

    /// Creates the error of a connection that failed after the request may have been received.
    pub fn network(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { kind: TransportErrorKind::Network, source: Some(source.into()) }
    }

    /// Creates the error of a transport that is configured wrongly or called in the wrong place:
    /// nothing was sent.
    pub fn configuration(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { kind: TransportErrorKind::Configuration, source: Some(source.into()) }
    }

    /// Returns the kind of failure.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    pub(crate) fn into_source(self) -> Option<Box<dyn std::error::Error + Send + Sync>> {
        self.source
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection could be made",
            TransportErrorKind::Network => "the connection broke before the response was complete",
            TransportErrorKind::Timeout => "the response took too long",
            TransportErrorKind::TooLarge => "the response is larger than allowed",
            TransportErrorKind::Configuration => match &self.source {
                Some(source) => return fmt::Display::fmt(source, f),
                None => "the transport cannot be used",
            },
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
