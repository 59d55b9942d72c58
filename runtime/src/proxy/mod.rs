//! The way to the service through an HTTP proxy.

mod bypass;
mod failure;

pub(crate) use failure::ProxyFailure;

use crate::credential::Environment;
use crate::error::{Error, ErrorKind};
use crate::one_line::shown_url;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bypass::{Bypass, is_loopback};
use http::{HeaderValue, Uri};
use std::fmt;

/// Which proxy requests go through, if any.
///
/// Connections are tunnelled with `CONNECT`: the proxy sees the host's name and nothing of the requests. By default it is
/// what the environment says, as curl reads it: `https_proxy`, else `all_proxy` (`http_proxy` for endpoints without TLS),
/// unless the host is in `no_proxy`; each also in upper case, which counts where the lower case is not set. Empty
/// variables are as good as none. This machine (`localhost`, `127.0.0.1`, `::1`) is always reached directly.
///
/// ```
/// use tencentcloud_runtime::Proxy;
///
/// # fn main() -> Result<(), tencentcloud_runtime::Error> {
/// let proxy = Proxy::url("http://user:password@proxy.example.com:3128")?.except("internal.example.com,10.0.0.0/8");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Proxy {
    https: Option<Way>,
    http: Option<Way>,
    except: Bypass,
}

/// What is set for a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Way {
    Through(ProxyRoute),
    /// Something that cannot be used, and why. That matters only to hosts that it would be used for.
    Refused(String),
}

/// One proxy: where it is and who uses it. `Debug` does not show the user.
#[derive(Clone, PartialEq, Eq)]
pub struct ProxyRoute {
    address: Uri,
    user: Option<User>,
}

/// Whom a proxy knows.
#[derive(Clone, PartialEq, Eq)]
struct User {
    name: String,
    password: String,
}

impl Proxy {
    /// No proxy, whatever the environment says.
    pub fn none() -> Self {
        Self::default()
    }

    /// The proxy at a URL, `http://host:port` or `http://user:password@host:port`; what is special in the user's name and
    /// password is written as `%40`. The port is 80 if none is given.
    ///
    /// # Errors
    /// Returns an error if it is not such a URL. The error does not show the user.
    pub fn url(url: &str) -> Result<Self, Error> {
        let through = Way::Through(ProxyRoute::parse(url).map_err(|text| Error::new(ErrorKind::Configuration, text))?);
        Ok(Self { https: Some(through.clone()), http: Some(through), except: Bypass::default() })
    }

    /// Sets which hosts are reached directly: names (with everything below them), addresses and networks such as
    /// `10.0.0.0/8`, each perhaps with a port, with commas or blanks between; `*` for all.
    #[must_use]
    pub fn except(mut self, hosts: &str) -> Self {
        self.except = Bypass::parse(hosts);
        self
    }

    /// Returns what the environment says. A variable that cannot be used is an error of the calls that it is for.
    pub fn from_env() -> Self {
        Self::from_environment(&Environment::default())
    }

    /// Returns what another environment than the process's own says.
    pub fn from_environment(environment: &Environment) -> Self {
        Self::from_variables(|name| environment.value(name).map(|value| value.to_string_lossy().into_owned()))
    }

    fn from_variables(find: impl Fn(&str) -> Option<String>) -> Self {
        let some = |name: &str| find(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let either = |name: &'static str| {
            let names = [name.to_lowercase(), name.to_owned()];
            names.into_iter().find_map(|name| some(&name).map(|value| (name, value)))
        };
        // In a CGI program anybody who sends a header `Proxy` sets HTTP_PROXY.
        let is_cgi = some("REQUEST_METHOD").is_some();
        let of_http =
            if is_cgi { some("http_proxy").map(|url| ("http_proxy".to_owned(), url)) } else { either("HTTP_PROXY") };
        let of_all = either("ALL_PROXY");
        let way = |found: Option<(String, String)>| {
            found.map(|(name, url)| match ProxyRoute::parse(&url) {
                Ok(route) => Way::Through(route),
                Err(why) => Way::Refused(format!("the variable {name} cannot be used: {why}")),
            })
        };
        let except = either("NO_PROXY").map(|(_, hosts)| Bypass::parse(&hosts)).unwrap_or_default();
        Self { https: way(either("HTTPS_PROXY").or_else(|| of_all.clone())), http: way(of_http.or(of_all)), except }
    }

