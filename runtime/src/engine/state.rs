//! The state that all calls of a client share. It changes with their outcomes.

use super::fail_over::FailOver;
use super::skew::Skew;
use crate::endpoint::Endpoint;
use crate::limit::RateLimiter;
use crate::request::RequestTemplates;
use crate::retry::Budget;
use crate::sign::key::Keys;

/// The state that all calls of a client share.
pub(crate) struct SharedState {
    pub(crate) budget: Budget,
    pub(crate) fail_over: Option<FailOver>,
    pub(crate) rate_limiter: Option<RateLimiter>,
    pub(crate) skew: Skew,
    /// The parts that requests have in common, cached from earlier requests.
    pub(crate) templates: RequestTemplates,
    /// The signing keys of earlier requests.
    pub(crate) keys: Keys,
}

impl SharedState {
    /// Creates the state of a client that has not called yet.
    pub(crate) fn new(
        budget: Budget,
        backup: Option<Endpoint>,
        rate_limiter: Option<RateLimiter>,
    ) -> Self {
        Self {
            budget,
            fail_over: backup.map(FailOver::new),
            rate_limiter: rate_limiter.map(RateLimiter::for_client),
            skew: Skew::default(),
            templates: RequestTemplates::default(),
            keys: Keys::default(),
        }
    }
}
