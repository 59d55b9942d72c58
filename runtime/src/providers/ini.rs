//! Profile files, as the vendor's SDKs read them: `~/.tencentcloud/credentials`.

use super::ini_file::{self, Section};
use super::role::Role;
use super::source::{CredentialSource, SourceResult, broken, kept, usable};
use super::{CachedProvider, Sources, file, sts};
use crate::credential::Credential;
use crate::error::Error;
use crate::time::BoxFuture;
use std::path::PathBuf;

const FILE: &str = "TENCENTCLOUD_CREDENTIALS_FILE";
const PROFILE: &str = "TENCENTCLOUD_PROFILE";
/// The file that is read after the one in the user's home directory.
const SYSTEM: &str = "/etc/tencentcloud/credentials";

impl Sources {
    /// Returns a provider that reads a profile from a profile file of the vendor's SDKs.
    ///
    /// The file is `~/.tencentcloud/credentials`, or else `/etc/tencentcloud/credentials`. If
    /// `TENCENTCLOUD_CREDENTIALS_FILE` is set, only the file that it names is read.
    ///
    /// Without a name the profile is that of `TENCENTCLOUD_PROFILE`, or `default` if that is not
    /// set. A profile has `secret_id`, `secret_key` and optionally `token`. With a `role_arn` the
    /// provider assumes that role. Files are read as the vendor's Python SDK reads them. An empty
    /// `token` or `role_arn` counts as absent.
    pub fn ini_profile(&self, profile: Option<&str>) -> CachedProvider {
        kept(
            self,
            Ini { sources: self.clone(), profile: profile.map(str::to_owned), files: Vec::new() },
        )
    }

    /// Returns a provider that reads a profile from the given file.
    pub fn ini_file(&self, path: impl Into<PathBuf>, profile: &str) -> CachedProvider {
        kept(
            self,
            Ini {
                sources: self.clone(),
                profile: Some(profile.to_owned()),
                files: vec![path.into()],
            },
        )
    }
}

/// The profile files as a source.
pub(super) struct Ini {
    pub(super) sources: Sources,
    /// The requested profile.
    pub(super) profile: Option<String>,
    /// The requested files.
    pub(super) files: Vec<PathBuf>,
}

impl CredentialSource for Ini {
    fn search(&self) -> BoxFuture<'_, Result<SourceResult, Error>> {
        Box::pin(async {
            let (profile, place) = match self.look()? {
                ProfileLookup::Profile(profile, place) => (profile, place),
                ProfileLookup::Absent(why) => return Ok(SourceResult::Absent(why)),
            };
            let role = Role::parse(profile.role_arn, profile.role_session_name, &place)?;
            match role {
                None => Ok(profile.keys.into()),
                Some(role) => {
                    Ok(sts::assume_role(&self.sources, profile.keys, &role).await?.into())
                }
            }
        })
    }
}

enum ProfileLookup {
    Profile(Profile, String),
    Absent(String),
}

struct Profile {
    keys: Credential,
    role_arn: Option<String>,
    role_session_name: Option<String>,
}

impl Ini {
    /// Finds the profile in the first file that contains it.
    fn look(&self) -> Result<ProfileLookup, Error> {
        let (files, must_exist) = self.paths()?;
        let named = match &self.profile {
            Some(profile) => Some(profile.clone()),
            None => self.sources.environment.get(PROFILE)?,
        };
        let name = named.as_deref().unwrap_or("default");
        let mut found = Vec::new();
        for path in &files {
            let Some(text) = file::read_keys(&self.sources, path)? else { continue };
            let place = path.display().to_string();
            let sections = ini_file::parse(&text, &place)?;
            match sections.iter().find(|section| section.name == name) {
                Some(section) => return profile(section, format!("[{name}] of {place}")),
                None => found.push(place),
            }
        }
        let all =
            files.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" or ");
        let why = match found.is_empty() {
            true => format!("there is no file {all}"),
            false => format!("there is no profile [{name}] in {}", found.join(" or ")),
        };
        // A profile or a file that was requested by name must exist.
        if named.is_some() || must_exist {
            Err(broken(why))
        } else {
            Ok(ProfileLookup::Absent(why))
        }
    }

    /// Returns the files to search, and whether one of them must exist.
    fn paths(&self) -> Result<(Vec<PathBuf>, bool), Error> {
        if !self.files.is_empty() {
            return Ok((self.files.clone(), true));
        }
        match self.sources.environment.path(FILE) {
            Some(path) => Ok((vec![path], true)),
            None => {
                let home =
                    self.sources.home().map(|home| home.join(".tencentcloud").join("credentials"));
                let system = (!cfg!(windows)).then(|| PathBuf::from(SYSTEM));
                Ok((home.into_iter().chain(system).collect(), false))
            }
        }
    }
}

/// The names of the token. The vendor's Node SDK reads the first.
const TOKENS: [&str; 3] = ["token", "session_token", "security_token"];

fn profile(section: &Section, place: String) -> Result<ProfileLookup, Error> {
    let get = |name: &str| {
        let found = section.entries.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.to_string())
    };
    let some = |name: &str| get(name).filter(|value| !value.is_empty());
    let id = usable(get("secret_id"), &place, "secret_id")?;
    let key = usable(get("secret_key"), &place, "secret_key")?;
    let token = TOKENS.into_iter().find_map(|name| Some((name, some(name)?)));
    let token = token.map(|(name, value)| usable(Some(value), &place, name)).transpose()?;
    let keys = Credential::from_parts(id, key, token, None);
    let profile =
        Profile { keys, role_arn: get("role_arn"), role_session_name: get("role_session_name") };
    Ok(ProfileLookup::Profile(profile, place))
}
