use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The period over which failures are counted, and for which the backup is used before the first
/// endpoint is tried again.
const WINDOW: Duration = Duration::from_secs(60);
/// The number of failures below which their share is ignored.
const ENOUGH: u32 = 5;

/// The backup endpoint, for when the first one fails.
#[derive(Debug)]
pub(crate) struct FailOver {
    pub(super) backup: Endpoint,
    breaker: Mutex<Breaker>,
}

impl FailOver {
    pub(crate) fn new(backup: Endpoint) -> Self {
        Self { backup, breaker: Mutex::default() }
    }

    /// Returns whether the next request goes to the backup endpoint.
    pub(super) fn uses_backup(&self, now: Duration) -> bool {
        self.with(|breaker| breaker.is_open(now))
    }

    /// Records the outcome of a request to the first endpoint.
    pub(super) fn record(&self, error: Option<&Error>, now: Duration) {
        self.with(|breaker| breaker.record(error.is_some_and(is_the_endpoints), now));
    }

    fn with<T>(&self, act: impl FnOnce(&mut Breaker) -> T) -> T {
        // It contains numbers, which a panic cannot leave half written.
        act(&mut self.breaker.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Returns whether another endpoint may not have this error.
///
/// These are failed connections, timeouts and failures of the gateway.
fn is_the_endpoints(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Connect | ErrorKind::Timeout => true,
        ErrorKind::Http => error.status().is_some_and(|status| status >= 500),
        _ => false,
    }
}

/// A circuit breaker that counts failures.
///
/// It opens after more than five failures in a row, or if three of four requests fail and at least
/// five have. After a minute one request tries the first endpoint, and its success closes the
/// breaker.
#[derive(Debug, Default)]
struct Breaker {
    /// When counting began.
    since: Duration,
    requests: u32,
    failures: u32,
    in_a_row: u32,
    /// The time until which the first endpoint is not used.
    open_until: Option<Duration>,
}

impl Breaker {
    fn is_open(&mut self, now: Duration) -> bool {
        let Some(until) = self.open_until else { return false };
        if now < until {
            return true;
        }
        // This request tries the first endpoint; the others wait for its outcome.
        self.open_until = Some(now.saturating_add(WINDOW));
        false
    }

    fn record(&mut self, failed: bool, now: Duration) {
        if !failed && self.open_until.is_some() {
            *self = Self { since: now, ..Self::default() };
        }
        if now.saturating_sub(self.since) > WINDOW {
            *self = Self {
                since: now,
                in_a_row: self.in_a_row,
                open_until: self.open_until,
                ..Self::default()
            };
        }
        self.requests = self.requests.saturating_add(1);
        self.failures = self.failures.saturating_add(u32::from(failed));
        self.in_a_row = if failed { self.in_a_row.saturating_add(1) } else { 0 };
        let mostly =
            self.failures >= ENOUGH && u64::from(self.failures) * 4 >= u64::from(self.requests) * 3;
        if failed && (mostly || self.in_a_row > ENOUGH || self.open_until.is_some()) {
            self.open_until = Some(now.saturating_add(WINDOW));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Breaker;
    use std::time::Duration;

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    /// Returns whether the breaker is open after these results, one per second.
    fn opens(results: &str) -> bool {
        let mut breaker = Breaker::default();
        for (second, result) in (0..).zip(results.chars()) {
            breaker.record(result == 'x', seconds(second));
        }
        breaker.is_open(seconds(results.len() as u64))
    }

    #[test]
    fn it_opens_when_most_requests_fail() {
        let cases = [
            ("", false),
            ("....................", false),
            ("xxxx", false),
            ("xxxxx", true),
            ("x.x.x.x.x.", false),
            ("xxx.xx", true),
            (".........xxxxx", false),
            (".........xxxxxx", true),
        ];
        for (results, expected) in cases {
            assert_eq!(opens(results), expected, "{results}");
        }
    }

    #[test]
    fn failures_of_long_ago_do_not_count() {
        let mut breaker = Breaker::default();
        (0..4).for_each(|second| breaker.record(true, seconds(second)));
        breaker.record(false, seconds(4));
        breaker.record(true, seconds(100));
        assert!(!breaker.is_open(seconds(101)));
    }

    #[test]
    fn one_request_tries_the_first_endpoint_again() {
        let mut breaker = Breaker::default();
        (0..5).for_each(|_| breaker.record(true, seconds(0)));
        assert!(breaker.is_open(seconds(59)));
        assert_eq!([breaker.is_open(seconds(60)), breaker.is_open(seconds(60))], [false, true]);
        breaker.record(true, seconds(61));
        assert!(breaker.is_open(seconds(120)));
        assert!(!breaker.is_open(seconds(121)));
        breaker.record(false, seconds(122));
        assert!(!breaker.is_open(seconds(122)));
        breaker.record(true, seconds(123));
        assert!(!breaker.is_open(seconds(123)));
    }
}
