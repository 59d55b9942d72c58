//! Calls without an async runtime, in several runtimes, and in one that is driven only during
//! calls.
//!
//! Also connections that close unnoticed, and addresses that drop packets.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use socket2::{Domain, Socket, Type};
use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;
use support::api::{CreateThing, ListThings};
use support::machine::{Machine, get};
use support::server::{Reply, Server};
use support::tls::Authority;
use support::{ID, KEY, config};
use tencentcloud_runtime::time::{Sleep, TokioSleep};
use tencentcloud_runtime::transport::{HyperTransport, ReqwestTransport, Transport, UreqTransport};
use tencentcloud_runtime::{
    Client, Config, Credential, Error, ErrorKind, Proxy, RateLimiter, blocking,
};
use tokio::runtime::{Builder, Runtime};

const FINE: &str = r#"{"Response":{"TotalCount":0,"RequestId":"r"}}"#;

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Runs a future on this thread without tokio, for one minute at most.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    for _ in 0..60 {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park_timeout(Duration::from_secs(1)),
        }
    }
    panic!("it hangs")
}

fn reqwest_builder(authority: &Authority) -> reqwest::ClientBuilder {
    ReqwestTransport::builder().no_proxy().tls_backend_preconfigured(authority.client())
}

/// Returns the async transports, which trust an authority.
fn transports(authority: &Arc<Authority>) -> [(&'static str, Arc<dyn Transport>); 3] {
    let hyper =
        HyperTransport::builder().proxy(Proxy::none()).root_certificate(authority.der.clone());
    let other = Arc::clone(authority);
    [
        ("hyper", Arc::new(hyper.build().unwrap())),
        ("reqwest", Arc::new(ReqwestTransport::new(reqwest_builder(authority)).unwrap())),
        (
            "reqwest per runtime",
            Arc::new(ReqwestTransport::per_runtime(move || reqwest_builder(&other)).unwrap()),
        ),
    ]
}

fn over(url: &str, transport: Arc<dyn Transport>) -> Config {
    config(url)
        .connect_timeout(Duration::from_secs(60))
        .attempt_timeout(Duration::from_secs(60))
        .transport(transport)
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Checks the error of a call without a runtime, or in one that lacks a component.
fn refused(error: &Error, transport: &str, reason: &str) {
    let told = format!("{error}");
    assert_eq!(error.kind(), ErrorKind::Configuration, "{transport}: {error:?}");
    assert!(
        told.contains(reason) && told.contains("tokio runtime") && !told.contains("attempts"),
        "{told}"
    );
    assert!(!error.is_retryable() && !error.may_have_taken_effect());
}

#[test]
fn without_a_tokio_runtime() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    for (name, transport) in transports(&Arc::new(Authority::new())) {
        let client = Client::new(over(&server.url, transport)).unwrap();
        refused(
            &block_on(client.call(CreateThing::default())).unwrap_err().into(),
            name,
            "needs a tokio runtime",
        );
        refused(
            &block_on(client.call(ListThings::default())).unwrap_err().into(),
            name,
            "needs a tokio runtime",
        );
    }
    let client = blocking::Client::new(
        config(&server.url).transport(HyperTransport::builder().build().unwrap()),
    );
    let error = client.unwrap().call(ListThings::default()).send().unwrap_err().into();
    refused(&error, "hyper in the blocking client", "use UreqTransport");
    assert!(server.seen().is_empty());
}

#[test]
fn in_a_runtime_that_lacks_something() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let cases = [
        (Builder::new_current_thread(), "none: build it with `enable_all`"),
        (
            Builder::new_current_thread()
                .enable_io()
                .build()
                .map(|_| Builder::new_current_thread())
                .unwrap(),
            "timers",
        ),
    ];
    for (mut builder, reason) in cases {
        let runtime = builder.build().unwrap();
        for (name, transport) in transports(&Arc::new(Authority::new())) {
            let client = Client::new(over(&server.url, transport)).unwrap();
            let error =
                runtime.block_on(async { client.call(ListThings::default()).await.unwrap_err() });
            refused(&error.into(), name, reason);
        }
    }
    let without_sockets = Builder::new_current_thread().enable_time().build().unwrap();
    for (name, transport) in transports(&Arc::new(Authority::new())) {
        let client = Client::new(over(&server.url, transport)).unwrap();
        let error = without_sockets
            .block_on(async { client.call(ListThings::default()).await.unwrap_err() });
        refused(&error.into(), name, "needs sockets");
    }
    assert!(server.seen().is_empty());
}

