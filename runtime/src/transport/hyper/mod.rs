//! The transport over hyper and rustls.

mod body;
mod pools;
mod resolve;
mod route;
mod timed;
mod tunnel;

use super::certificate::{is_pem, no_certificate};
use super::crypto::provider;
use super::options::{TransportOptions, transport_setters};
use super::proxy::Proxy;
use super::runtime::{catch_up, runtime};
use super::{Body, Transport, TransportError};
use crate::error::{AnyError, Error, ErrorKind, chain};
use crate::time::BoxFuture;
use body::{HyperChunks, Whole};
use bytes::Bytes;
use http::{Request, Response};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use pools::Pools;
use resolve::Names;
use route::Route;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use timed::Timed;

/// A transport over hyper and rustls, with a connection pool.
///
/// TLS uses the cryptography that the program has installed, or else that of the feature
/// `aws-lc-rs` or `ring`.
///
/// It needs tokio. Connections live as long as the last clone. Each tokio runtime that makes calls
/// has its own connections, so that a runtime that is idle, such as between calls of `block_on`,
/// does not block the others.
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

/// A builder of a [`HyperTransport`].
#[derive(Clone, Debug, Default)]
pub struct HyperBuilder {
    options: TransportOptions,
    names: Names,
}

transport_setters!(HyperBuilder);

impl From<TransportOptions> for HyperBuilder {
    fn from(options: TransportOptions) -> Self {
        Self { options, names: Names::default() }
    }
}

impl HyperBuilder {
    /// Sets whether to use HTTP/2 if the server offers it in the TLS handshake. On by default.
    #[cfg(feature = "http2")]
    #[must_use]
    pub fn http2(mut self, allowed: bool) -> Self {
        self.options.http2 = allowed;
        self
    }

    /// Builds the transport.
    ///
    /// # Errors
    /// Returns an error if a certificate cannot be read, or if no cryptography for TLS is
    /// available: turn on the feature `ring` or `aws-lc-rs`, or install a provider of rustls.
    pub fn build(self) -> Result<HyperTransport, Error> {
        let Self { options, names } = self;
        let TransportOptions { connect_timeout, keep_alive, .. } = options;
        let proxy = options.proxy.unwrap_or_else(Proxy::from_env);
        let tcp = Route::new(proxy, names, connect_timeout);
        let tls = HttpsConnectorBuilder::new()
            .with_tls_config(tls(&options.certificates)?)
            .https_or_http();
        #[cfg(feature = "http2")]
        let https = match options.http2 {
            true => tls.enable_all_versions().wrap_connector(tcp),
            false => tls.enable_http1().wrap_connector(tcp),
        };
        #[cfg(not(feature = "http2"))]
        let https = tls.enable_http1().wrap_connector(tcp);
        let connector = Timed { inner: Arc::new(https), limit: connect_timeout };
        Ok(HyperTransport { pools: Arc::new(Pools::new(connector, keep_alive)) })
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
                Ok(response) => Ok(response.map(|body| Body::chunks(HyperChunks(body)))),
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
