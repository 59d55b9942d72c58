use std::net::IpAddr;

/// Hosts that are reached without the proxy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bypass(Vec<Rule>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    All,
    /// A name, and what is below it.
    Name(String),
    /// An address, and how many of its bits a network has in common.
    Network(IpAddr, u32),
}

impl Bypass {
    /// A list as in `NO_PROXY`: `example.com,.example.org,10.0.0.0/8,*`. Ports are not looked at.
    pub(super) fn parse(list: &str) -> Self {
        Self(list.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(Rule::parse).collect())
    }

    pub(super) fn holds(&self, host: &str) -> bool {
        let host = bare(host);
        self.0.iter().any(|rule| match rule {
            Rule::All => true,
            Rule::Name(name) => is_below(host, name),
            Rule::Network(network, bits) => host.parse().is_ok_and(|host: IpAddr| is_in(host, *network, *bits)),
        })
    }
}

impl Rule {
    fn parse(entry: &str) -> Self {
        if entry == "*" {
            return Self::All;
        }
        let (address, bits) = match entry.split_once('/') {
            Some((address, bits)) => (address, bits.parse().ok()),
            None => (entry, None),
        };
        if let Ok(address) = bare(address).parse::<IpAddr>() {
            return Self::Network(address, bits.unwrap_or(128));
        }
        let name = entry.rsplit_once(':').map_or(entry, |(name, _)| name);
        Self::Name(name.trim_start_matches('*').trim_start_matches('.').to_owned())
    }
}

/// A host without the brackets that URLs put around an address.
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
        (IpAddr::V4(a), IpAddr::V4(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros() >= bits.min(32),
        (IpAddr::V6(a), IpAddr::V6(b)) => (a.to_bits() ^ b.to_bits()).leading_zeros() >= bits.min(128),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Bypass;

    #[test]
    fn hosts() {
        let cases = [
            ("example.com", "example.com", true),
            ("example.com", "a.Example.com", true),
            ("example.com", "notexample.com", false),
            ("example.com", "com", false),
            (".example.com", "a.example.com", true),
            ("*.example.com", "a.example.com", true),
            ("example.com:443", "example.com", true),
            ("a.com, b.com", "b.com", true),
            ("*", "anything", true),
            ("", "anything", false),
            (",", "anything", false),
            ("10.0.0.0/8", "10.1.2.3", true),
            ("10.0.0.0/8", "11.1.2.3", false),
            ("0.0.0.0/0", "11.1.2.3", true),
            ("10.0.0.1", "10.0.0.1", true),
            ("10.0.0.1", "10.0.0.2", false),
            ("fe80::/10", "[fe81::1]", true),
            ("[::1]", "[::1]", true),
            ("::1", "127.0.0.1", false),
            ("例.com", "x.com", false),
        ];
        for (list, host, expected) in cases {
            assert_eq!(Bypass::parse(list).holds(host), expected, "{list} {host}");
        }
    }
}
