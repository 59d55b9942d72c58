//! How requests reach the service.

mod body;
mod defaults;
mod error;
#[cfg(feature = "hyper")]
mod hyper;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod runtime;
#[cfg(feature = "blocking")]
mod ureq;

pub use body::{Body, Chunks};
pub(crate) use defaults::Defaults;
pub use error::{TransportError, TransportErrorKind};
#[cfg(feature = "hyper")]
pub use hyper::{HyperBuilder, HyperTransport};
#[cfg(feature = "reqwest")]
pub use reqwest::ReqwestTransport;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
pub(crate) use runtime::has_timer;
#[cfg(feature = "blocking")]
pub use ureq::{UreqBuilder, UreqTransport};

use crate::time::BoxFuture;
use bytes::Bytes;
use http::{Request, Response};
use std::sync::Arc;
use std::time::Duration;

/// How many headers a response may have: gateways in a row add theirs, and hyper reads 100 by default.
#[cfg(any(feature = "blocking", feature = "hyper", feature = "reqwest"))]
const MOST_HEADERS: usize = 1024;

/// How long a request may take, among its extensions: for transports that block, because nothing can stop those from
/// outside. Others need not look at it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TimeLimits {
    /// From connecting to the last byte of the answer.
    pub exchange: Option<Duration>,
    /// From the last byte of the request to the answer's head.
    pub head: Option<Duration>,
    /// For each wait for more of the answer.
    pub read: Option<Duration>,
}

/// Sends one request and gives its answer as it comes.
///
/// It must not follow redirects, not ask for compression and not repeat requests: the client decides that. Time limits
/// but the one for connecting are the client's too: it drops the future.
///
/// ```
/// use std::future::ready;
/// use tencentcloud_runtime::Config;
/// use tencentcloud_runtime::time::BoxFuture;
/// use tencentcloud_runtime::transport::{Body, Transport, TransportError};
///
/// /// Answers without a network.
/// struct Canned(&'static str);
///
/// impl Transport for Canned {
///     fn send(
///         &self,
///         _request: http::Request<bytes::Bytes>,
///     ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
///         Box::pin(ready(Ok(http::Response::new(Body::whole(self.0)))))
///     }
/// }
///
/// let config = Config::new().transport(Canned(r#"{"Response": {"RequestId": "1"}}"#));
/// ```
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
