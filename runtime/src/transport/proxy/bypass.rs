use http::Uri;
use std::net::IpAddr;

/// The hosts that are reached without the proxy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bypass(Vec<BypassRule>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum BypassRule {
    All,
    /// A name and its subdomains, on one port or on all.
    Name(String, Option<u16>),
    /// A network: its address, the length of its prefix in bits, and one port or all.
    Network(IpAddr, u32, Option<u16>),
}

impl Bypass {
    /// Parses a list as in `NO_PROXY`: `example.com, .example.org 10.0.0.0/8,[::1]:8080,*`.
    ///
    /// Entries are separated by commas or blanks. Invalid entries are ignored.
    pub(super) fn parse(list: &str) -> Self {
        let entries =
            list.split(|c: char| c == ',' || c.is_whitespace()).filter(|entry| !entry.is_empty());
        Self(entries.filter_map(BypassRule::parse).collect())
    }

    pub(super) fn holds(&self, url: &Uri) -> bool {
        let host = bare(url.host().unwrap_or_default()).trim_end_matches('.');
        let port =
            url.port_u16().unwrap_or(if url.scheme_str() == Some("http") { 80 } else { 443 });
        let address = host.parse::<IpAddr>().ok();
        let fits = |wanted: Option<u16>| wanted.is_none_or(|wanted| wanted == port);
        self.0.iter().any(|rule| match rule {
            BypassRule::All => true,
            BypassRule::Name(name, wanted) => {
                address.is_none() && fits(*wanted) && is_below(host, name)
            }
            BypassRule::Network(network, bits, wanted) => {
                fits(*wanted) && address.is_some_and(|host| is_in(host, *network, *bits))
            }
        })
    }
}

impl BypassRule {
    fn parse(entry: &str) -> Option<Self> {
        if entry == "*" {
            return Some(Self::All);
        }
        if let Some((address, bits)) = entry.split_once('/') {
            let address: IpAddr = bare(address).parse().ok()?;
            let bits = bits
                .parse()
                .ok()
                .filter(|bits| *bits <= if address.is_ipv4() { 32 } else { 128 })?;
            return Some(Self::Network(address, bits, None));
        }
        if let Ok(address) = bare(entry).parse::<IpAddr>() {
            return Some(Self::Network(address, 128, None));
        }
        let (host, port) = match entry.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse().ok()?)),
            None => (entry, None),
        };
        if let Ok(address) = bare(host).parse::<IpAddr>() {
            return Some(Self::Network(address, 128, port));
        }
        let name = host.trim_start_matches('*').trim_start_matches('.').trim_end_matches('.');
        (!name.is_empty()).then(|| Self::Name(name.to_owned(), port))
    }
}

/// Returns whether a host is this machine.
pub(super) fn is_loopback(url: &Uri) -> bool {
    let host = bare(url.host().unwrap_or_default()).trim_end_matches('.');
    match host.parse::<IpAddr>() {
        Ok(address) => address.to_canonical().is_loopback(),
        Err(_) => is_below(host, "localhost"),
    }
}

/// Returns a host without the brackets that enclose an address in URLs.
fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

fn is_below(host: &str, name: &str) -> bool {
    let Some(start) = host.len().checked_sub(name.len()) else { return false };
    let (Some(above), Some(end)) = (host.get(..start), host.get(start..)) else { return false };
    end.eq_ignore_ascii_case(name) && (above.is_empty() || above.ends_with('.'))
}

fn is_in(host: IpAddr, network: IpAddr, bits: u32) -> bool {
    match (host, network) {
        (IpAddr::V4(a), IpAddr::V4(b)) => {
            (a.to_bits() ^ b.to_bits()).leading_zeros() >= bits.min(32)
        }
        (IpAddr::V6(a), IpAddr::V6(b)) => {
            (a.to_bits() ^ b.to_bits()).leading_zeros() >= bits.min(128)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Bypass, is_loopback};

    #[test]
    fn hosts() {
        let cases = [
            ("example.com", "example.com", true),
            ("example.com", "a.Example.com", true),
            ("example.com", "notexample.com", false),
            ("example.com", "com", false),
            (".example.com", "a.example.com", true),
            (".example.com", "example.com", true),
            ("*.example.com", "a.example.com", true),
            ("example.com.", "example.com", true),
            ("example.com", "example.com.", true),
            ("example.com:443", "example.com", true),
            ("example.com:443", "example.com:8443", false),
            ("example.com:8443", "a.example.com:8443", true),
            ("example.com:word", "example.com", false),
            ("a.com, b.com", "b.com", true),
            ("a.com b.com\tc.com", "c.com", true),
            ("*", "anything", true),
            ("a.com,*", "anything", true),
            ("", "anything", false),
            (",. :", "anything", false),
            ("10.0.0.0/8", "10.1.2.3", true),
            ("10.0.0.0/8", "11.1.2.3", false),
            ("10.0.0.0/33", "10.0.0.0", false),
            ("10.0.0.0/word", "10.0.0.0", false),
            ("0.0.0.0/0", "11.1.2.3", true),
            ("10.0.0.1", "10.0.0.1", true),
            ("10.0.0.1", "10.0.0.2", false),
            ("10.0.0.1:80", "10.0.0.1:81", false),
            ("0.0.1", "10.0.0.1", false),
            ("fe80::/10", "[fe81::1]", true),
            ("[fe80::]/10", "[fe81::1]", true),
            ("[fe80::1]", "[fe80::1]", true),
            ("[fe80::1]:443", "[fe80::1]", true),
            ("[fe80::1]:444", "[fe80::1]", false),
            ("fe80::1", "127.0.0.1", false),
            ("例.com", "x.com", false),
        ];
        for (list, host, expected) in cases {
            let url = format!("https://{host}/").parse().unwrap();
            assert_eq!(Bypass::parse(list).holds(&url), expected, "{list} {host}");
        }
    }

    #[test]
    fn this_machine() {
        let cases = [
            ("127.0.0.1:9000", true),
            ("127.8.9.1", true),
            ("localhost", true),
            ("LocalHost.:80", true),
            ("a.localhost", true),
            ("[::1]:80", true),
            ("[::ffff:127.0.0.1]", true),
            ("notlocalhost", false),
            ("localhost.example.com", false),
            ("128.0.0.1", false),
            ("[::2]", false),
        ];
        for (host, expected) in cases {
            assert_eq!(
                is_loopback(&format!("http://{host}/").parse().unwrap()),
                expected,
                "{host}"
            );
        }
    }
}
