use super::Budget;
use crate::error::{Class, Error, ErrorKind};
use crate::time::{Randomness, jitter};
use std::time::Duration;

/// When a failed call is tried again, and after how long.
///
/// What certainly took no effect is tried again for every action: no connection, throttling. What may have taken
/// effect is tried again only for actions that change nothing and for requests that carry an idempotency token.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_runtime::{Config, RetryPolicy};
///
/// let patient = RetryPolicy::default().attempts(6).throttle_base(Duration::from_secs(2)).budget(None);
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
    /// Three attempts; waits of up to 1 s after throttling and 200 ms otherwise, doubled each time, never over 20 s; a
    /// budget of 100 retries.
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
    /// One attempt: no failure is tried again.
    pub fn off() -> Self {
        Self::default().attempts(1)
    }

    /// How many times a request is sent at most; at least once.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The longest first wait after throttling.
    #[must_use]
    pub fn throttle_base(mut self, base: Duration) -> Self {
        self.throttle_base = base;
        self
    }

    /// The longest first wait after other failures.
    #[must_use]
    pub fn network_base(mut self, base: Duration) -> Self {
        self.network_base = base;
        self
    }

    /// The longest wait of all.
    #[must_use]
    pub fn cap(mut self, cap: Duration) -> Self {
        self.cap = cap;
        self
    }

    /// How many retries the calls of a client make together before successes must earn new ones, ten for each; `None`
    /// for no bound.
    #[must_use]
    pub fn budget(mut self, retries: Option<u32>) -> Self {
        self.budget = retries;
        self
    }

    /// The budget that these rules ask for.
    pub(crate) fn new_budget(&self) -> Budget {
        Budget::new(self.budget)
    }

    /// Whether there is more than one attempt.
    pub(super) fn is_on(&self) -> bool {
        self.attempts > 1
    }

    /// How long to wait before the next attempt, anything up to the longest; `None` to give up.
    pub(super) fn wait(
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
            (ErrorKind::Service, Class::Throttled, _) | (ErrorKind::Http, _, Some(429)) => throttled,
            (ErrorKind::Service, Class::Server, _) | (ErrorKind::Http, _, Some(500..)) => if_repeatable,
            _ => None,
        }
    }
}
