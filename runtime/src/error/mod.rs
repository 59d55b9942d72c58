//! The errors of calls.

mod action;
mod canon;
mod causes;
mod code;
mod find;
mod redact;

pub use action::ActionError;
pub(crate) use causes::{AnyError, chain, printable_cause};
pub(crate) use code::{Class, blames_request, classify};
pub use find::find;
pub(crate) use redact::Redactor;

use crate::text::OneLine;
use bytes::Bytes;
use std::fmt;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// The error of a call. All actions share this type; [`ActionError`] adds the action's own codes.
///
/// It is displayed as one line with the action, the code, the message and the request ID. Line
/// feeds, escape sequences and other characters that a terminal acts on are escaped. The cause,
/// such as an error of the network, is its [source](std::error::Error::source) and is not displayed
/// again. Neither `Display` nor `Debug` shows a key, a token, a signature or a body.
///
/// ```
/// use tencentcloud_runtime::{Error, ErrorKind};
///
/// fn advice(error: &Error) -> &'static str {
///     match error {
///         error if error.is_auth() => "check the keys",
///         error if error.is_not_found() => "there is no such thing",
///         error if error.is_retryable() && error.may_have_taken_effect() =>
///             "check what was done",
///         error if error.is_retryable() => "try later",
///         _ => "read the message",
///     }
/// }
///
/// assert_eq!(advice(&Error::new(ErrorKind::Connect, "no connection")), "try later");
/// assert_eq!(advice(&Error::new(ErrorKind::Timeout, "time ran out")), "check what was done");
/// ```
pub struct Error(Box<ErrorInner>);

struct ErrorInner {
    kind: ErrorKind,
    action: Option<&'static str>,
    code: Option<String>,
    message: String,
    request_id: Option<String>,
    status: Option<u16>,
    attempts: u32,
    path: Option<String>,
    body: Option<Bytes>,
    source: Option<Source>,
}

/// The stage at which a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client is not configured for the call; nothing was sent.
    Configuration,
    /// There are no usable credentials; nothing was sent.
    Credentials,
    /// The request cannot be sent as it is, such as one without a required field; nothing was sent.
    Request,
    /// The client's own limit ([`RateLimiter`](crate::RateLimiter) or
    /// [`max_concurrent_calls`](crate::Config::max_concurrent_calls)) leaves no time for the call;
    /// this attempt was not sent.
    Limited,
    /// No connection could be opened; nothing was sent.
    Connect,
    /// The connection failed after at least part of the request had been sent: it may have taken
    /// effect.
    Network,
    /// Time ran out. If the request was sent, it may have taken effect.
    Timeout,
    /// The service returned an error code.
    Service,
    /// The response did not come from the service, but from a proxy or a gateway, for example.
    Http,
    /// The response cannot be decoded, does not fit the action's type, or is larger than
    /// [`max_response_bytes`](crate::Config::max_response_bytes).
    Decode,
    /// The pages of a list would never end, or the service did not return the whole list.
    Paging,
    /// A [`WaitError`](crate::WaitError) as an [`Error`]: a wait ended without success.
    Wait,
}

