//! The configuration of a client.

use crate::action::Region;
use crate::credential::{CredentialProvider, Environment, EnvironmentProvider};
use crate::driver::Io;
use crate::endpoint::Endpoint;
use crate::engine::SharedState;
use crate::error::{Error, ErrorKind};
use crate::intercept::Interceptor;
use crate::limit::{Permits, RateLimiter};
use crate::observe::Observer;
use crate::retry::RetryPolicy;
use crate::settings::{Language, Settings, Timeouts};
#[cfg(feature = "blocking")]
use crate::time::ThreadSleep;
use crate::time::{Clock, Randomness, Sleep, SystemClock, SystemRandomness, skipping};
#[cfg(feature = "hyper")]
use crate::transport::HyperBuilder;
#[cfg(feature = "blocking")]
use crate::transport::UreqBuilder;
use crate::transport::proxy::Proxy;
use crate::transport::{Transport, TransportOptions};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The value that identifies this client in requests.
const CLIENT: &str = concat!("tencentcloud-rs_", env!("CARGO_PKG_VERSION"));

/// The configuration of a client.
///
/// Without credentials, you can call only the few actions that need no signature.
/// [`Duration::MAX`] in a setting means no limit.
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
/// A clone has the same credentials, rate limiter, observer and interceptors. Each client created
/// from a configuration opens its own connections. To share connections too, create one
/// [`Client`](crate::Client) and create the clients of products from it.
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
    max_response_bytes: Option<usize>,
    strict_responses: bool,
    transport: Option<Arc<dyn Transport>>,
    clock: Option<Arc<dyn Clock>>,
    sleep: Option<Arc<dyn Sleep>>,
    skips_waits: bool,
    randomness: Option<Arc<dyn Randomness>>,
    observer: Option<Arc<dyn Observer>>,
    /// The options of the transport that comes with this crate.
    options: TransportOptions,
    fail_over: Option<Endpoint>,
    rate_limiter: Option<RateLimiter>,
    max_calls: Option<usize>,
    interceptors: Vec<Arc<dyn Interceptor>>,
    /// Why the first invalid setting is invalid.
    invalid: Option<String>,
}

impl Config {
    /// Creates a configuration with every setting at its default, no credentials and no region.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a configuration from the environment.
    ///
    /// Reads the credentials from environment variables: see
    /// [`EnvironmentProvider`]. Reads the endpoint from `TENCENTCLOUD_ENDPOINT` if that is set.
    ///
    /// # Errors
    /// Returns an error if the credentials are missing, or if a variable or the region is invalid.
    pub fn from_env(region: &str) -> Result<Self, Error> {
        Self::from_environment(region, Environment::default())
    }

    /// Creates a configuration from an environment other than that of the process.
    ///
    /// See [`from_env`](Self::from_env).
    ///
    /// # Errors
    /// Returns an error if the credentials are missing, or if a variable or the region is invalid.
    pub fn from_environment(region: &str, environment: Environment) -> Result<Self, Error> {
        let region = Region::new(region)?;
        let endpoint =
            environment.get("TENCENTCLOUD_ENDPOINT")?.map(|url| Endpoint::url(&url)).transpose()?;
        let provider = EnvironmentProvider::new(environment);
        provider.read()?;
        Ok(Self::new().credentials(provider).region(region).endpoint(endpoint.unwrap_or_default()))
    }

    /// Sets the credentials: a [`Credential`](crate::Credential), or a provider of credentials.
    pub fn credentials(mut self, provider: impl CredentialProvider) -> Self {
        self.credentials = Some(Arc::new(provider));
        self
    }

    /// Sets the region of the calls (the header `X-TC-Region`), as a [`Region`] or as text.
    ///
    /// If the text is not a valid region name, creating the client fails.
    pub fn region<R: TryInto<Region, Error: Into<Error>>>(mut self, region: R) -> Self {
        match region.try_into() {
            Ok(region) => self.region = Some(region),
            Err(error) => drop(self.invalid.get_or_insert(error.into().message().to_owned())),
        }
        self
    }

