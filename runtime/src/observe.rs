//! Observers: reports of calls for metrics.

use crate::action::Operation;
use crate::action::Region;
pub use crate::codec::DroppedValue;
use crate::error::Error;
use std::time::Duration;

/// An observer: receives a report when an attempt, a call or a stream of events is over.
///
/// It is called on the caller's task or thread and should not take long. Reports contain no secret
/// and no body, except for [`Error::body`].
///
/// ```
/// use std::sync::atomic::{AtomicU64, Ordering};
/// use tencentcloud_runtime::observe::{Observer, Report};
///
/// #[derive(Default)]
/// struct Throttled(AtomicU64);
///
/// impl Observer for Throttled {
///     fn attempt(&self, report: &Report<'_>) {
///         if report.error.is_some_and(|error| error.is_throttled()) {
///             self.0.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
/// ```
pub trait Observer: Send + Sync + 'static {
    /// Called when a request has received its response or has failed.
    fn attempt(&self, _report: &Report<'_>) {}

    /// Called when a call is over, with all its attempts.
    ///
    /// A call whose future the program dropped is not reported. A call whose response streams is
    /// over when the stream begins.
    fn call(&self, _report: &Report<'_>) {}

    /// Called when a stream of events has ended or failed.
    ///
    /// A stream that the program dropped is not reported.
    fn stream(&self, _report: &Report<'_>) {}

    /// Called when a response, or an event of a stream, contains values that do not fit their
    /// fields.
    ///
    /// These fields are absent; the rest of the response is kept. For a response, it is called
    /// before [`attempt`](Self::attempt); for an event of a stream, when the event is read.
    fn dropped(&self, _dropped: &DroppedValues<'_>) {}
}

/// The values of a response that do not fit their fields.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct DroppedValues<'a> {
    /// The action with its service.
    pub operation: &'static Operation,
    /// The region of the call, if it has one.
    pub region: Option<&'a Region>,
    /// The request ID, if the service sent one.
    pub request_id: Option<&'a str>,
    /// The first 100 dropped values: their places, not their contents.
    pub values: &'a [DroppedValue],
    /// The number of further dropped values.
    pub more: usize,
}

/// The report of an attempt, a call or a stream.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Report<'a> {
    /// The action with its service.
    pub operation: &'static Operation,
    /// The region of the call, if it has one.
    pub region: Option<&'a Region>,
    /// The number of requests sent so far.
    pub attempts: u32,
    /// The time since the request was sent, since the call began, or since the stream began.
    pub duration: Duration,
    /// The request ID, if the service sent one.
    pub request_id: Option<&'a str>,
    /// The error, if there is one: [`Error::code`] returns the service's code.
    pub error: Option<&'a Error>,
}
