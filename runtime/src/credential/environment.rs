use super::{Credential, CredentialProvider, CredentialRequest};
use crate::error::{Error, ErrorKind};
use crate::time::BoxFuture;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

const ID: &str = "TENCENTCLOUD_SECRET_ID";
const KEY: &str = "TENCENTCLOUD_SECRET_KEY";
/// The vendor's command line reads the first, its Node SDK the second.
const TOKENS: [&str; 2] = ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN"];

/// A look-up of environment variables, so that tests need not change the process's own.
///
/// ```
/// use tencentcloud_runtime::Config;
/// use tencentcloud_runtime::credential::Environment;
///
/// let environment = Environment::new(|name| match name {
///     "TENCENTCLOUD_SECRET_ID" => Some("AKID".into()),
///     "TENCENTCLOUD_SECRET_KEY" => Some("key".into()),
///     _ => None,
/// });
/// let config = Config::from_environment("ap-guangzhou", environment)?;
/// # Ok::<(), tencentcloud_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Environment(Arc<Lookup>);

type Lookup = dyn Fn(&str) -> Option<OsString> + Send + Sync;

impl Default for Environment {
    /// The process's environment.
    fn default() -> Self {
        Self::new(|name| std::env::var_os(name))
    }
}

impl Environment {
    /// An environment by its look-up.
    pub fn new(lookup: impl Fn(&str) -> Option<OsString> + Send + Sync + 'static) -> Self {
        Self(Arc::new(lookup))
    }

    /// The value of a variable, where it is set.
    ///
    /// # Errors
    /// Where it is set but empty, not Unicode, or holds blanks or control characters, as badly pasted keys do.
    pub fn get(&self, name: &str) -> Result<Option<String>, Error> {
        let Some(value) = (self.0)(name) else { return Ok(None) };
        let refused = |why: &str| Err(Error::new(ErrorKind::Credentials, format!("{name} {why}")));
        match value.into_string() {
            Err(_) => refused("is not Unicode"),
            Ok(value) if value.is_empty() => refused("is set but empty: give it a value or unset it"),
            Ok(value) if value.chars().any(|c| c.is_whitespace() || c.is_control()) => {
                refused("holds blanks or control characters")
            }
            Ok(value) => Ok(Some(value)),
        }
    }

    /// The path that a variable holds, where it is set: as it is, even if it is empty.
    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        (self.0)(name).map(PathBuf::from)
    }

    /// The credential that the environment holds, if any.
    ///
    /// # Errors
    /// Where one half of the key pair is missing, or a variable cannot be used.
    pub fn credential(&self) -> Result<Option<Credential>, Error> {
        let missing = |name: &str, there: &str| {
            Error::new(ErrorKind::Credentials, format!("{name} is not set, although {there} is"))
        };
        match (self.get(ID)?, self.get(KEY)?) {
            (None, None) => Ok(None),
            (Some(_), None) => Err(missing(KEY, ID)),
            (None, Some(_)) => Err(missing(ID, KEY)),
            (Some(id), Some(key)) => Ok(Some(Credential::from_parts(id, key, self.token()?, None))),
        }
    }

    fn token(&self) -> Result<Option<String>, Error> {
        for name in TOKENS {
            if let Some(token) = self.get(name)? {
                return Ok(Some(token));
            }
        }
        Ok(None)
    }
}

/// Credentials from the environment variables `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY` and, for temporary
/// ones, `TENCENTCLOUD_TOKEN` or else `TENCENTCLOUD_SESSION_TOKEN`. They are read anew for each attempt.
#[derive(Default)]
pub struct EnvironmentProvider(Environment);

impl EnvironmentProvider {
    /// Reads another environment than the process's own.
    pub fn new(environment: Environment) -> Self {
        Self(environment)
    }

    /// The credential that the environment holds now.
    ///
    /// # Errors
    /// Where there is none, or it is not whole.
    pub fn read(&self) -> Result<Credential, Error> {
        let missing = || Error::new(ErrorKind::Credentials, format!("{ID} and {KEY} are not set in the environment"));
        self.0.credential()?.ok_or_else(missing)
    }
}

impl CredentialProvider for EnvironmentProvider {
    fn credential(&self, _request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
        Box::pin(std::future::ready(self.read()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Environment, EnvironmentProvider};

    fn read(variables: &'static [(&'static str, &'static str)]) -> Result<(String, String, Option<String>), String> {
        let find = move |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into());
        let credential = EnvironmentProvider::new(Environment::new(find)).read().map_err(|error| error.to_string())?;
        let token = credential.token().map(str::to_owned);
        Ok((credential.secret_id().to_owned(), credential.secret_key().to_owned(), token))
    }

    fn found(token: Option<&str>) -> Result<(String, String, Option<String>), String> {
        Ok(("id".to_owned(), "key".to_owned(), token.map(str::to_owned)))
    }

    #[test]
    fn variables() {
        const ID: (&str, &str) = ("TENCENTCLOUD_SECRET_ID", "id");
        const KEY: (&str, &str) = ("TENCENTCLOUD_SECRET_KEY", "key");
        let refused = |text: &str| Err(text.to_owned());
        assert_eq!(read(&[ID, KEY]), found(None));
        assert_eq!(read(&[ID, KEY, ("TENCENTCLOUD_TOKEN", "t")]), found(Some("t")));
        assert_eq!(read(&[ID, KEY, ("TENCENTCLOUD_SESSION_TOKEN", "s")]), found(Some("s")));
        assert_eq!(
            read(&[ID, KEY, ("TENCENTCLOUD_SESSION_TOKEN", "s"), ("TENCENTCLOUD_TOKEN", "t")]),
            found(Some("t"))
        );
        assert_eq!(read(&[ID]), refused("TENCENTCLOUD_SECRET_KEY is not set, although TENCENTCLOUD_SECRET_ID is"));
        assert_eq!(read(&[KEY]), refused("TENCENTCLOUD_SECRET_ID is not set, although TENCENTCLOUD_SECRET_KEY is"));
        let none = "TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY are not set in the environment";
        assert_eq!(read(&[]), refused(none));
        let empty = "TENCENTCLOUD_SECRET_ID is set but empty: give it a value or unset it";
        assert_eq!(read(&[("TENCENTCLOUD_SECRET_ID", ""), KEY]), refused(empty));
        let blank = "TENCENTCLOUD_SECRET_KEY holds blanks or control characters";
        assert_eq!(read(&[ID, ("TENCENTCLOUD_SECRET_KEY", "key ")]), refused(blank));
        let empty = "TENCENTCLOUD_TOKEN is set but empty: give it a value or unset it";
        assert_eq!(read(&[ID, KEY, ("TENCENTCLOUD_TOKEN", "")]), refused(empty));
    }
}
