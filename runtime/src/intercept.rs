//! Interceptors: your own code before and after every attempt of every call.

use crate::action::{Operation, Region};
use crate::error::{Error, Redactor};
pub use crate::text::is_secret_name;
use bytes::Bytes;
use http::{Extensions, HeaderMap, Response};
use std::fmt;
use std::time::Duration;

/// An interceptor: changes requests before they are signed, and receives their outcome.
///
/// It is called on the caller's task or thread for every attempt and should not take long. For
/// metrics, an [`Observer`](crate::observe::Observer) is enough. Code that has to wait, such as for
/// a cache on another machine, belongs in a [`Transport`](crate::transport::Transport) that calls
/// another one.
///
/// ```
/// use http::HeaderValue;
/// use tencentcloud_runtime::intercept::{Attempt, Interceptor, Next, Outcome, OutgoingRequest};
/// use tencentcloud_runtime::{Config, Error};
///
/// struct Audit;
///
/// impl Interceptor for Audit {
///     fn before(
///         &self,
///         attempt: &mut Attempt<'_>,
///         request: &mut OutgoingRequest,
///     ) -> Result<Next, Error> {
///         request.headers_mut().insert("x-audit", HeaderValue::from(attempt.number()));
///         Ok(Next::Send)
///     }
///
///     fn after(&self, attempt: &mut Attempt<'_>, outcome: &Outcome<'_>) {
///         let name = attempt.operation().name;
///         println!("{name} took {:?}: {:?}", outcome.duration(), outcome.error());
///     }
/// }
///
/// let config = Config::new().interceptor(Audit);
/// ```
pub trait Interceptor: Send + Sync + 'static {
    /// Called before an attempt is signed. Its changes apply to this attempt only.
    ///
    /// # Errors
    /// An error ends the call: the request is not sent and not tried again.
    fn before(
        &self,
        _attempt: &mut Attempt<'_>,
        _request: &mut OutgoingRequest,
    ) -> Result<Next, Error> {
        Ok(Next::Send)
    }

    /// Called when an attempt is over: its response has been read, or it has failed.
    ///
    /// An attempt whose response streams is over when the stream begins.
    fn after(&self, _attempt: &mut Attempt<'_>, _outcome: &Outcome<'_>) {}
}

/// The decision of an interceptor about a request.
#[derive(Debug)]
#[non_exhaustive]
pub enum Next {
    /// Signs and sends the request, once the other interceptors have seen it.
    Send,
    /// Returns this response, from a cache or a recording, without sending the request.
    ///
    /// The interceptors after this one do not see the request; `after` is called for all.
    Respond(Response<Bytes>),
}

/// An attempt of a call.
#[derive(Debug)]
pub struct Attempt<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) region: Option<&'a Region>,
    pub(crate) number: u32,
    pub(crate) state: &'a mut Extensions,
}

impl Attempt<'_> {
    /// Returns the action with its service.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Returns the region of the call (the header `X-TC-Region`).
    pub fn region(&self) -> Option<&Region> {
        self.region
    }

    /// Returns the number of the attempt, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Returns the values that interceptors store for the call. They are kept from one attempt to
    /// the next; at first there are none.
    pub fn state(&mut self) -> &mut Extensions {
        self.state
    }
}

/// A request before it is signed.
pub struct OutgoingRequest {
    pub(crate) headers: HeaderMap,
    pub(crate) content_type: String,
    pub(crate) body: Bytes,
    pub(crate) is_changed: bool,
}

impl OutgoingRequest {
    /// Returns the headers that are added to those of the client.
    ///
    /// The client sets `Host`, `Content-Type`, `Content-Length`, `Transfer-Encoding`, `Connection`,
    /// `User-Agent`, `Authorization`, `X-TC-Action`, `X-TC-Version`, `X-TC-Region`,
    /// `X-TC-Timestamp`, `X-TC-Token`, `X-TC-Language` and `X-TC-RequestClient` itself. An
    /// interceptor that adds one of these fails the call.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the added headers, to be changed.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// Returns the content type of the body, usually JSON.
    pub fn content_type(&self) -> &str {
        &self.content_type
    }

    /// Returns the body. It may contain secrets, such as a password to be set.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Replaces the body. The new body must match the content type.
    pub fn set_body(&mut self, body: impl Into<Bytes>) {
        self.body = body.into();
        self.is_changed = true;
    }
}

/// Omits the body, which may contain secrets.
impl fmt::Debug for OutgoingRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.keys().collect();
        f.debug_struct("OutgoingRequest")
            .field("headers", &names)
            .field("content_type", &self.content_type)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// The outcome of an attempt.
pub struct Outcome<'a> {
    pub(crate) response: Option<&'a Response<Bytes>>,
    pub(crate) error: Option<&'a Error>,
    pub(crate) duration: Duration,
    pub(crate) redactor: &'a Redactor<'a>,
}

impl Outcome<'_> {
    /// Returns the decompressed response, if there is one and it does not stream.
    ///
    /// Its body may contain secrets.
    pub fn response(&self) -> Option<&Response<Bytes>> {
        self.response
    }

    /// Returns why the attempt failed, if it did.
    pub fn error(&self) -> Option<&Error> {
        self.error
    }

    /// Returns the time since the request was sent.
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// Returns a text without the known secrets of the attempt.
    ///
    /// These are the secrets of the credential, of the request, and of the response's fields that
    /// are marked as secret. Use it before you store a body.
    pub fn redact(&self, text: &str) -> String {
        self.redactor.clean(text)
    }
}

impl fmt::Debug for Outcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outcome")
            .field("status", &self.response.map(Response::status))
            .field("error", &self.error)
            .field("duration", &self.duration)
            .finish_non_exhaustive()
    }
}
