use super::block_on;
use crate::error::ActionError;
use crate::stream::{self, StreamEvent, Streamed};
use std::fmt;

/// The events of a response, as they arrive.
///
/// See the async [`EventStream`](crate::EventStream) for when it ends and fails.
#[must_use = "events are read only when they are asked for"]
pub struct EventStream<A: Streamed>(pub(super) stream::EventStream<A>);

impl<A: Streamed> EventStream<A> {
    /// Returns whether the service streams its response, rather than sending it as one body.
    pub fn is_streamed(&self) -> bool {
        self.0.is_streamed()
    }

    /// Returns the request ID, if the stream's headers contain it.
    ///
    /// If the response is not streamed, the ID is a field of it.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id()
    }
}

impl<A: Streamed> fmt::Debug for EventStream<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<A: Streamed> Iterator for EventStream<A> {
    type Item = Result<StreamEvent<A::Response>, ActionError<A::ErrorCode>>;

    fn next(&mut self) -> Option<Self::Item> {
        block_on(self.0.try_next()).transpose()
    }
}
