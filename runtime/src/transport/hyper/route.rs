//! Connecting with hyper, directly or through a proxy.

use super::resolve::Names;
use super::timed::ConnectError;
use super::tunnel;
use crate::time::BoxFuture;
use crate::transport::proxy::{Proxy, ProxyFailure, ProxyRoute};
use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use std::future::ready;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::TcpStream;
use tower_service::Service;

/// A TCP connector that goes through the proxy, if there is one.
#[derive(Clone)]
pub(super) struct Route {
    direct: HttpConnector<Names>,
    proxy: Proxy,
    /// The time limit of a proxy: slightly less than that of connecting, so that the error names
    /// the proxy.
    limit: Duration,
}

impl Route {
    pub(super) fn new(proxy: Proxy, names: Names, connect: Duration) -> Self {
        let mut direct = HttpConnector::new_with_resolver(names);
        direct.enforce_http(false);
        direct.set_nodelay(true);
        // The addresses of a host share this limit: an address that drops packets must not use it
        // up.
        direct.set_connect_timeout(Some(connect));
        Self { direct, proxy, limit: (connect / 10).saturating_mul(9) }
    }
}

impl Service<Uri> for Route {
    type Response = TokioIo<TcpStream>;
    type Error = ConnectError;
    type Future = BoxFuture<'static, Result<Self::Response, ConnectError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        self.direct.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, url: Uri) -> Self::Future {
        let route = match self.proxy.route_to(&url) {
            Ok(Some(route)) => route.clone(),
            Ok(None) => {
                let connecting = self.direct.call(url);
                return Box::pin(async move { connecting.await.map_err(Into::into) });
            }
            Err(error) => return Box::pin(ready(Err(error.into()))),
        };
        let (connecting, limit) = (self.direct.call(route.address().clone()), self.limit);
        Box::pin(async move {
            let connecting = async { connecting.await.map_err(Into::into) };
            let late = |_| {
                ProxyFailure::odd(
                    route.name(),
                    &format!("opened no tunnel to the host within {limit:?}"),
                    None,
                )
            };
            tokio::time::timeout(limit, through(connecting, &route, &url)).await.map_err(late)?
        })
    }
}

/// Connects to a proxy, and through it to a host.
async fn through(
    connecting: impl Future<Output = Result<TokioIo<TcpStream>, ConnectError>>,
    route: &ProxyRoute,
    url: &Uri,
) -> Result<TokioIo<TcpStream>, ConnectError> {
    let name = route.name();
    let stream = connecting.await.map_err(|error| ProxyFailure::dead(name, error))?.into_inner();
    let port = url.port_u16().unwrap_or(if url.scheme_str() == Some("http") { 80 } else { 443 });
    let host = url.host().unwrap_or_default();
    let authorization = route.authorization();
    match tunnel::connect(&stream, host, port, authorization.as_ref()).await {
        Ok(status) if tunnel::is_success(status) => Ok(TokioIo::new(stream)),
        Ok(Some(status)) => {
            Err(ProxyFailure::refused(name, authorization.is_some(), status).into())
        }
        Ok(None) => Err(ProxyFailure::odd(name, "does not respond like a proxy", None).into()),
        Err(error) => {
            Err(ProxyFailure::odd(name, "closed the connection", Some(error.into())).into())
        }
    }
}
