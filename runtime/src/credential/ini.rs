//! Files of profiles, as the vendor's SDKs read them: `~/.tencentcloud/credentials`.

use super::role::Role;
use super::source::{Found, Source, broken, kept, usable, usable_if_any};
use super::{CachedProvider, Credential, Sources, file, sts};
use crate::error::Error;
use crate::time::BoxFuture;
use std::path::PathBuf;
use zeroize::Zeroizing;

const FILE: &str = "TENCENTCLOUD_CREDENTIALS_FILE";
const PROFILE: &str = "TENCENTCLOUD_PROFILE";
/// What is looked at after the file in the user's folder.
const SYSTEM: &str = "/etc/tencentcloud/credentials";

impl Sources {
    /// A profile of `~/.tencentcloud/credentials` or else `/etc/tencentcloud/credentials`; of the file that
    /// `TENCENTCLOUD_CREDENTIALS_FILE` names alone where that is set.
    ///
    /// Without a name it is the profile of `TENCENTCLOUD_PROFILE`, and `default` where that is not set. A profile has
    /// `secret_id`, `secret_key` and perhaps `token`; with a `role_arn` it stands for that role.
    pub fn ini_profile(&self, profile: Option<&str>) -> CachedProvider {
        kept(self, Ini { sources: self.clone(), profile: profile.map(str::to_owned), files: Vec::new() })
    }

    /// A profile of one file.
    pub fn ini_file(&self, path: impl Into<PathBuf>, profile: &str) -> CachedProvider {
        kept(self, Ini { sources: self.clone(), profile: Some(profile.to_owned()), files: vec![path.into()] })
    }
}

/// The files of profiles as a source.
pub(super) struct Ini {
    pub(super) sources: Sources,
    /// The profile that was asked for.
    pub(super) profile: Option<String>,
    /// The files that were asked for.
    pub(super) files: Vec<PathBuf>,
}

impl Source for Ini {
    fn find(&self) -> BoxFuture<'_, Result<Found, Error>> {
        Box::pin(async {
            let (profile, place) = match self.look()? {
                Look::Profile(profile, place) => (profile, place),
                Look::Absent(why) => return Ok(Found::Absent(why)),
            };
            let role = Role::parse(profile.role_arn, profile.role_session_name, &place)?;
            match role {
                None => Ok(profile.keys.into()),
                Some(role) => Ok(sts::assume_role(&self.sources, profile.keys, &role).await?.into()),
            }
        })
    }
}

enum Look {
    Profile(Profile, String),
    Absent(String),
}

struct Profile {
    keys: Credential,
    role_arn: Option<String>,
    role_session_name: Option<String>,
}

impl Ini {
    /// Finds the profile in the first file that has it.
    fn look(&self) -> Result<Look, Error> {
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
            match section(&text, name, &place)? {
                Some(entries) => return profile(entries, format!("[{name}] of {place}")),
                None => found.push(place),
            }
        }
        let all = files.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" or ");
        let why = match found.is_empty() {
            true => format!("there is no file {all}"),
            false => format!("there is no profile [{name}] in {}", found.join(" or ")),
        };
        // What was asked for by name must be there.
        if named.is_some() || must_exist { Err(broken(why)) } else { Ok(Look::Absent(why)) }
    }

    /// The files to look at, and whether there must be one.
    fn paths(&self) -> Result<(Vec<PathBuf>, bool), Error> {
        if !self.files.is_empty() {
            return Ok((self.files.clone(), true));
        }
        match self.sources.environment.path(FILE) {
            Some(path) if path.as_os_str().is_empty() => {
                Err(broken(format!("{FILE} is set but empty: give it a value or unset it")))
            }
            Some(path) => Ok((vec![path], true)),
            None => {
                let home = self.sources.home().map(|home| home.join(".tencentcloud").join("credentials"));
                let system = (!cfg!(windows)).then(|| PathBuf::from(SYSTEM));
                Ok((home.into_iter().chain(system).collect(), false))
            }
        }
    }
}

type Entries = Vec<(String, Zeroizing<String>)>;

fn profile(entries: Entries, place: String) -> Result<Look, Error> {
    let get = |name: &str| entries.iter().find(|(key, _)| key == name).map(|(_, value)| value.to_string());
    let id = usable(get("secret_id"), &place, "secret_id")?;
    let key = usable(get("secret_key"), &place, "secret_key")?;
    let token = usable_if_any(get("token"), &place, "token")?;
    let keys = Credential::from_parts(id, key, token, None);
    let profile = Profile { keys, role_arn: get("role_arn"), role_session_name: get("role_session_name") };
    Ok(Look::Profile(profile, place))
}

/// The entries of one section; nothing where there is no such section. What is not as it should be is an error
/// wherever it stands: half a file must not pass for a whole one.
fn section(text: &str, wanted: &str, place: &str) -> Result<Option<Entries>, Error> {
    let mut sections: Vec<(&str, Entries)> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        let refused = |why: &str| broken(format!("{place}:{}: {why}", index + 1));
        if line.is_empty() || line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(rest) = line.strip_prefix('[') {
            let name = rest.strip_suffix(']').ok_or_else(|| refused("the profile's name has no ]"))?.trim();
            if sections.iter().any(|(other, _)| *other == name) {
                return Err(refused(&format!("the profile [{name}] is there twice")));
            }
            sections.push((name, Vec::new()));
            continue;
        }
        let (key, value) = line.split_once('=').ok_or_else(|| refused("there is no = in the line"))?;
        let key = key.trim().to_ascii_lowercase();
        let (_, entries) = sections.last_mut().ok_or_else(|| refused("the line is before the first [profile]"))?;
        if entries.iter().any(|(other, _)| *other == key) {
            return Err(refused(&format!("{key} is there twice")));
        }
        entries.push((key, Zeroizing::new(value.trim().to_owned())));
    }
    if sections.is_empty() {
        return Err(broken(format!("{place} holds no [profile]: is it being written?")));
    }
    Ok(sections.into_iter().find(|(name, _)| *name == wanted).map(|(_, entries)| entries))
}

#[cfg(test)]
mod tests {
    use super::section;

    fn read(text: &str) -> String {
        match section(text, "default", "file") {
            Ok(Some(entries)) => {
                entries.iter().map(|(key, value)| format!("{key}={}", value.as_str())).collect::<Vec<_>>().join(" ")
            }
            Ok(None) => "none".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn sections() {
        let cases = [
            ("[default]\nsecret_id = a\r\nSecret_Key=b = c\n", "secret_id=a secret_key=b = c"),
            ("# x\n[other]\na=1\n\n [default] \n; y\na = 2", "a=2"),
            ("[default]", ""),
            ("[other]\na=1", "none"),
            ("", "file holds no [profile]: is it being written?"),
            ("# nothing\n", "file holds no [profile]: is it being written?"),
            ("a=1\n[default]", "file:1: the line is before the first [profile]"),
            ("[default]\na=1\nsecr", "file:3: there is no = in the line"),
            ("[defau", "file:1: the profile's name has no ]"),
            ("[default]\na=1\na=2", "file:3: a is there twice"),
            ("[default]\n[default]", "file:2: the profile [default] is there twice"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }
}
