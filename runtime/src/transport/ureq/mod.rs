//! The transport over ureq, for programs without an async runtime.

mod connect;
mod guard;
mod tcp;

use super::certificate::{is_der, is_pem, no_certificate};
use super::crypto::provider;
use super::options::{TransportOptions, transport_setters};
use super::proxy::{Proxy, ProxyRoute};
use super::{Body, Chunks, TimeLimits, Transport, TransportError, TransportErrorKind};
use crate::error::Error;
use crate::time::{BoxFuture, bounded};
use bytes::Bytes;
use connect::{KnownHosts, LaterResolver, MarkedConnector, NotConnected};
use http::{Request, Response};
use std::fmt;
use std::io::{self, Read};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;
use ureq::config::{AutoHeaderValue, RedirectAuthHeaders};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, BodyReader, Timeout};

/// The largest number of unused connections that are kept.
const KEPT: usize = 100;
/// The number of bytes to read at once if the length of the response is unknown.
const PIECE: usize = 16 * 1024;
/// The number of bytes to read at once if the response declares its length.
const LARGE_PIECE: usize = 64 * 1024;

/// A blocking transport over ureq and rustls, with a connection pool.
///
/// TLS uses the cryptography that the program has installed, or else that of the feature
/// `aws-lc-rs` or `ring`.
///
/// Its futures block the thread that polls them. Use it with the [blocking
/// client](crate::blocking::Client). Connections live as long as the last clone.
///
/// The crate `ureq-proto` below it writes all traffic, including signatures and bodies, to the
/// `log` crate at the level `trace`. Only the program's own filter can stop that: set the target
/// `ureq_proto` to `debug` or less verbose.
#[derive(Clone)]
pub struct UreqTransport {
    shared: Arc<AgentSettings>,
    proxy: Proxy,
}

/// The settings of all requests, and the agent that has them.
struct AgentSettings {
    connect: Duration,
    idle: Duration,
    tls: TlsConfig,
    names: KnownHosts,
    agent: OnceLock<(TimeLimits, Agent)>,
}

impl UreqTransport {
    /// Returns a builder with default settings.
    pub fn builder() -> UreqBuilder {
        UreqBuilder::default()
    }
}

impl fmt::Debug for UreqTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UreqTransport").finish_non_exhaustive()
    }
}

/// A builder of a [`UreqTransport`].
#[derive(Clone, Debug, Default)]
pub struct UreqBuilder {
    options: TransportOptions,
    names: KnownHosts,
}

transport_setters!(UreqBuilder);

impl From<TransportOptions> for UreqBuilder {
    fn from(options: TransportOptions) -> Self {
        Self { options, names: KnownHosts::default() }
    }
}

impl UreqBuilder {
    /// Builds the transport.
    ///
    /// # Errors
    /// Returns an error if a certificate cannot be read, or if no cryptography for TLS is
    /// available: turn on the feature `ring` or `aws-lc-rs`, or install a provider of rustls.
    pub fn build(self) -> Result<UreqTransport, Error> {
        let Self { options, names } = self;
        let (connect, idle) = (options.connect_timeout, options.keep_alive);
        let proxy = options.proxy.unwrap_or_else(Proxy::from_env);
        let certificates = &options.certificates;
        let roots = if certificates.is_empty() { built_in() } else { own(certificates)? };
        let tls = TlsConfig::builder()
            .root_certs(roots)
            .unversioned_rustls_crypto_provider(provider()?)
            .build();
        let shared = AgentSettings { connect, idle, tls, names, agent: OnceLock::new() };
        Ok(UreqTransport { shared: Arc::new(shared), proxy })
    }
}

impl AgentSettings {
    /// Returns the agent and its time limits.
    ///
    /// These are the limits of the first request, which most others share. Other limits cost a copy
    /// of the whole configuration.
    fn agent(&self, first: TimeLimits) -> &(TimeLimits, Agent) {
        self.agent.get_or_init(|| (first, self.new_agent(first)))
    }

    fn new_agent(&self, limits: TimeLimits) -> Agent {
        let kept = if self.idle.is_zero() { 0 } else { KEPT };
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .redirect_auth_headers(RedirectAuthHeaders::Never)
            .user_agent(AutoHeaderValue::None)
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .max_response_header_size(guard::LARGEST)
            .proxy(None)
            .timeout_connect(bounded(self.connect))
            .timeout_global(limits.exchange.and_then(bounded))
            .timeout_recv_response(limits.head.and_then(bounded))
            .timeout_per_read(limits.read.and_then(bounded))
            .max_idle_age(self.idle)
            .max_idle_connections(kept)
            .max_idle_connections_per_host(kept)
            .tls_config(self.tls.clone())
            .build();
        Agent::with_parts(config, MarkedConnector::new(self.names.clone()), LaterResolver)
    }
}

#[cfg(not(feature = "native-roots"))]
fn built_in() -> RootCerts {
    RootCerts::WebPki
}

