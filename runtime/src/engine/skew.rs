use crate::time::Now;
use http::header::DATE;
use http::{HeaderMap, HeaderValue};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::UNIX_EPOCH;

/// The value of an unknown skew.
const UNKNOWN: i64 = i64::MIN;
/// The plausible dates of the service: from 2017, when its API began, to 2100.
const POSSIBLE: std::ops::Range<u64> = 1_483_228_800..4_102_444_800;
/// Differences below this many seconds count as none: the service allows 300.
pub(super) const SAME: u64 = 60;

/// How far the service's clock is ahead of ours, if known. All calls of a client share it.
#[derive(Debug)]
pub(crate) struct Skew(AtomicI64);

impl Default for Skew {
    fn default() -> Self {
        Self(AtomicI64::new(UNKNOWN))
    }
}

impl Skew {
    /// Returns the difference in seconds, if it is known.
    pub(super) fn known(&self) -> Option<i64> {
        Some(self.0.load(Ordering::Relaxed)).filter(|ahead| *ahead != UNKNOWN)
    }

    pub(super) fn learn(&self, ahead: i64) {
        self.0.store(ahead, Ordering::Relaxed);
    }

    pub(super) fn forget(&self) {
        self.learn(UNKNOWN);
    }
}

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
