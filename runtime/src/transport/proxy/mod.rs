//! The way to the service through an HTTP proxy.

mod bypass;
mod failure;

pub(crate) use failure::ProxyFailure;

use crate::credential::Environment;
use crate::error::{Error, ErrorKind};
use crate::text::shown_url;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bypass::{Bypass, is_loopback};
use http::{HeaderValue, Uri};
use std::fmt;

/// The proxy that requests go through, if any.
///
/// Connections are tunnelled with `CONNECT`: the proxy learns the host's name and nothing of the
/// requests. The default comes from environment variables, which are nearly those of curl:
/// `https_proxy` (`http_proxy` for endpoints without TLS), or else `all_proxy`, unless the host is
/// in `no_proxy`. The upper-case names are used if the lower-case ones are not set; `HTTP_PROXY` is
/// ignored in CGI programs, where `REQUEST_METHOD` is set. Empty variables count as unset. This
/// machine (`localhost`, `127.0.0.1`, `::1`) is always reached directly.
///
/// ```
/// use tencentcloud_runtime::Proxy;
///
/// # fn main() -> Result<(), tencentcloud_runtime::Error> {
/// let proxy = Proxy::url("http://user:password@proxy.example.com:3128")?
///     .except("internal.example.com,10.0.0.0/8");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Proxy {
    https: Option<Way>,
    http: Option<Way>,
    except: Bypass,
}

/// The setting for a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    Through(ProxyRoute),
    /// An invalid setting, and why it is invalid.
    ///
    /// It matters only to the hosts that it would apply to.
    Refused(String),
}

/// A proxy: its address and its user. `Debug` does not show the user.
#[derive(Clone, PartialEq, Eq)]
pub struct ProxyRoute {
    address: Uri,
    user: Option<User>,
}

/// The user of a proxy.
#[derive(Clone, PartialEq, Eq)]
struct User {
    name: String,
    password: String,
}

impl Proxy {
    /// Returns the setting for no proxy: the environment is ignored.
    pub fn none() -> Self {
        Self::default()
    }

    /// Returns the proxy at a URL: `http://host:port` or `http://user:password@host:port`.
    ///
    /// Special characters in the user name and the password are percent-encoded, as in `%40`. The
    /// port defaults to 80.
    ///
    /// # Errors
    /// Returns an error if it is not such a URL. The error does not show the user.
    pub fn url(url: &str) -> Result<Self, Error> {
        let through = Way::Through(
            ProxyRoute::parse(url).map_err(|text| Error::new(ErrorKind::Configuration, text))?,
        );
        Ok(Self { https: Some(through.clone()), http: Some(through), except: Bypass::default() })
    }

    /// Sets the hosts that are reached directly.
    ///
    /// The text lists names (with their subdomains), addresses and networks such as `10.0.0.0/8`,
    /// each with an optional port, separated by commas or spaces. `*` means all hosts.
    #[must_use]
    pub fn except(mut self, hosts: &str) -> Self {
        self.except = Bypass::parse(hosts);
        self
    }

    /// Returns the proxy that the environment names.
    ///
    /// An invalid variable fails the calls that it applies to.
    pub fn from_env() -> Self {
        Self::from_environment(&Environment::default())
    }

    /// Returns the proxy that an environment other than that of the process names.
    pub fn from_environment(environment: &Environment) -> Self {
        Self::from_variables(|name| {
            environment.value(name).map(|value| value.to_string_lossy().into_owned())
        })
    }

    fn from_variables(find: impl Fn(&str) -> Option<String>) -> Self {
        let some = |name: &str| {
            find(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        let either = |name: &'static str| {
            let names = [name.to_lowercase(), name.to_owned()];
            names.into_iter().find_map(|name| some(&name).map(|value| (name, value)))
        };
        // In a CGI program, anyone who sends a header `Proxy` sets HTTP_PROXY.
        let is_cgi = some("REQUEST_METHOD").is_some();
        let of_http = if is_cgi {
            some("http_proxy").map(|url| ("http_proxy".to_owned(), url))
        } else {
            either("HTTP_PROXY")
        };
        let of_all = either("ALL_PROXY");
        let way = |found: Option<(String, String)>| {
            found.map(|(name, url)| match ProxyRoute::parse(&url) {
                Ok(route) => Way::Through(route),
                Err(why) => Way::Refused(format!("the variable {name} cannot be used: {why}")),
            })
        };
        let except = either("NO_PROXY").map(|(_, hosts)| Bypass::parse(&hosts)).unwrap_or_default();
        Self {
            https: way(either("HTTPS_PROXY").or_else(|| of_all.clone())),
            http: way(of_http.or(of_all)),
            except,
        }
    }

    /// Returns the proxy for a URL, or `None` if it is reached directly.
    ///
    /// Use it in your own transports.
    ///
    /// # Errors
    /// Returns an error if the environment's setting for this URL is invalid, such as a SOCKS
    /// proxy.
    pub fn route_to(&self, url: &Uri) -> Result<Option<&ProxyRoute>, Error> {
        let way = if url.scheme_str() == Some("http") { &self.http } else { &self.https };
        match way {
            Some(_) if is_loopback(url) || self.except.holds(url) => Ok(None),
            None => Ok(None),
            Some(Way::Through(route)) => Ok(Some(route)),
            Some(Way::Refused(why)) => Err(Error::new(ErrorKind::Configuration, why.clone())),
        }
    }

    /// Returns the passwords, which must not be printed.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        let ways = [&self.https, &self.http].into_iter().flatten();
        ways.filter_map(|way| match way {
            Way::Through(route) => route.user().map(|(_, password)| password),
            Way::Refused(_) => None,
        })
    }
}

