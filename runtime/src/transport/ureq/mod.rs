//! The transport over ureq, for programs without an async runtime.

mod connect;

use super::{Body, Chunks, TimeLimits, Transport, TransportError, TransportErrorKind};
use crate::error::Error;
use crate::proxy::{Proxy, ProxyRoute};
use crate::time::BoxFuture;
use bytes::Bytes;
use connect::{MarkedConnector, MarkedResolver, NotConnected, OUTPUT};
use http::{Request, Response};
use std::fmt;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use ureq::config::{AutoHeaderValue, RedirectAuthHeaders};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, BodyReader, Timeout};

/// How much is read at once.
const PIECE: usize = 16 * 1024;

/// Sends requests with ureq, over TLS by rustls with ring, and keeps connections for later ones.
///
/// It does its work while its futures are polled and blocks the thread meanwhile: it is for the
/// [blocking client](crate::blocking::Client). Connections live as long as the last clone.
#[derive(Clone)]
pub struct UreqTransport {
    agent: Agent,
    proxy: Proxy,
}

impl UreqTransport {
    /// Settings, at their defaults.
    pub fn builder() -> UreqBuilder {
        UreqBuilder::default()
    }
}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UreqTransport").finish_non_exhaustive()
    }
}

/// Settings of a [`UreqTransport`].
#[derive(Clone, Debug)]
pub struct UreqBuilder {
    connect: Duration,
    idle: Duration,
    certificates: Vec<Certificate<'static>>,
    proxy: Option<Proxy>,
}

impl Default for UreqBuilder {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), idle: Duration::from_secs(30), certificates: Vec::new(), proxy: None }
    }
}

impl UreqBuilder {
    /// How long connecting may take, for the name look-up and for the rest of it each; 5 s by default.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect = timeout;
        self
    }

    /// How long an unused connection is kept; 30 s by default.
    #[must_use]
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle = timeout;
        self
    }

    /// Trusts the authority with this certificate in DER, and others that are given here, instead of the built-in ones.
    #[must_use]
    pub fn root_certificate(mut self, der: impl AsRef<[u8]>) -> Self {
        self.certificates.push(Certificate::from_der(der.as_ref()).to_owned());
        self
    }

    /// Which proxy requests go through; what the environment says by default.
    #[must_use]
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// The transport.
    ///
    /// # Errors
    /// Where the environment names a proxy that cannot be used.
    pub fn build(self) -> Result<UreqTransport, Error> {
        let proxy = self.proxy.map_or_else(Proxy::from_env, Ok)?;
        let roots = match self.certificates.is_empty() {
            true => RootCerts::WebPki,
            false => RootCerts::new_with_certs(&self.certificates),
        };
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .redirect_auth_headers(RedirectAuthHeaders::Never)
            .user_agent(AutoHeaderValue::None)
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .proxy(None)
            .timeout_resolve(Some(self.connect))
            .timeout_connect(Some(self.connect))
            .output_buffer_size(OUTPUT)
            .max_idle_age(self.idle)
            .max_idle_connections_per_host(10)
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .build();
        let agent = Agent::with_parts(config, MarkedConnector::default(), MarkedResolver::default());
        Ok(UreqTransport { agent, proxy })
    }
}

impl Transport for UreqTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move { self.exchange(request).map_err(failure) })
    }
}

impl UreqTransport {
    fn exchange(&self, request: Request<Bytes>) -> Result<Response<Body>, ureq::Error> {
        let limits = request.extensions().get::<TimeLimits>().copied().unwrap_or_default();
        let through = self.proxy.find(request.uri()).map(proxy).transpose()?;
        let (parts, body) = request.into_parts();
        let request = Request::from_parts(parts, &body[..]);
        let request = self
            .agent
            .configure_request(request)
            .proxy(through)
            .timeout_global(limits.exchange)
            .timeout_recv_response(limits.head)
            .timeout_per_read(limits.read)
            .build();
        let answer = self.agent.run(request)?;
        Ok(answer.map(|body| {
            let reader = body.into_with_config().limit(u64::MAX).reader();
            Body::chunks(Pieces(Some(Box::new(reader))))
        }))
    }
}

/// A proxy as ureq has it.
fn proxy(through: &ProxyRoute) -> Result<ureq::Proxy, ureq::Error> {
    let host = through.address().host().unwrap_or_default();
    let mut proxy = ureq::Proxy::builder(ureq::ProxyProtocol::Http).host(host);
    proxy = proxy.port(through.address().port_u16().unwrap_or(80));
    if let Some((name, password)) = through.user() {
        proxy = proxy.username(name).password(password);
    }
    proxy.build()
}

/// An answer's body, read as it is asked for; nothing after its end or a failure.
struct Pieces(Option<Box<BodyReader<'static>>>);

impl Chunks for Pieces {
    fn poll_chunk(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        let Some(reader) = &mut self.0 else { return Poll::Ready(None) };
        let mut piece = vec![0; PIECE];
        let read = loop {
            match reader.read(&mut piece) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        if !matches!(read, Ok(1..)) {
            self.0 = None;
        }
        Poll::Ready(match read {
            Ok(0) => None,
            Ok(length) => {
                piece.truncate(length);
                Some(Ok(piece.into()))
            }
            Err(error) => Some(Err(failure(ureq::Error::from(error)))),
        })
    }
}

fn failure(error: ureq::Error) -> TransportError {
    match error {
        ureq::Error::Other(cause) if cause.is::<NotConnected>() => TransportError::connect(cause),
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => TransportError::connect(error),
        ureq::Error::Timeout(_) => TransportError::new(TransportErrorKind::Timeout),
        error => TransportError::network(error),
    }
}
