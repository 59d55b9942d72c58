use super::flaw::flaw_of_key;
use super::{CachedProvider, Credential, CredentialProvider, CredentialRequest, Sources};
use crate::error::{Error, ErrorKind};
use crate::time::{BoxFuture, Now};
use std::sync::Arc;

/// What a look at a source shows.
pub(super) enum Found {
    /// A credential.
    Credential(Credential),
    /// The source is not there at all, and how one can tell.
    Absent(String),
}

impl From<Credential> for Found {
    fn from(credential: Credential) -> Self {
        Self::Credential(credential)
    }
}

/// One place that credentials may come from. It is looked at anew each time.
pub(super) trait Source: Send + Sync + 'static {
    /// Looks.
    ///
    /// # Errors
    /// Where the source is there, and broken.
    fn find(&self) -> BoxFuture<'_, Result<Found, Error>>;
}

/// A provider over one source that must be there.
struct Only<S>(S);

impl<S: Source> CredentialProvider for Only<S> {
    fn credential(&self, _request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
        Box::pin(async {
            match self.0.find().await? {
                Found::Credential(credential) => Ok(credential),
                Found::Absent(why) => Err(broken(format!("there are no credentials: {why}"))),
            }
        })
    }
}

/// A provider that keeps and renews what a source gives.
pub(super) fn kept(sources: &Sources, source: impl Source) -> CachedProvider {
    CachedProvider::with_clock(Only(source), Arc::clone(&sources.clock))
}

/// The longest that a credential of a service is valid, with some leeway.
const LONGEST: u64 = 12 * 3600 + 300;
/// The difference of clocks that no service minds, in seconds.
const ALIKE: u64 = 300;

/// A credential that a service gave just now, in a response with a date: that is believed if it fits to when the credential
/// ends and our own clock does not agree with it.
pub(super) fn given(credential: Credential, date_ahead: Option<i64>, now: Now) -> Credential {
    let ahead = date_ahead.filter(|ahead| {
        let left = credential.expires_at().and_then(|end| end.checked_sub(now.unix.saturating_add_signed(*ahead)));
        ahead.unsigned_abs() > ALIKE && left.is_some_and(|left| (1..=LONGEST).contains(&left))
    });
    credential.given_ahead(ahead.unwrap_or_default())
}

/// The error of a source that is there, and broken.
pub(super) fn broken(text: impl Into<String>) -> Error {
    Error::new(ErrorKind::Credentials, text)
}

/// Checks a part of a credential that was read from somewhere.
///
/// # Errors
/// Returns an error if it is missing, empty, in quotes, or holds blanks or invisible characters, as badly pasted keys do.
/// The error does not show it.
pub(super) fn usable(value: Option<String>, place: &str, name: &str) -> Result<String, Error> {
    match value {
        None => Err(broken(format!("{place} has no {name}"))),
        Some(text) if text.is_empty() => Err(broken(format!("{name} is empty in {place}"))),
        Some(text) => match flaw_of_key(&text) {
            Some(flaw) => Err(broken(format!("{name} in {place} {flaw}"))),
            None => Ok(text),
        },
    }
}

/// The same of a part that may be missing or empty.
pub(super) fn usable_if_any(value: Option<String>, place: &str, name: &str) -> Result<Option<String>, Error> {
    value.filter(|text| !text.is_empty()).map(|text| usable(Some(text), place, name)).transpose()
}