impl Error {
    /// Creates an error outside of a call.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(ErrorInner {
            kind,
            action: None,
            code: None,
            message: message.into(),
            request_id: None,
            status: None,
            attempts: 0,
            path: None,
            body: None,
            source: None,
        }))
    }

    /// Adds the cause.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_message(mut self, message: String) -> Self {
        self.0.message = message;
        self
    }

    pub(crate) fn with_action(mut self, action: &'static str, attempts: u32) -> Self {
        self.0.action = Some(action);
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_code(mut self, code: impl Into<String>) -> Self {
        self.0.code = Some(code.into());
        self
    }

    pub(crate) fn with_request_id(mut self, request_id: Option<String>) -> Self {
        self.0.request_id = request_id;
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_path(mut self, path: String) -> Self {
        self.0.path = Some(path);
        self
    }

    pub(crate) fn with_body(mut self, body: Bytes) -> Self {
        self.0.body = Some(body);
        self
    }

    /// Returns the stage at which the call failed.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the action that was called, such as `DescribeTask`.
    pub fn action(&self) -> Option<&'static str> {
        self.0.action
    }

    /// Returns the service's error code, such as `ResourceNotFound.Task`.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// Returns a description of the failure, for people.
    ///
    /// It is the service's message if there is one, unchanged except that secrets are removed. It
    /// may contain line feeds; `Display` escapes them.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Returns the request ID, which the vendor's support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// Returns the response's HTTP status, if there was a response.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// Returns the number of times the request was sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the path at which the response does not fit the type, such as
    /// `Response.TaskInstanceSet[1].ExitCode`.
    pub fn path(&self) -> Option<&str> {
        self.0.path.as_deref()
    }

    /// Returns the original response if it could not be decoded.
    ///
    /// It may contain secrets and is never printed.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.body.as_deref()
    }

    /// Returns whether the service refused the call because there were too many calls.
    ///
    /// Call less often. The client has already retried as far as its
    /// [`RetryPolicy`](crate::RetryPolicy) and time limits allow.
    pub fn is_throttled(&self) -> bool {
        self.class() == Class::Throttled || self.status() == Some(429)
    }

    /// Returns whether the same call may succeed later.
    ///
    /// This is so after throttling and after failures of the network, of a gateway or in the
    /// service. A write may nevertheless have taken effect if
    /// [`may_have_taken_effect`](Self::may_have_taken_effect) returns true.
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::Connect | ErrorKind::Network | ErrorKind::Timeout => true,
            ErrorKind::Http => {
                self.is_throttled() || self.status().is_some_and(|status| status >= 500)
            }
            ErrorKind::Service => matches!(self.class(), Class::Throttled | Class::Server),
            _ => false,
        }
    }

    /// Returns whether the call may have taken effect although it failed.
    ///
    /// Check before you call again.
    pub fn may_have_taken_effect(&self) -> bool {
        match self.0.kind {
            ErrorKind::Network | ErrorKind::Timeout | ErrorKind::Decode => true,
            ErrorKind::Http => !self.is_throttled(),
            ErrorKind::Service => self.class() == Class::Server,
            _ => false,
        }
    }

    /// Returns whether a resource that the request names does not exist, or there is nothing to
    /// list.
    ///
    /// Check the IDs and the region; after a deletion this is the expected result.
    ///
    /// Products use many codes for this, such as `ResourceNotFound.Task` and
    /// `InvalidInstanceId.NotFound`. Codes that may also have another meaning, and failures inside
    /// the service, do not count.
    pub fn is_not_found(&self) -> bool {
        matches!(self.class(), Class::NotFound | Class::Empty)
    }

    /// Returns whether there is nothing to list: some services report this for a page after the
    /// last.
    pub(crate) fn is_empty_list(&self) -> bool {
        self.class() == Class::Empty
    }

    /// Returns whether the region does not offer the product, the action or the requested resource.
    ///
    /// Call another region: the product's page lists the available ones.
    pub fn is_unsupported_region(&self) -> bool {
        self.class() == Class::Region
    }

    /// Returns whether the credentials are missing, wrong, expired or without permission, or the
    /// request's time is too far from the server's.
    ///
    /// Check the keys, the clock and the policies.
    pub fn is_auth(&self) -> bool {
        let denied = matches!(self.class(), Class::Clock | Class::Token | Class::Auth);
        denied || self.0.kind == ErrorKind::Credentials
    }

    /// Returns whether a quota is used up.
    ///
    /// Waiting does not help: free resources or request a larger quota.
    pub fn is_quota_exceeded(&self) -> bool {
        self.class() == Class::Quota
    }

    /// Returns whether a parameter is missing, unknown or wrong. Change the request.
    pub fn is_invalid_request(&self) -> bool {
        let is_blamed = self.class() == Class::Invalid || self.code().is_some_and(blames_request);
        is_blamed || self.0.kind == ErrorKind::Request
    }

    /// Returns whether a dry run passed: the service reports this with an error code.
    pub fn is_dry_run_passed(&self) -> bool {
        self.class() == Class::DryRun
    }

    /// Returns whether time ran out.
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout
    }

    /// Returns whether no connection could be opened.
    pub fn is_connect(&self) -> bool {
        self.0.kind == ErrorKind::Connect
    }

    /// Returns whether the response could not be decoded.
    ///
    /// [`path`](Self::path) returns the position, and [`body`](Self::body) the response.
    pub fn is_decode(&self) -> bool {
        self.0.kind == ErrorKind::Decode
    }

    pub(crate) fn class(&self) -> Class {
        self.code().map_or(Class::Other, classify)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(action) = self.0.action {
            write!(f, "{action}: ")?;
        }
        if let Some(code) = &self.0.code {
            write!(f, "{}: ", OneLine(code))?;
        }
        OneLine(&self.0.message).fmt(f)?;
        let attempts = (self.0.attempts > 1).then(|| format!("{} attempts", self.0.attempts));
        let request_id = self.0.request_id.as_ref().map(|id| format!("request id {}", OneLine(id)));
        match (request_id, attempts) {
            (Some(id), Some(attempts)) => write!(f, " ({id}, {attempts})"),
            (Some(one), None) | (None, Some(one)) => write!(f, " ({one})"),
            (None, None) => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("action", &inner.action)
            .field("code", &inner.code)
            .field("message", &inner.message)
            .field("request_id", &inner.request_id)
            .field("status", &inner.status)
            .field("attempts", &inner.attempts)
            .field("path", &inner.path)
            .field("body", &inner.body.as_ref().map(|body| format!("{} bytes", body.len())))
            .field("source", &inner.source)
            .finish()
    }
}

/// Supports functions whose argument may be invalid, such as
/// [`Config::region`](crate::Config::region).
impl From<std::convert::Infallible> for Error {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
