use super::{CachedProvider, Sources};
use crate::credential::flaw_of_key;
use crate::credential::{Credential, CredentialProvider, CredentialRequest};
use crate::error::{Error, ErrorKind};
use crate::time::{BoxFuture, Now};
use std::sync::Arc;

/// The result of searching a source.
pub(super) enum SourceResult {
    /// A credential.
    Credential(Credential),
    /// The source is not present, with the reason.
    Absent(String),
}

impl From<Credential> for SourceResult {
    fn from(credential: Credential) -> Self {
        Self::Credential(credential)
    }
}

/// A place that credentials may come from. It is searched each time.
pub(super) trait CredentialSource: Send + Sync + 'static {
    /// Searches the source.
    ///
    /// # Errors
    /// Returns an error if the source is present but broken.
    fn search(&self) -> BoxFuture<'_, Result<SourceResult, Error>>;
}

/// A provider that reads one source, which must be present.
struct Only<S>(S);

impl<S: CredentialSource> CredentialProvider for Only<S> {
    fn credential(&self, _request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
        Box::pin(async {
            match self.0.search().await? {
                SourceResult::Credential(credential) => Ok(credential),
                SourceResult::Absent(why) => Err(broken(format!("no credentials found: {why}"))),
            }
        })
    }
}

/// Returns a provider that caches and renews the credentials of a source.
pub(super) fn kept(sources: &Sources, source: impl CredentialSource) -> CachedProvider {
    CachedProvider::with_clock(Only(source), Arc::clone(&sources.clock))
}

/// The longest validity of a service's credential plus some leeway, in seconds.
const LONGEST: u64 = 12 * 3600 + 300;
/// The clock difference that every service tolerates, in seconds.
const ALIKE: u64 = 300;

/// Returns a credential that a service has just issued, corrected by the date of its response.
///
/// The date is used only if it is consistent with the credential's expiry and differs from our own
/// clock.
pub(super) fn given(credential: Credential, date_ahead: Option<i64>, now: Now) -> Credential {
    let ahead = date_ahead.filter(|ahead| {
        let left = credential
            .expires_at()
            .and_then(|end| end.checked_sub(now.unix.saturating_add_signed(*ahead)));
        ahead.unsigned_abs() > ALIKE && left.is_some_and(|left| (1..=LONGEST).contains(&left))
    });
    credential.given_ahead(ahead.unwrap_or_default())
}

/// Returns the error of a source that is present but broken.
pub(super) fn broken(text: impl Into<String>) -> Error {
    Error::new(ErrorKind::Credentials, text)
}

/// Checks a part of a credential that was read from a source.
///
/// # Errors
/// Returns an error if the part is missing, empty, in quotes, or contains blanks or invisible
/// characters, as badly pasted keys do. The error does not show the part.
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

/// Checks a part of a credential that may be missing or empty.
pub(super) fn usable_if_any(
    value: Option<String>,
    place: &str,
    name: &str,
) -> Result<Option<String>, Error> {
    value.filter(|text| !text.is_empty()).map(|text| usable(Some(text), place, name)).transpose()
}
