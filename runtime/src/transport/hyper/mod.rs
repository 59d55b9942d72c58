//! The transport over hyper and rustls.

mod pools;
mod resolve;
mod route;
mod tunnel;

use super::crypto::provider;
use super::defaults::{is_pem, no_certificate};
use super::runtime::{catch_up, runtime};
use super::{Body, Chunks, Transport, TransportError};
use crate::error::{AnyError, Error, ErrorKind, chain};
use crate::proxy::Proxy;
use crate::time::BoxFuture;
use bytes::Bytes;
use http::{Request, Response, Uri};
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use pools::Pools;
use resolve::Names;
use route::Route;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tower_service::Service;

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Sends requests with hyper, over TLS by rustls, and keeps connections for later ones.
///
/// TLS uses the cryptography that the program has installed, or else that of the feature
/// `aws-lc-rs` or `ring`.
///
/// It needs tokio. Connections live as long as the last clone. Each tokio runtime that makes calls
/// has its own connections, so that a runtime that is not driven does not block the others.
#[derive(Clone)]
pub struct HyperTransport {
    pools: Arc<Pools<Timed<HttpsConnector<Route>>>>,
}

impl HyperTransport {
    /// Returns a builder with default settings.
    pub fn builder() -> HyperBuilder {
        HyperBuilder::default()
    }
}

impl fmt::Debug for HyperTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperTransport").finish_non_exhaustive()
    }
}

/// The settings of a [`HyperTransport`].
#[derive(Clone)]
pub struct HyperBuilder {
    connect: Duration,
    idle: Duration,
    certificates: Vec<Vec<u8>>,
    proxy: Option<Proxy>,
    names: Names,
    #[cfg(feature = "http2")]
    http2: bool,
}

impl fmt::Debug for HyperBuilder {
    /// Omits the certificates: a file of them may also contain keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("HyperBuilder");
        debug.field("connect", &self.connect).field("idle", &self.idle).field("proxy", &self.proxy);
        debug.finish_non_exhaustive()
    }
}

impl Default for HyperBuilder {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            idle: Duration::from_secs(30),
            certificates: Vec::new(),
            proxy: None,
            names: Names::default(),
            #[cfg(feature = "http2")]
            http2: true,
        }
    }
}

impl HyperBuilder {
    /// Sets how long connecting may take, including the name lookup and TLS. Defaults to 5 s.
    ///
    /// All addresses of a host share this time.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect = timeout;
        self
    }

    /// Sets how long an unused connection is kept. Defaults to 30 s.
    ///
    /// Zero opens a new connection for each request.
    #[must_use]
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle = timeout;
        self
    }

    /// Adds a certificate of an authority to trust, in PEM (one or more) or DER.
    ///
    /// The transport then trusts only the authorities added here, not the built-in ones.
    #[must_use]
    pub fn root_certificate(mut self, certificate: impl Into<Vec<u8>>) -> Self {
        self.certificates.push(certificate.into());
        self
    }

    /// Sets whether to use HTTP/2 if the server offers it in the TLS handshake. On by default.
    #[cfg(feature = "http2")]
    #[must_use]
    pub fn http2(mut self, allowed: bool) -> Self {
        self.http2 = allowed;
        self
    }

    /// Sets the addresses of a host or of a proxy, which are then not looked up.
    ///
    /// Their ports are those of URLs.
    #[must_use]
    pub fn resolve(
        mut self,
        host: impl Into<String>,
        addresses: impl IntoIterator<Item = IpAddr>,
    ) -> Self {
        self.names.set(host.into(), addresses.into_iter().collect());
        self
    }

    /// Sets the proxy that requests go through. Defaults to the proxy that the environment names.
    #[must_use]
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// Builds the transport.
    ///
    /// # Errors
    /// Returns an error if a certificate cannot be read, or if TLS has no cryptography.
    pub fn build(self) -> Result<HyperTransport, Error> {
        let tcp = Route::new(self.proxy.unwrap_or_else(Proxy::from_env), self.names, self.connect);
        let tls =
            HttpsConnectorBuilder::new().with_tls_config(tls(&self.certificates)?).https_or_http();
        #[cfg(feature = "http2")]
        let https = match self.http2 {
            true => tls.enable_all_versions().wrap_connector(tcp),
            false => tls.enable_http1().wrap_connector(tcp),
        };
        #[cfg(not(feature = "http2"))]
        let https = tls.enable_http1().wrap_connector(tcp);
        let connector = Timed { inner: Arc::new(https), limit: self.connect };
        Ok(HyperTransport { pools: Arc::new(Pools::new(connector, self.idle)) })
    }
}

