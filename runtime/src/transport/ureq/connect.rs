//! Connecting with ureq such that failures of it can be told from later ones: only these are certain to have sent
//! nothing.

use std::fmt;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport};

/// A failure to connect, told apart from later ones by its type.
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
        std::error::Error::source(&self.0)
    }
}

/// Marks failures of connecting, the TLS handshake included: ureq makes it before anything of a request is sent.
#[derive(Debug, Default)]
pub(super) struct MarkedConnector(DefaultConnector);

impl Connector<()> for MarkedConnector {
    type Out = Box<dyn Transport>;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<()>) -> Result<Option<Self::Out>, ureq::Error> {
        self.0.connect(details, chained).map_err(NotConnected::mark)
    }
}

/// Marks failures of looking names up.
#[derive(Debug, Default)]
pub(super) struct MarkedResolver(DefaultResolver);

impl Resolver for MarkedResolver {
    fn resolve(
        &self,
        uri: &http::Uri,
        config: &ureq::config::Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        self.0.resolve(uri, config, timeout).map_err(NotConnected::mark)
    }
}