#[test]
fn a_missing_runtime_is_no_missing_cloud() {
    let machine = Machine::alone();
    let told = block_on(get(&machine.sources().instance_role())).unwrap_err().to_string();
    assert!(told.starts_with("the metadata service failed: hyper needs a tokio runtime"), "{told}");
    let told = block_on(get(&machine.sources().default_chain())).unwrap_err().to_string();
    assert!(told.contains("hyper needs a tokio runtime"), "{told}");
    let role = tencentcloud_runtime::credential::Role::new("R");
    let told = block_on(get(&machine.sources().assume_role(Credential::new(ID, KEY), role)))
        .unwrap_err()
        .to_string();
    assert!(told.contains("hyper needs a tokio runtime"), "{told}");
    let sources = machine.sources().metadata_url("no url");
    let told = runtime().block_on(get(&sources.instance_role())).unwrap_err().to_string();
    assert!(told.starts_with("the metadata service failed: "), "{told}");
}

#[test]
fn tokios_timer_works_everywhere() {
    let wait = || TokioSleep.sleep(Duration::from_millis(5));
    block_on(wait());
    Builder::new_current_thread().build().unwrap().block_on(async { wait().await });
    runtime().block_on(async { wait().await });
    // A timer that is dropped early ends, too.
    for duration in [Duration::ZERO, Duration::from_nanos(1), Duration::MAX] {
        drop(TokioSleep.sleep(duration));
        let mut timer = TokioSleep.sleep(duration);
        let _ = timer.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    }
}

/// Waits until the server has closed all connections.
fn until_closed(server: &Server) {
    while server.open() > 0 {
        thread::yield_now();
    }
}

/// Starts a server that closes each connection after its response, without a notice.
///
/// It responds when all requests of a round have arrived: first one, then two, and so on, or one
/// each time.
fn closing(authority: Option<&Authority>, rounds_grow: bool) -> Server {
    let whole = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{FINE}", FINE.len());
    let count = AtomicUsize::new(0);
    let handler = move |_: &support::server::Seen, number| {
        let round = (1..)
            .scan(0, |sum, size| {
                *sum += size;
                Some(*sum)
            })
            .find(|sum| *sum > number);
        count.fetch_add(1, Ordering::SeqCst);
        while rounds_grow && round.is_some_and(|all| count.load(Ordering::SeqCst) < all) {
            thread::yield_now();
        }
        Reply::Raw(whole.clone().into_bytes())
    };
    match authority {
        Some(authority) => Server::tls(authority.server("127.0.0.1"), handler),
        None => Server::start(handler),
    }
}

#[test]
fn kept_connections_that_the_server_has_closed() {
    let authority = Arc::new(Authority::new());
    for tls in [None, Some(&*authority)] {
        for (name, transport) in transports(&authority) {
            let server = closing(tls, true);
            let client = Client::new(over(&server.url, transport)).unwrap();
            let runtime = runtime();
            for number in 1..=5 {
                // Several calls at once, so that several connections are kept.
                let calls = runtime.block_on(async {
                    let calls =
                        (0..number).map(|_| tokio::spawn(client.call(CreateThing::default())));
                    let mut results = Vec::new();
                    for call in calls.collect::<Vec<_>>() {
                        results.push(call.await.unwrap());
                    }
                    results
                });
                calls.into_iter().for_each(|call| {
                    drop(call.unwrap_or_else(|error| panic!("{name}: {error:?}")))
                });
                until_closed(&server);
            }
            assert_eq!(server.seen().len(), 1 + 2 + 3 + 4 + 5, "{name}: none is sent twice");
        }
        let server = closing(tls, false);
        let transport =
            UreqTransport::builder().proxy(Proxy::none()).root_certificate(&authority.der);
        let client =
            blocking::Client::new(config(&server.url).transport(transport.build().unwrap()))
                .unwrap();
        for _ in 0..5 {
            client
                .call(CreateThing::default())
                .send()
                .unwrap_or_else(|error| panic!("ureq: {error:?}"));
            until_closed(&server);
        }
        assert_eq!(server.seen().len(), 5);
    }
}

/// The thread is blocked in the middle of a future.
#[test]
fn kept_connections_that_are_closed_while_the_runtime_is_blocked() {
    let authority = Arc::new(Authority::new());
    for (name, transport) in transports(&authority) {
        let server = closing(None, false);
        let client = Client::new(over(&server.url, transport)).unwrap();
        runtime().block_on(async {
            for _ in 0..5 {
                let called = client.call(CreateThing::default()).await;
                called.unwrap_or_else(|error| panic!("{name}: {error:?}"));
                until_closed(&server);
            }
        });
    }
}

