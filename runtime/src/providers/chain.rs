//! The chain of credential sources.

use super::ini::Ini;
use super::instance_role::InstanceRole;
use super::source::{CredentialSource, SourceResult, broken};
use super::tccli::Tccli;
use super::web_identity::WebIdentity;
use super::{CachedProvider, Sources};
use crate::credential::Environment;
use crate::credential::{Credential, CredentialProvider, CredentialRequest};
use crate::error::Error;
use crate::time::BoxFuture;
use std::sync::{Arc, OnceLock};

impl Sources {
    /// Returns a provider that uses the first source that is present.
    ///
    /// The sources are, in this order: the environment, the profile file, the profile of tccli (the
    /// vendor's command line), the pod's role and the machine's role. The pod's role precedes the
    /// machine's, because pods often must not use the latter.
    ///
    /// A source that is present but broken ends the search with its error: a later source could
    /// belong to another identity. For the same reason the provider stays with the source that it
    /// found, even if that fails later.
    pub fn default_chain(&self) -> CachedProvider {
        let sources: Vec<(&str, Box<dyn CredentialSource>)> = vec![
            ("environment", Box::new(OfEnvironment(self.environment.clone()))),
            (
                "profile file",
                Box::new(Ini { sources: self.clone(), profile: None, files: Vec::new() }),
            ),
            ("tccli", Box::new(Tccli { sources: self.clone(), profile: None })),
            ("pod's role", Box::new(WebIdentity(self.clone()))),
            ("machine's role", Box::new(InstanceRole(self.clone()))),
        ];
        CachedProvider::with_clock(
            Chain { sources, found: OnceLock::new() },
            Arc::clone(&self.clock),
        )
    }
}

struct OfEnvironment(Environment);

impl CredentialSource for OfEnvironment {
    fn search(&self) -> BoxFuture<'_, Result<SourceResult, Error>> {
        let absent = || "TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY are not set".to_owned();
        let found = self.0.credential();
        Box::pin(std::future::ready(
            found.map(|it| it.map_or_else(|| SourceResult::Absent(absent()), SourceResult::from)),
        ))
    }
}

struct Chain {
    sources: Vec<(&'static str, Box<dyn CredentialSource>)>,
    /// The index of the source that returned the first credential.
    found: OnceLock<usize>,
}

impl CredentialProvider for Chain {
    fn credential(&self, _request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
        Box::pin(async {
            let mut absent = Vec::new();
            let places = match self.found.get() {
                Some(found) => *found..found + 1,
                None => 0..self.sources.len(),
            };
            for (place, (name, source)) in
                self.sources.iter().enumerate().take(places.end).skip(places.start)
            {
                match source.search().await.map_err(|error| after(error, name, &absent))? {
                    SourceResult::Absent(why) => absent.push(format!("{name}: {why}")),
                    SourceResult::Credential(credential) => {
                        // The first success decides for all calls.
                        self.found.get_or_init(|| place);
                        return Ok(credential);
                    }
                }
            }
            Err(broken(format!("no credentials found ({})", absent.join("; "))))
        })
    }
}

/// Returns the error of a source that is present but broken, with the sources searched before it.
///
/// One of those is often the intended source.
fn after(error: Error, name: &str, absent: &[String]) -> Error {
    let before = match absent.is_empty() {
        true => String::new(),
        false => format!(" (tried before: {})", absent.join("; ")),
    };
    let text = format!("{name}: {}{before}", error.message());
    error.with_message(text)
}
