use crate::server::Mock;
use crate::service::{Seen, Service};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{fmt, fs, io};
use tencentcloud_spec::facts;
use tencentcloud_spec::model::Api;

/// The public half of the key pair that a mock accepts by default.
pub const SECRET_ID: &str = "AKIDmock";
/// The secret half of the key pair that a mock accepts by default.
pub const KEY: &str = "mock-secret-key";

/// The settings of a [`Mock`].
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

/// A function that receives each request.
pub(crate) type Observer = dyn Fn(&Seen) + Send + Sync;

/// A key pair that the mock accepts.
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
    /// Adds a product, by the text of its normalised description or of its facts.
    ///
    /// Call it several times for several products.
    ///
    /// # Errors
    /// Returns an error if the text is not a description.
    pub fn description(mut self, json: &str) -> Result<Self, SetupError> {
        self.apis
            .push(facts::read(json, "description").map_err(|error| SetupError(error.to_string()))?);
        Ok(self)
    }

    /// Adds a product, by the file of its description or of its facts.
    ///
    /// The file is `spec/api/<product>/<version>.json` or `spec/facts/<product>/<version>.json`.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read or is not a description.
    pub fn file(mut self, path: impl AsRef<Path>) -> Result<Self, SetupError> {
        let name = path.as_ref().display().to_string();
        let text =
            fs::read_to_string(path).map_err(|error| SetupError(format!("{name}: {error}")))?;
        self.apis.push(facts::read(&text, &name).map_err(|error| SetupError(error.to_string()))?);
        Ok(self)
    }

    /// Adds a product, by its parsed description.
    pub fn api(mut self, api: Api) -> Self {
        self.apis.push(api);
        self
    }

    /// Adds a key pair that requests may be signed with.
    ///
    /// Key pairs that are added replace the default [`SECRET_ID`] and [`KEY`].
    pub fn credential(mut self, secret_id: &str, secret_key: &str) -> Self {
        self.credentials.push(Credential {
            id: secret_id.to_owned(),
            key: secret_key.to_owned(),
            token: None,
        });
        self
    }

    /// Adds a temporary key pair, with its token.
    pub fn temporary_credential(mut self, secret_id: &str, secret_key: &str, token: &str) -> Self {
        let token = Some(token.to_owned());
        self.credentials.push(Credential {
            id: secret_id.to_owned(),
            key: secret_key.to_owned(),
            token,
        });
        self
    }

    /// Sets the service's time, in seconds since 1970. Defaults to the system clock.
    pub fn clock(mut self, clock: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Disables the checks of signatures and parameters.
    pub fn without_checks(mut self) -> Self {
        self.checks = false;
        self
    }

    /// Sets a function that receives each request after it has been checked and before the
    /// response.
    pub fn observer(mut self, observer: impl Fn(&Seen) + Send + Sync + 'static) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// Sets the largest number of recorded requests; only the last ones are kept.
    ///
    /// By default all are recorded. Set a limit for a mock that runs for long.
    pub fn record_at_most(mut self, requests: usize) -> Self {
        self.recorded = requests;
        self
    }

    /// Sets how long a client may take to send a request, including idle time, or to read a
    /// response.
    ///
    /// The connection is then closed. Defaults to 60 s; at most one day.
    pub fn client_timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit.clamp(Duration::from_millis(1), Duration::from_secs(24 * 3600));
        self
    }

    /// Sets the port on the loopback interface. Defaults to any free port.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Starts the mock, which stops when it is dropped.
    ///
    /// # Errors
    /// Returns an error if the port is not available.
    pub fn start(mut self) -> io::Result<Mock> {
        if self.credentials.is_empty() {
            self = self.credential(SECRET_ID, KEY);
        }
        let port = self.port;
        Mock::start(Service::new(self), port)
    }
}

/// The error of a mock or a script that cannot be set up.
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
