//! The settings of a mock. Not here: the methods that set them (builder.rs).

use crate::seen::Seen;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tencentcloud_spec::model::Api;

/// The settings of a mock.
pub(crate) struct Settings {
    pub(crate) apis: Vec<Api>,
    pub(crate) credentials: Vec<Credential>,
    pub(crate) clock: Arc<dyn Fn() -> u64 + Send + Sync>,
    pub(crate) checks: bool,
    pub(crate) observer: Option<Box<Observer>>,
    pub(crate) recorded: usize,
    pub(crate) timeout: Duration,
}

impl Default for Settings {
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
        }
    }
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
