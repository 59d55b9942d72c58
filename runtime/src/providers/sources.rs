//! The sources of credentials, with everything that searching them needs.

use crate::config::Config;
use crate::credential::Environment;
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind};
use crate::text::shown_url;
use crate::time::{Clock, Randomness, Sleep, SystemClock, SystemRandomness};
use crate::transport::Transport;
use crate::transport::proxy::Proxy;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// The metadata service of the cloud's machines.
const METADATA: &str = "http://metadata.tencentyun.com";

/// A reader of files, so that tests need no real ones.
pub trait Files: Send + Sync + 'static {
    /// Returns the contents of a file.
    ///
    /// # Errors
    /// Returns an error if the file does not exist or cannot be read.
    fn read_file(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Returns whether every user of the machine can read a file. Defaults to `false`.
    ///
    /// If so, the feature `tracing` logs a warning.
    fn is_open_to_all(&self, path: &Path) -> bool {
        let _ = path;
        false
    }
}

/// The files of the system. Reading one that is larger than 1 MiB fails.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemFiles;

impl Files for SystemFiles {
    fn read_file(&self, path: &Path) -> io::Result<Vec<u8>> {
        const LIMIT: u64 = 1024 * 1024;
        let mut bytes = Vec::new();
        let read = File::open(path)?.take(LIMIT + 1).read_to_end(&mut bytes)?;
        if read as u64 > LIMIT {
            return Err(io::Error::other("it is larger than 1 MiB"));
        }
        Ok(bytes)
    }

    #[cfg(unix)]
    fn is_open_to_all(&self, path: &Path) -> bool {
        use std::os::unix::fs::MetadataExt;
        let has = |path: &Path, bit: u32| {
            path.metadata().is_ok_and(|metadata| metadata.mode() & bit != 0)
        };
        has(path, 0o004) && path.parent().is_none_or(|folder| has(folder, 0o001))
    }
}

/// The sources of credentials: the environment, files and services of the cloud.
///
/// The first methods set where the sources are read from. The others, such as
/// [`default_chain`](Self::default_chain), return a provider that caches and renews the credentials
/// of a source.
///
/// ```no_run
/// use tencentcloud_runtime::credential::Sources;
/// use tencentcloud_runtime::{Client, Config, Region};
///
/// # fn main() -> Result<(), tencentcloud_runtime::Error> {
/// let config = Config::new().credentials(Sources::new().default_chain())
///     .region(Region::AP_GUANGZHOU);
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
    /// True if requests and waits block the thread by default.
    is_blocking: bool,
    pub(super) randomness: Arc<dyn Randomness>,
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
            is_blocking: false,
            sleep: None,
            transport: Arc::default(),
            direct: Arc::default(),
            sts: Endpoint::default(),
            metadata: METADATA.to_owned(),
        }
    }
}

impl Sources {
    /// Creates the sources of the system that the program runs on.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates the sources for the blocking client, which use ureq and need no async runtime.
    #[cfg(feature = "blocking")]
    pub fn blocking() -> Self {
        Self { is_blocking: true, ..Self::default() }
    }

