use crate::server::Mock;
use crate::service::{Seen, Service};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{fmt, fs, io};
use tencentcloud_spec::facts;
use tencentcloud_spec::model::Api;

/// The public half of the key pair that a mock takes where no other is set.
pub const SECRET_ID: &str = "AKIDmock";
/// The secret half of it.
pub const KEY: &str = "mock-secret-key";

/// Settings of a [`Mock`].
#[must_use]
pub struct Builder {
    pub(crate) apis: Vec<Api>,
    pub(crate) credentials: Vec<Credential>,
    pub(crate) clock: Arc<dyn Fn() -> u64 + Send + Sync>,
    pub(crate) checks: bool,
    pub(crate) observer: Option<Box<Observer>>,
    pub(crate) recorded: usize,
    pub(crate) timeout: Duration,
    port: u16,
}

/// Is told of each request.
pub(crate) type Observer = dyn Fn(&Seen) + Send + Sync;

/// A key pair that requests may be signed with.
#[derive(Clone)]
pub(crate) struct Credential {
    pub(crate) id: String,
    pub(crate) key: String,
    pub(crate) token: Option<String>,
}

impl Default for Builder {
    fn default() -> Self {
        let clock = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        Self {
            apis: Vec::new(),
            credentials: Vec::new(),
            clock: Arc::new(clock),
            checks: true,
            observer: None,
            recorded: usize::MAX,
            timeout: Duration::from_secs(60),
            port: 0,
        }
    }
}

impl Builder {
    /// Serves a product, by the text of its normalised description or of its facts. There may be several.
    ///
    /// # Errors
    /// Where the text is no description.
    pub fn description(mut self, json: &str) -> Result<Self, SetupError> {
        self.apis.push(facts::read(json, "description").map_err(|error| SetupError(error.to_string()))?);
        Ok(self)
    }

    /// The same of a description in a file, such as `spec/api/<product>/<version>.json` or
    /// `spec/facts/<product>/<version>.json`.
    ///
    /// # Errors
    /// Where the file cannot be read or holds no description.
    pub fn file(mut self, path: impl AsRef<Path>) -> Result<Self, SetupError> {
        let name = path.as_ref().display().to_string();
        let text = fs::read_to_string(path).map_err(|error| SetupError(format!("{name}: {error}")))?;
        self.apis.push(facts::read(&text, &name).map_err(|error| SetupError(error.to_string()))?);
        Ok(self)
    }

    /// The same of a description that is read already.
    pub fn api(mut self, api: Api) -> Self {
        self.apis.push(api);
        self
    }

    /// Takes requests that are signed with this key pair, instead of [`SECRET_ID`] and [`KEY`]. There may be several.
    pub fn credential(mut self, secret_id: &str, secret_key: &str) -> Self {
        self.credentials.push(Credential { id: secret_id.to_owned(), key: secret_key.to_owned(), token: None });
        self
    }

    /// The same of a temporary key pair, which comes with a token.
    pub fn temporary_credential(mut self, secret_id: &str, secret_key: &str, token: &str) -> Self {
        let token = Some(token.to_owned());
        self.credentials.push(Credential { id: secret_id.to_owned(), key: secret_key.to_owned(), token });
        self
    }

    /// The service's time, in seconds since 1970, instead of the system's.
    pub fn clock(mut self, clock: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Takes requests as they come: signatures and parameters are not checked.
    pub fn without_checks(mut self) -> Self {
        self.checks = false;
        self
    }

    /// Tells this of each request, after it was checked and before it is answered.
    pub fn observer(mut self, observer: impl Fn(&Seen) + Send + Sync + 'static) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// Records at most so many requests, the last ones. Records all of them by default: a mock that runs for long should
    /// not.
    pub fn record_at_most(mut self, requests: usize) -> Self {
        self.recorded = requests;
        self
    }

    /// Sets how long a client may take to send a request, waiting for it included, and to read an answer. Then its
    /// connection is closed. Defaults to 60 s; at most a day.
    pub fn client_timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit.clamp(Duration::from_millis(1), Duration::from_secs(24 * 3600));
        self
    }

    /// Listens on this port of the loopback interface, instead of any that is free.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Starts the mock; it ends when it is dropped.
    ///
    /// # Errors
    /// Where the port cannot be listened on.
    pub fn start(mut self) -> io::Result<Mock> {
        if self.credentials.is_empty() {
            self = self.credential(SECRET_ID, KEY);
        }
        let port = self.port;
        Mock::start(Service::new(self), port)
    }
}

/// Why a mock cannot be set up as it was asked to.
#[derive(Debug)]
pub struct SetupError(String);

impl SetupError {
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SetupError {}
