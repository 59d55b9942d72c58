//! Texts for URLs: an accepted endpoint is called, and the route of an accepted proxy is looked up.

use std::future::{Future, ready};
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;
use tencentcloud_runtime::codec::{Schema, FieldVisitor, FieldMut, FieldOp, Structure};
use tencentcloud_runtime::sign::canonical::{Parts, canonical};
use tencentcloud_runtime::sign::{Signer, authorize, hash};
use tencentcloud_runtime::time::{BoxFuture, Sleep};
use tencentcloud_runtime::transport::{Body, Transport, TransportError};
use tencentcloud_runtime::{
    Action, Client, Config, Credential, Endpoint, Error, Operation, Proxy, Service,
    UndocumentedErrorCode,
};

/// Takes a text as an endpoint and as a proxy.
///
/// # Panics
/// Panics if an endpoint that is taken cannot be called, or if the host that is signed is not the
/// one that is sent.
pub fn check_urls(text: &str) {
    for endpoint in [Endpoint::url(text), Endpoint::root_domain(text)] {
        match endpoint {
            Ok(endpoint) => call(endpoint),
            Err(error) => check_error(&error),
        }
    }
    match Proxy::url(text) {
        Ok(proxy) => check_proxy(&proxy.except(text)),
        Err(error) => check_error(&error),
    }
}

fn check_error(error: &Error) {
    let told = error.to_string();
    assert!(!told.contains(['\n', '\r', '\u{1b}']) && told.len() < 1000, "{told:?}");
}

fn check_proxy(proxy: &Proxy) {
    let _ = format!("{proxy:?}");
    for url in ["https://batch.example.com/", "http://127.0.0.1:8080/", "https://[::1]/"] {
        let Ok(url) = url.parse() else { continue };
        match proxy.route_to(&url) {
            Ok(None) => {}
            Ok(Some(route)) => {
                assert!(route.address().host().is_some_and(|host| !host.is_empty()), "{proxy:?}");
                let _ = (route.user(), route.authorization());
            }
            Err(error) => check_error(&error),
        }
    }
}

fn call(endpoint: Endpoint) {
    let sent = Arc::default();
    let config = Config::new().endpoint(endpoint).credentials(Credential::new("AKID", "key"));
    let client = Client::new(config.sleep(Never).transport(Look(Arc::clone(&sent))))
        .expect("settings that fit");
    let called = pin!(client.call(Empty)).poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(called, Poll::Ready(Ok(_))), "an endpoint was taken that cannot be called");
    let request = sent.lock().ok().and_then(|mut sent| sent.take()).expect("a request");
    let header = |name: &str| {
        request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    };
    let host = request.uri().authority().map(|authority| authority.as_str()).unwrap_or_default();
    assert_eq!(host, header("host"));
    assert_eq!(request.uri().path_and_query().map(|path| path.as_str()), Some("/"));
    let headers = [("content-type", header("content-type")), ("host", host)];
    let payload_hash = hash(request.body());
    let canonical = canonical(Parts {
        method: "POST",
        query: "",
        headers: &headers,
        payload_hash: &payload_hash,
    });
    let timestamp = header("x-tc-timestamp").parse().unwrap_or_default();
    let signer = Signer { secret_id: "AKID", secret_key: "key", service: "batch", timestamp };
    assert_eq!(authorize(signer, &canonical), header("authorization"));
}

/// Keeps the request that is sent.
struct Look(Arc<Mutex<Option<http::Request<bytes::Bytes>>>>);

impl Transport for Look {
    fn send(
        &self,
        request: http::Request<bytes::Bytes>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        if let Ok(mut sent) = self.0.lock() {
            *sent = Some(request);
        }
        Box::pin(ready(Ok(http::Response::new(Body::whole(r#"{"Response":{"RequestId":"r"}}"#)))))
    }
}

/// Nothing waits here.
struct Never;

impl Sleep for Never {
    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

/// An action without parameters.
#[derive(Default)]
struct Empty;

impl Structure for Empty {
    fn schema(&self) -> &'static Schema {
        &Schema { name: "Empty", ..Schema::EMPTY }
    }

    fn field_mut(&mut self, _: usize, _: FieldOp<'_>) -> FieldMut<'_> {
        FieldMut::None
    }

    fn accept(&self, _: &mut dyn FieldVisitor) {}
}

static SERVICE: Service = Service::new("batch", "2017-03-12", "batch.tencentcloudapi.com");

impl Action for Empty {
    type Response = Empty;
    type ErrorCode = UndocumentedErrorCode<Self>;
    const OPERATION: &'static Operation = &Operation::new("CreateThing", &SERVICE);
}