    /// Sets the endpoint that requests are sent to. Defaults to [`Endpoint::product`].
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.endpoint = endpoint;
        self
    }

    /// Sets the endpoint to use if the first one fails, such as [`Endpoint::in_region`].
    ///
    /// None by default.
    ///
    /// The client switches to it for a minute if more than five requests in a row fail, or if at
    /// least five requests, and three quarters of all, fail within a minute. After that, one
    /// request tries the first endpoint again. Failures are connections that cannot be opened,
    /// timeouts and HTTP 5xx of a gateway.
    ///
    /// Requests are signed for the endpoint that they are sent to but still name the region of the
    /// call: use this only for products that can be reached through any endpoint.
    pub fn fail_over(mut self, endpoint: Endpoint) -> Self {
        self.fail_over = Some(endpoint);
        self
    }

    /// Sets the language of the service's messages (the header `X-TC-Language`). By default the
    /// service chooses.
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// Sets the name of the program, for the vendor's statistics (the header `X-TC-RequestClient`).
    ///
    /// It has 1 to 100 characters: letters, digits and `-_,;.`. With another name, creating the
    /// client fails.
    pub fn request_client(mut self, name: impl Into<String>) -> Self {
        self.suffix = Some(name.into());
        self
    }

    /// Sets how long connecting may take. Defaults to 5 s.
    ///
    /// All addresses of a host share this time. It has no effect if [`transport`](Self::transport)
    /// is set.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.options.connect_timeout = limit;
        self
    }

    /// Sets how long one attempt may take. Defaults to 30 s.
    ///
    /// An attempt that takes longer fails with [`ErrorKind::Timeout`]. It is tried again if the
    /// [retry policy](Self::retry) allows it.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.timeouts.attempt = limit;
        self
    }

    /// Sets how long a call may take with all its attempts. Defaults to 90 s.
    ///
    /// This includes the waits for credentials, for the rate limiter and between attempts.
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.timeouts.total = limit;
        self
    }

    /// Sets how long a stream of events may be silent before it fails. Defaults to 60 s.
    ///
    /// The other limits apply until the stream begins.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.timeouts.idle = limit;
        self
    }

    /// Sets the proxy that requests go through. Defaults to the proxy that the environment names.
    ///
    /// Creating the client fails if [`transport`](Self::transport) is set too: set the proxy on the
    /// transport's own builder.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.options.proxy = Some(proxy);
        self
    }

    /// Adds the certificate of a certificate authority (CA) to trust, in PEM (one or more) or DER.
    ///
    /// The client then trusts only the authorities added here, not the built-in ones. Use this for
    /// your own endpoints and for proxies that inspect TLS. Creating the client fails if the
    /// certificate cannot be read, or if [`transport`](Self::transport) is set too: set the
    /// certificate on the transport's own builder.
    pub fn root_certificate(mut self, certificate: impl Into<Vec<u8>>) -> Self {
        self.options.certificates.push(certificate.into());
        self
    }

    /// Sets how long an unused connection is kept for later calls. Defaults to 30 s.
    ///
    /// Zero opens a new connection for each request. It has no effect if
    /// [`transport`](Self::transport) is set.
    pub fn keep_alive(mut self, time: Duration) -> Self {
        self.options.keep_alive = time;
        self
    }

    /// Sets whether to use HTTP/2 if the server offers it in the TLS handshake. On by default.
    ///
    /// It has no effect if [`transport`](Self::transport) is set, or on blocking clients, which
    /// always use HTTP/1.1.
    #[cfg(feature = "http2")]
    pub fn http2(mut self, allowed: bool) -> Self {
        self.options.http2 = allowed;
        self
    }

    /// Sets when failed calls are tried again. Defaults to [`RetryPolicy::default`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets the size of the largest response that is read, in bytes. Defaults to 64 MiB.
    ///
    /// The size after decompression counts. A larger response fails the call with
    /// [`ErrorKind::Decode`].
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = Some(bytes);
        self
    }

    /// Sets whether a value that does not fit its field fails the call. Off by default.
    ///
    /// By default only the value is lost: the field is absent, or the item is left out of its list.
    /// [`Observer::dropped`] and a warning of the feature `tracing` report it. If this is set, the
    /// call fails with [`ErrorKind::Decode`], and [`Error::path`] names the field.
    pub fn strict_responses(mut self, strict: bool) -> Self {
        self.strict_responses = strict;
        self
    }

    /// Sets a limiter that keeps the client below the documented number of requests per second.
    ///
    /// Without a limiter the client does not limit itself.
    pub fn rate_limiter(mut self, limiter: RateLimiter) -> Self {
        self.rate_limiter = Some(limiter);
        self
    }

    /// Sets how many calls may be in progress at the same time, at least one. No limit by default.
    ///
    /// Other calls wait for their turn. The wait counts towards the
    /// [`total_timeout`](Self::total_timeout); if it uses that up, the call fails with
    /// [`ErrorKind::Limited`].
    pub fn max_concurrent_calls(mut self, calls: usize) -> Self {
        self.max_calls = Some(calls.max(1));
        self
    }

    /// Sets the transport that sends requests to the service.
    ///
    /// Defaults to the one over hyper, and for blocking clients to the one over ureq. Async clients
    /// without the feature `hyper` need this setting: the feature `reqwest` alone does not set it.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets the observer, which receives a report of every attempt and every call.
    pub fn observer(mut self, observer: impl Observer) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// Adds an interceptor, which can change every request before it is signed and receives the
    /// outcome.
    ///
    /// Interceptors are called in the order in which they were added, and in reverse order when an
    /// attempt is over.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }

    /// Sets the clock. Defaults to the system clock.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// Sets the timer for waits.
    ///
    /// By default async clients use tokio's timer, and blocking clients wait on the calling thread.
    pub fn sleep(mut self, sleep: impl Sleep) -> Self {
        self.sleep = Some(Arc::new(sleep));
        self
    }

    /// Skips the waits between attempts and between the calls of a waiter. For tests.
    ///
    /// The clock of the client moves ahead by each skipped wait, so that `total_timeout` and the
    /// deadlines of waiters pass as if it had waited. Signatures contain the real time, and the
    /// time limit of each request passes in real time.
    pub fn skip_waits(mut self) -> Self {
        self.skips_waits = true;
        self
    }

    /// Sets the source of random bytes. Defaults to the system's.
    pub fn randomness(mut self, randomness: impl Randomness) -> Self {
        self.randomness = Some(Arc::new(randomness));
        self
    }

    /// Checks the settings and fills in the defaults.
    ///
    /// # Errors
    /// Returns an error if a setting is invalid, or if a setting without a default is missing.
    /// Without the feature `hyper` the transport has no default; without `reqwest` too, the sleep
    /// has none.
    pub(crate) fn build(self) -> Result<ClientParts, Error> {
        self.build_with(default_transport, default_sleep)
    }

    /// Checks the settings and fills in the defaults for the blocking client.
    ///
    /// # Errors
    /// Returns an error if a setting is invalid.
    #[cfg(feature = "blocking")]
    pub(crate) fn build_blocking(self) -> Result<ClientParts, Error> {
        self.build_with(
            |options| Ok(Arc::new(UreqBuilder::from(options).build()?)),
            || Ok(Arc::new(ThreadSleep)),
        )
    }

    fn build_with(
        mut self,
        transport: impl FnOnce(TransportOptions) -> Result<Arc<dyn Transport>, Error>,
        sleep: impl FnOnce() -> Result<Arc<dyn Sleep>, Error>,
    ) -> Result<ClientParts, Error> {
        match self.transport {
            Some(_) => self.options.refuse()?,
            // The proxy is looked up only if the transport is one of this crate.
            None => drop(self.options.proxy.get_or_insert_with(Proxy::from_env)),
        }
        let proxy_passwords = self.options.proxy_passwords();
        let transport = self.transport.map_or_else(|| transport(self.options), Ok)?;
        let sleep = self.sleep.map_or_else(sleep, Ok)?;
        if let Some(reason) = self.invalid {
            return Err(Error::new(ErrorKind::Configuration, reason));
        }
        let clock = self.clock.unwrap_or_else(|| Arc::new(SystemClock::default()));
        let (clock, sleep) = if self.skips_waits { skipping(clock, sleep) } else { (clock, sleep) };
        let budget = self.retry.new_budget();
        let settings = Settings {
            client: client_name(self.suffix.as_deref())?,
            randomness: self.randomness.unwrap_or_else(|| Arc::new(SystemRandomness)),
            region: self.region,
            endpoint: self.endpoint,
            language: self.language,
            timeouts: self.timeouts,
            retry: self.retry,
            max_response_bytes: self.max_response_bytes.unwrap_or(64 * 1024 * 1024),
            strict_responses: self.strict_responses,
            observer: self.observer,
            interceptors: self.interceptors,
            proxy_passwords,
        };
        let state = SharedState::new(budget, self.fail_over, self.rate_limiter);
        let io = Io { transport, credentials: self.credentials, clock, sleep };
        Ok(ClientParts { settings, state, io, permits: self.max_calls.map(Permits::new) })
    }
}

/// The parts of a client.
pub(crate) struct ClientParts {
    pub(crate) settings: Settings,
    pub(crate) state: SharedState,
    pub(crate) io: Io,
    pub(crate) permits: Option<Permits>,
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("region", &self.region)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

fn client_name(suffix: Option<&str>) -> Result<String, Error> {
    let Some(suffix) = suffix else { return Ok(CLIENT.to_owned()) };
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_,;.".contains(&byte);
    if suffix.is_empty() || suffix.len() > 100 || !suffix.bytes().all(allowed) {
        let text =
            format!("the program's name {suffix:?} must be 1 to 100 letters, digits and -_,;.");
        return Err(Error::new(ErrorKind::Configuration, text));
    }
    Ok(format!("{CLIENT};{suffix}"))
}

#[cfg(feature = "hyper")]
fn default_transport(options: TransportOptions) -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(HyperBuilder::from(options).build()?))
}

#[cfg(not(feature = "hyper"))]
fn default_transport(_options: TransportOptions) -> Result<Arc<dyn Transport>, Error> {
    Err(Error::new(
        ErrorKind::Configuration,
        "there is no transport: set one or turn the feature `hyper` on",
    ))
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
