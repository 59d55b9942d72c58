//! Connecting with hyper, directly or through a proxy.

use super::Cause;
use super::resolve::Names;
use crate::proxy::Proxy;
use crate::time::BoxFuture;
use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use std::task::{Context, Poll};
use std::time::Duration;
use tower_service::Service;

/// A TCP connector that takes the way through the proxy where there is one.
#[derive(Clone)]
pub(super) struct Route {
    direct: HttpConnector<Names>,
    proxy: Proxy,
}

impl Route {
    pub(super) fn new(proxy: Proxy, names: Names, connect: Duration) -> Self {
        let mut direct = HttpConnector::new_with_resolver(names);
        direct.enforce_http(false);
        direct.set_nodelay(true);
        // The addresses of a host share it: one that swallows packets must not use it up.
        direct.set_connect_timeout(Some(connect));
        Self { direct, proxy }
    }
}

impl Service<Uri> for Route {
    type Response = <HttpConnector<Names> as Service<Uri>>::Response;
    type Error = Cause;
    type Future = BoxFuture<'static, Result<Self::Response, Cause>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Cause>> {
        self.direct.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, url: Uri) -> Self::Future {
        let Some(through) = self.proxy.find(&url) else {
            let connecting = self.direct.call(url);
            return Box::pin(async move { connecting.await.map_err(Into::into) });
        };
        let mut tunnel = Tunnel::new(through.address().clone(), self.direct.clone());
        if let Some(header) = through.authorization() {
            tunnel = tunnel.with_auth(header);
        }
        let connecting = tunnel.call(with_port(url));
        Box::pin(async move { connecting.await.map_err(Into::into) })
    }
}

/// A URL with the port that its scheme has: a tunnel takes 443 for all without.
fn with_port(url: Uri) -> Uri {
    match (url.scheme_str(), url.port(), url.host()) {
        (Some("http"), None, Some(host)) => format!("http://{host}:80/").parse().unwrap_or(url),
        _ => url,
    }
}
