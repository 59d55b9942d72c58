//! The way to the service through an HTTP proxy.

mod bypass;

use crate::error::{Error, ErrorKind};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bypass::Bypass;
use http::{HeaderValue, Uri};
use std::fmt;

/// Which proxy requests go through, if any.
///
/// Connections are tunnelled with `CONNECT`: the proxy sees the host's name and nothing of the requests. By default it is
/// what the environment says: `HTTPS_PROXY`, else `ALL_PROXY` (`HTTP_PROXY` for endpoints without TLS), unless the host is
/// in `NO_PROXY`; each in upper or lower case.
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
    https: Option<ProxyRoute>,
    http: Option<ProxyRoute>,
    except: Bypass,
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
    /// password is written as `%40`.
    ///
    /// # Errors
    /// Where it is not such a URL. The error does not show the password.
    pub fn url(url: &str) -> Result<Self, Error> {
        let through = ProxyRoute::parse(url)?;
        Ok(Self { https: Some(through.clone()), http: Some(through), except: Bypass::default() })
    }

    /// Which hosts are reached directly: names (with everything below them), addresses and networks such as
    /// `10.0.0.0/8`, with commas between; `*` for all.
    #[must_use]
    pub fn except(mut self, hosts: &str) -> Self {
        self.except = Bypass::parse(hosts);
        self
    }

    /// What the environment says.
    ///
    /// # Errors
    /// Where a variable is set to something else than a proxy's URL.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    fn from_variables(find: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let either = |name: &str| find(name).or_else(|| find(&name.to_lowercase())).filter(|value| !value.is_empty());
        let proxy = |name: &str| {
            let Some((name, url)) = [name, "ALL_PROXY"].into_iter().find_map(|name| Some((name, either(name)?))) else {
                return Ok(None);
            };
            ProxyRoute::parse(&url).map(Some).map_err(|error| {
                Error::new(ErrorKind::Configuration, format!("the variable {name} cannot be used: {}", error.message()))
            })
        };
        // In a CGI program anybody who sends a header `Proxy` sets HTTP_PROXY.
        let http = if find("REQUEST_METHOD").is_some() { "ALL_PROXY" } else { "HTTP_PROXY" };
        let except = either("NO_PROXY").map(|hosts| Bypass::parse(&hosts)).unwrap_or_default();
        Ok(Self { https: proxy("HTTPS_PROXY")?, http: proxy(http)?, except })
    }

    /// The proxy that leads to a URL, if it is not reached directly: for transports of one's own.
    pub fn find(&self, url: &Uri) -> Option<&ProxyRoute> {
        let through = if url.scheme_str() == Some("http") { &self.http } else { &self.https };
        through.as_ref().filter(|_| !self.except.holds(url.host().unwrap_or_default()))
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

    fn parse(url: &str) -> Result<Self, Error> {
        let refused = |why: &str| {
            // Before an @ there may be a password.
            let shown = url.rsplit('@').next().unwrap_or_default();
            Error::new(ErrorKind::Configuration, format!("the proxy {shown:?} cannot be used: {why}"))
        };
        let rest = match url.split_once("://") {
            Some(("http", rest)) => rest,
            None => url,
            Some(_) => return Err(refused("it must begin with http:// (it may still lead to https)")),
        };
        let (user, authority) = match rest.rsplit_once('@') {
            Some((user, authority)) => (Some(user), authority),
            None => (None, rest),
        };
        let authority = authority.trim_end_matches('/');
        let address: Uri = format!("http://{authority}/").parse().map_err(|_| refused("it is not a URL"))?;
        if address.host().unwrap_or_default().is_empty() || address.path() != "/" || authority.contains('/') {
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
        let through = proxy.find(&url.parse().unwrap())?;
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
            "http://p/path",
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
        let find = |variables, url| through(&proxy(variables).unwrap(), url);
        assert_eq!(find(&[], "https://a.com/"), None);
        assert_eq!(find(&[("HTTPS_PROXY", "http://p:1")], "https://a.com/").as_deref(), Some("p:1"));
        assert_eq!(find(&[("https_proxy", "http://p:1")], "https://a.com/").as_deref(), Some("p:1"));
        assert_eq!(find(&[("HTTPS_PROXY", "http://p:1")], "http://a.com/"), None);
        assert_eq!(find(&[("ALL_PROXY", "http://p:1")], "http://a.com/").as_deref(), Some("p:1"));
        assert_eq!(find(&[("HTTP_PROXY", "http://p:1")], "http://a.com/").as_deref(), Some("p:1"));
        assert_eq!(find(&[("HTTP_PROXY", "http://p:1"), ("REQUEST_METHOD", "GET")], "http://a.com/"), None);
        assert_eq!(find(&[("HTTPS_PROXY", "http://p:1"), ("NO_PROXY", "a.com")], "https://a.com/"), None);
        assert_eq!(find(&[("HTTPS_PROXY", ""), ("ALL_PROXY", "http://p:2")], "https://a.com/").as_deref(), Some("p:2"));
        let error = proxy(&[("HTTPS_PROXY", "socks5://u:word@p:1")]).unwrap_err().to_string();
        let text = "the variable HTTPS_PROXY cannot be used: the proxy \"p:1\" cannot be used: it must begin with http:// (it may still lead to https)";
        assert_eq!(error, text);
    }

    #[test]
    fn users_are_told_in_a_header() {
        let proxy = Proxy::url("http://user:pass@proxy").unwrap();
        let header = proxy.https.unwrap().authorization().unwrap();
        assert_eq!(header.to_str().unwrap(), "Basic dXNlcjpwYXNz");
        assert!(header.is_sensitive());
    }
}
