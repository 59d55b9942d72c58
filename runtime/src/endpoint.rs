//! The endpoints that requests are sent to.

use crate::action::Region;
use crate::action::Service;
use crate::error::{Error, ErrorKind};
use crate::text::shown_url;
use http::Uri;
use http::uri::Scheme;
use std::net::Ipv6Addr;

/// The root domain of the site in China.
const ROOT: &str = "tencentcloudapi.com";

/// The rule that determines the URL of a product in a region.
///
/// ```
/// use tencentcloud_runtime::{Config, Endpoint, Region};
///
/// let international = Config::new().endpoint(Endpoint::international());
/// let mock = Config::new().endpoint(Endpoint::url("http://127.0.0.1:9000")?);
/// let safe = Config::new().region(Region::AP_SHANGHAI)
///     .fail_over(Endpoint::in_region(Region::AP_GUANGZHOU));
/// assert!(Endpoint::url("http://user@example.com/path").is_err());
/// # Ok::<(), tencentcloud_runtime::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint(EndpointRule);

#[derive(Clone, Debug, PartialEq, Eq)]
enum EndpointRule {
    Product,
    Regional,
    InRegion(Region),
    /// The first label of a site's root domain.
    Site(&'static str),
    Root(String),
    Url(Address),
}

impl Default for Endpoint {
    fn default() -> Self {
        Self::product()
    }
}

impl Endpoint {
    /// Returns the product's own host, which leads to the nearest access point:
    /// `<product>.tencentcloudapi.com`.
    ///
    /// For a finance region this is the region's own host, because no other host leads there.
    pub const fn product() -> Self {
        Self(EndpointRule::Product)
    }

    /// Returns the product's host in the region of the call:
    /// `<product>.<region>.tencentcloudapi.com`.
    pub const fn regional() -> Self {
        Self(EndpointRule::Regional)
    }

    /// Returns the product's host in a region other than the client's.
    ///
    /// Use it for [`fail_over`](crate::Config::fail_over): requests still name the region of the
    /// call.
    pub const fn in_region(region: Region) -> Self {
        Self(EndpointRule::InRegion(region))
    }

    /// Returns the international site: `<product>.intl.tencentcloudapi.com`.
    ///
    /// The credentials of an account are valid only on the site where it was opened. Finance
    /// regions cannot be reached through this site.
    pub const fn international() -> Self {
        Self(EndpointRule::Site("intl"))
    }

    /// Returns the host inside the cloud's private network:
    /// `<product>.internal.tencentcloudapi.com`.
    ///
    /// Finance regions cannot be reached through it.
    pub const fn internal() -> Self {
        Self(EndpointRule::Site("internal"))
    }

    /// Returns the product's host below another domain: `<product>.<root>`.
    ///
    /// # Errors
    /// Returns an error if the domain is not a host name: letters, digits and hyphens with dots
    /// between them.
    pub fn root_domain(root: &str) -> Result<Self, Error> {
        // The name of a product, of at most 63 characters, precedes the root.
        let is_root = is_name(root) && !root.ends_with('.') && root.len() < LONGEST_NAME - 63;
        if is_root {
            Ok(Self(EndpointRule::Root(root.to_ascii_lowercase())))
        } else {
            Err(refused(root, "it is not a domain"))
        }
    }

    /// Returns an endpoint at a URL of your own, such as a mock's or a reverse proxy's.
    ///
    /// Write it as `https://host` or `https://host:port`, or as `http://host:port` without
    /// encryption.
    ///
    /// # Errors
    /// Returns an error if it is not such a URL. It must have a scheme. It must not have a path, a
    /// query, a fragment or a user name. Its host must be a name or an address.
    pub fn url(url: &str) -> Result<Self, Error> {
        parse(url).map(|address| Self(EndpointRule::Url(address)))
    }

