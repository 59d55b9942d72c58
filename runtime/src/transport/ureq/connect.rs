//! Connecting with ureq such that failures of it can be told from later ones: only these are certain to have sent
//! nothing.

use std::fmt;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, DefaultConnector, NextTimeout, Transport};

/// How much is written at once.
pub(super) const OUTPUT: usize = 16 * 1024;

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

/// Marks failures of connecting.
#[derive(Debug, Default)]
pub(super) struct MarkedConnector(DefaultConnector);

impl Connector<()> for MarkedConnector {
    type Out = MarkedTransport;

    fn connect(&self, details: &ConnectionDetails<'_>, chained: Option<()>) -> Result<Option<Self::Out>, ureq::Error> {
        let inner = self.0.connect(details, chained).map_err(NotConnected::mark)?;
        Ok(inner.map(|inner| {
            let handshake = inner.is_tls().then_some(details.timeout);
            MarkedTransport { inner, handshake }
        }))
    }
}

/// A connection whose TLS handshake is part of connecting. It happens with the first write, which fails before anything
/// of the request is sent, or puts all of it into the TLS session's buffer: that one is larger than [`OUTPUT`].
#[derive(Debug)]
pub(super) struct MarkedTransport {
    inner: Box<dyn Transport>,
    /// The time limit of the handshake, until it is done.
    handshake: Option<NextTimeout>,
}

impl Transport for MarkedTransport {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        match self.handshake.take() {
            Some(limit) if limit.after < timeout.after => {
                self.inner.transmit_output(amount, limit).map_err(NotConnected::mark)
            }
            Some(_) => self.inner.transmit_output(amount, timeout).map_err(NotConnected::mark),
            None => self.inner.transmit_output(amount, timeout),
        }
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        self.inner.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
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
