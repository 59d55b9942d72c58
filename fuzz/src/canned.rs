//! A transport that gives the same response to every request, without a network.

use crate::credentials::Still;
use std::collections::VecDeque;
use std::future::ready;
use std::pin::Pin;
use std::task::{Context, Poll};
use tencentcloud_runtime::blocking::Client;
use tencentcloud_runtime::time::BoxFuture;
use tencentcloud_runtime::transport::{Body, Chunks, Transport, TransportError};
use tencentcloud_runtime::{Config, Credential, Region, RetryPolicy};

struct Canned {
    content_type: &'static str,
    body: Vec<u8>,
    size: usize,
}

struct Pieces(VecDeque<bytes::Bytes>);

impl Chunks for Pieces {
    fn poll_chunk(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<bytes::Bytes, TransportError>>> {
        Poll::Ready(self.0.pop_front().map(Ok))
    }
}

impl Transport for Canned {
    fn send(
        &self,
        _: http::Request<bytes::Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let pieces =
            self.body.chunks(self.size.max(1)).map(bytes::Bytes::copy_from_slice).collect();
        let mut response = http::Response::new(Body::chunks(Pieces(pieces)));
        let kind = http::HeaderValue::from_static(self.content_type);
        response.headers_mut().insert(http::header::CONTENT_TYPE, kind);
        Box::pin(ready(Ok(response)))
    }
}

/// A client that is given this body, in pieces of a size, whatever it asks. Its signature is always
/// the same: a body can hold a part of it, which is not shown.
pub(crate) fn client(content_type: &'static str, body: &[u8], size: usize, strict: bool) -> Client {
    let config = Config::new()
        .credentials(Credential::new("id", "key"))
        .region(Region::AP_GUANGZHOU)
        .retry(RetryPolicy::off())
        .strict_responses(strict)
        .clock(Still)
        .transport(Canned { content_type, body: body.to_vec(), size });
    Client::new(config).expect("the settings are complete")
}