    /// Returns the address of a service.
    pub(crate) fn resolve(
        &self,
        service: &Service,
        region: Option<&Region>,
    ) -> Result<Address, Error> {
        match (&self.0, region) {
            (EndpointRule::Url(address), _) => Ok(address.clone()),
            (EndpointRule::Site(site), Some(region)) if region.is_finance() => {
                let text = format!(
                    "the finance region {region} cannot be entered through {site}.{ROOT}: use the \
                        product's endpoint, \
                     which leads to the region's own host, or a URL"
                );
                Err(Error::new(ErrorKind::Configuration, text))
            }
            (EndpointRule::Site(site), _) => {
                Ok(Address::https(format!("{}.{site}.{ROOT}", label(service))))
            }
            (EndpointRule::Root(root), _) => {
                Ok(Address::https(format!("{}.{root}", label(service))))
            }
            (EndpointRule::Product, Some(region)) if region.is_finance() => {
                Ok(regional(service, region))
            }
            (EndpointRule::Product, _) => Ok(Address::https(service.endpoint.to_owned())),
            (EndpointRule::InRegion(region), _) => Ok(regional(service, region)),
            (EndpointRule::Regional, Some(region)) => Ok(regional(service, region)),
            (EndpointRule::Regional, None) => {
                let text = "the endpoint is the region's, and the client has no region: set one";
                Err(Error::new(ErrorKind::Configuration, text))
            }
        }
    }
}

/// Returns the labels before the root domain in a product's host.
fn label(service: &Service) -> &str {
    service
        .endpoint
        .strip_suffix(ROOT)
        .and_then(|rest| rest.strip_suffix('.'))
        .unwrap_or(service.name)
}

fn regional(service: &Service, region: &Region) -> Address {
    Address::https(format!("{}.{region}.{ROOT}", label(service)))
}

/// A scheme, a host, and a port if it is not the scheme's default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    scheme: &'static str,
    /// The value of the `Host` header, which is signed.
    pub(crate) authority: String,
}

impl Address {
    fn https(authority: String) -> Self {
        Self { scheme: "https", authority }
    }

    /// Returns the URL that requests are sent to.
    pub(crate) fn url(&self) -> String {
        format!("{}://{}/", self.scheme, self.authority)
    }
}

fn parse(url: &str) -> Result<Address, Error> {
    let uri: Uri = url.parse().map_err(|_| refused(url, "it is not a URL"))?;
    let (scheme, default_port) = match uri.scheme() {
        Some(scheme) if *scheme == Scheme::HTTPS => ("https", 443),
        Some(scheme) if *scheme == Scheme::HTTP => ("http", 80),
        _ => {
            return Err(refused(
                url,
                "it must begin with https:// (or http://, for no encryption)",
            ));
        }
    };
    let authority = uri.authority().ok_or_else(|| refused(url, "it has no host"))?;
    if authority.as_str().contains('@') {
        return Err(refused(url, "it must not have a user name"));
    }
    // The URL parser drops fragments.
    if !matches!(uri.path(), "" | "/") || uri.query().is_some() || url.contains('#') {
        return Err(refused(
            url,
            "it must not have a path, a query or a fragment: those are not part of the signature",
        ));
    }
    let host = authority.host().to_ascii_lowercase();
    if !is_name(&host) && !is_address(&host) {
        return Err(refused(url, "its host is neither a name nor an address"));
    }
    let after_host = authority.as_str().get(host.len()..).unwrap_or_default();
    let port =
        port(after_host).map_err(|()| refused(url, "it has no port number after the colon"))?;
    let authority = match port {
        Some(port) if port != default_port => format!("{host}:{port}"),
        _ => host,
    };
    Ok(Address { scheme, authority })
}

/// The length of the longest host name.
const LONGEST_NAME: usize = 253;

/// Returns whether a text is a host name.
///
/// It may end with a dot, as fully qualified names do.
fn is_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let is_label = |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(allowed);
    let name = text.strip_suffix('.').unwrap_or(text);
    name.len() <= LONGEST_NAME && name.split('.').all(is_label)
}

/// Returns whether a text is an IPv6 address in brackets, as in a URL.
///
/// IPv4 addresses are valid host names.
fn is_address(text: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|inner| inner.parse::<Ipv6Addr>().is_ok())
}

/// Returns the port in the text after a host, if there is one.
fn port(after_host: &str) -> Result<Option<u16>, ()> {
    if after_host.is_empty() {
        return Ok(None);
    }
    let digits = after_host
        .strip_prefix(':')
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    digits.and_then(|digits| digits.parse().ok()).filter(|port| *port > 0).map(Some).ok_or(())
}

fn refused(url: &str, why: &str) -> Error {
    let shown = shown_url(url);
    Error::new(ErrorKind::Configuration, format!("the endpoint {shown:?} cannot be used: {why}"))
}

#[cfg(test)]
mod tests {
    use super::{Endpoint, shown_url};
    use crate::action::Region;
    use crate::action::Service;

    static BATCH: Service = Service::new("batch", "2017-03-12", "batch.tencentcloudapi.com");
    static AI: Service = Service::new("es", "2025-01-01", "es.ai.tencentcloudapi.com");
    static ELSEWHERE: Service = Service::new("own", "2025-01-01", "own.example.com");

