use super::flaw::{flaw_of_key, flaw_of_text};
use super::{Credential, CredentialProvider, CredentialRequest};
use crate::error::{Error, ErrorKind};
use crate::time::BoxFuture;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

const ID: &str = "TENCENTCLOUD_SECRET_ID";
const KEY: &str = "TENCENTCLOUD_SECRET_KEY";
/// The vendor's command line reads the first, its Node SDK the second, its Terraform provider the
/// third.
const TOKENS: [&str; 3] =
    ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SESSION_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"];

/// A lookup of environment variables, so that tests need not change those of the process.
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
    /// Returns the environment of the process.
    fn default() -> Self {
        Self::new(|name| std::env::var_os(name))
    }
}

impl Environment {
    /// Creates an environment from its lookup function.
    pub fn new(lookup: impl Fn(&str) -> Option<OsString> + Send + Sync + 'static) -> Self {
        Self(Arc::new(lookup))
    }

    /// Returns the value of a variable. An empty variable counts as unset.
    ///
    /// # Errors
    /// Returns an error if the value is not Unicode, is in quotes, or contains whitespace or
    /// invisible characters, as badly pasted texts do. The error does not show the value.
    pub fn get(&self, name: &str) -> Result<Option<String>, Error> {
        self.checked(name, flaw_of_text)
    }

    fn checked(
        &self,
        name: &str,
        flaw: fn(&str) -> Option<String>,
    ) -> Result<Option<String>, Error> {
        let Some(value) = self.value(name) else { return Ok(None) };
        let refused = |why: &str| Err(Error::new(ErrorKind::Credentials, format!("{name} {why}")));
        match value.into_string() {
            Err(_) => refused("is not Unicode"),
            Ok(value) => flaw(&value).map_or(Ok(Some(value)), |flaw| refused(&flaw)),
        }
    }

    /// Returns the value of a variable, unchecked.
    pub(crate) fn value(&self, name: &str) -> Option<OsString> {
        (self.0)(name).filter(|value| !value.is_empty())
    }

    /// Returns the path in a variable.
    pub(crate) fn path(&self, name: &str) -> Option<PathBuf> {
        self.value(name).map(PathBuf::from)
    }

    /// Returns the credential in the environment, if there is one.
    ///
    /// # Errors
    /// Returns an error if one half of the key pair is missing, or if a variable is invalid.
    pub fn credential(&self) -> Result<Option<Credential>, Error> {
        let missing = |name: &str, there: &str| {
            Error::new(
                ErrorKind::Credentials,
                format!("{name} is not set or is empty, although {there} is set"),
            )
        };
        match (self.checked(ID, flaw_of_key)?, self.checked(KEY, flaw_of_key)?) {
            (None, None) => Ok(None),
            (Some(_), None) => Err(missing(KEY, ID)),
            (None, Some(_)) => Err(missing(ID, KEY)),
            (Some(id), Some(key)) => Ok(Some(Credential::from_parts(id, key, self.token()?, None))),
        }
    }

    fn token(&self) -> Result<Option<String>, Error> {
        for name in TOKENS {
            if let Some(token) = self.checked(name, flaw_of_key)? {
                return Ok(Some(token));
            }
        }
        Ok(None)
    }
}

/// A provider that reads credentials from environment variables.
///
/// It reads `TENCENTCLOUD_SECRET_ID` and `TENCENTCLOUD_SECRET_KEY`. For temporary credentials it
/// also reads the first of `TENCENTCLOUD_TOKEN`, `TENCENTCLOUD_SESSION_TOKEN` and
/// `TENCENTCLOUD_SECURITY_TOKEN` that is not empty. It reads them again for each attempt.
#[derive(Default)]
pub struct EnvironmentProvider(Environment);

impl EnvironmentProvider {
    /// Creates a provider that reads an environment other than that of the process.
    pub fn new(environment: Environment) -> Self {
        Self(environment)
    }

