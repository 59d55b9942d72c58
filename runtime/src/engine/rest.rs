use super::Secrets;
use super::call::tell_dropped;
use super::span::Span;
use crate::action::Operation;
use crate::calling::AnswerPlace;
use crate::config::Settings;
use crate::error::Error;
use crate::observe::Report;
use crate::response::read_event;
use crate::time::Now;
use bytes::Bytes;
use std::time::Duration;

/// What is left of a call that is over: all that its stream of events needs, where it has one.
pub(crate) struct Rest {
    pub(super) operation: &'static Operation,
    /// What must not be printed of the last request.
    pub(crate) secrets: Secrets,
    /// Requests sent.
    pub(crate) attempts: u32,
    /// When the call was over.
    pub(super) ended: Duration,
    pub(super) span: Span,
}

impl Rest {
    /// Reads an event's data into a place.
    pub(crate) fn read_event(
        &self,
        settings: &Settings,
        data: Bytes,
        place: &mut dyn AnswerPlace,
    ) -> Result<(), Error> {
        let success = read_event(data, place, settings.strict_responses, &self.secrets.redactor())?;
        tell_dropped(settings, self.operation, &self.span, &success);
        Ok(())
    }

    /// Tells how the stream ended.
    pub(crate) fn stream_ended(&self, settings: &Settings, error: Option<&Error>, request_id: Option<&str>, now: Now) {
        if let Some(error) = error {
            self.span.stream_failed(error);
        }
        let Some(observer) = &settings.observer else { return };
        observer.stream(&Report {
            operation: self.operation,
            region: settings.region.as_ref(),
            attempts: self.attempts,
            duration: now.tick.saturating_sub(self.ended),
            request_id,
            error,
        });
    }
}