impl ProxyRoute {
    /// Returns the proxy's address: a URL without the user.
    pub fn address(&self) -> &Uri {
        &self.address
    }

    /// Returns the user's name and password, if the proxy has a user.
    pub fn user(&self) -> Option<(&str, &str)> {
        self.user.as_ref().map(|user| (user.name.as_str(), user.password.as_str()))
    }

    /// Returns the value of the header `Proxy-Authorization`, if the proxy has a user.
    pub fn authorization(&self) -> Option<HeaderValue> {
        let (name, password) = self.user()?;
        let basic = STANDARD.encode(format!("{name}:{password}"));
        let mut value = HeaderValue::from_str(&format!("Basic {basic}")).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// Returns the proxy's name in errors: host and port.
    #[cfg(feature = "hyper")]
    pub(crate) fn name(&self) -> &str {
        self.address.authority().map_or("", |authority| authority.as_str())
    }

    fn parse(url: &str) -> Result<Self, String> {
        let refused = |why: &str| format!("the proxy {:?} cannot be used: {why}", shown_url(url));
        let rest = match url.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => rest,
            None => url,
            Some(_) => {
                return Err(refused(
                    "it must begin with http:// (https endpoints can be reached through it too)",
                ));
            }
        };
        // A proxy ignores everything after the host.
        let (authority, after) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if after.contains('@') {
            return Err(refused("a slash, ? or # before its @ must be written as %2F, %3F or %23"));
        }
        let (user, authority) = match authority.rsplit_once('@') {
            Some((user, authority)) => (Some(user), authority),
            None => (None, authority),
        };
        let address: Uri =
            format!("http://{authority}/").parse().map_err(|_| refused("it is not a URL"))?;
        let has_port = authority
            .strip_prefix(address.host().unwrap_or_default())
            .is_some_and(|port| !port.is_empty());
        if address.host().unwrap_or_default().is_empty()
            || (has_port && address.port_u16().is_none())
        {
            return Err(refused("it must be a host and a port"));
        }
        let user = user
            .map(User::parse)
            .transpose()
            .map_err(|()| refused("its user must be ASCII and percent-encoded, as in %40"))?;
        Ok(Self { address, user })
    }
}

impl User {
    fn parse(text: &str) -> Result<Self, ()> {
        let (name, password) = text.split_once(':').unwrap_or((text, ""));
        Ok(Self { name: decode(name).ok_or(())?, password: decode(password).ok_or(())? })
    }
}

