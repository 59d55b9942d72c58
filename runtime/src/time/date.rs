//! The dates of responses, compared with our clock.

use super::Now;
use http::header::DATE;
use http::{HeaderMap, HeaderValue};
use std::time::UNIX_EPOCH;

/// The plausible dates of the service: from 2017, when its API began, to 2100.
const POSSIBLE: std::ops::Range<u64> = 1_483_228_800..4_102_444_800;

/// Returns how far the sender's clock is ahead of ours by a response's date, if that is plausible.
pub(crate) fn ahead(headers: &HeaderMap, now: Now) -> Option<i64> {
    let date = headers.get(DATE).and_then(date).filter(|date| POSSIBLE.contains(date))?;
    Some(date.cast_signed().saturating_sub(i64::try_from(now.unix).unwrap_or(i64::MAX)))
}

/// Returns a date header as seconds since 1970.
fn date(value: &HeaderValue) -> Option<u64> {
    let time = httpdate::parse_http_date(value.to_str().ok()?).ok()?;
    Some(time.duration_since(UNIX_EPOCH).ok()?.as_secs())
}
