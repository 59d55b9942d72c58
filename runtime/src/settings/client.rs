//! The plain settings of a client, checked and with all defaults filled in.

use super::Language;
use crate::action::Region;
use crate::endpoint::Endpoint;
use crate::intercept::Interceptor;
use crate::observe::Observer;
use crate::retry::RetryPolicy;
use crate::time::Randomness;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// The time limits of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timeouts {
    /// The limit for one attempt, from connecting to the last byte of the response.
    pub(crate) attempt: Duration,
    /// The limit for a call with all its attempts and waits.
    pub(crate) total: Duration,
    /// The limit for silence in a stream of events.
    pub(crate) idle: Duration,
}

impl Default for Timeouts {
    /// Returns 30 s, 90 s and 60 s.
    fn default() -> Self {
        Self {
            attempt: Duration::from_secs(30),
            total: Duration::from_secs(90),
            idle: Duration::from_secs(60),
        }
    }
}

/// The settings of a client. They do not change, and nothing here performs I/O.
pub(crate) struct Settings {
    pub(crate) region: Option<Region>,
    pub(crate) endpoint: Endpoint,
    pub(crate) language: Option<Language>,
    /// The name of the client, for the vendor's statistics.
    pub(crate) client: String,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    pub(crate) max_response_bytes: usize,
    pub(crate) strict_responses: bool,
    pub(crate) randomness: Arc<dyn Randomness>,
    pub(crate) observer: Option<Arc<dyn Observer>>,
    pub(crate) interceptors: Vec<Arc<dyn Interceptor>>,
    /// The passwords of the proxies that requests go through. They must not be printed.
    pub(crate) proxy_passwords: Arc<[Zeroizing<String>]>,
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .field("language", &self.language)
            .field("client", &self.client)
            .field("timeouts", &self.timeouts)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