/// Decodes a percent-encoded text.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxy")
            .field("https", &self.https)
            .field("http", &self.http)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ProxyRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.address, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Proxy;

    fn through(proxy: &Proxy, url: &str) -> Option<String> {
        let through = proxy.route_to(&url.parse().unwrap()).unwrap()?;
        let user = through
            .user
            .as_ref()
            .map(|user| format!("{}:{}@", user.name, user.password))
            .unwrap_or_default();
        Some(user + through.address.authority().unwrap().as_str())
    }

    #[test]
    fn urls() {
        let cases = [
            ("http://proxy:3128", "proxy:3128"),
            ("proxy:3128", "proxy:3128"),
            ("http://proxy/", "proxy"),
            ("http://[::1]:3128", "[::1]:3128"),
            ("http://user:pass@proxy:3128", "user:pass@proxy:3128"),
            ("http://us%40er:p%3Aa%2Fss@proxy", "us@er:p:a/ss@proxy"),
            ("http://user@proxy", "user:@proxy"),
            ("http://user:p@ss@proxy", "user:p@ss@proxy"),
            ("HTTP://proxy:3128/path?query#fragment", "proxy:3128"),
        ];
        for (url, expected) in cases {
            let proxy = Proxy::url(url).unwrap();
            assert_eq!(
                through(&proxy, "https://a.example.com/").as_deref(),
                Some(expected),
                "{url}"
            );
            assert!(!format!("{proxy:?}").contains("pass"), "{proxy:?}");
        }
        for url in [
            "",
            "http://",
            "socks5://u:word@proxy",
            "https://u:word@proxy",
            "http://u:word@pro xy",
            "http://u:%zword@p",
            "http://u:wo/rd@p",
            "http://u:wo#rd@p",
            "http://p:99999",
            "http://p:",
            "http://u:word@p:port",
        ] {
            let error = Proxy::url(url).expect_err(url).to_string();
            assert!(!error.contains("word"), "{error}");
        }
    }

    #[test]
    fn variables() {
        let proxy = |variables: &'static [(&'static str, &'static str)]| {
            let find = move |name: &str| {
                variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            };
            Proxy::from_variables(find)
        };
        let find = |variables, url| through(&proxy(variables), url);
        type ProxyCase =
            (&'static [(&'static str, &'static str)], &'static str, Option<&'static str>);
        let cases: [ProxyCase; 17] = [
            (&[], "https://a.com/", None),
            (&[("HTTPS_PROXY", "http://p:1")], "https://a.com/", Some("p:1")),
            (&[("https_proxy", "http://p:1")], "https://a.com/", Some("p:1")),
            (
                &[("HTTPS_PROXY", "http://p:1"), ("https_proxy", "http://p:2")],
                "https://a.com/",
                Some("p:2"),
            ),
            (&[("HTTPS_PROXY", "http://p:1"), ("https_proxy", "")], "https://a.com/", Some("p:1")),
            (&[("HTTPS_PROXY", "http://p:1")], "http://a.com/", None),
            (&[("ALL_PROXY", "http://p:1")], "http://a.com/", Some("p:1")),
            (&[("all_proxy", "p:1"), ("https_proxy", "p:2")], "https://a.com/", Some("p:2")),
            (&[("HTTP_PROXY", "http://p:1")], "http://a.com/", Some("p:1")),
            (&[("HTTP_PROXY", "http://p:1"), ("REQUEST_METHOD", "GET")], "http://a.com/", None),
            (
                &[("http_proxy", "http://p:1"), ("REQUEST_METHOD", "GET")],
                "http://a.com/",
                Some("p:1"),
            ),
            (&[("HTTPS_PROXY", "http://p:1"), ("NO_PROXY", "a.com")], "https://a.com/", None),
            (
                &[("HTTPS_PROXY", "http://p:1"), ("NO_PROXY", "a.com"), ("no_proxy", "b.com")],
                "https://a.com/",
                Some("p:1"),
            ),
            (&[("HTTPS_PROXY", ""), ("ALL_PROXY", "http://p:2")], "https://a.com/", Some("p:2")),
            (
                &[("HTTPS_PROXY", "p:1"), ("ALL_PROXY", "socks5://p:2")],
                "https://a.com/",
                Some("p:1"),
            ),
            (&[("ALL_PROXY", "socks5://p:2"), ("NO_PROXY", "*")], "https://a.com/", None),
            (
                &[("ALL_PROXY", "socks5://p:2"), ("NO_PROXY", "b.com, a.com")],
                "https://x.a.com/",
                None,
            ),
        ];
        for (variables, url, expected) in cases {
            assert_eq!(find(variables, url).as_deref(), expected, "{variables:?} {url}");
        }
        let loopback: &[(&str, &str)] =
            &[("ALL_PROXY", "socks5://p:2"), ("http_proxy", "p:1"), ("https_proxy", "p:1")];
        for url in ["http://127.0.0.1:9000/", "https://localhost/", "http://[::1]:80/"] {
            assert_eq!(find(loopback, url), None, "{url}");
        }
        let wrong = proxy(&[("ALL_PROXY", "socks5://u:word@p:1")]);
        let error = wrong.route_to(&"https://a.com/".parse().unwrap()).unwrap_err().to_string();
        let text = "the variable ALL_PROXY cannot be used: the proxy \"socks5://p:1\" cannot be \
            used: it must begin with http:// (https endpoints can be reached through it too)";
        assert_eq!(error, text);
        assert!(!format!("{wrong:?}").contains("word"));
    }

    #[test]
    fn users_are_told_in_a_header() {
        let proxy = Proxy::url("http://user:pass@proxy").unwrap();
        let url = "https://a.example.com/".parse().unwrap();
        let header = proxy.route_to(&url).unwrap().unwrap().authorization().unwrap();
        assert_eq!(proxy.secrets().next(), Some("pass"));
        assert_eq!(header.to_str().unwrap(), "Basic dXNlcjpwYXNz");
        assert!(header.is_sensitive());
    }
}
