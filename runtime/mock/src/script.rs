use serde_json::Value;
use std::time::Duration;

/// An answer of a script.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Answer {
    /// The documented example, as where there is no script.
    Example,
    /// A success; the `Response` envelope and the request id are added.
    Json(Value),
    /// An error code and its message.
    Fault(String, String),
    /// Any answer: its status, its headers and its body.
    Http(u16, Vec<(String, String)>, Vec<u8>),
    /// No answer: the connection is closed.
    HangUp,
    /// An answer after a pause.
    After(Duration, Box<Answer>),
    /// An answer of which only the first half arrives: what was asked for has been done, and nobody is told.
    Cut(Box<Answer>),
}

impl Answer {
    /// A success; the `Response` envelope and the request id are added.
    pub fn json(members: Value) -> Self {
        Self::Json(members)
    }

    /// An error code and its message.
    pub fn fault(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Fault(code.into(), message.into())
    }

    /// A proxy's page, such as with the status 502.
    pub fn page(status: u16) -> Self {
        let headers = vec![("Content-Type".to_owned(), "text/html".to_owned())];
        Self::Http(status, headers, format!("<html><h1>{status}</h1></html>").into_bytes())
    }

    /// A stream of server-sent events, each with these members.
    pub fn events(events: impl IntoIterator<Item = Value>) -> Self {
        let body: String = events.into_iter().map(|event| format!("data: {event}\n\n")).collect();
        let headers = vec![("Content-Type".to_owned(), "text/event-stream".to_owned())];
        Self::Http(200, headers, body.into_bytes())
    }

    /// The same after a pause.
    #[must_use]
    pub fn after(self, pause: Duration) -> Self {
        Self::After(pause, Box::new(self))
    }

    /// The first half of the same, after which the connection is closed.
    #[must_use]
    pub fn cut(self) -> Self {
        Self::Cut(Box::new(self))
    }

    /// The same with the documented example put where it says so.
    pub(crate) fn resolve(self, example: impl FnOnce() -> Value) -> Self {
        match self {
            Self::Example => Self::Json(example()),
            Self::After(pause, next) => Self::After(pause, Box::new(next.resolve(example))),
            Self::Cut(next) => Self::Cut(Box::new(next.resolve(example))),
            other => other,
        }
    }

    /// The error code that it says.
    pub(crate) fn code(&self) -> Option<&str> {
        match self {
            Self::Fault(code, _) => Some(code),
            Self::After(_, next) | Self::Cut(next) => next.code(),
            _ => None,
        }
    }
}

/// An error code with what it means here.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) code: String,
    pub(crate) message: String,
}

impl From<Fault> for Answer {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault.code, fault.message)
    }
}

/// What an action answers.
pub(crate) enum Script {
    /// These in turn, and the last one for ever.
    Answers { answers: Vec<Answer>, next: usize },
    /// The documented example, in which a member has these values in turn, and the last one for ever.
    States { member: String, states: Vec<Value>, next: usize },
    /// A list, by pages.
    List(Vec<Value>),
    /// What a function says to each request.
    Handler(Box<Handler>),
}

/// Says what a request, by its parameters, is answered.
pub(crate) type Handler = dyn FnMut(&Value) -> Answer + Send;