#[test]
fn runtimes_that_share_a_client() {
    let authority = Arc::new(Authority::new());
    for (name, transport) in transports(&authority) {
        // Without a client for each runtime, the only one must be driven.
        let alive = name != "reqwest";
        let server = Server::replies(vec![Reply::json(FINE)]);
        let limiter = RateLimiter::new().limit("CreateThing", 1000);
        let settings = over(&server.url, transport).max_concurrent_calls(1).rate_limiter(limiter);
        let client = Client::new(settings).unwrap();
        let mut left = Vec::new();
        for number in 0..5 {
            let runtime = runtime();
            for _ in 0..3 {
                let called = runtime.block_on(client.call(CreateThing::default()));
                called.unwrap_or_else(|error| panic!("{name}, runtime {number}: {error:?}"));
            }
            // It keeps its connection, and is not driven.
            left.extend(alive.then_some(runtime));
        }
        let connections = server.connections();
        assert_eq!(connections, 5, "{name}: each runtime keeps its own");
        for runtime in &left {
            runtime.block_on(client.call(CreateThing::default())).unwrap();
        }
        assert_eq!(
            (server.connections(), server.seen().len()),
            (connections, 15 + left.len()),
            "{name}"
        );
        left.clear();
        for _ in 0..3 {
            runtime().block_on(client.call(CreateThing::default())).unwrap();
        }
        until_closed(&server);
    }
}

#[test]
fn a_call_left_in_a_runtime_that_nobody_drives() {
    let authority = Arc::new(Authority::new());
    for (name, transport) in transports(&authority) {
        let server = Server::start(|seen, _| match seen.header("x-tc-action") {
            "ListThings" => Reply::Stall(Duration::from_secs(60)),
            _ => Reply::json(FINE),
        });
        let client = Client::new(over(&server.url, transport)).unwrap();
        let left = runtime();
        let call = left.spawn(client.call(ListThings::default()));
        left.block_on(async {
            while server.seen().is_empty() {
                tokio::task::yield_now().await;
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        });
        let called = runtime().block_on(client.call(CreateThing::default()));
        called.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert!(!call.is_finished());
        drop(left);
        assert_eq!(
            runtime().block_on(client.call(CreateThing::default())).unwrap().total,
            Some(0),
            "{name}"
        );
    }
}

/// An address that accepts connections and never responds: its queue is full.
struct Swallowing {
    address: SocketAddr,
    _listener: Socket,
    _queue: Vec<TcpStream>,
}

impl Swallowing {
    fn new(address: SocketAddr) -> Self {
        let listener = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
        listener.bind(&address.into()).unwrap();
        listener.listen(0).unwrap();
        let short = Duration::from_millis(100);
        // Connections are dropped once the queue is full.
        let queue = std::iter::from_fn(|| TcpStream::connect_timeout(&address, short).ok())
            .take(100)
            .collect();
        Self { address, _listener: listener, _queue: queue }
    }
}

#[test]
fn a_host_whose_first_address_swallows_packets() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let port = server.url.rsplit(':').next().unwrap().parse().unwrap();
    let dead = Swallowing::new((Ipv4Addr::new(127, 0, 0, 3), port).into());
    let url = format!("http://two.addresses.invalid:{port}");
    let addresses = [dead.address.ip(), IpAddr::from([127, 0, 0, 1])];
    let limit = Duration::from_secs(4);

    let hyper = HyperTransport::builder().proxy(Proxy::none()).connect_timeout(limit);
    let hyper: Arc<dyn Transport> =
        Arc::new(hyper.resolve("Two.addresses.invalid", addresses).build().unwrap());
    let all = addresses.map(|address| SocketAddr::new(address, port));
    let reqwest =
        reqwest_builder(&Authority::new()).resolve_to_addrs("two.addresses.invalid", &all);
    let reqwest: Arc<dyn Transport> =
        Arc::new(ReqwestTransport::new(reqwest.connect_timeout(limit)).unwrap());
    for transport in [hyper, reqwest] {
        let settings = over(&url, transport).retry(tencentcloud_runtime::RetryPolicy::off());
        runtime().block_on(Client::new(settings).unwrap().call(CreateThing::default())).unwrap();
    }
    let ureq = UreqTransport::builder().proxy(Proxy::none()).connect_timeout(limit);
    let ureq: Arc<dyn Transport> =
        Arc::new(ureq.resolve("two.addresses.invalid", addresses).build().unwrap());
    let settings = over(&url, ureq).retry(tencentcloud_runtime::RetryPolicy::off());
    blocking::Client::new(settings).unwrap().call(CreateThing::default()).send().unwrap();
    assert_eq!(server.seen().len(), 3);
}
