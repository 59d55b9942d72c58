//! Whom a call is made for.
//!
//! A [`Credential`] is one snapshot of a key pair and its token. A [`CredentialProvider`] gives one before every
//! attempt of a call; [`Sources`] makes providers for every place that the vendor's tools know.

mod cache;
mod chain;
mod environment;
mod failure;
mod file;
mod flaw;
mod ini;
mod ini_file;
mod instance_role;
mod provider;
mod role;
mod source;
mod sources;
mod sts;
mod tccli;
mod web_identity;

pub use cache::CachedProvider;
pub use environment::{Environment, EnvironmentProvider};
pub use provider::{CredentialProvider, CredentialRequest};
pub use role::Role;
pub use sources::{Files, Sources, SystemFiles};

use crate::error::{Error, ErrorKind};
use crate::time::Now;
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// A key pair, with its token where it is temporary: one snapshot that is never half of one and half of another.
///
/// Wiped from memory with its last clone; `Debug` shows nothing of it.
///
/// ```
/// use tencentcloud_runtime::Credential;
///
/// let credential = Credential::temporary("AKID…", "key", "token").expiring_at(1_700_000_000);
/// assert!(credential.is_expired(1_700_000_001));
/// assert!(!format!("{credential:?}").contains("AKID"));
/// ```
#[derive(Clone)]
pub struct Credential(Arc<Snapshot>);

struct Snapshot {
    id: Zeroizing<String>,
    key: Zeroizing<String>,
    token: Option<Zeroizing<String>>,
    expires: Option<u64>,
    /// Why it cannot be used, if that can be seen.
    flaw: Option<String>,
    /// How far the clock that `expires` goes by is ahead of ours, in seconds.
    ahead: i64,
}

impl Credential {
    /// A lasting key pair.
    pub fn new(secret_id: impl Into<String>, secret_key: impl Into<String>) -> Self {
        Self::from_parts(secret_id.into(), secret_key.into(), None, None)
    }

    /// A temporary key pair with its token.
    pub fn temporary(secret_id: impl Into<String>, secret_key: impl Into<String>, token: impl Into<String>) -> Self {
        Self::from_parts(secret_id.into(), secret_key.into(), Some(token.into()), None)
    }

    /// The same with the time at which it ceases to be valid, in seconds since 1970.
    #[must_use]
    pub fn expiring_at(self, unix: u64) -> Self {
        self.with_end(Some(unix), self.0.ahead)
    }

    /// The same by the clock of the service that gave it, which is so many seconds ahead of ours.
    fn given_ahead(self, ahead: i64) -> Self {
        self.with_end(self.0.expires, ahead)
    }

    fn with_end(&self, expires: Option<u64>, ahead: i64) -> Self {
        let Snapshot { id, key, token, flaw, .. } = &*self.0;
        let (id, key, token, flaw) = (id.clone(), key.clone(), token.clone(), flaw.clone());
        Self(Arc::new(Snapshot { id, key, token, expires, flaw, ahead }))
    }

    fn from_parts(id: String, key: String, token: Option<String>, expires: Option<u64>) -> Self {
        let token = token.filter(|token| !token.is_empty()).map(Zeroizing::new);
        let mut parts = vec![("the secret id", id.as_str()), ("the secret key", key.as_str())];
        parts.extend(token.as_ref().map(|token| ("the token", token.as_str())));
        let flaw = parts.into_iter().find_map(|(name, part)| match part.is_empty() {
            true => Some(format!("{name} is empty")),
            false => flaw::flaw_of_key(part).map(|flaw| format!("{name} {flaw}")),
        });
        Self(Arc::new(Snapshot { id: Zeroizing::new(id), key: Zeroizing::new(key), token, expires, flaw, ahead: 0 }))
    }

    /// Returns an error if the credential is empty or holds what no id, key or token does, such as invisible characters.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match &self.0.flaw {
            None => Ok(()),
            Some(flaw) => Err(Error::new(ErrorKind::Credentials, format!("the credentials cannot be used: {flaw}"))),
        }
    }

    /// The public half of the key pair.
    pub fn secret_id(&self) -> &str {
        &self.0.id
    }

    /// The secret half of the key pair.
    pub fn secret_key(&self) -> &str {
        &self.0.key
    }

    /// The token of a temporary key pair.
    pub fn token(&self) -> Option<&str> {
        self.0.token.as_ref().map(|token| token.as_str())
    }

    /// When it ceases to be valid, in seconds since 1970.
    pub fn expires_at(&self) -> Option<u64> {
        self.0.expires
    }

    /// Whether it is no longer valid.
    pub fn is_expired(&self, unix: u64) -> bool {
        self.0.expires.is_some_and(|expires| expires <= unix)
    }

    /// The time by the clock of the service that gave it, in seconds since 1970.
    fn time(&self, now: Now) -> u64 {
        now.unix.saturating_add_signed(self.0.ahead)
    }

    /// Whether it is no longer valid by that clock.
    pub(crate) fn has_ended(&self, now: Now) -> bool {
        self.is_expired(self.time(now))
    }

    /// Whether both hold the same keys and token.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let (a, b) = (&*self.0, &*other.0);
        a.id == b.id && a.key == b.key && a.token == b.token
    }

    /// All of it that must not be printed.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        [Some(self.secret_key()), self.token(), Some(self.secret_id())].into_iter().flatten()
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential").field("expires", &self.0.expires).finish_non_exhaustive()
    }
}
