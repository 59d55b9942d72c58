use crate::error::{AnyError, chain};
use std::error::Error as StdError;
use std::fmt;

type Cause = Box<dyn StdError + Send + Sync>;

/// Why a proxy does not lead to a host. It prints as one line that names the proxy, without its user.
#[derive(Debug)]
pub(crate) struct ProxyFailure {
    text: String,
    source: Option<Cause>,
}

#[allow(dead_code, reason = "each transport makes some")]
impl ProxyFailure {
    /// Nobody answers where the proxy should be.
    pub(crate) fn dead(name: &str, cause: impl Into<Cause>) -> Self {
        Self { text: format!("the proxy {name} cannot be reached"), source: Some(cause.into()) }
    }

    /// The proxy answers `CONNECT` with another status than a success.
    pub(crate) fn refused(name: &str, has_user: bool, status: u16) -> Self {
        let text = match status {
            407 if has_user => format!("the proxy {name} refuses the user name and the password (407)"),
            407 => format!("the proxy {name} asks for a user name and a password (407)"),
            502..=504 => format!("the proxy {name} cannot reach the host ({status})"),
            _ => format!("the proxy {name} refuses to lead to the host ({status})"),
        };
        Self { text, source: None }
    }

    /// What comes from the proxy is no answer to `CONNECT`, or nothing comes.
    pub(crate) fn odd(name: &str, why: &str, cause: Option<Cause>) -> Self {
        Self { text: format!("the proxy {name} {why}"), source: cause }
    }

    /// Finds what hyper-util's tunnel says below an error of reqwest. Its type is private: there are only its texts.
    pub(crate) fn of_tunnel(error: &AnyError) -> Option<&'static str> {
        let text = chain(error).map(ToString::to_string).find(|text| text.starts_with("tunnel error: "))?;
        Some(match text.trim_start_matches("tunnel error: ") {
            "proxy authorization required" => "the proxy asks for a user name and a password, or refuses them (407)",
            "unsuccessful" => "the proxy cannot reach the host, or refuses to lead to it",
            "failed to create underlying connection" => "the proxy cannot be reached",
            _ => "the proxy does not answer as a proxy does",
        })
    }

    /// A text of [`Self::of_tunnel`] with what lies below.
    pub(crate) fn told(text: &str, cause: impl Into<Cause>) -> Self {
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