    #[test]
    fn rules() {
        let root = Endpoint::root_domain("cloud.example.com").unwrap();
        let cases = [
            (Endpoint::product(), &BATCH, "ap-guangzhou", "https://batch.tencentcloudapi.com/"),
            (
                Endpoint::product(),
                &BATCH,
                "ap-shanghai-fsi",
                "https://batch.ap-shanghai-fsi.tencentcloudapi.com/",
            ),
            (Endpoint::product(), &AI, "ap-guangzhou", "https://es.ai.tencentcloudapi.com/"),
            (
                Endpoint::regional(),
                &BATCH,
                "ap-guangzhou",
                "https://batch.ap-guangzhou.tencentcloudapi.com/",
            ),
            (
                Endpoint::international(),
                &BATCH,
                "ap-singapore",
                "https://batch.intl.tencentcloudapi.com/",
            ),
            (
                Endpoint::internal(),
                &AI,
                "ap-guangzhou",
                "https://es.ai.internal.tencentcloudapi.com/",
            ),
            (
                Endpoint::in_region(Region::AP_GUANGZHOU),
                &BATCH,
                "ap-shanghai",
                "https://batch.ap-guangzhou.tencentcloudapi.com/",
            ),
            (root.clone(), &BATCH, "ap-guangzhou", "https://batch.cloud.example.com/"),
            (root.clone(), &ELSEWHERE, "ap-guangzhou", "https://own.cloud.example.com/"),
            (root, &AI, "ap-beijing-fsi", "https://es.ai.cloud.example.com/"),
            (
                Endpoint::regional(),
                &BATCH,
                "ap-beijing-fsi",
                "https://batch.ap-beijing-fsi.tencentcloudapi.com/",
            ),
            (
                Endpoint::internal(),
                &BATCH,
                "ap-guangzhou",
                "https://batch.internal.tencentcloudapi.com/",
            ),
        ];
        for (endpoint, service, region, url) in cases {
            let region = Region::new(region).unwrap();
            assert_eq!(
                endpoint.resolve(service, Some(&region)).unwrap().url(),
                url,
                "{endpoint:?}"
            );
        }
        assert!(Endpoint::regional().resolve(&BATCH, None).is_err());
        for endpoint in [Endpoint::internal(), Endpoint::international()] {
            assert!(
                endpoint.resolve(&BATCH, Some(&Region::AP_SHENZHEN_FSI)).is_err(),
                "{endpoint:?}"
            );
            assert!(endpoint.resolve(&BATCH, None).is_ok());
        }
    }

    #[test]
    fn urls() {
        let cases = [
            ("https://proxy.example.com", "proxy.example.com"),
            ("https://Proxy.example.com:443/", "proxy.example.com"),
            ("http://127.0.0.1:8080", "127.0.0.1:8080"),
            ("http://[::1]:8080/", "[::1]:8080"),
            ("http://localhost:80", "localhost"),
            ("https://localhost:80", "localhost:80"),
        ];
        for (url, host) in cases {
            let address = Endpoint::url(url).unwrap().resolve(&BATCH, None).unwrap();
            assert_eq!(address.authority, host, "{url}");
        }
        let refused = [
            "",
            "proxy.example.com",
            "ftp://host",
            "https://",
            "https://host/path",
            "https://host/?a=b",
            "https://user:word@host",
            "https://user:wo@rd@host",
            "https://user:pa/word@host",
            "https://host/?email=a@b&token=word",
            "https://host/word",
            "https://host:",
            "https://host:99999",
            "https://ho st",
            "https://host#part",
            "https://host/#part",
            "https://host/?",
            "https://host:+80",
            "https://host:0",
            "https://host:80:80",
            " https://host",
            "https://host ",
            "https://host\\path",
            "https://h%41st",
            "https://a..b",
            "https://.a",
            "https://[::1",
            "https://[::1]x",
            "https://[a]",
            "https://[fe80::1%25eth0]",
            "https://h[((1]:8",
            "https://例.com",
            "https:///",
            "https://\u{0}host",
        ];
        for url in refused {
            let error = Endpoint::url(url).expect_err(url).to_string();
            assert!(!error.contains("word"), "{error}");
            let named = format!("{:?}", shown_url(url));
            assert!(
                error.starts_with(&format!("the endpoint {named} cannot be used: ")),
                "{error}"
            );
        }
        let long = "a".repeat(64);
        let roots = [
            "", "a/b", "a b", "a:1", "u@h", "a#b", "a?b", "a/", "/", "#", ".", "a.", ".a", "a..b",
            "[::1]", &long,
        ];
        for root in roots {
            let error = Endpoint::root_domain(root).expect_err(root).to_string();
            let named = format!("{:?}", shown_url(root));
            assert_eq!(error, format!("the endpoint {named} cannot be used: it is not a domain"));
        }
        let mixed =
            Endpoint::root_domain("Cloud.Example.com").unwrap().resolve(&BATCH, None).unwrap();
        assert_eq!(mixed.authority, "batch.cloud.example.com");
    }
}
