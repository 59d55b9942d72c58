//! The time limit of connecting.

use crate::time::BoxFuture;
use http::Uri;
use std::future::poll_fn;
use std::io;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tower_service::Service;

/// The cause of a failure to connect.
pub(super) type ConnectError = Box<dyn std::error::Error + Send + Sync>;

/// A connector with one time limit for all steps of connecting.
///
/// The inner connector is shared, because the client clones the connector for every request, even
/// without connecting.
#[derive(Clone)]
pub(super) struct Timed<C> {
    pub(super) inner: Arc<C>,
    pub(super) limit: Duration,
}

impl<C> Service<Uri> for Timed<C>
where
    C: Service<Uri> + Clone + Send + Sync + 'static,
    C::Future: Send + 'static,
    C::Error: Into<ConnectError>,
{
    type Response = C::Response;
    type Error = ConnectError;
    type Future = BoxFuture<'static, Result<C::Response, ConnectError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        // The clone that connects is polled.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let (mut inner, limit) = (C::clone(&self.inner), self.limit);
        Box::pin(async move {
            let late = |_| {
                io::Error::new(io::ErrorKind::TimedOut, format!("no connection within {limit:?}"))
            };
            let connecting = async {
                poll_fn(|context| inner.poll_ready(context)).await?;
                inner.call(uri).await
            };
            tokio::time::timeout(limit, connecting).await.map_err(late)?.map_err(Into::into)
        })
    }
}
