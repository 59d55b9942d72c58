use super::flaw::flaw_of_key;
use crate::error::{Error, ErrorKind};
use crate::time::Now;
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// A key pair, with its token if it is temporary.
///
/// Clones share the memory, which is wiped when the last one is dropped. `Debug` shows neither the
/// ID nor the key nor the token.
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
    /// Why the credential is unusable, if that is visible.
    flaw: Option<String>,
    /// How far the clock that `expires` refers to is ahead of ours, in seconds.
    ahead: i64,
}

impl Credential {
    /// Creates a permanent credential.
    pub fn new(secret_id: impl Into<String>, secret_key: impl Into<String>) -> Self {
        Self::from_parts(secret_id.into(), secret_key.into(), None, None)
    }

    /// Creates a temporary credential with its token.
    pub fn temporary(
        secret_id: impl Into<String>,
        secret_key: impl Into<String>,
        token: impl Into<String>,
    ) -> Self {
        Self::from_parts(secret_id.into(), secret_key.into(), Some(token.into()), None)
    }

    /// Sets the time at which the credential expires, as Unix time in seconds.
    #[must_use]
    pub fn expiring_at(self, unix: u64) -> Self {
        self.with_end(Some(unix), self.0.ahead)
    }

    /// Sets how far the clock of the service that issued the credential is ahead of ours, in
    /// seconds.
    pub(crate) fn given_ahead(self, ahead: i64) -> Self {
        self.with_end(self.0.expires, ahead)
    }

    fn with_end(&self, expires: Option<u64>, ahead: i64) -> Self {
        let Snapshot { id, key, token, flaw, .. } = &*self.0;
        let (id, key, token, flaw) = (id.clone(), key.clone(), token.clone(), flaw.clone());
        Self(Arc::new(Snapshot { id, key, token, expires, flaw, ahead }))
    }

    pub(crate) fn from_parts(
        id: String,
        key: String,
        token: Option<String>,
        expires: Option<u64>,
    ) -> Self {
        let token = token.filter(|token| !token.is_empty()).map(Zeroizing::new);
        let mut parts = vec![("the secret id", id.as_str()), ("the secret key", key.as_str())];
        parts.extend(token.as_ref().map(|token| ("the token", token.as_str())));
        let flaw = parts.into_iter().find_map(|(name, part)| match part.is_empty() {
            true => Some(format!("{name} is empty")),
            false => flaw_of_key(part).map(|flaw| format!("{name} {flaw}")),
        });
        Self(Arc::new(Snapshot {
            id: Zeroizing::new(id),
            key: Zeroizing::new(key),
            token,
            expires,
            flaw,
            ahead: 0,
        }))
    }

    /// Checks the credential.
    ///
    /// # Errors
    /// Returns an error if the credential is empty or contains characters that no ID, key or token
    /// has, such as invisible ones.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match &self.0.flaw {
            None => Ok(()),
            Some(flaw) => Err(Error::new(
                ErrorKind::Credentials,
                format!("the credentials cannot be used: {flaw}"),
            )),
        }
    }

    /// Returns the public half of the key pair.
    pub fn secret_id(&self) -> &str {
        &self.0.id
    }

    /// Returns the secret half of the key pair.
    pub fn secret_key(&self) -> &str {
        &self.0.key
    }

    /// Returns the token of a temporary key pair.
    pub fn token(&self) -> Option<&str> {
        self.0.token.as_ref().map(|token| token.as_str())
    }

    /// Returns the time at which the credential expires, as Unix time in seconds.
    pub fn expires_at(&self) -> Option<u64> {
        self.0.expires
    }

    /// Returns whether the credential has expired at a time: Unix time in seconds.
    pub fn is_expired(&self, unix: u64) -> bool {
        self.0.expires.is_some_and(|expires| expires <= unix)
    }

    /// Returns the time by the clock of the service that issued the credential, in seconds since
    /// 1970.
    pub(crate) fn time(&self, now: Now) -> u64 {
        now.unix.saturating_add_signed(self.0.ahead)
    }

    /// Returns whether the credential has expired by that clock.
    pub(crate) fn has_ended(&self, now: Now) -> bool {
        self.is_expired(self.time(now))
    }

    /// Returns whether both have the same keys and token.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let (a, b) = (&*self.0, &*other.0);
        a.id == b.id && a.key == b.key && a.token == b.token
    }

    /// Returns all parts that must not be printed.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        [Some(self.secret_key()), self.token(), Some(self.secret_id())].into_iter().flatten()
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential").field("expires", &self.0.expires).finish_non_exhaustive()
    }
}
