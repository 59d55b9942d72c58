use serde_json::Value;
use std::time::Duration;

/// A response in a script.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum MockResponse {
    /// The documented example, as without a script.
    Example,
    /// A success. The `Response` envelope and the request ID are added.
    Json(Value),
    /// An error code and its message.
    Error(String, String),
    /// Any response: its status, its headers and its body.
    Http(u16, Vec<(String, String)>, Vec<u8>),
    /// No response: the connection is closed.
    HangUp,
    /// A response after a pause.
    After(Duration, Box<MockResponse>),
    /// A response of which only the first half arrives: the call has been executed, but the client
    /// does not know.
    Cut(Box<MockResponse>),
}

impl MockResponse {
    /// Returns a success. The `Response` envelope and the request ID are added.
    pub fn json(fields: Value) -> Self {
        Self::Json(fields)
    }

    /// Returns an error code and its message.
    pub fn error(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Error(code.into(), message.into())
    }

    /// Returns a proxy's page, such as one with the status 502.
    pub fn page(status: u16) -> Self {
        let headers = vec![("Content-Type".to_owned(), "text/html".to_owned())];
        Self::Http(status, headers, format!("<html><h1>{status}</h1></html>").into_bytes())
    }

    /// Returns a stream of server-sent events, each with these fields.
    pub fn events(events: impl IntoIterator<Item = Value>) -> Self {
        let body: String = events.into_iter().map(|event| format!("data: {event}\n\n")).collect();
        let headers = vec![("Content-Type".to_owned(), "text/event-stream".to_owned())];
        Self::Http(200, headers, body.into_bytes())
    }

    /// Returns this response after a pause.
    #[must_use]
    pub fn after(self, pause: Duration) -> Self {
        Self::After(pause, Box::new(self))
    }

    /// Returns the first half of this response, after which the connection is closed.
    #[must_use]
    pub fn cut(self) -> Self {
        Self::Cut(Box::new(self))
    }

    /// Replaces [`MockResponse::Example`] by the documented example.
    pub(crate) fn resolve(self, example: impl FnOnce() -> Value) -> Self {
        match self {
            Self::Example => Self::Json(example()),
            Self::After(pause, next) => Self::After(pause, Box::new(next.resolve(example))),
            Self::Cut(next) => Self::Cut(Box::new(next.resolve(example))),
            other => other,
        }
    }

    /// Returns the error code of the response.
    pub(crate) fn code(&self) -> Option<&str> {
        match self {
            Self::Error(code, _) => Some(code),
            Self::After(_, next) | Self::Cut(next) => next.code(),
            _ => None,
        }
    }
}

/// An error code with its message.
#[derive(Clone, Debug)]
pub(crate) struct ServiceError {
    pub(crate) code: String,
    pub(crate) message: String,
}

impl From<ServiceError> for MockResponse {
    fn from(error: ServiceError) -> Self {
        Self::Error(error.code, error.message)
    }
}

/// The behaviour of an action.
pub(crate) enum Script {
    /// These responses in turn, and the last one repeatedly.
    Responses { responses: Vec<MockResponse>, next: usize },
    /// The documented example, in which a field takes these values in turn, and the last one
    /// repeatedly.
    States { field: String, states: Vec<Value>, next: usize },
    /// A list, by pages.
    List(Vec<Value>),
    /// The result of a function for each request.
    Handler(Box<Handler>),
}

/// A function that returns the response to a request with the given parameters.
pub(crate) type Handler = dyn FnMut(&Value) -> MockResponse + Send;
