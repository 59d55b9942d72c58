//! The addresses of hosts.

use crate::time::BoxFuture;
use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::task::{Context, Poll};
use tower_service::Service;

/// Hosts with configured addresses; the system resolves all others.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(Arc<Vec<(String, Vec<IpAddr>)>>);

impl Names {
    pub(super) fn set(&mut self, host: String, addresses: Vec<IpAddr>) {
        Arc::make_mut(&mut self.0).push((host, addresses));
    }
}

impl Service<Name> for Names {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = BoxFuture<'static, io::Result<Self::Response>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        // The last setting for a host wins.
        let set = self.0.iter().rev().find(|(host, _)| host.eq_ignore_ascii_case(name.as_str()));
        if let Some((_, addresses)) = set {
            let addresses: Vec<_> =
                addresses.iter().map(|address| SocketAddr::new(*address, 0)).collect();
            return Box::pin(std::future::ready(Ok(addresses.into_iter())));
        }
        let resolving = GaiResolver::new().call(name);
        Box::pin(async move { Ok(resolving.await?.collect::<Vec<_>>().into_iter()) })
    }
}
