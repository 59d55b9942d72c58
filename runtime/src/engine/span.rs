//! Spans for what a call does. Without the feature `tracing` there is nothing behind them.

use crate::action::Operation;
use crate::error::{Error, Redactor};
use crate::observe::{DroppedValues, Report};
#[cfg(feature = "tracing")]
use crate::one_line::OneLine;
use crate::region::Region;
#[cfg(feature = "tracing")]
use crate::response::deprecation;
use std::time::Duration;

/// A span of a call or of one of its attempts; the default is none.
#[derive(Default)]
pub(crate) struct Span(#[cfg(feature = "tracing")] Option<tracing::Span>);

#[cfg(feature = "tracing")]
impl Span {
    pub(super) fn call(operation: &'static Operation, region: Option<&Region>) -> Self {
        use tracing::field::Empty;
        Self(Some(tracing::info_span!(
            "tencentcloud.call",
            service = operation.service.name,
            version = operation.service.version,
            action = operation.name,
            region = region.map(Region::as_str),
            attempts = Empty,
            request_id = Empty,
            code = Empty,
            error = Empty,
            duration_ms = Empty,
        )))
    }

    pub(super) fn attempt(&self, number: u32) -> Self {
        use tracing::field::Empty;
        Self(Some(tracing::debug_span!(
            parent: self.0.as_ref().and_then(tracing::Span::id),
            "tencentcloud.attempt",
            number,
            attempts = Empty,
            request_id = Empty,
            code = Empty,
            error = Empty,
            duration_ms = Empty,
        )))
    }

    /// What came of it.
    pub(super) fn end(&self, report: &Report<'_>) {
        let Some(span) = &self.0 else { return };
        span.record("attempts", report.attempts);
        span.record("duration_ms", u64::try_from(report.duration.as_millis()).unwrap_or(u64::MAX));
        if let Some(id) = report.request_id {
            span.record("request_id", id);
        }
        if let Some(error) = report.error {
            span.record("error", tracing::field::debug(error.kind()));
            if let Some(code) = error.code() {
                span.record("code", OneLine(code).to_string());
            }
        }
    }

    /// That there will be another attempt.
    pub(super) fn waits(&self, wait: Duration) {
        tracing::debug!(parent: self.0.as_ref().and_then(tracing::Span::id), ?wait, "the call is tried again");
    }

    /// Why the stream of events that the call began did not come to its end.
    pub(super) fn stream_failed(&self, error: &Error) {
        let Some(span) = &self.0 else { return };
        let kind = tracing::field::debug(error.kind());
        span.record("error", &kind);
        let code = error.code().map(|code| OneLine(code).to_string());
        span.record("code", &code);
        tracing::debug!(parent: span.id(), error = kind, code, "the stream failed");
    }

    /// What an answer says against its action.
    pub(super) fn deprecated(&self, operation: &'static Operation, body: &[u8], redactor: &Redactor<'_>) {
        if !tracing::enabled!(tracing::Level::WARN) {
            return;
        }
        if let Some(warning) = deprecation(body, redactor) {
            let parent = self.0.as_ref().and_then(tracing::Span::id);
            tracing::warn!(parent: parent, action = operation.name, warning, "the action is deprecated");
        }
    }

    /// What of a response does not fit its type.
    pub(super) fn dropped(&self, dropped: &DroppedValues<'_>) {
        let parent = self.0.as_ref().and_then(tracing::Span::id);
        let count = dropped.values.len() + dropped.more;
        let named: Vec<_> = dropped.values.iter().take(10).map(ToString::to_string).collect();
        let (action, values) = (dropped.operation.name, named.join("; "));
        tracing::warn!(parent: parent, action, count, values, "values of the response do not fit and are left out");
    }

    /// What a future does belongs to this span.
    pub(crate) fn around<F: Future>(&self, future: F) -> tracing::instrument::Instrumented<F> {
        tracing::Instrument::instrument(future, self.0.clone().unwrap_or_else(tracing::Span::none))
    }
}

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(super) fn call(_operation: &'static Operation, _region: Option<&Region>) -> Self {
        Self()
    }

    pub(super) fn attempt(&self, _number: u32) -> Self {
        Self()
    }

    pub(super) fn end(&self, _report: &Report<'_>) {}

    pub(super) fn waits(&self, _wait: Duration) {}

    pub(super) fn stream_failed(&self, _error: &Error) {}

    pub(super) fn deprecated(&self, _operation: &'static Operation, _body: &[u8], _redactor: &Redactor<'_>) {}

    pub(super) fn dropped(&self, _dropped: &DroppedValues<'_>) {}

    pub(crate) fn around<F: Future>(&self, future: F) -> F {
        future
    }
}
