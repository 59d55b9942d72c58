//! What a client is set up with.

use crate::credential::{CredentialProvider, Environment, EnvironmentProvider};
use crate::endpoint::Endpoint;
use crate::engine::{Budget, FailOver, RetryPolicy, Skew};
use crate::error::{Error, ErrorKind};
use crate::intercept::Interceptor;
use crate::limit::{Permits, RateLimiter};
use crate::observe::Observer;
use crate::proxy::Proxy;
use crate::region::Region;
use crate::request::Bases;
use crate::sign::key::Keys;
use crate::time::{Clock, Randomness, Sleep, SystemClock, SystemRandomness};
use crate::transport::{Defaults, Transport};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

/// How this client calls itself in requests.
const CLIENT: &str = concat!("tencentcloud-rs_", env!("CARGO_PKG_VERSION"));

/// The language of the service's messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Language {
    /// Chinese.
    Chinese,
    /// English.
    English,
}

impl Language {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en-US",
        }
    }
}

/// Time limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Timeouts {
    /// For making a connection.
    pub(crate) connect: Duration,
    /// For one attempt, from connecting to the last byte of the answer.
    pub(crate) attempt: Duration,
    /// For a call with all its attempts and waits.
    pub(crate) total: Duration,
    /// For silence in a stream of events.
    pub(crate) idle: Duration,
}

impl Default for Timeouts {
    /// 5 s, 30 s, 90 s and 60 s.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            attempt: Duration::from_secs(30),
            total: Duration::from_secs(90),
            idle: Duration::from_secs(60),
        }
    }
}

/// What a client is set up with, checked and with every default filled in.
pub(crate) struct Settings {
    pub(crate) credentials: Option<Arc<dyn CredentialProvider>>,
    pub(crate) region: Option<Region>,
    pub(crate) endpoint: Endpoint,
    pub(crate) language: Option<Language>,
    pub(crate) client: String,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    pub(crate) max_answer: usize,
    pub(crate) strict_responses: bool,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) sleep: Arc<dyn Sleep>,
    pub(crate) randomness: Arc<dyn Randomness>,
    pub(crate) observer: Option<Arc<dyn Observer>>,
    pub(crate) fail_over: Option<FailOver>,
    pub(crate) skew: Skew,
    /// What earlier requests had in common.
    pub(crate) bases: Bases,
    /// Signing keys of earlier requests.
    pub(crate) keys: Keys,
    pub(crate) budget: Budget,
    pub(crate) rate_limiter: Option<RateLimiter>,
    pub(crate) permits: Option<Permits>,
    pub(crate) interceptors: Vec<Arc<dyn Interceptor>>,
    /// What must not be printed of the proxies that requests go through.
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

/// What a client is to be set up with. Without credentials only unsigned actions can be called.
///
/// ```
/// use tencentcloud_runtime::{Client, Config, Credential, Region, RetryPolicy};
///
/// # fn main() -> Result<(), tencentcloud_runtime::Error> {
/// let config = Config::new()
///     .credentials(Credential::new("AKID…", "…"))
///     .region(Region::AP_GUANGZHOU)
///     .retry(RetryPolicy::default().attempts(5));
/// let client = Client::new(config)?;
/// # Ok(())
/// # }
/// ```
///
/// A clone has the same credentials, rate limiter, observer and interceptors. Each client that is made from one connects by
/// itself: to share connections too, make one [`Client`](crate::Client) and the clients of products from it.
#[derive(Clone, Default)]
#[must_use]
pub struct Config {
    credentials: Option<Arc<dyn CredentialProvider>>,
    region: Option<Region>,
    endpoint: Endpoint,
    language: Option<Language>,
    suffix: Option<String>,
    timeouts: Timeouts,
    retry: RetryPolicy,
    max_answer: Option<usize>,
    strict_responses: bool,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    sleep: Option<Arc<dyn Sleep>>,
    randomness: Option<Arc<dyn Randomness>>,
    observer: Option<Arc<dyn Observer>>,
    defaults: Defaults,
    fail_over: Option<Endpoint>,
    rate_limiter: Option<RateLimiter>,
    max_calls: Option<usize>,
    interceptors: Vec<Arc<dyn Interceptor>>,
    /// Why the first setting that cannot be used cannot.
    invalid: Option<String>,
}

impl Config {
    /// Every setting at its default, and no credentials and no region.
    pub fn new() -> Self {
        Self::default()
    }

    /// Credentials from the environment variables `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY` and
    /// `TENCENTCLOUD_TOKEN`, an endpoint from `TENCENTCLOUD_ENDPOINT` where it is set.
    ///
    /// # Errors
    /// Where the credentials are missing, or a variable or the region cannot be used.
    pub fn from_env(region: &str) -> Result<Self, Error> {
        Self::from_environment(region, Environment::default())
    }

