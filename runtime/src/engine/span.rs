//! Spans of calls, with the attribute names of OpenTelemetry.
//!
//! Without the feature `tracing` they do nothing.

use crate::action::Operation;
use crate::action::Region;
use crate::error::{Error, Redactor};
use crate::observe::{DroppedValues, Report};
#[cfg(feature = "tracing")]
use crate::response::deprecation;
#[cfg(feature = "tracing")]
use crate::text::OneLine;
use std::time::Duration;

/// A span of a call or of one of its attempts. The default is none.
#[derive(Default)]
pub(crate) struct Span(#[cfg(feature = "tracing")] Option<tracing::Span>);

/// The name of the protocol in OpenTelemetry.
#[cfg(feature = "tracing")]
const SYSTEM: &str = "tencentcloud-api";

/// The name of a call in OpenTelemetry: `batch/DescribeTask`.
#[cfg(feature = "tracing")]
struct Named(&'static Operation);

#[cfg(feature = "tracing")]
impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.0.service.name, self.0.name)
    }
}

/// Returns the service's code, or the kind of error.
#[cfg(feature = "tracing")]
fn error_type(error: &Error) -> String {
    match error.code() {
        Some(code) => OneLine(code).to_string(),
        None => format!("{:?}", error.kind()),
    }
}

#[cfg(feature = "tracing")]
impl Span {
    pub(super) fn call(operation: &'static Operation, region: Option<&Region>) -> Self {
        use tracing::field::Empty;
        Self(Some(tracing::info_span!(
            "tencentcloud.call",
            otel.name = %Named(operation),
            otel.kind = "client",
            rpc.system = SYSTEM,
            rpc.service = operation.service.name,
            rpc.method = operation.name,
            tencentcloud.version = operation.service.version,
            cloud.region = region.map(Region::as_str),
            tencentcloud.attempts = Empty,
            tencentcloud.request_id = Empty,
            error.type = Empty,
            otel.status_code = Empty,
            duration_ms = Empty,
        )))
    }

    pub(super) fn attempt(&self, number: u32, address: &str) -> Self {
        use tracing::field::Empty;
        Self(Some(tracing::info_span!(
            parent: self.0.as_ref().and_then(tracing::Span::id),
            "tencentcloud.attempt",
            otel.name = "POST",
            otel.kind = "client",
            http.request.method = "POST",
            http.request.resend_count = (number > 1).then(|| number - 1),
            server.address = address,
            http.response.status_code = Empty,
            tencentcloud.request_id = Empty,
            error.type = Empty,
            otel.status_code = Empty,
            duration_ms = Empty,
        )))
    }

    /// Records the outcome of a call.
    pub(super) fn end_call(&self, report: &Report<'_>) {
        let Some(span) = &self.0 else { return };
        span.record("tencentcloud.attempts", report.attempts);
        self.end(report);
        let (parent, attempts) = (span.id(), report.attempts);
        match report.error {
            None => tracing::info!(parent: parent, attempts, "the call succeeded"),
            Some(error) => {
                let error = error_type(error);
                tracing::info!(parent: parent, attempts, error.type = error, "the call failed");
            }
        }
    }

    /// Records the outcome of an attempt.
    pub(super) fn end_attempt(&self, report: &Report<'_>, status: Option<u16>) {
        let Some(span) = &self.0 else { return };
        if let Some(status) = status {
            span.record("http.response.status_code", status);
        }
        self.end(report);
    }

    fn end(&self, report: &Report<'_>) {
        let Some(span) = &self.0 else { return };
        span.record("duration_ms", u64::try_from(report.duration.as_millis()).unwrap_or(u64::MAX));
        if let Some(id) = report.request_id {
            span.record("tencentcloud.request_id", id);
        }
        if let Some(error) = report.error {
            span.record("otel.status_code", "ERROR");
            span.record("error.type", error_type(error));
        }
    }

    /// Records that there will be another attempt.
    pub(super) fn waits(&self, wait: Duration) {
        tracing::debug!(parent: self.0.as_ref().and_then(tracing::Span::id), ?wait, "the call is \
            tried again");
    }

    /// Records why a stream of events failed.
    pub(super) fn stream_failed(&self, error: &Error) {
        let Some(span) = &self.0 else { return };
        let error = error_type(error);
        span.record("otel.status_code", "ERROR");
        span.record("error.type", &error);
        tracing::info!(parent: span.id(), error.type = error, "the stream failed");
    }

    /// Logs a response's warning that its action is deprecated.
    pub(super) fn deprecated(
        &self,
        operation: &'static Operation,
        body: &[u8],
        redactor: &Redactor<'_>,
    ) {
        if !tracing::enabled!(tracing::Level::WARN) {
            return;
        }
        if let Some(warning) = deprecation(body, redactor) {
            let parent = self.0.as_ref().and_then(tracing::Span::id);
            tracing::warn!(parent: parent, action = operation.name, warning, "the action is \
                deprecated");
        }
    }

    /// Logs the values of a response that do not fit its type.
    pub(super) fn dropped(&self, dropped: &DroppedValues<'_>) {
        let parent = self.0.as_ref().and_then(tracing::Span::id);
        let count = dropped.values.len() + dropped.more;
        let named: Vec<_> = dropped.values.iter().take(10).map(ToString::to_string).collect();
        let (action, values) = (dropped.operation.name, named.join("; "));
        tracing::warn!(parent: parent, action, count, values, "values of the response do not fit \
            and are left out");
    }

    /// Runs a future in this span.
    pub(crate) fn around<F: Future>(&self, future: F) -> tracing::instrument::Instrumented<F> {
        tracing::Instrument::instrument(future, self.0.clone().unwrap_or_else(tracing::Span::none))
    }
}

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(super) fn call(_operation: &'static Operation, _region: Option<&Region>) -> Self {
        Self()
    }

    pub(super) fn attempt(&self, _number: u32, _address: &str) -> Self {
        Self()
    }

    pub(super) fn end_call(&self, _report: &Report<'_>) {}

    pub(super) fn end_attempt(&self, _report: &Report<'_>, _status: Option<u16>) {}

    pub(super) fn waits(&self, _wait: Duration) {}

    pub(super) fn stream_failed(&self, _error: &Error) {}

    pub(super) fn deprecated(
        &self,
        _operation: &'static Operation,
        _body: &[u8],
        _redactor: &Redactor<'_>,
    ) {
    }

    pub(super) fn dropped(&self, _dropped: &DroppedValues<'_>) {}

    pub(crate) fn around<F: Future>(&self, future: F) -> F {
        future
    }
}