fn tls(certificates: &[Vec<u8>]) -> Result<ClientConfig, Error> {
    let refused = |error: rustls::Error| {
        Error::new(ErrorKind::Configuration, "TLS cannot be set up").with_source(error)
    };
    let versions =
        ClientConfig::builder_with_provider(provider()?).with_safe_default_protocol_versions();
    let roots = if certificates.is_empty() { built_in() } else { own(certificates)? };
    Ok(versions.map_err(refused)?.with_root_certificates(roots).with_no_client_auth())
}

fn built_in() -> RootCertStore {
    let built_in = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    #[cfg(feature = "native-roots")]
    let built_in = {
        let mut all = built_in;
        all.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        all
    };
    built_in
}

fn own(certificates: &[Vec<u8>]) -> Result<RootCertStore, Error> {
    let mut roots = RootCertStore::empty();
    for bytes in certificates {
        let ders: Vec<_> = match is_pem(bytes) {
            true => CertificateDer::pem_slice_iter(bytes)
                .collect::<Result<_, _>>()
                .map_err(|_| no_certificate())?,
            false => vec![CertificateDer::from(bytes.as_slice())],
        };
        if ders.is_empty() {
            return Err(no_certificate());
        }
        for der in ders {
            roots.add(der).map_err(|error| no_certificate().with_source(error))?;
        }
    }
    Ok(roots)
}

impl Transport for HyperTransport {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            // Without a runtime hyper would panic.
            let runtime = runtime("hyper")?;
            catch_up(&runtime).await;
            match self.pools.request(runtime.id(), request.map(|bytes| Whole(Some(bytes)))).await {
                Ok(answer) => Ok(answer.map(|body| Body::chunks(Pieces(body)))),
                Err(error) if error.is_connect() => Err(match of_settings(&error) {
                    Some(text) => TransportError::configuration(text),
                    None => TransportError::connect(error),
                }),
                Err(error) => Err(TransportError::network(error)),
            }
        })
    }
}

/// Returns the error in the client's settings that prevents a connection, if that is the cause.
fn of_settings(error: &AnyError) -> Option<String> {
    chain(error).find_map(|error| error.downcast_ref::<Error>()).map(ToString::to_string)
}

/// A complete request body.
struct Whole(Option<Bytes>);

impl HttpBody for Whole {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

/// The body of a response, read on demand.
struct Pieces(Incoming);

impl Chunks for Pieces {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let frame = ready!(Pin::new(&mut self.0).poll_frame(context));
            match frame.map(|frame| frame.map(Frame::into_data)) {
                None => return Poll::Ready(None),
                Some(Ok(Ok(bytes))) => return Poll::Ready(Some(Ok(bytes))),
                // Trailers are ignored.
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(TransportError::network(error)))),
            }
        }
    }
}

/// A connector with one time limit for all steps of connecting.
///
/// The inner connector is shared, because the client clones the connector for every request, even
/// without connecting.
#[derive(Clone)]
struct Timed<C> {
    inner: Arc<C>,
    limit: Duration,
}

impl<C> Service<Uri> for Timed<C>
where
    C: Service<Uri> + Clone + Send + Sync + 'static,
    C::Future: Send + 'static,
    C::Error: Into<Cause>,
{
    type Response = C::Response;
    type Error = Cause;
    type Future = BoxFuture<'static, Result<C::Response, Cause>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Cause>> {
        // The clone that connects is polled.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let (mut inner, limit) = (C::clone(&self.inner), self.limit);
        Box::pin(async move {
            let late = |_| {
                io::Error::new(io::ErrorKind::TimedOut, format!("no connection within {limit:?}"))
            };
            let connecting = async {
                poll_fn(|context| inner.poll_ready(context)).await?;
                inner.call(uri).await
            };
            tokio::time::timeout(limit, connecting).await.map_err(late)?.map_err(Into::into)
        })
    }
}
