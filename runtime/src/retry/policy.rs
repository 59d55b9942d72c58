use super::Budget;
use crate::error::{Class, Error, ErrorKind};
use crate::time::{Randomness, jitter};
use std::time::Duration;

/// The rule for retries: which failed calls are tried again, and after which wait.
///
/// By default, a call has up to three attempts: see [`default`](Self::default). Each wait is
/// random, between zero and a limit that doubles from retry to retry. A retry whose wait does not
/// fit into the time left for the call is not made.
///
/// Failures that certainly had no effect, such as failed connections and throttling, are tried
/// again for every action. Failures that may have had an effect are tried again only for read-only
/// actions and for requests with an idempotency token.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_runtime::{Config, RetryPolicy};
///
/// let patient = RetryPolicy::default().attempts(6).throttle_base(Duration::from_secs(2))
///     .budget(None);
/// let config = Config::new().retry(patient).total_timeout(Duration::from_secs(300));
/// let impatient = Config::new().retry(RetryPolicy::off());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    throttle_base: Duration,
    network_base: Duration,
    cap: Duration,
    budget: Option<u32>,
}

impl Default for RetryPolicy {
    /// Returns the defaults: three attempts and a budget of 100 retries.
    ///
    /// The first wait is up to 1 s after throttling and up to 200 ms otherwise. It doubles each
    /// time, up to 20 s.
    fn default() -> Self {
        Self {
            attempts: 3,
            throttle_base: Duration::from_secs(1),
            network_base: Duration::from_millis(200),
            cap: Duration::from_secs(20),
            budget: Some(100),
        }
    }
}

impl RetryPolicy {
    /// Returns a policy with one attempt: no failure is tried again.
    pub fn off() -> Self {
        Self::default().attempts(1)
    }

    /// Sets the largest number of attempts, at least one. Defaults to 3.
    ///
    /// An attempt that is repeated with a corrected clock or with renewed credentials does not
    /// count.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// Sets the longest wait before the first retry after throttling. Defaults to 1 s.
    #[must_use]
    pub fn throttle_base(mut self, base: Duration) -> Self {
        self.throttle_base = base;
        self
    }

    /// Sets the longest wait before the first retry after other failures. Defaults to 200 ms.
    #[must_use]
    pub fn network_base(mut self, base: Duration) -> Self {
        self.network_base = base;
        self
    }

    /// Sets the longest wait. Defaults to 20 s.
    ///
    /// A `Retry-After` header of a gateway may ask for a longer wait, which is then kept.
    #[must_use]
    pub fn cap(mut self, cap: Duration) -> Self {
        self.cap = cap;
        self
    }

    /// Sets how many retries all calls of a client may make together; `None` for no limit.
    /// Defaults to 100.
    ///
    /// Ten successful calls give one retry back, up to this number.
    #[must_use]
    pub fn budget(mut self, retries: Option<u32>) -> Self {
        self.budget = retries;
        self
    }

    /// Creates the budget of this policy.
    pub(crate) fn new_budget(&self) -> Budget {
        Budget::new(self.budget)
    }

    /// Returns whether there is more than one attempt.
    pub(crate) fn is_on(&self) -> bool {
        self.attempts > 1
    }

    /// Returns a random wait before the next attempt, or `None` to give up.
    pub(crate) fn wait(
        &self,
        error: &Error,
        repeatable: bool,
        attempts: u32,
        randomness: &dyn Randomness,
    ) -> Option<Duration> {
        let base = self.base(error, repeatable).filter(|_| attempts < self.attempts)?;
        let doubled = base.saturating_mul(1 << attempts.saturating_sub(1).min(20));
        Some(jitter(randomness, doubled.min(self.cap)))
    }

    fn base(&self, error: &Error, repeatable: bool) -> Option<Duration> {
        let throttled = Some(self.throttle_base);
        let always = Some(self.network_base);
        let if_repeatable = always.filter(|_| repeatable);
        match (error.kind(), error.class(), error.status()) {
            (ErrorKind::Connect, ..) => always,
            (ErrorKind::Network | ErrorKind::Timeout, ..) => if_repeatable,
            (ErrorKind::Service, Class::Throttled, _) | (ErrorKind::Http, _, Some(429)) => {
                throttled
            }
            (ErrorKind::Service, Class::Server, _) | (ErrorKind::Http, _, Some(500..)) => {
                if_repeatable
            }
            _ => None,
        }
    }
}
