//! How requests reach the service.

mod body;
mod error;
#[cfg(feature = "hyper")]
mod hyper;

pub use body::{Body, Chunks};
pub use error::{TransportError, TransportErrorKind};
#[cfg(feature = "hyper")]
pub use hyper::{HyperBuilder, HyperTransport};

use crate::time::BoxFuture;
use bytes::Bytes;
use http::{Request, Response};
use std::sync::Arc;

/// Sends one request and gives its answer as it comes.
///
/// It must not follow redirects, not ask for compression and not repeat requests: the client decides that. Time limits
/// but the one for connecting are the client's too: it drops the future.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request; its URL is absolute, its headers are whole.
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Body>, TransportError>>;
}

/// A transport that is shared.
impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        (**self).send(request)
    }
}
