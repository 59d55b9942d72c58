//! The headers of a response that describe its body.

use http::header::CONTENT_ENCODING;
use http::{HeaderMap, HeaderValue};

/// Returns whether a response is a stream of events.
pub(crate) fn is_event_stream(headers: &HeaderMap) -> bool {
    let content_type =
        headers.get(http::header::CONTENT_TYPE).map_or(&b""[..], |value| value.as_bytes());
    let kind = content_type.split(|byte| *byte == b';').next().unwrap_or_default();
    kind.trim_ascii().eq_ignore_ascii_case(b"text/event-stream")
}

/// Returns whether a body is compressed.
pub(crate) fn is_packed(headers: &HeaderMap) -> bool {
    let is_identity =
        |value: &HeaderValue| value.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity");
    headers.get(CONTENT_ENCODING).is_some_and(|value| !is_identity(value) && !value.is_empty())
}
