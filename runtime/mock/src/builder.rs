//! The builder of a mock.

use crate::seen::Seen;
use crate::server::Mock;
use crate::service::Service;
use crate::settings::{Credential, Settings, SetupError};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use std::{fs, io};
use tencentcloud_spec::facts;
use tencentcloud_spec::model::Api;

/// The public half of the key pair that a mock accepts by default.
pub const SECRET_ID: &str = "AKIDmock";
/// The secret half of the key pair that a mock accepts by default.
pub const KEY: &str = "mock-secret-key";

/// The builder of a [`Mock`].
#[derive(Default)]
#[must_use]
pub struct Builder {
    settings: Settings,
    port: u16,
}

impl Mock {
    /// Returns a builder with default settings.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

impl Builder {
    /// Adds a product from the JSON text of its description, such as `DESCRIPTION` of a client
    /// crate with the feature `description`.
    ///
    /// Call it several times for several products.
    ///
    /// # Errors
    /// Returns an error if the text is not a description.
    pub fn description(mut self, json: &str) -> Result<Self, SetupError> {
        self.settings.apis.push(
            facts::parse_facts(json, "description")
                .map_err(|error| SetupError::new(error.to_string()))?,
        );
        Ok(self)
    }

    /// Adds a product from the file of its description.
    ///
    /// The file is `spec/api/<product>/<version>.json` of this project's repository, or
    /// `spec/facts/<product>/<version>.json` for a product that is not in `spec/api`.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read or is not a description.
    pub fn file(mut self, path: impl AsRef<Path>) -> Result<Self, SetupError> {
        let name = path.as_ref().display().to_string();
        let text = fs::read_to_string(path)
            .map_err(|error| SetupError::new(format!("{name}: {error}")))?;
        self.settings.apis.push(
            facts::parse_facts(&text, &name).map_err(|error| SetupError::new(error.to_string()))?,
        );
        Ok(self)
    }

    /// Adds a product from its parsed description.
    pub fn api(mut self, api: Api) -> Self {
        self.settings.apis.push(api);
        self
    }

    /// Adds a key pair that requests may be signed with.
    ///
    /// Key pairs that are added replace the default [`SECRET_ID`] and [`KEY`].
    pub fn credential(mut self, secret_id: &str, secret_key: &str) -> Self {
        self.settings.credentials.push(Credential {
            id: secret_id.to_owned(),
            key: secret_key.to_owned(),
            token: None,
        });
        self
    }

    /// Adds a temporary key pair, with its token.
    pub fn temporary_credential(mut self, secret_id: &str, secret_key: &str, token: &str) -> Self {
        let token = Some(token.to_owned());
        self.settings.credentials.push(Credential {
            id: secret_id.to_owned(),
            key: secret_key.to_owned(),
            token,
        });
        self
    }

    /// Sets the service's time, in seconds since 1970. Defaults to the system clock.
    pub fn clock(mut self, clock: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        self.settings.clock = Arc::new(clock);
        self
    }

    /// Disables the checks of signatures and parameters.
    pub fn without_checks(mut self) -> Self {
        self.settings.checks = false;
        self
    }

    /// Sets a function that receives each request after it has been checked and before the
    /// response.
    pub fn observer(mut self, observer: impl Fn(&Seen) + Send + Sync + 'static) -> Self {
        self.settings.observer = Some(Box::new(observer));
        self
    }

    /// Sets the largest number of recorded requests; only the last ones are kept.
    ///
    /// By default all are recorded. Set a limit for a mock that runs for long.
    pub fn record_at_most(mut self, requests: usize) -> Self {
        self.settings.recorded = requests;
        self
    }

    /// Sets how long a client may take to send a request, including idle time, or to read a
    /// response.
    ///
    /// After this time the connection is closed. Defaults to 60 s; at most one day.
    pub fn client_timeout(mut self, limit: Duration) -> Self {
        self.settings.timeout =
            limit.clamp(Duration::from_millis(1), Duration::from_secs(24 * 3600));
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
        if self.settings.credentials.is_empty() {
            self = self.credential(SECRET_ID, KEY);
        }
        let port = self.port;
        Mock::start(Service::new(self.settings), port)
    }
}
