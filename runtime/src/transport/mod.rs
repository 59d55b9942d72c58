//! The transports that send requests to the service.

mod body;
#[cfg(any(feature = "hyper", feature = "blocking"))]
mod certificate;
#[cfg(any(feature = "hyper", feature = "blocking"))]
mod crypto;
mod error;
#[cfg(feature = "hyper")]
mod hyper;
mod options;
pub(crate) mod proxy;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(any(feature = "hyper", feature = "reqwest"))]
mod runtime;
#[cfg(feature = "blocking")]
mod ureq;

pub use body::{Body, Chunks};
pub use error::{TransportError, TransportErrorKind};
#[cfg(feature = "hyper")]
pub use hyper::{HyperBuilder, HyperTransport};
pub(crate) use options::TransportOptions;
#[cfg(feature = "reqwest")]
pub use reqwest::ReqwestTransport;
#[cfg(feature = "blocking")]
pub use ureq::{UreqBuilder, UreqTransport};

use crate::time::BoxFuture;
use bytes::Bytes;
use http::{Request, Response};
use std::sync::Arc;
use std::time::Duration;

/// The largest number of headers in a response: chained gateways add theirs, and hyper reads 100 by
/// default. Hyper allocates for all of them in every call.
#[cfg(any(feature = "blocking", feature = "hyper", feature = "reqwest"))]
const MOST_HEADERS: usize = 256;

/// The time limits of a request, which [`http::Request::extensions`] contains.
///
/// They are for transports that block, because nothing can stop those from outside. Other
/// transports can ignore them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TimeLimits {
    /// The limit from connecting to the last byte of the response.
    pub exchange: Option<Duration>,
    /// The limit from the last byte of the request to the head of the response.
    pub head: Option<Duration>,
    /// The limit of each wait for more of the response.
    pub read: Option<Duration>,
}

/// A transport: sends a request and returns its response as it arrives.
///
/// It must not follow redirects, add `Accept-Encoding` or repeat requests: the client decides about
/// these. The client also enforces all time limits except that for connecting: it drops the future.
///
/// ```
/// use std::future::ready;
/// use tencentcloud_runtime::Config;
/// use tencentcloud_runtime::time::BoxFuture;
/// use tencentcloud_runtime::transport::{Body, Transport, TransportError};
///
/// /// Responds without a network.
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
    /// Sends a request. Its URL is absolute and its headers are complete.
    ///
    /// # Errors
    /// Returns an error if no complete response head arrives. Use [`TransportError::connect`] only
    /// if nothing was sent: such requests are repeated, even if they are writes.
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>>;
}

/// Sends the request with the shared transport.
impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        (**self).send(request)
    }
}
