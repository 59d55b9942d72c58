//! A custom transport: it passes requests on to another one, counts them, and prints how long each
//! took.
//!
//! `cargo run --example custom_transport` calls an action that nobody serves, so that three
//! attempts are seen.

use bytes::Bytes;
use http::{Request, Response};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use tencentcloud_runtime::codec::{FieldMut, FieldOp, FieldVisitor, Schema, Structure};
use tencentcloud_runtime::time::BoxFuture;
use tencentcloud_runtime::transport::{Body, HyperTransport, Transport, TransportError};
use tencentcloud_runtime::{
    Action, Client, Config, Credential, Endpoint, Error, Operation, Service, UndocumentedErrorCode,
    structures,
};

/// Counts the requests that go through it.
struct Counting {
    inner: HyperTransport,
    count: Arc<AtomicUsize>,
}

impl Transport for Counting {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let number = self.count.fetch_add(1, Ordering::Relaxed) + 1;
        Box::pin(async move {
            let started = Instant::now();
            let response = self.inner.send(request).await;
            // Of a request only what is no secret may be printed: not its headers and not its body.
            eprintln!(
                "request {number}: {} after {:?}",
                if response.is_ok() { "received" } else { "lost" },
                started.elapsed()
            );
            response
        })
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let count = Arc::new(AtomicUsize::new(0));
    let transport =
        Counting { inner: HyperTransport::builder().build()?, count: Arc::clone(&count) };
    let config = Config::new()
        .credentials(Credential::new("id", "key"))
        .endpoint(Endpoint::url("http://127.0.0.1:1")?)
        .transport(transport);
    let result = Client::new(config)?.call(Ping::default()).await;
    println!(
        "{} requests: {}",
        count.load(Ordering::Relaxed),
        result.err().map_or("fine".to_owned(), |e| e.to_string())
    );
    Ok(())
}

// What follows is what the generator writes for an action; programs use the generated crates
// instead.

static SERVICE: Service = Service::new("example", "2020-01-01", "example.tencentcloudapi.com");

/// A request without fields, and its response.
#[derive(Default)]
struct Ping {
    request_id: Option<String>,
}

impl Structure for Ping {
    fn schema(&self) -> &'static Schema {
        &Schema { name: "Ping", fields: &["RequestId"], ..Schema::EMPTY }
    }

    fn field_mut(&mut self, index: usize, _: FieldOp<'_>) -> FieldMut<'_> {
        if index == 0 { FieldMut::Text(&mut self.request_id) } else { FieldMut::None }
    }

    fn accept(&self, visitor: &mut dyn FieldVisitor) {
        visitor.text(&self.request_id);
    }
}

structures!(Ping);

impl Action for Ping {
    type Response = Self;
    type ErrorCode = UndocumentedErrorCode<Self>;
    const OPERATION: &'static Operation =
        &Operation { read_only: true, ..Operation::new("Ping", &SERVICE) };
}
