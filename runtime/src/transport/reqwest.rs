//! The transport over reqwest, for programs that have it anyway.

use super::{Body, Chunks, Transport, TransportError, TransportErrorKind};
use crate::error::{Error, ErrorKind};
use crate::time::BoxFuture;
use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body as HttpBody, Frame};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// Sends requests with reqwest. It needs tokio, and TLS from a feature of reqwest that the program turns on.
#[derive(Clone)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A transport with settings of reqwest's: connect timeout, proxy, certificates. Redirects and retries of reqwest's own
    /// are turned off, because the signature would be sent elsewhere or be used twice.
    ///
    /// # Errors
    /// Where reqwest refuses the settings.
    pub fn new(builder: reqwest::ClientBuilder) -> Result<Self, Error> {
        let builder = builder.redirect(reqwest::redirect::Policy::none()).retry(reqwest::retry::never()).referer(false);
        let refused = |error| Error::new(ErrorKind::Configuration, "reqwest cannot be set up").with_source(error);
        builder.build().map(Self).map_err(refused)
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(failure)?;
            let answer: Response<reqwest::Body> = self.0.execute(request).await.map_err(failure)?.into();
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
        error if error.is_connect() || error.is_builder() => TransportError::connect(error),
        error if error.is_timeout() => TransportError::new(TransportErrorKind::Timeout),
        error => TransportError::network(error),
    }
}
