//! The transport over reqwest, for programs that have it anyway.

use super::runtime::{catch_up, runtime};
use super::{Body, Chunks, MOST_HEADERS, Transport, TransportError, TransportErrorKind};
use crate::error::{Error, ErrorKind};
use crate::proxy::ProxyFailure;
use crate::time::BoxFuture;
use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body as HttpBody, Frame};
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::runtime::{Handle, Id};

/// Sends requests with reqwest. It needs tokio, and TLS from a feature of reqwest that the program turns on.
///
/// Connections are kept in the tokio runtime that they were made in. A client that is called in several runtimes at a time,
/// of which some are not driven, needs [`per_runtime`](Self::per_runtime).
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
    /// Those that were made, with the runtime that each is for.
    made: Mutex<Vec<(Id, reqwest::Client)>>,
}

/// How many runtimes have clients: those of the ones that came first, which may have ended, are made anew.
const KEPT: usize = 32;

impl ReqwestTransport {
    /// Returns reqwest's settings with a connect timeout of 5 s, as the other transports have.
    ///
    /// With a connect timeout, a host's addresses share it. Without one, a first address that swallows packets uses up the
    /// time of the whole call.
    pub fn builder() -> reqwest::ClientBuilder {
        reqwest::Client::builder().connect_timeout(Duration::from_secs(5))
    }

    /// Creates a transport with reqwest's settings: connect timeout, proxy, certificates. Start with [`builder`](Self::builder),
    /// which has a connect timeout.
    ///
    /// Redirects and retries of reqwest's own are turned off, because the signature would be sent elsewhere or be used twice.
    /// Unless a proxy is set or `no_proxy` is called, reqwest reads the environment by its own rules: it asks a proxy for this
    /// machine, too.
    ///
    /// # Errors
    /// Where reqwest refuses the settings.
    pub fn new(builder: reqwest::ClientBuilder) -> Result<Self, Error> {
        let refused = |error| Error::new(ErrorKind::Configuration, "reqwest cannot be set up").with_source(error);
        client(builder).map(Clients::One).map(Self).map_err(refused)
    }

    /// Creates a transport that keeps connections for each tokio runtime separately, with the settings that `make` returns.
    ///
    /// Use it for a client that several runtimes share.
    ///
    /// # Errors
    /// Returns an error if reqwest refuses the settings.
    pub fn per_runtime(make: impl Fn() -> reqwest::ClientBuilder + Send + Sync + 'static) -> Result<Self, Error> {
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
        let find = |made: &[(Id, reqwest::Client)]| made.iter().find(|it| it.0 == runtime).map(|it| it.1.clone());
        if let Some(client) = find(&self.lock()) {
            return Ok(client);
        }
        // What `make` does is not done under the lock.
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
        // A client is put in whole.
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn client(builder: reqwest::ClientBuilder) -> Result<reqwest::Client, reqwest::Error> {
    let builder = builder.redirect(reqwest::redirect::Policy::none()).retry(reqwest::retry::never()).referer(false);
    builder.http1_max_headers(MOST_HEADERS).build()
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            // Without one reqwest would panic.
            let runtime = runtime("reqwest")?;
            catch_up(&runtime).await;
            let request = reqwest::Request::try_from(request).map_err(failure)?;
            let answer: Response<reqwest::Body> =
                self.client(&runtime)?.execute(request).await.map_err(failure)?.into();
            Ok(answer.map(|body| Body::chunks(Pieces(body))))
        })
    }
}

/// An answer's body as it comes.
struct Pieces(reqwest::Body);

impl Chunks for Pieces {
    fn poll_chunk(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let frame = ready!(Pin::new(&mut self.0).poll_frame(context));
            match frame.map(|frame| frame.map(Frame::into_data)) {
                None => return Poll::Ready(None),
                Some(Ok(Ok(bytes))) => return Poll::Ready(Some(Ok(bytes))),
                // Trailers say nothing.
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(failure(error)))),
            }
        }
    }
}

fn failure(error: reqwest::Error) -> TransportError {
    match error {
        // What cannot be made a request is not sent; neither is what finds no connection.
        error if error.is_connect() || error.is_builder() => match ProxyFailure::of_tunnel(&error) {
            Some(text) => TransportError::connect(ProxyFailure::told(text, error)),
            None => TransportError::connect(error),
        },
        error if error.is_timeout() => TransportError::new(TransportErrorKind::Timeout),
        error => TransportError::network(error),
    }
}
