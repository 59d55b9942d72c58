use serde_json::Value;
use std::time::Duration;

/// An answer of a script.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Answer {
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

    /// The same after a pause.
    #[must_use]
    pub fn after(self, pause: Duration) -> Self {
        Self::After(pause, Box::new(self))
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
    /// A list, by pages.
    List(Vec<Value>),
    /// What a function says to each request.
    Handler(Box<Handler>),
}

/// Says what a request, by its parameters, is answered.
pub(crate) type Handler = dyn FnMut(&Value) -> Answer + Send;
