use std::fmt;

/// How a request failed to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection could be made: the request was certainly not sent.
    Connect,
    /// Anything later: the request may have been received.
    Network,
    /// Time ran out after the request may have been sent.
    Timeout,
    /// The answer is larger than is allowed.
    TooLarge,
    /// The transport cannot work as it is set up or where it is called, such as without its async runtime: nothing was
    /// sent, and it makes no sense to try again.
    Configuration,
}

/// Why a request was not answered.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl TransportError {
    /// A failure without a cause of its own.
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, source: None }
    }

    /// No connection could be made: the request was certainly not sent.
    pub fn connect(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { kind: TransportErrorKind::Connect, source: Some(source.into()) }
    }

    /// The connection failed when the request may have been received.
    pub fn network(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { kind: TransportErrorKind::Network, source: Some(source.into()) }
    }

    /// The transport cannot work as it is set up or where it is called: nothing was sent.
    pub fn configuration(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self { kind: TransportErrorKind::Configuration, source: Some(source.into()) }
    }

    /// How it failed.
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
            TransportErrorKind::Network => "the connection failed before the answer was whole",
            TransportErrorKind::Timeout => "the answer took too long",
            TransportErrorKind::TooLarge => "the answer is larger than is allowed",
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
