//! Where credentials come from, with everything that looking for them needs.

use super::Environment;
use crate::config::Config;
use crate::endpoint::Endpoint;
use crate::error::Error;
#[cfg(not(feature = "hyper"))]
use crate::error::ErrorKind;
use crate::time::{Clock, Randomness, Sleep, SystemClock, SystemRandomness};
use crate::transport::Transport;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// Where the cloud's machines are told about themselves.
const METADATA: &str = "http://metadata.tencentyun.com";

/// Reads files.
pub trait Files: Send + Sync + 'static {
    /// The whole of a file.
    ///
    /// # Errors
    /// Where it is not there or cannot be read.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
}

/// The system's files, of at most 1 MiB.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemFiles;

impl Files for SystemFiles {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        const LIMIT: u64 = 1024 * 1024;
        let mut bytes = Vec::new();
        let read = File::open(path)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
        if read as u64 > LIMIT {
            return Err(io::Error::other("it is larger than 1 MiB"));
        }
        Ok(bytes)
    }
}

/// The sources of credentials: the environment, files, services of the cloud. Each method gives a provider that keeps
/// and renews what its source gives.
///
/// ```no_run
/// use tencentcloud_runtime::credential::Sources;
/// use tencentcloud_runtime::{Client, Config, Region};
///
/// # fn main() -> Result<(), tencentcloud_runtime::Error> {
/// let config = Config::new().credentials(Sources::new().default_chain()).region(Region::AP_GUANGZHOU);
/// let client = Client::new(config)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use]
pub struct Sources {
    pub(super) environment: Environment,
    pub(super) files: Arc<dyn Files>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) metadata: String,
    sts: Endpoint,
    randomness: Arc<dyn Randomness>,
    sleep: Option<Arc<dyn Sleep>>,
    transport: Arc<OnceLock<Arc<dyn Transport>>>,
    direct: Arc<OnceLock<Arc<dyn Transport>>>,
}

impl Default for Sources {
    fn default() -> Self {
        Self {
            environment: Environment::default(),
            files: Arc::new(SystemFiles),
            clock: Arc::new(SystemClock::default()),
            randomness: Arc::new(SystemRandomness),
            sleep: None,
            transport: Arc::default(),
            direct: Arc::default(),
            sts: Endpoint::default(),
            metadata: METADATA.to_owned(),
        }
    }
}

impl Sources {
    /// The sources of the system that the program runs on.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same for the blocking client: over ureq, without an async runtime.
    #[cfg(feature = "blocking")]
    pub fn blocking() -> Self {
        let transport = |connect| crate::transport::UreqTransport::builder().connect_timeout(connect).build();
        Self::new()
            .transport(transport(Duration::from_secs(5)))
            .metadata_transport(transport(Duration::from_secs(1)))
            .sleep(crate::blocking::ThreadSleep)
    }

    /// Looks at another environment than the process's own.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// Reads other files than the system's.
    pub fn files(mut self, files: impl Files) -> Self {
        self.files = Arc::new(files);
        self
    }

    /// What tells the time.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// What waits.
    pub fn sleep(mut self, sleep: impl Sleep) -> Self {
        self.sleep = Some(Arc::new(sleep));
        self
    }

    /// What gives random bytes.
    pub fn randomness(mut self, randomness: impl Randomness) -> Self {
        self.randomness = Arc::new(randomness);
        self
    }

    /// How requests reach the service that gives out roles.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Arc::new(OnceLock::from(Arc::new(transport) as Arc<dyn Transport>));
        self
    }

    /// How requests reach the metadata service. It must use no proxy: that would be told about another machine.
    pub fn metadata_transport(mut self, transport: impl Transport) -> Self {
        self.direct = Arc::new(OnceLock::from(Arc::new(transport) as Arc<dyn Transport>));
        self
    }

    /// Where the service is that gives out roles; the product's own host by default.
    pub fn sts_endpoint(mut self, endpoint: Endpoint) -> Self {
        self.sts = endpoint;
        self
    }

    /// Where the metadata service is, such as `http://127.0.0.1:8080` in a test.
    pub fn metadata_url(mut self, url: impl Into<String>) -> Self {
        self.metadata = url.into().trim_end_matches('/').to_owned();
        self
    }

    /// The user's own folder.
    pub(super) fn home(&self) -> Option<PathBuf> {
        let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
        self.environment.path(name).filter(|path| !path.as_os_str().is_empty())
    }

    /// Settings of a client that asks for roles.
    pub(super) fn config(&self) -> Result<Config, Error> {
        let config = Config::new()
            .transport(self.shared_transport()?)
            .endpoint(self.sts.clone())
            .clock(Arc::clone(&self.clock))
            .randomness(Arc::clone(&self.randomness))
            .attempt_timeout(Duration::from_secs(10))
            .total_timeout(Duration::from_secs(25));
        Ok(match &self.sleep {
            Some(sleep) => config.sleep(Arc::clone(sleep)),
            None => config,
        })
    }

    fn shared_transport(&self) -> Result<Arc<dyn Transport>, Error> {
        lazily(&self.transport, || default_transport(Duration::from_secs(5)))
    }

    pub(super) fn direct_transport(&self) -> Result<Arc<dyn Transport>, Error> {
        lazily(&self.direct, || default_transport(Duration::from_secs(1)))
    }

    pub(super) fn timer(&self) -> Result<Arc<dyn Sleep>, Error> {
        match &self.sleep {
            Some(sleep) => Ok(Arc::clone(sleep)),
            None => default_sleep(),
        }
    }
}

impl fmt::Debug for Sources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sources").field("metadata", &self.metadata).field("sts", &self.sts).finish_non_exhaustive()
    }
}

/// A transport is made when the first source needs one: most programs need none.
fn lazily(
    cell: &OnceLock<Arc<dyn Transport>>,
    make: impl FnOnce() -> Result<Arc<dyn Transport>, Error>,
) -> Result<Arc<dyn Transport>, Error> {
    if let Some(transport) = cell.get() {
        return Ok(Arc::clone(transport));
    }
    let made = make()?;
    Ok(Arc::clone(cell.get_or_init(|| made)))
}

#[cfg(feature = "hyper")]
fn default_transport(connect: Duration) -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(crate::transport::HyperTransport::builder().connect_timeout(connect).build()?))
}

#[cfg(not(feature = "hyper"))]
fn default_transport(_connect: Duration) -> Result<Arc<dyn Transport>, Error> {
    Err(unset("transport"))
}

#[cfg(feature = "hyper")]
fn default_sleep() -> Result<Arc<dyn Sleep>, Error> {
    Ok(Arc::new(crate::time::TokioSleep))
}

#[cfg(not(feature = "hyper"))]
fn default_sleep() -> Result<Arc<dyn Sleep>, Error> {
    Err(unset("sleep"))
}

#[cfg(not(feature = "hyper"))]
fn unset(what: &str) -> Error {
    Error::new(ErrorKind::Configuration, format!("the sources of credentials have no {what}: set it"))
}
