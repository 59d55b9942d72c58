//! The transport over reqwest, for programs that already use it.

use super::runtime::{catch_up, runtime};
use super::{Body, Chunks, MOST_HEADERS, Transport, TransportError, TransportErrorKind};
use crate::error::{Error, ErrorKind};
use crate::time::BoxFuture;
use crate::transport::proxy::ProxyFailure;
use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body as HttpBody, Frame};
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::runtime::{Handle, Id};

/// A transport over reqwest.
///
/// It needs tokio, and TLS from a feature of reqwest that the program enables.
///
/// Connections belong to the tokio runtime that they were opened in. A client that is called in
/// several runtimes, some of which are idle at times, such as between calls of `block_on`, needs
/// [`per_runtime`](Self::per_runtime).
#[derive(Clone)]
pub struct ReqwestTransport(Clients);

#[derive(Clone)]
enum Clients {
    One(reqwest::Client),
    Each(Arc<Each>),
}

/// A client for each runtime.
struct Each {
    make: Box<dyn Fn() -> reqwest::ClientBuilder + Send + Sync>,
    /// The clients, with the runtime of each.
    made: Mutex<Vec<(Id, reqwest::Client)>>,
}

/// The largest number of runtimes with a cached client.
///
/// The oldest ones, which may have ended, are created again.
const KEPT: usize = 32;

impl ReqwestTransport {
    /// Returns reqwest's builder with a connect timeout of 5 s, like that of the other transports.
    ///
    /// All addresses of a host share the connect timeout. Without one, a first address that drops
    /// packets uses up the time of the attempt.
    pub fn builder() -> reqwest::ClientBuilder {
        reqwest::Client::builder().connect_timeout(Duration::from_secs(5))
    }

    /// Creates a transport from reqwest's builder: connect timeout, proxy, certificates.
    ///
    /// Start with [`builder`](Self::builder), which has a connect timeout.
    ///
    /// The transport turns off reqwest's redirects and retries, which would send the signature
    /// elsewhere or use it twice. Unless a proxy is set or `no_proxy` is called, reqwest reads the
    /// environment by its own rules: it also uses a proxy for `localhost`.
    ///
    /// # Errors
    /// Returns an error if reqwest rejects the settings.
    pub fn new(builder: reqwest::ClientBuilder) -> Result<Self, Error> {
        let refused = |error| {
            Error::new(ErrorKind::Configuration, "reqwest cannot be set up").with_source(error)
        };
        client(builder).map(Clients::One).map(Self).map_err(refused)
    }

    /// Creates a transport that keeps the connections of each tokio runtime separate.
    ///
    /// Use it for a client that several runtimes share. `make` returns the settings.
    ///
    /// # Errors
    /// Returns an error if reqwest rejects the settings.
    pub fn per_runtime(
        make: impl Fn() -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Result<Self, Error> {
        Self::new(make())?;
        Ok(Self(Clients::Each(Arc::new(Each { make: Box::new(make), made: Mutex::default() }))))
    }

    fn client(&self, runtime: &Handle) -> Result<reqwest::Client, TransportError> {
        match &self.0 {
            Clients::One(client) => Ok(client.clone()),
            Clients::Each(each) => each.get(runtime.id()),
        }
    }
}

impl Each {
    fn get(&self, runtime: Id) -> Result<reqwest::Client, TransportError> {
        let find = |made: &[(Id, reqwest::Client)]| {
            made.iter().find(|it| it.0 == runtime).map(|it| it.1.clone())
        };
        if let Some(client) = find(&self.lock()) {
            return Ok(client);
        }
        // `make` is not called under the lock.
        let client = client((self.make)()).map_err(TransportError::configuration)?;
        let mut made = self.lock();
        if let Some(client) = find(&made) {
            return Ok(client);
        }
        if made.len() == KEPT {
            made.remove(0);
        }
        made.push((runtime, client.clone()));
        Ok(client)
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(Id, reqwest::Client)>> {
        // Each client is inserted as a whole, so a poisoned lock is harmless.
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn client(builder: reqwest::ClientBuilder) -> Result<reqwest::Client, reqwest::Error> {
    let builder = builder
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false);
    builder.http1_max_headers(MOST_HEADERS).build()
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            // Without a runtime reqwest would panic.
            let runtime = runtime("reqwest")?;
            catch_up(&runtime).await;
            let request = reqwest::Request::try_from(request).map_err(failure)?;
            let response: Response<reqwest::Body> =
                self.client(&runtime)?.execute(request).await.map_err(failure)?.into();
            Ok(response.map(|body| Body::chunks(ReqwestChunks(body))))
        })
    }
}

/// The body of a response, read on demand.
struct ReqwestChunks(reqwest::Body);

impl Chunks for ReqwestChunks {
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
                Some(Err(error)) => return Poll::Ready(Some(Err(failure(error)))),
            }
        }
    }
}

fn failure(error: reqwest::Error) -> TransportError {
    match error {
        // A request that cannot be built, or that finds no connection, has not been sent.
        error if error.is_connect() || error.is_builder() => {
            match ProxyFailure::of_tunnel(&error) {
                Some(text) => TransportError::connect(ProxyFailure::with_cause(text, error)),
                None => TransportError::connect(error),
            }
        }
        error if error.is_timeout() => TransportError::new(TransportErrorKind::Timeout),
        error => TransportError::network(error),
    }
}