    /// Returns the proxy that leads to a URL, if it is not reached directly: for transports of your own.
    ///
    /// # Errors
    /// Returns an error if the environment names something for this URL that cannot be used, such as a SOCKS proxy.
    pub fn find(&self, url: &Uri) -> Result<Option<&ProxyRoute>, Error> {
        let way = if url.scheme_str() == Some("http") { &self.http } else { &self.https };
        match way {
            Some(_) if is_loopback(url) || self.except.holds(url) => Ok(None),
            None => Ok(None),
            Some(Way::Through(route)) => Ok(Some(route)),
            Some(Way::Refused(why)) => Err(Error::new(ErrorKind::Configuration, why.clone())),
        }
    }

    /// The passwords that must not be printed.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        let ways = [&self.https, &self.http].into_iter().flatten();
        ways.filter_map(|way| match way {
            Way::Through(route) => route.user().map(|(_, password)| password),
            Way::Refused(_) => None,
        })
    }
}

impl ProxyRoute {
    /// Where the proxy is: a URL without the user.
    pub fn address(&self) -> &Uri {
        &self.address
    }

    /// The user's name and password.
    pub fn user(&self) -> Option<(&str, &str)> {
        self.user.as_ref().map(|user| (user.name.as_str(), user.password.as_str()))
    }

    /// The header `Proxy-Authorization`, which tells the proxy the user.
    pub fn authorization(&self) -> Option<HeaderValue> {
        let (name, password) = self.user()?;
        let basic = STANDARD.encode(format!("{name}:{password}"));
        let mut value = HeaderValue::from_str(&format!("Basic {basic}")).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// How errors call it: host and port.
    #[cfg(feature = "hyper")]
    pub(crate) fn name(&self) -> &str {
        self.address.authority().map_or("", |authority| authority.as_str())
    }

    fn parse(url: &str) -> Result<Self, String> {
        let refused = |why: &str| format!("the proxy {:?} cannot be used: {why}", shown_url(url));
        let rest = match url.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => rest,
            None => url,
            Some(_) => return Err(refused("it must begin with http:// (it may still lead to https)")),
        };
        // Nothing after the host says anything to a proxy.
        let (authority, after) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if after.contains('@') {
            return Err(refused("a slash, ? or # before its @ must be written as %2F, %3F or %23"));
        }
        let (user, authority) = match authority.rsplit_once('@') {
            Some((user, authority)) => (Some(user), authority),
            None => (None, authority),
        };
        let address: Uri = format!("http://{authority}/").parse().map_err(|_| refused("it is not a URL"))?;
        let has_port = authority.strip_prefix(address.host().unwrap_or_default()).is_some_and(|port| !port.is_empty());
        if address.host().unwrap_or_default().is_empty() || (has_port && address.port_u16().is_none()) {
            return Err(refused("it must be a host and a port"));
        }
        let user =
            user.map(User::parse).transpose().map_err(|()| refused("its user is not written in ASCII and %40"))?;
        Ok(Self { address, user })
    }
}

impl User {
    fn parse(text: &str) -> Result<Self, ()> {
        let (name, password) = text.split_once(':').unwrap_or((text, ""));
        Ok(Self { name: decode(name).ok_or(())?, password: decode(password).ok_or(())? })
    }
}