    /// Sets an environment to read instead of that of the process.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = environment;
        self
    }

    /// Sets the files to read instead of the system's.
    pub fn files(mut self, files: impl Files) -> Self {
        self.files = Arc::new(files);
        self
    }

    /// Sets the clock. Defaults to the system clock.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Sets the timer for waits. Defaults to that of the client.
    pub fn sleep(mut self, sleep: impl Sleep) -> Self {
        self.sleep = Some(Arc::new(sleep));
        self
    }

    /// Sets the source of random bytes. Defaults to the system's.
    pub fn randomness(mut self, randomness: impl Randomness) -> Self {
        self.randomness = Arc::new(randomness);
        self
    }

    /// Sets the transport to STS, the service that issues the credentials of roles.
    ///
    /// Without the feature `hyper`, the sources of [`new`](Self::new) have no default for this
    /// transport, [`metadata_transport`](Self::metadata_transport) and [`sleep`](Self::sleep): a
    /// provider that needs one fails until you set it.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Arc::new(OnceLock::from(Arc::new(transport) as Arc<dyn Transport>));
        self
    }

    /// Sets the transport to the metadata service.
    ///
    /// It must not use a proxy, because the service would then describe the proxy's machine.
    pub fn metadata_transport(mut self, transport: impl Transport) -> Self {
        self.direct = Arc::new(OnceLock::from(Arc::new(transport) as Arc<dyn Transport>));
        self
    }

    /// Sets the endpoint of STS, the service that issues the credentials of roles.
    ///
    /// Defaults to [`Endpoint::product`].
    pub fn sts_endpoint(mut self, endpoint: Endpoint) -> Self {
        self.sts = endpoint;
        self
    }

    /// Sets the URL of the metadata service, such as `http://127.0.0.1:8080` in a test.
    ///
    /// Defaults to `http://metadata.tencentyun.com`.
    pub fn metadata_url(mut self, url: impl Into<String>) -> Self {
        self.metadata = url.into().trim_end_matches('/').to_owned();
        self
    }

    /// Returns the user's home directory.
    pub(super) fn home(&self) -> Option<PathBuf> {
        let name = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
        self.environment.path(name)
    }

    /// Returns the configuration of a client that assumes roles.
    pub(super) fn config(&self) -> Result<Config, Error> {
        let config = Config::new()
            .transport(self.shared_transport()?)
            .endpoint(self.sts.clone())
            .clock(Arc::clone(&self.clock))
            .randomness(Arc::clone(&self.randomness))
            .attempt_timeout(Duration::from_secs(10))
            .total_timeout(Duration::from_secs(25));
        Ok(config.sleep(self.timer()?))
    }

    pub(super) fn shared_transport(&self) -> Result<Arc<dyn Transport>, Error> {
        lazily(&self.transport, || {
            default_transport(
                self.is_blocking,
                Duration::from_secs(5),
                Proxy::from_environment(&self.environment),
            )
        })
    }

    pub(super) fn direct_transport(&self) -> Result<Arc<dyn Transport>, Error> {
        lazily(&self.direct, || {
            default_transport(self.is_blocking, Duration::from_secs(1), Proxy::none())
        })
    }

    pub(super) fn timer(&self) -> Result<Arc<dyn Sleep>, Error> {
        match &self.sleep {
            Some(sleep) => Ok(Arc::clone(sleep)),
            None => default_sleep(self.is_blocking),
        }
    }
}

impl fmt::Debug for Sources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let metadata = shown_url(&self.metadata);
        f.debug_struct("Sources")
            .field("metadata", &metadata)
            .field("sts", &self.sts)
            .finish_non_exhaustive()
    }
}

/// Returns the transport, and creates it when the first source needs it: most programs need none.
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

fn default_transport(
    is_blocking: bool,
    connect: Duration,
    proxy: Proxy,
) -> Result<Arc<dyn Transport>, Error> {
    #[cfg(feature = "blocking")]
    if is_blocking {
        return Ok(Arc::new(
            crate::transport::UreqTransport::builder()
                .connect_timeout(connect)
                .proxy(proxy)
                .build()?,
        ));
    }
    #[cfg(feature = "hyper")]
    if !is_blocking {
        return Ok(Arc::new(
            crate::transport::HyperTransport::builder()
                .connect_timeout(connect)
                .proxy(proxy)
                .build()?,
        ));
    }
    let _ = (is_blocking, connect, proxy);
    Err(unset("transport"))
}

fn default_sleep(is_blocking: bool) -> Result<Arc<dyn Sleep>, Error> {
    #[cfg(feature = "blocking")]
    if is_blocking {
        return Ok(Arc::new(crate::blocking::ThreadSleep));
    }
    #[cfg(feature = "hyper")]
    if !is_blocking {
        return Ok(Arc::new(crate::time::TokioSleep));
    }
    let _ = is_blocking;
    Err(unset("sleep"))
}

fn unset(what: &str) -> Error {
    Error::new(
        ErrorKind::Configuration,
        format!(
            "the credential sources have no {what}: set it on `Sources`, or turn on the feature \
                `hyper`"
        ),
    )
}

#[cfg(all(test, unix))]
mod tests {
    use super::{Files, SystemFiles};
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn files_that_all_can_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("credentials");
        fs::write(&path, "").unwrap();
        let is_open = |of_folder: u32, of_file: u32| {
            fs::set_permissions(folder.path(), Permissions::from_mode(of_folder)).unwrap();
            fs::set_permissions(&path, Permissions::from_mode(of_file)).unwrap();
            SystemFiles.is_open_to_all(&path)
        };
        assert!(is_open(0o755, 0o644));
        assert!(!is_open(0o755, 0o640));
        assert!(!is_open(0o700, 0o644));
    }
}
