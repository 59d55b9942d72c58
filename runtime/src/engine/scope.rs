//! The settings that apply to a call: the call's own take precedence over the client's.

use super::SharedState;
use crate::action::Region;
use crate::retry::RetryPolicy;
use crate::settings::{CallSettings, Language, Settings};
use http::{HeaderName, HeaderValue};
use std::time::Duration;

/// The settings that apply to a call.
#[derive(Clone, Copy)]
pub(crate) struct CallScope<'a> {
    /// The client's settings that no call changes.
    pub(crate) settings: &'a Settings,
    /// The state that all calls of the client share.
    pub(super) state: &'a SharedState,
    own: Option<&'a CallSettings>,
}

impl<'a> CallScope<'a> {
    pub(crate) fn new(
        settings: &'a Settings,
        state: &'a SharedState,
        own: Option<&'a CallSettings>,
    ) -> Self {
        Self { settings, state, own }
    }

    pub(crate) fn region(self) -> Option<&'a Region> {
        self.own.and_then(|own| own.region.as_ref()).or(self.settings.region.as_ref())
    }

    /// Returns the time limit of a call with all its attempts and waits.
    pub(crate) fn total(self) -> Duration {
        self.own.and_then(|own| own.timeout).unwrap_or(self.settings.timeouts.total)
    }

    /// Returns the time limit of one attempt.
    pub(crate) fn attempt(self) -> Duration {
        self.own.and_then(|own| own.attempt_timeout).unwrap_or(self.settings.timeouts.attempt)
    }

    pub(crate) fn retry(self) -> &'a RetryPolicy {
        self.own.and_then(|own| own.retry.as_ref()).unwrap_or(&self.settings.retry)
    }

    pub(crate) fn language(self) -> Option<Language> {
        self.own.and_then(|own| own.language).or(self.settings.language)
    }

    pub(crate) fn headers(self) -> &'a [(HeaderName, HeaderValue)] {
        self.own.map_or(&[], |own| own.headers.as_slice())
    }
}