/// Returns the operating system's certificates if there are any, or else the built-in ones.
///
/// ureq cannot combine the two.
#[cfg(feature = "native-roots")]
fn built_in() -> RootCerts {
    let certificates = rustls_native_certs::load_native_certs().certs;
    match certificates.is_empty() {
        true => RootCerts::WebPki,
        false => {
            RootCerts::from(certificates.iter().map(|der| Certificate::from_der(der).to_owned()))
        }
    }
}

fn own(certificates: &[Vec<u8>]) -> Result<RootCerts, Error> {
    let mut roots: Vec<Certificate<'static>> = Vec::new();
    for bytes in certificates {
        let found = match is_pem(bytes) {
            true => of_pem(bytes)?,
            false => vec![Certificate::from_der(bytes).to_owned()],
        };
        if found.is_empty() || !found.iter().all(|certificate| is_der(certificate.der())) {
            return Err(no_certificate());
        }
        roots.extend(found);
    }
    Ok(RootCerts::from(roots))
}

/// Returns the certificates of a file, which may also contain keys.
fn of_pem(bytes: &[u8]) -> Result<Vec<Certificate<'static>>, Error> {
    let mut found = Vec::new();
    for item in parse_pem(bytes) {
        if let PemItem::Certificate(certificate) = item.map_err(|_| no_certificate())? {
            found.push(certificate);
        }
    }
    Ok(found)
}

impl Transport for UreqTransport {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move { self.exchange(request).map_err(failure) })
    }
}

impl UreqTransport {
    fn exchange(&self, request: Request<Bytes>) -> Result<Response<Body>, ureq::Error> {
        let limits = request.extensions().get::<TimeLimits>().copied().unwrap_or_default();
        let through = self
            .proxy
            .route_to(request.uri())
            .map_err(|error| ureq::Error::Other(Box::new(error)))?;
        let through = through.map(proxy).transpose()?;
        let (usual, agent) = self.shared.agent(limits);
        let (parts, body) = request.into_parts();
        let mut request = Request::from_parts(parts, &body[..]);
        if through.is_some() || *usual != limits {
            request = agent
                .configure_request(request)
                .proxy(through)
                .timeout_global(limits.exchange.and_then(bounded))
                .timeout_recv_response(limits.head.and_then(bounded))
                .timeout_per_read(limits.read.and_then(bounded))
                .build();
        }
        let response = agent.run(request)?;
        Ok(response.map(|body| {
            let left = body.content_length();
            let reader = body.into_with_config().limit(u64::MAX).reader();
            Body::chunks(UreqChunks { reader: Some(Box::new(reader)), left })
        }))
    }
}

/// Converts a proxy into ureq's type.
fn proxy(through: &ProxyRoute) -> Result<ureq::Proxy, ureq::Error> {
    let host = through.address().host().unwrap_or_default();
    let mut proxy = ureq::Proxy::builder(ureq::ProxyProtocol::Http).host(host);
    proxy = proxy.port(through.address().port_u16().unwrap_or(80));
    if let Some((name, password)) = through.user() {
        proxy = proxy.username(name).password(password);
    }
    proxy.build()
}

/// The body of a response, read on demand. It is empty after its end or a failure.
struct UreqChunks {
    reader: Option<Box<BodyReader<'static>>>,
    /// The number of bytes to come, if the response declares its length.
    left: Option<u64>,
}

impl UreqChunks {
    /// Returns the next chunk as soon as there is one, or an empty one at the end.
    fn next_chunk(&mut self) -> io::Result<Bytes> {
        let Some(reader) = &mut self.reader else { return Ok(Bytes::new()) };
        if self.left == Some(0) {
            // The reader releases the connection when it sees the end; the response cannot be
            // longer.
            return some(reader, &mut [0]).map(|_| Bytes::new());
        }
        let room = self.left.map_or(PIECE, |left| {
            usize::try_from(left).map_or(LARGE_PIECE, |left| left.min(LARGE_PIECE))
        });
        let mut piece = vec![0; room];
        let length = some(reader, &mut piece)?;
        piece.truncate(length);
        self.left = self.left.map(|left| left.saturating_sub(length as u64));
        Ok(piece.into())
    }
}

/// Reads the available bytes.
fn some(reader: &mut impl Read, piece: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

impl Chunks for UreqChunks {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let read = self.next_chunk();
        if !matches!(&read, Ok(piece) if !piece.is_empty()) {
            self.reader = None;
        }
        Poll::Ready(match read {
            Ok(piece) if piece.is_empty() => None,
            Ok(piece) => Some(Ok(piece)),
            Err(error) => Some(Err(failure(ureq::Error::from(error)))),
        })
    }
}

fn failure(error: ureq::Error) -> TransportError {
    match error {
        ureq::Error::Other(cause) if cause.is::<NotConnected>() => TransportError::connect(cause),
        ureq::Error::Other(cause) if cause.is::<Error>() => TransportError::configuration(cause),
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => TransportError::connect(error),
        ureq::Error::Timeout(_) => TransportError::new(TransportErrorKind::Timeout),
        error => TransportError::network(error),
    }
}