/// A text with `%40` for what is special.
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
        f.debug_struct("Proxy").field("https", &self.https).field("http", &self.http).finish_non_exhaustive()
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
        let through = proxy.find(&url.parse().unwrap()).unwrap()?;
        let user = through.user.as_ref().map(|user| format!("{}:{}@", user.name, user.password)).unwrap_or_default();
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
            assert_eq!(through(&proxy, "https://a.example.com/").as_deref(), Some(expected), "{url}");
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
            let find =
                move |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
            Proxy::from_variables(find)
        };
        let find = |variables, url| through(&proxy(variables), url);
        type Case = (&'static [(&'static str, &'static str)], &'static str, Option<&'static str>);
        let cases: [Case; 17] = [
            (&[], "https://a.com/", None),
            (&[("HTTPS_PROXY", "http://p:1")], "https://a.com/", Some("p:1")),
            (&[("https_proxy", "http://p:1")], "https://a.com/", Some("p:1")),
            (&[("HTTPS_PROXY", "http://p:1"), ("https_proxy", "http://p:2")], "https://a.com/", Some("p:2")),
            (&[("HTTPS_PROXY", "http://p:1"), ("https_proxy", "")], "https://a.com/", Some("p:1")),
            (&[("HTTPS_PROXY", "http://p:1")], "http://a.com/", None),
            (&[("ALL_PROXY", "http://p:1")], "http://a.com/", Some("p:1")),
            (&[("all_proxy", "p:1"), ("https_proxy", "p:2")], "https://a.com/", Some("p:2")),
            (&[("HTTP_PROXY", "http://p:1")], "http://a.com/", Some("p:1")),
            (&[("HTTP_PROXY", "http://p:1"), ("REQUEST_METHOD", "GET")], "http://a.com/", None),
            (&[("http_proxy", "http://p:1"), ("REQUEST_METHOD", "GET")], "http://a.com/", Some("p:1")),
            (&[("HTTPS_PROXY", "http://p:1"), ("NO_PROXY", "a.com")], "https://a.com/", None),
            (
                &[("HTTPS_PROXY", "http://p:1"), ("NO_PROXY", "a.com"), ("no_proxy", "b.com")],
                "https://a.com/",
                Some("p:1"),
            ),
            (&[("HTTPS_PROXY", ""), ("ALL_PROXY", "http://p:2")], "https://a.com/", Some("p:2")),
            (&[("HTTPS_PROXY", "p:1"), ("ALL_PROXY", "socks5://p:2")], "https://a.com/", Some("p:1")),
            (&[("ALL_PROXY", "socks5://p:2"), ("NO_PROXY", "*")], "https://a.com/", None),
            (&[("ALL_PROXY", "socks5://p:2"), ("NO_PROXY", "b.com, a.com")], "https://x.a.com/", None),
        ];
        for (variables, url, expected) in cases {
            assert_eq!(find(variables, url).as_deref(), expected, "{variables:?} {url}");
        }
        let loopback: &[(&str, &str)] = &[("ALL_PROXY", "socks5://p:2"), ("http_proxy", "p:1"), ("https_proxy", "p:1")];
        for url in ["http://127.0.0.1:9000/", "https://localhost/", "http://[::1]:80/"] {
            assert_eq!(find(loopback, url), None, "{url}");
        }
        let wrong = proxy(&[("ALL_PROXY", "socks5://u:word@p:1")]);
        let error = wrong.find(&"https://a.com/".parse().unwrap()).unwrap_err().to_string();
        let text = "the variable ALL_PROXY cannot be used: the proxy \"socks5://p:1\" cannot be used: it must begin with http:// (it may still lead to https)";
        assert_eq!(error, text);
        assert!(!format!("{wrong:?}").contains("word"));
    }

    #[test]
    fn users_are_told_in_a_header() {
        let proxy = Proxy::url("http://user:pass@proxy").unwrap();
        let url = "https://a.example.com/".parse().unwrap();
        let header = proxy.find(&url).unwrap().unwrap().authorization().unwrap();
        assert_eq!(proxy.secrets().next(), Some("pass"));
        assert_eq!(header.to_str().unwrap(), "Basic dXNlcjpwYXNz");
        assert!(header.is_sensitive());
    }
}
