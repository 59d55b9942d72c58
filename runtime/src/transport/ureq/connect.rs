//! A connector for ureq that marks failures of connecting, because only these have certainly sent
//! nothing.

use super::guard::Guarded;
use super::tcp::{TcpTransport, left};
use crate::transport::proxy::ProxyFailure;
use http::Uri;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    ConnectProxyConnector, ConnectionDetails, Connector, NextTimeout, RustlsConnector, Transport,
};

/// The largest number of addresses of a host that ureq accepts.
const MOST: usize = 16;

/// A failure to connect. Its type distinguishes it from later ones.
#[derive(Debug)]
pub(super) struct NotConnected(ureq::Error);

impl NotConnected {
    fn mark(error: ureq::Error) -> ureq::Error {
        ureq::Error::Other(Box::new(Self(error)))
    }
}

impl fmt::Display for NotConnected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl std::error::Error for NotConnected {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            ureq::Error::Other(cause) => Some(&**cause),
            error => error.source(),
        }
    }
}

/// A connector that marks failures of connecting, including the name lookup and the TLS handshake.
///
/// ureq completes these steps before it sends any part of a request.
#[derive(Debug, Default)]
pub(super) struct MarkedConnector {
    proxy: ConnectProxyConnector,
    tls: RustlsConnector,
    resolver: DefaultResolver,
    names: KnownHosts,
}

/// Hosts with configured addresses; the system resolves all others.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownHosts(Arc<Vec<(String, Vec<IpAddr>)>>);

impl KnownHosts {
    pub(super) fn set(&mut self, host: String, addresses: Vec<IpAddr>) {
        Arc::make_mut(&mut self.0).push((host, addresses));
    }

    /// Returns the configured addresses of a URL's host. The last setting wins.
    fn addresses_of(&self, url: &Uri) -> Option<impl Iterator<Item = SocketAddr>> {
        let default_port = if url.scheme_str() == Some("http") { 80 } else { 443 };
        let port = url.port_u16().unwrap_or(default_port);
        let host = url.host().unwrap_or_default();
        let (_, addresses) =
            self.0.iter().rev().find(|(other, _)| other.eq_ignore_ascii_case(host))?;
        Some(addresses.iter().map(move |address| SocketAddr::new(*address, port)))
    }
}

impl Connector<()> for MarkedConnector {
    type Out = Box<dyn Transport>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<()>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        let transport = self.reach(details, chained).map_err(NotConnected::mark)?;
        Ok(transport.map(|transport| Box::new(Guarded::new(transport)) as _))
    }
}

impl MarkedConnector {
    pub(super) fn new(names: KnownHosts) -> Self {
        Self { names, ..Self::default() }
    }

    fn look_up(&self, details: &ConnectionDetails<'_>) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let Some(set) = self.names.addresses_of(details.uri) else {
            return self.resolver.resolve(details.uri, details.config, details.timeout);
        };
        let mut addresses = self.resolver.empty();
        set.take(MOST).for_each(|address| addresses.push(address));
        if addresses.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(addresses) }
    }

    /// Connects, after the lookup that [`LaterResolver`] has left out.
    ///
    /// A proxy looks up the service's name itself.
    fn reach(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<()>,
    ) -> Result<Option<Box<dyn Transport>>, ureq::Error> {
        if let Some(proxy) = details.config.proxy() {
            let through =
                self.proxy.connect(details, chained).map_err(|error| of_proxy(error, proxy))?;
            return Ok(self
                .tls
                .connect(details, through)?
                .map(|stream| Box::new(stream) as Box<dyn Transport>));
        }
        let begun = std::time::Instant::now();
        let addresses = self.look_up(details)?;
        let limit = left(details.timeout, begun.elapsed());
        let stream = TcpTransport::connect(&addresses, limit, details.config)?;
        Ok(self
            .tls
            .connect(details, Some(stream))?
            .map(|stream| Box::new(stream) as Box<dyn Transport>))
    }
}

/// Describes the part of a proxy in a failure.
///
/// The proxy, too, is reached with this connector.
fn of_proxy(error: ureq::Error, proxy: &ureq::Proxy) -> ureq::Error {
    let name = format!("{}:{}", proxy.host(), proxy.port());
    let failure = match error {
        ureq::Error::Other(cause) if cause.is::<NotConnected>() => ProxyFailure::dead(&name, cause),
        ureq::Error::ConnectProxyFailed(text) => match status(&text) {
            Some(status) => ProxyFailure::refused(&name, proxy.username().is_some(), status),
            None => ProxyFailure::odd(&name, "does not respond like a proxy", None),
        },
        ureq::Error::Protocol(_) => ProxyFailure::odd(&name, "does not respond like a proxy", None),
        ureq::Error::Io(error) => {
            ProxyFailure::odd(&name, "closed the connection", Some(error.into()))
        }
        ureq::Error::Timeout(_) => {
            ProxyFailure::odd(&name, "opened no tunnel to the host in time", None)
        }
        other => return other,
    };
    ureq::Error::Other(Box::new(failure))
}

/// Returns the status in a text such as `proxy server responded 407/407`.
fn status(text: &str) -> Option<u16> {
    let mut numbers =
        text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
    numbers.find(|number| (100..600).contains(number))
}

/// A resolver that leaves the name lookup to the connector.
///
/// ureq resolves names before it looks for an idle connection. With a time limit it starts a thread
/// for that. Every request would pay for this, but few need it.
#[derive(Debug)]
pub(super) struct LaterResolver;

impl Resolver for LaterResolver {
    fn resolve(
        &self,
        _: &http::Uri,
        _: &ureq::config::Config,
        _: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        Ok(self.empty())
    }
}