    /// Returns the credential that is in the environment now.
    ///
    /// # Errors
    /// Returns an error if there is none, if it is incomplete, or if a variable is invalid.
    pub fn read(&self) -> Result<Credential, Error> {
        let missing = || {
            Error::new(
                ErrorKind::Credentials,
                format!("{ID} and {KEY} are not set in the environment"),
            )
        };
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

    fn parts_from(
        variables: &'static [(&'static str, &'static str)],
    ) -> Result<(String, String, Option<String>), String> {
        let find = move |name: &str| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
        };
        let credential = EnvironmentProvider::new(Environment::new(find))
            .read()
            .map_err(|error| error.to_string())?;
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
        assert_eq!(parts_from(&[ID, KEY]), found(None));
        assert_eq!(parts_from(&[ID, KEY, ("TENCENTCLOUD_TOKEN", "t")]), found(Some("t")));
        assert_eq!(parts_from(&[ID, KEY, ("TENCENTCLOUD_SESSION_TOKEN", "s")]), found(Some("s")));
        assert_eq!(
            parts_from(&[
                ID,
                KEY,
                ("TENCENTCLOUD_SESSION_TOKEN", "s"),
                ("TENCENTCLOUD_TOKEN", "t")
            ]),
            found(Some("t"))
        );
        let no_key = "TENCENTCLOUD_SECRET_KEY is not set or is empty, although \
            TENCENTCLOUD_SECRET_ID is set";
        let no_id = "TENCENTCLOUD_SECRET_ID is not set or is empty, although \
            TENCENTCLOUD_SECRET_KEY is set";
        assert_eq!(parts_from(&[ID]), refused(no_key));
        assert_eq!(parts_from(&[KEY]), refused(no_id));
        assert_eq!(parts_from(&[("TENCENTCLOUD_SECRET_ID", ""), KEY]), refused(no_id));
        let none =
            "TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY are not set in the environment";
        assert_eq!(parts_from(&[]), refused(none));
        assert_eq!(
            parts_from(&[("TENCENTCLOUD_SECRET_ID", ""), ("TENCENTCLOUD_SECRET_KEY", "")]),
            refused(none)
        );
    }

    #[test]
    fn empty_variables_are_none() {
        const ID: (&str, &str) = ("TENCENTCLOUD_SECRET_ID", "id");
        const KEY: (&str, &str) = ("TENCENTCLOUD_SECRET_KEY", "key");
        const EMPTY: (&str, &str) = ("TENCENTCLOUD_TOKEN", "");
        assert_eq!(parts_from(&[ID, KEY, EMPTY]), found(None));
        assert_eq!(
            parts_from(&[ID, KEY, EMPTY, ("TENCENTCLOUD_SESSION_TOKEN", "s")]),
            found(Some("s"))
        );
        assert_eq!(
            parts_from(&[ID, KEY, ("TENCENTCLOUD_SESSION_TOKEN", ""), ("TENCENTCLOUD_TOKEN", "t")]),
            found(Some("t"))
        );
        assert_eq!(
            parts_from(&[ID, KEY, EMPTY, ("TENCENTCLOUD_SECURITY_TOKEN", "s")]),
            found(Some("s"))
        );
    }

    #[test]
    fn texts_that_no_key_is() {
        const ID: (&str, &str) = ("TENCENTCLOUD_SECRET_ID", "id");
        const KEY: (&str, &str) = ("TENCENTCLOUD_SECRET_KEY", "key");
        let quotes = "is in quotes, which would be part of the value: remove them";
        let cases = [
            (
                parts_from(&[ID, ("TENCENTCLOUD_SECRET_KEY", "key ")]),
                "TENCENTCLOUD_SECRET_KEY contains a space (U+0020)",
            ),
            (
                parts_from(&[ID, ("TENCENTCLOUD_SECRET_KEY", "key\u{200b}")]),
                "TENCENTCLOUD_SECRET_KEY contains a zero width space (U+200B)",
            ),
            (
                parts_from(&[("TENCENTCLOUD_SECRET_ID", "\"id\""), KEY]),
                &format!("TENCENTCLOUD_SECRET_ID {quotes}"),
            ),
            (
                parts_from(&[ID, ("TENCENTCLOUD_SECRET_KEY", "'key'")]),
                &format!("TENCENTCLOUD_SECRET_KEY {quotes}"),
            ),
            (
                parts_from(&[ID, KEY, ("TENCENTCLOUD_TOKEN", "to\u{feff}ken")]),
                "TENCENTCLOUD_TOKEN contains a byte order mark (U+FEFF)",
            ),
            (
                parts_from(&[ID, KEY, ("TENCENTCLOUD_SESSION_TOKEN", "t\u{e9}")]),
                "TENCENTCLOUD_SESSION_TOKEN contains the character U+00E9",
            ),
        ];
        for (result, expected) in cases {
            let told = result.unwrap_err();
            assert!(told.starts_with(expected), "{told}");
        }
    }
}
