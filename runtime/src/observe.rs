//! What a program counts of its calls.

use crate::action::Operation;
pub use crate::codec::DroppedValue;
use crate::error::Error;
use crate::region::Region;
use std::time::Duration;

/// Is told of every attempt, every call and every stream of events when it is over: for metrics.
///
/// It is called on the caller's task or thread and should not take long. What it is shown holds no secret and no body,
/// but for [`Error::body`].
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
    /// A request has been answered, or was lost.
    fn attempt(&self, _report: &Report<'_>) {}

    /// A call is over, with all its attempts. A call that the program gave up by dropping its future is not reported; one
    /// whose answer streams is over when the stream begins.
    fn call(&self, _report: &Report<'_>) {}

    /// A stream of events has come to its end, or has failed. One that the program gave up by dropping it is not reported.
    fn stream(&self, _report: &Report<'_>) {}

    /// A response, or an event of a stream, holds values that do not fit their fields. The fields are absent; the rest
    /// of the response is there. It is called before [`attempt`](Self::attempt).
    fn dropped(&self, _dropped: &DroppedValues<'_>) {}
}

/// The values of a response that do not fit their fields.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct DroppedValues<'a> {
    /// The action with its service.
    pub operation: &'static Operation,
    /// The client's region.
    pub region: Option<&'a Region>,
    /// The request id, if the service gave one.
    pub request_id: Option<&'a str>,
    /// The first 100 values, without what they say.
    pub values: &'a [DroppedValue],
    /// How many more there are.
    pub more: usize,
}

/// What came of an attempt or of a call.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Report<'a> {
    /// The action with its service.
    pub operation: &'static Operation,
    /// The client's region.
    pub region: Option<&'a Region>,
    /// How many requests were sent so far.
    pub attempts: u32,
    /// How long it took: since the request was sent, since the call began, or since the stream did.
    pub duration: Duration,
    /// The request id, where the service gave one.
    pub request_id: Option<&'a str>,
    /// Why it failed, where it did: [`Error::code`] has the service's code.
    pub error: Option<&'a Error>,
}