    /// The same from another environment than the process's own.
    ///
    /// # Errors
    /// Where the credentials are missing, or a variable or the region cannot be used.
    pub fn from_environment(region: &str, environment: Environment) -> Result<Self, Error> {
        let region = Region::new(region)?;
        let endpoint = environment.get("TENCENTCLOUD_ENDPOINT")?.map(|url| Endpoint::url(&url)).transpose()?;
        let provider = EnvironmentProvider::new(environment);
        provider.read()?;
        Ok(Self::new().credentials(provider).region(region).endpoint(endpoint.unwrap_or_default()))
    }

    /// Whom calls are made for: a [`Credential`](crate::Credential), or what provides one.
    pub fn credentials(mut self, provider: impl CredentialProvider) -> Self {
        self.credentials = Some(Arc::new(provider));
        self
    }

    /// Sets the region that calls are about, as a [`Region`] or as text. Text that is no name of a region is an error of
    /// making the client.
    pub fn region<R: TryInto<Region, Error: Into<Error>>>(mut self, region: R) -> Self {
        match region.try_into() {
            Ok(region) => self.region = Some(region),
            Err(error) => drop(self.invalid.get_or_insert(error.into().message().to_owned())),
        }
        self
    }

    /// Where requests are sent.
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.endpoint = endpoint;
        self
    }

    /// Another endpoint for when the first one fails, such as [`Endpoint::in_region`]; none by default.
    ///
    /// It is used for a minute after more than five requests in a row, or three of four of the last minute's, found no
    /// connection, no answer in time or a gateway's failure (HTTP 5xx). Requests are signed for where they go, and are about
    /// the client's region all the same: use it only for products that can be entered anywhere.
    pub fn fail_over(mut self, endpoint: Endpoint) -> Self {
        self.fail_over = Some(endpoint);
        self
    }

    /// The language of the service's messages; the service's choice by default.
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// The name of the program, for the vendor's statistics: letters, digits and `-_,;.`, at most 100.
    pub fn request_client(mut self, name: impl Into<String>) -> Self {
        self.suffix = Some(name.into());
        self
    }

    /// How long connecting may take; 5 s by default. A host's addresses share it. It is for the transport that comes with this
    /// crate.
    ///
    /// [`Duration::MAX`] means no limit, here and in all other settings.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.timeouts.connect = limit;
        self
    }

    /// How long one attempt may take; 30 s by default.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.timeouts.attempt = limit;
        self
    }

    /// How long a call may take with all its attempts and waits; 90 s by default.
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.timeouts.total = limit;
        self
    }

    /// How long a stream of events may be silent; 60 s by default. The other limits hold until it begins.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.timeouts.idle = limit;
        self
    }

    /// Which proxy requests go through; what the environment says by default. Like the time to connect, it is for the
    /// transport that comes with this crate.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.defaults.proxy = Some(proxy);
        self
    }

    /// Trusts the authority with this certificate, in PEM (one or more) or DER, and others that are given here, and no
    /// longer the built-in ones: for endpoints of one's own and proxies that look into TLS. It, too, is for the transport
    /// that comes with this crate.
    pub fn root_certificate(mut self, certificate: impl Into<Vec<u8>>) -> Self {
        self.defaults.certificates.push(certificate.into());
        self
    }

    /// How long an unused connection is kept for later calls; 30 s by default, and zero for a new one each time. It, too,
    /// is for the transport that comes with this crate.
    pub fn keep_alive(mut self, time: Duration) -> Self {
        self.defaults.keep_alive = Some(time);
        self
    }

    /// Whether HTTP/2 is spoken where the server offers it in the TLS handshake; it is by default. It is for the transport
    /// over hyper; the one over ureq speaks HTTP/1.1 alone.
    #[cfg(feature = "http2")]
    pub fn http2(mut self, allowed: bool) -> Self {
        self.defaults.http2 = Some(allowed);
        self
    }

    /// When failed calls are tried again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// The largest answer that is read, in bytes; 64 MiB by default.
    pub fn max_answer(mut self, bytes: usize) -> Self {
        self.max_answer = Some(bytes);
        self
    }

    /// Sets whether a value that does not fit its field fails the call. Off by default.
    ///
    /// By default such a value costs its field alone: the field is absent, or the item is left out of its list, and
    /// [`Observer::dropped`] and a warning of the feature `tracing` say so. If this is set, the call fails with
    /// [`ErrorKind::Decode`] and [`Error::path`] names the field.
    pub fn strict_responses(mut self, strict: bool) -> Self {
        self.strict_responses = strict;
        self
    }

    /// Keeps the client below documented requests a second; without a limiter it does not limit itself.
    pub fn rate_limiter(mut self, limiter: RateLimiter) -> Self {
        self.rate_limiter = Some(limiter);
        self
    }

    /// How many calls may be under way at the same time, at least one; the others wait for their turn, which is part of
    /// a call's time. Without it there is no such limit.
    pub fn max_concurrent_calls(mut self, calls: usize) -> Self {
        self.max_calls = Some(calls.max(1));
        self
    }

    /// How requests reach the service.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// What is told of every attempt and every call.
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// Adds what sees and changes every request before it is signed, and sees what came of it. Several are called in the
    /// order of adding, and in the reverse order when an attempt is over.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }

    /// What tells the time.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// What waits.
    pub fn sleep(mut self, sleep: impl Sleep) -> Self {
        self.sleep = Some(Arc::new(sleep));
        self
    }

    /// What gives random bytes.
    pub fn randomness(mut self, randomness: impl Randomness) -> Self {
        self.randomness = Some(Arc::new(randomness));
        self
    }

    /// Checks the settings and fills in the defaults.
    ///
    /// # Errors
    /// Returns an error if a setting cannot be used, or something without a default is missing: without the feature
    /// `hyper` that is the transport, and without `reqwest` too the sleep.
    pub(crate) fn settle(mut self) -> Result<Settings, Error> {
        let defaults = self.take_defaults();
        let passwords = defaults.proxy_passwords();
        let transport = self.transport.take().map_or_else(|| defaults.hyper(self.timeouts.connect), Ok)?;
        let sleep = self.sleep.take().map_or_else(default_sleep, Ok)?;
        self.settle_on(transport, sleep, passwords)
    }

    /// The same for the blocking client.
    ///
    /// # Errors
    /// Where the program's name cannot be sent.
    #[cfg(feature = "blocking")]
    pub(crate) fn settle_blocking(mut self) -> Result<Settings, Error> {
        let defaults = self.take_defaults();
        let passwords = defaults.proxy_passwords();
        let transport = self.transport.take().map_or_else(|| defaults.ureq(self.timeouts.connect), Ok)?;
        let sleep = self.sleep.take().unwrap_or_else(|| Arc::new(crate::blocking::ThreadSleep));
        self.settle_on(transport, sleep, passwords)
    }

    /// What is set for the transport that comes with this crate. The proxy is looked up if that transport is used.
    fn take_defaults(&mut self) -> Defaults {
        let mut defaults = std::mem::take(&mut self.defaults);
        if self.transport.is_none() {
            defaults.proxy.get_or_insert_with(Proxy::from_env);
        }
        defaults
    }

    fn settle_on(
        self,
        transport: Arc<dyn Transport>,
        sleep: Arc<dyn Sleep>,
        proxy_passwords: Arc<[Zeroizing<String>]>,
    ) -> Result<Settings, Error> {
        if let Some(reason) = self.invalid {
            return Err(Error::new(ErrorKind::Configuration, reason));
        }
        Ok(Settings {
            client: client_name(self.suffix.as_deref())?,
            transport,
            sleep,
            clock: self.clock.unwrap_or_else(|| Arc::new(SystemClock::default())),
            randomness: self.randomness.unwrap_or_else(|| Arc::new(SystemRandomness)),
            credentials: self.credentials,
            region: self.region,
            endpoint: self.endpoint,
            language: self.language,
            timeouts: self.timeouts,
            budget: self.retry.new_budget(),
            retry: self.retry,
            max_answer: self.max_answer.unwrap_or(64 * 1024 * 1024),
            strict_responses: self.strict_responses,
            observer: self.observer,
            fail_over: self.fail_over.map(FailOver::new),
            skew: Skew::default(),
            bases: Bases::default(),
            keys: Keys::default(),
            rate_limiter: self.rate_limiter.map(RateLimiter::for_client),
            permits: self.max_calls.map(Permits::new),
            interceptors: self.interceptors,
            proxy_passwords,
        })
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").field("region", &self.region).field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

fn client_name(suffix: Option<&str>) -> Result<String, Error> {
    let Some(suffix) = suffix else { return Ok(CLIENT.to_owned()) };
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_,;.".contains(&byte);
    if suffix.is_empty() || suffix.len() > 100 || !suffix.bytes().all(allowed) {
        let text = format!("the program's name {suffix:?} must be 1 to 100 letters, digits and -_,;.");
        return Err(Error::new(ErrorKind::Configuration, text));
    }
    Ok(format!("{CLIENT};{suffix}"))
}

#[cfg(any(feature = "hyper", feature = "reqwest"))]
fn default_sleep() -> Result<Arc<dyn Sleep>, Error> {
    Ok(Arc::new(crate::time::TokioSleep))
}

#[cfg(not(any(feature = "hyper", feature = "reqwest")))]
fn default_sleep() -> Result<Arc<dyn Sleep>, Error> {
    Err(Error::new(
        ErrorKind::Configuration,
        "there is nothing that waits: set `sleep`, or turn the feature `hyper` or `reqwest` on",
    ))
}
