use crate::error::{AnyError, chain};
use std::error::Error as StdError;
use std::fmt;

type Cause = Box<dyn StdError + Send + Sync>;

/// The failure of a proxy. It is displayed as one line that names the proxy, without its user.
#[derive(Debug)]
pub(crate) struct ProxyFailure {
    text: String,
    source: Option<Cause>,
}

#[allow(dead_code, reason = "each transport makes some")]
impl ProxyFailure {
    /// Creates the failure of a proxy that cannot be reached.
    pub(crate) fn dead(name: &str, cause: impl Into<Cause>) -> Self {
        Self { text: format!("the proxy {name} cannot be reached"), source: Some(cause.into()) }
    }

    /// Creates the failure of a proxy that responds to `CONNECT` with a status other than success.
    pub(crate) fn refused(name: &str, has_user: bool, status: u16) -> Self {
        let text = match status {
            407 if has_user => {
                format!("the proxy {name} refuses the user name and the password (407)")
            }
            407 => format!("the proxy {name} asks for a user name and a password (407)"),
            502..=504 => format!("the proxy {name} cannot reach the host ({status})"),
            _ => format!("the proxy {name} refuses to connect to the host ({status})"),
        };
        Self { text, source: None }
    }

    /// Creates the failure of a proxy that sends no valid response to `CONNECT`, or none at all.
    pub(crate) fn odd(name: &str, why: &str, cause: Option<Cause>) -> Self {
        Self { text: format!("the proxy {name} {why}"), source: cause }
    }

    /// Finds the message of hyper-util's tunnel below an error of reqwest.
    ///
    /// The type of that error is private, so only its text can be matched.
    pub(crate) fn of_tunnel(error: &AnyError) -> Option<&'static str> {
        let text = chain(error)
            .map(ToString::to_string)
            .find(|text| text.starts_with("tunnel error: "))?;
        Some(match text.trim_start_matches("tunnel error: ") {
            "proxy authorization required" => {
                "the proxy asks for a user name and a password, or refuses them (407)"
            }
            "unsuccessful" => "the proxy cannot reach the host, or refuses to connect to it",
            "failed to create underlying connection" => "the proxy cannot be reached",
            _ => "the proxy does not respond like a proxy",
        })
    }

    /// Creates a failure from a text of [`Self::of_tunnel`] and its cause.
    pub(crate) fn with_cause(text: &str, cause: impl Into<Cause>) -> Self {
        Self { text: text.to_owned(), source: Some(cause.into()) }
    }
}

impl fmt::Display for ProxyFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl StdError for ProxyFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
