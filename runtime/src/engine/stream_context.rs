use super::report::report_dropped;
use super::span::Span;
use super::{CallScope, Secrets};
use crate::action::Operation;
use crate::error::Error;
use crate::observe::Report;
use crate::response::{ResponsePlace, read_event};
use crate::time::Now;
use bytes::Bytes;
use std::time::Duration;

/// The state of a call that outlives it: everything that its stream of events needs.
pub(crate) struct StreamContext {
    pub(super) operation: &'static Operation,
    /// The secrets of the last request, which must not be printed.
    pub(crate) secrets: Secrets,
    /// The number of requests sent.
    pub(crate) attempts: u32,
    /// When the call was over.
    pub(super) ended: Duration,
    pub(super) span: Span,
}

impl StreamContext {
    /// Decodes an event's data into a place.
    pub(crate) fn read_event(
        &self,
        scope: CallScope<'_>,
        data: Bytes,
        place: &mut dyn ResponsePlace,
    ) -> Result<(), Error> {
        let success =
            read_event(data, place, scope.settings.strict_responses, &self.secrets.redactor())?;
        report_dropped(scope, self.operation, &self.span, &success);
        Ok(())
    }

    /// Reports how the stream ended.
    pub(crate) fn stream_ended(
        &self,
        scope: CallScope<'_>,
        error: Option<&Error>,
        request_id: Option<&str>,
        now: Now,
    ) {
        if let Some(error) = error {
            self.span.stream_failed(error);
        }
        let Some(observer) = &scope.settings.observer else { return };
        observer.stream(&Report {
            operation: self.operation,
            region: scope.region(),
            attempts: self.attempts,
            duration: now.tick.saturating_sub(self.ended),
            request_id,
            error,
        });
    }
}
