//! The profiles of the vendor's command line, tccli.

use super::instance_role::InstanceRole;
use super::role::Role;
use super::source::{CredentialSource, SourceResult, broken, kept, usable, usable_if_any};
use super::{CachedProvider, Sources, file, sts};
use crate::credential::Credential;
use crate::error::Error;
use crate::time::BoxFuture;
use serde_json::{Map, Value};

const PROFILE: &str = "TCCLI_PROFILE";

impl Sources {
    /// Returns a provider that reads a profile of tccli, the vendor's command line, from
    /// `~/.tccli/<profile>.credential`.
    ///
    /// Without a name the profile is that of `TCCLI_PROFILE`, or `default` if that is not set.
    ///
    /// A profile contains keys, or keys and a role to assume, or refers to the role of the machine.
    /// Profiles of `tccli auth login` and `tccli sso login` are used until they expire; then
    /// another login is required.
    pub fn tccli_profile(&self, profile: Option<&str>) -> CachedProvider {
        kept(self, Tccli { sources: self.clone(), profile: profile.map(str::to_owned) })
    }
}

/// A profile of tccli as a source.
pub(super) struct Tccli {
    pub(super) sources: Sources,
    /// The requested profile.
    pub(super) profile: Option<String>,
}

/// The contents of a profile's file.
struct TccliProfile(Map<String, Value>);

impl TccliProfile {
    /// Returns a string field that is not empty.
    fn text(&self, name: &str) -> Option<String> {
        self.0.get(name)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn keys(&self, place: &str) -> Result<Credential, Error> {
        let id = usable(self.text("secretId"), place, "secretId")?;
        let key = usable(self.text("secretKey"), place, "secretKey")?;
        let token = usable_if_any(self.text("token"), place, "token")?;
        Ok(Credential::from_parts(id, key, token, None))
    }
}

impl CredentialSource for Tccli {
    fn search(&self) -> BoxFuture<'_, Result<SourceResult, Error>> {
        Box::pin(async {
            let (profile, name, place) = match self.look()? {
                Ok(found) => found,
                Err(why) => return Ok(SourceResult::Absent(why)),
            };
            match profile.text("type").as_deref() {
                Some("cvm-role") => self.of_machine(&place).await,
                Some("oauth") => {
                    self.of_login(&profile, &place, &format!("tccli auth login --profile {name}"))
                }
                Some("sso") => {
                    self.of_login(&profile, &place, &format!("tccli sso login --profile {name}"))
                }
                None => self.of_keys(&profile, &place).await,
                Some(_) => Err(broken(format!("{place} has an unknown type"))),
            }
        })
    }
}

impl Tccli {
    /// Returns the profile with its name and its file, or the reason why there is none.
    fn look(&self) -> Result<Result<(TccliProfile, String, String), String>, Error> {
        let named = match &self.profile {
            Some(profile) => Some(profile.clone()),
            None => self.sources.environment.get(PROFILE)?,
        };
        let name = named.as_deref().unwrap_or("default");
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        if name.is_empty() || name.starts_with('.') || !name.chars().all(allowed) {
            return Err(broken(format!("{name:?} is not a valid name of a tccli profile")));
        }
        let missing = |why: String| if named.is_some() { Err(broken(why)) } else { Ok(Err(why)) };
        let Some(home) = self.sources.home() else {
            return missing("there is no home folder with tccli profiles".to_owned());
        };
        let path = home.join(".tccli").join(format!("{name}.credential"));
        let place = path.display().to_string();
        let Some(text) = file::read_keys(&self.sources, &path)? else {
            return missing(format!("there is no file {place}"));
        };
        // The parser's messages quote the file, so they are not used.
        let profile = serde_json::from_str(&text).map(TccliProfile).map_err(|error| {
            broken(format!("{place}:{}: it is not the JSON that tccli writes", error.line()))
        })?;
        Ok(Ok((profile, name.to_owned(), place)))
    }

    async fn of_machine(&self, place: &str) -> Result<SourceResult, Error> {
        match InstanceRole(self.sources.clone()).search().await? {
            SourceResult::Absent(why) => {
                Err(broken(format!("{place} refers to the machine's role, but {why}")))
            }
            found => Ok(found),
        }
    }

    async fn of_keys(&self, profile: &TccliProfile, place: &str) -> Result<SourceResult, Error> {
        let role = Role::parse(profile.text("role-arn"), profile.text("role-session-name"), place)?;
        let keys = profile.keys(place)?;
        match role {
            None => Ok(keys.into()),
            Some(role) => Ok(sts::assume_role(&self.sources, keys, &role).await?.into()),
        }
    }

    fn of_login(
        &self,
        profile: &TccliProfile,
        place: &str,
        command: &str,
    ) -> Result<SourceResult, Error> {
        let Some(expires) = profile.0.get("expiresAt").and_then(Value::as_u64) else {
            return Err(broken(format!("{place} has no expiry time: run `{command}`")));
        };
        if expires <= self.sources.clock.now().unix {
            return Err(broken(format!("the login in {place} has expired: run `{command}`")));
        }
        Ok(profile.keys(place)?.expiring_at(expires).into())
    }
}
