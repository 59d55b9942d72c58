use crate::time::Now;
use http::header::DATE;
use http::{HeaderMap, HeaderValue};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::UNIX_EPOCH;

/// How far the service's clock is ahead of ours, as far as it has been found out. A client's calls share it.
#[derive(Debug, Default)]
pub(crate) struct Skew(AtomicI64);

impl Skew {
    /// The service's time.
    pub(super) fn apply(&self, now: Now) -> u64 {
        now.unix.saturating_add_signed(self.0.load(Ordering::Relaxed))
    }

    /// Sets our clock by an answer's date; `false` where the answer has none or it tells nothing new.
    pub(super) fn correct(&self, headers: &HeaderMap, now: Now) -> bool {
        let Some(server) = headers.get(DATE).and_then(date) else { return false };
        let ahead = server.cast_signed() - now.unix.cast_signed();
        self.0.swap(ahead, Ordering::Relaxed) != ahead
    }
}

/// A date header as seconds since 1970. Years beyond 9999 cannot be written in one, so that the number is small.
fn date(value: &HeaderValue) -> Option<u64> {
    let time = httpdate::parse_http_date(value.to_str().ok()?).ok()?;
    Some(time.duration_since(UNIX_EPOCH).ok()?.as_secs())
}
