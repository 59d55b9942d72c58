//! The report of values that do not fit their fields.

use super::CallScope;
use super::span::Span;
use crate::action::Operation;
use crate::observe::DroppedValues;
use crate::response::Success;

/// Reports the values of a response that do not fit its type.
pub(super) fn report_dropped(
    scope: CallScope<'_>,
    operation: &'static Operation,
    span: &Span,
    success: &Success,
) {
    let Success { request_id, dropped } = success;
    if dropped.values.is_empty() {
        return;
    }
    let dropped = DroppedValues {
        operation,
        region: scope.region(),
        request_id: request_id.as_deref(),
        values: &dropped.values,
        more: dropped.more,
    };
    span.dropped(&dropped);
    if let Some(observer) = &scope.settings.observer {
        observer.dropped(&dropped);
    }
}
