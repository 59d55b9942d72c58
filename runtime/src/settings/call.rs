//! Settings of single calls. Not here: those of a client (config.rs).

use super::Language;
use crate::action::Region;
use crate::error::{Error, ErrorKind};
use crate::retry::RetryPolicy;
use http::{HeaderName, HeaderValue};
use std::time::Duration;

/// Headers that the client sets: a call cannot replace them.
const RESERVED: [&str; 14] = [
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "host",
    "transfer-encoding",
    "user-agent",
    "x-tc-action",
    "x-tc-language",
    "x-tc-region",
    "x-tc-requestclient",
    "x-tc-timestamp",
    "x-tc-token",
    "x-tc-version",
];

/// Returns whether the client sets a header itself.
pub(crate) fn is_reserved(name: &HeaderName) -> bool {
    RESERVED.contains(&name.as_str())
}

/// The settings of one call, or of a client that [`Client::with`](crate::Client::with) returns.
///
/// A setting that is not set has the value of the client's [`Config`](crate::Config).
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_runtime::{CallSettings, Client, Region};
///
/// fn patient(client: &Client) -> Client {
///     client.with(CallSettings::new().region(Region::AP_BEIJING)
///         .timeout(Duration::from_secs(300)))
/// }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct CallSettings {
    pub(crate) region: Option<Region>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) language: Option<Language>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// Why the first invalid setting is invalid.
    invalid: Option<String>,
}

impl CallSettings {
    /// Creates settings that change nothing.
    pub fn new() -> Self {
        Self::default()
    }

    pub(crate) fn set_region<R: TryInto<Region, Error: Into<Error>>>(&mut self, region: R) {
        match region.try_into() {
            Ok(region) => self.region = Some(region),
            Err(error) => self.refuse(error.into().message().to_owned()),
        }
    }

    pub(crate) fn set_header<N, V>(&mut self, name: N, value: V)
    where
        N: TryInto<HeaderName>,
        V: TryInto<HeaderValue>,
    {
        let Ok(name) = name.try_into() else {
            return self.refuse("a header has an invalid name".to_owned());
        };
        if is_reserved(&name) {
            return self.refuse(format!("the header {name} is set by the client"));
        }
        match value.try_into() {
            Ok(value) => self.headers.push((name, value)),
            Err(_) => self.refuse(format!("the header {name} has an invalid value")),
        }
    }

    fn refuse(&mut self, reason: String) {
        self.invalid.get_or_insert(reason);
    }

    /// Merges other settings into these. The other settings take precedence.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.headers.retain(|(name, _)| other.headers.iter().all(|(replaced, _)| replaced != name));
        self.headers.extend(other.headers);
        Self {
            region: other.region.or(self.region),
            timeout: other.timeout.or(self.timeout),
            attempt_timeout: other.attempt_timeout.or(self.attempt_timeout),
            retry: other.retry.or(self.retry),
            language: other.language.or(self.language),
            headers: self.headers,
            invalid: self.invalid.or(other.invalid),
        }
    }

    /// Checks the settings.
    ///
    /// # Errors
    /// Returns an error of the kind `Configuration` if a setting is invalid.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match &self.invalid {
            None => Ok(()),
            Some(reason) => Err(Error::new(ErrorKind::Configuration, reason.clone())),
        }
    }
}

/// Writes the setters of a type that has the settings of a call.
macro_rules! call_setters {
    ($type:ty $(, $parameter:ident: $bound:path)?) => {
        impl$(<$parameter: $bound>)? $type {
            /// Sets the region of the call (the header `X-TC-Region`), as a
            /// [`Region`](crate::Region) or as text.
            #[inline]
            pub fn region<Name>(mut self, region: Name) -> Self
            where
                Name: TryInto<$crate::Region, Error: Into<$crate::Error>>,
            {
                if let Some(settings) = self.settings_mut() {
                    settings.set_region(region);
                }
                self
            }

            /// Sets how long the call may take with all its attempts and waits.
            #[inline]
            pub fn timeout(mut self, limit: ::std::time::Duration) -> Self {
                if let Some(settings) = self.settings_mut() {
                    settings.timeout = Some(limit);
                }
                self
            }

            /// Sets how long each attempt may take.
            #[inline]
            pub fn attempt_timeout(mut self, limit: ::std::time::Duration) -> Self {
                if let Some(settings) = self.settings_mut() {
                    settings.attempt_timeout = Some(limit);
                }
                self
            }

            /// Sets when the call is tried again.
            ///
            /// The [`budget`](crate::RetryPolicy::budget) of this policy is ignored: that of the
            /// client applies.
            #[inline]
            pub fn retry(mut self, policy: $crate::RetryPolicy) -> Self {
                if let Some(settings) = self.settings_mut() {
                    settings.retry = Some(policy);
                }
                self
            }

            /// Sets the language of the service's messages.
            #[inline]
            pub fn language(mut self, language: $crate::Language) -> Self {
                if let Some(settings) = self.settings_mut() {
                    settings.language = Some(language);
                }
                self
            }

            /// Adds a header, which is not signed.
            ///
            /// Sending the call fails if the client sets this header itself, as with `Host`, or if
            /// the name or the value is invalid.
            #[inline]
            pub fn header<Name, Text>(mut self, name: Name, value: Text) -> Self
            where
                Name: TryInto<::http::HeaderName>,
                Text: TryInto<::http::HeaderValue>,
            {
                if let Some(settings) = self.settings_mut() {
                    settings.set_header(name, value);
                }
                self
            }
        }
    };
}
pub(crate) use call_setters;

impl CallSettings {
    fn settings_mut(&mut self) -> Option<&mut Self> {
        Some(self)
    }
}

call_setters!(CallSettings);

#[cfg(test)]
mod tests {
    use super::CallSettings;
    use crate::action::Region;
    use std::time::Duration;

    #[test]
    fn later_settings_win() {
        let first = CallSettings::new().region("ap-beijing").header("x-a", "1").header("x-b", "1");
        let both = first.and(CallSettings::new().timeout(Duration::ZERO).header("X-A", "2"));
        assert_eq!((both.region, both.timeout), (Some(Region::AP_BEIJING), Some(Duration::ZERO)));
        let headers: Vec<_> =
            both.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
        assert_eq!(headers, [("x-b", &b"1"[..]), ("x-a", &b"2"[..])]);
    }

    #[test]
    fn what_cannot_be_sent() {
        let cases = [
            (CallSettings::new().region("Guangzhou!"), "the region \"Guangzhou!\" is not valid"),
            (CallSettings::new().header("a b", "1"), "a header has an invalid name"),
            (CallSettings::new().header("x-a", "1\n2"), "the header x-a has an invalid value"),
            (
                CallSettings::new().header("Host", "example.com"),
                "the header host is set by the client",
            ),
            (
                CallSettings::new().header("X-TC-Action", "Other"),
                "the header x-tc-action is set by the client",
            ),
        ];
        for (settings, reason) in cases {
            let error = settings.and(CallSettings::new()).check().unwrap_err();
            assert!(error.message().starts_with(reason), "{error}");
        }
        assert!(CallSettings::new().header("X-TC-TraceId", "1").check().is_ok());
    }
}
