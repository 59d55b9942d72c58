//! Panics in code that a program passes to a client affect the current call and no other.
//!
//! Cancelled calls leave nothing behind.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use bytes::Bytes;
use futures_util::FutureExt;
use http::{Request, Response};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use support::api::{Chat, CreateThing, ListThings};
use support::server::{Reply, Server};
use support::streams::HEAD;
use support::{ID, KEY, config};
use tencentcloud_runtime::credential::{CachedProvider, CredentialRequest};
use tencentcloud_runtime::observe::{Observer, Report};
use tencentcloud_runtime::time::{
    BoxFuture, Clock, Now, Randomness, Sleep, SystemClock, TokioSleep,
};
use tencentcloud_runtime::transport::{
    Body, HyperTransport, Transport, TransportError, UreqTransport,
};
use tencentcloud_runtime::{
    Client, Config, Credential, CredentialProvider, Error, RateLimiter, Waiter, blocking,
};

const FINE: &str = r#"{"Response":{"TotalCount":1,"ThingSet":[{"Id":7}],"RequestId":"r"}}"#;

/// A component of every kind that panics on the given call, without the standard library's panic
/// message.
#[derive(Clone)]
struct Brittle {
    asked: Arc<AtomicUsize>,
    at: usize,
}

impl Brittle {
    fn new(at: usize) -> Self {
        Self { asked: Arc::default(), at }
    }

    fn touch(&self) {
        if self.asked.fetch_add(1, Ordering::SeqCst) == self.at {
            resume_unwind(Box::new("a fault of the program's own"));
        }
    }
}

impl Observer for Brittle {
    fn attempt(&self, _: &Report<'_>) {
        self.touch();
    }

    fn call(&self, _: &Report<'_>) {
        self.touch();
    }

    fn stream(&self, _: &Report<'_>) {
        self.touch();
    }
}

impl CredentialProvider for Brittle {
    fn credential(&self, _: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
        self.touch();
        Box::pin(async {
            self.touch();
            Ok(Credential::new(ID, KEY))
        })
    }
}

impl Clock for Brittle {
    fn now(&self) -> Now {
        self.touch();
        SystemClock::default().now()
    }
}

impl Randomness for Brittle {
    fn fill(&self, bytes: &mut [u8]) {
        self.touch();
        bytes.fill(1);
    }
}

/// A transport that panics before it sends and after.
struct BrittleTransport<T>(Brittle, T);

impl<T: Transport> Transport for BrittleTransport<T> {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        self.0.touch();
        Box::pin(async {
            let response = self.1.send(request).await;
            self.0.touch();
            response
        })
    }
}

/// A function that sets a brittle component.
type Set = fn(Config, Brittle) -> Config;

const SETS: [(&str, Set); 5] = [
    ("an observer", |config, brittle| config.observer(brittle)),
    ("a provider", |config, brittle| config.credentials(brittle)),
    ("a cached provider", |config, brittle| config.credentials(CachedProvider::new(brittle))),
    ("a clock", |config, brittle| config.clock(brittle)),
    ("randomness", |config, brittle| config.randomness(brittle)),
];

/// Returns settings for one call at a time without long waits: a leaked permit would block the next
/// call.
fn narrow(server: &Server) -> Config {
    let limiter = RateLimiter::new().limit("CreateThing", 1000).limit("Chat", 1000);
    let limits = config(&server.url).max_concurrent_calls(1).rate_limiter(limiter);
    limits.connect_timeout(Duration::from_secs(60)).attempt_timeout(Duration::from_secs(60))
}

fn server() -> Server {
    let events = "data: {\"Text\":\"a\"}\n\ndata: {\"Text\":\"b\"}\n\ndata: [DONE]\n\n";
    Server::start(move |seen, number| match seen.header("x-tc-action") {
        "Chat" => Reply::Raw([HEAD, events].concat().into_bytes()),
        // This response needs the randomness.
        _ if number % 2 == 0 => Reply::fault("RequestLimitExceeded", "slow down"),
        _ => Reply::json(FINE),
    })
}

/// Returns whether a call, a stream and a list succeeded.
async fn use_async(client: &Client) -> bool {
    let called = client.call(CreateThing::default()).await.is_ok();
    let mut items = client.items(ListThings::default());
    let listed = matches!(items.try_next().await, Ok(Some(_)));
    let Ok(mut events) = client.stream(Chat::default()).await else { return false };
    while let Ok(Some(_)) = events.try_next().await {}
    called && listed
}

fn use_blocking(client: &blocking::Client) -> bool {
    let called = client.call(CreateThing::default()).send().is_ok();
    let listed = client.items(ListThings::default()).next().is_some_and(|item| item.is_ok());
    called && listed && client.stream(Chat::default()).is_ok_and(|events| events.count() == 2)
}

/// Uses a client until the panic has happened, and then once more, which must succeed.
fn survives(name: &str, at: usize, brittle: &Brittle, mut once: impl FnMut() -> bool) -> bool {
    let happened = |brittle: &Brittle| brittle.asked.load(Ordering::SeqCst) > brittle.at;
    for _ in 0..2 {
        let _ = catch_unwind(AssertUnwindSafe(&mut once));
        if happened(brittle) {
            assert!(once() && once(), "{name}, {at}: what has panicked once does not recover");
            return true;
        }
    }
    false
}

#[test]
fn what_panics_once_does_no_lasting_damage() {
    let server = server();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for (name, set) in SETS {
        let panics = (0..12).filter(|at| {
            let [one, other] = [0; 2].map(|_| Brittle::new(*at));
            let of_async = Client::new(set(narrow(&server), one.clone())).unwrap();
            let of_blocking = blocking::Client::new(set(narrow(&server), other.clone())).unwrap();
            let panicked = survives(name, *at, &one, || {
                runtime
                    .block_on(AssertUnwindSafe(use_async(&of_async)).catch_unwind())
                    .unwrap_or(false)
            });
            survives(name, *at, &other, || use_blocking(&of_blocking)) && panicked
        });
        assert!(panics.count() >= 2, "{name} did not panic");
    }
}

#[test]
fn transports_that_panic() {
    let server = server();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for at in 0..6 {
        let [one, other] = [0; 2].map(|_| Brittle::new(at));
        let transport = BrittleTransport(one.clone(), HyperTransport::builder().build().unwrap());
        let client = Client::new(narrow(&server).transport(transport)).unwrap();
        let panicked = survives("hyper", at, &one, || {
            runtime.block_on(AssertUnwindSafe(use_async(&client)).catch_unwind()).unwrap_or(false)
        });
        let transport = BrittleTransport(other.clone(), UreqTransport::builder().build().unwrap());
        let client = blocking::Client::new(narrow(&server).transport(transport)).unwrap();
        assert!(survives("ureq", at, &other, || use_blocking(&client)) && panicked);
    }
}

/// A timer that panics when the given wait begins.
struct BrittleSleep(Brittle);

impl Sleep for BrittleSleep {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.touch();
        TokioSleep.sleep(duration)
    }
}

#[test]
fn waiting_that_panics() {
    let server = server();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for at in 0..3 {
        let brittle = Brittle::new(at);
        let client = Client::new(narrow(&server).sleep(BrittleSleep(brittle.clone()))).unwrap();
        assert!(survives("a sleep", at, &brittle, || {
            runtime.block_on(AssertUnwindSafe(use_async(&client)).catch_unwind()).unwrap_or(false)
        }));
    }
}

/// A panic of the provider fails the calls that wait for it, and no later one.
#[tokio::test]
async fn callers_that_wait_for_a_provider_that_panics() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let provider = CachedProvider::new(Brittle::new(1));
    let client = Client::new(config(&server.url).credentials(provider)).unwrap();
    let calls: Vec<_> =
        (0..10).map(|_| tokio::spawn(client.call(CreateThing::default()))).collect();
    for call in calls {
        if let Err(error) = call.await.unwrap() {
            assert_eq!(error.to_string(), "CreateThing: the credential provider panicked");
        }
    }
    client.call(CreateThing::default()).await.unwrap();
}

/// A cancelled wait or list releases its permit, also while it waits or fetches a page.
#[tokio::test]
async fn waiters_and_lists_that_are_given_up() {
    const NEVER: Waiter<ListThings> = Waiter::new("Never").field("TotalCount").success(&["2"]);
    let server = Server::start(|seen, _| match seen.header("x-tc-action") {
        "ListThings" if seen.json()["Offset"] != 0 => Reply::Stall(Duration::from_secs(60)),
        "ListThings" => {
            Reply::json(r#"{"Response":{"TotalCount":9,"ThingSet":[{"Id":7}],"RequestId":"r"}}"#)
        }
        _ => Reply::json(FINE),
    });
    let client = Client::new(narrow(&server)).unwrap();
    let list = || ListThings { offset: Some(0), limit: Some(1), ..ListThings::default() };
    let short = Duration::from_millis(50);
    for _ in 0..3 {
        // It waits for its next poll, and then for a response.
        for interval in [Duration::from_secs(60), Duration::ZERO] {
            let waiting = client.wait(list(), NEVER.interval(interval));
            assert!(tokio::time::timeout(short, waiting).await.is_err());
            client.call(CreateThing::default()).await.unwrap();
        }
        let mut items = client.items(list());
        assert!(items.try_next().await.unwrap().is_some());
        client.call(CreateThing::default()).await.unwrap();
        assert!(tokio::time::timeout(short, items.try_next()).await.is_err());
        drop(items);
        client.call(CreateThing::default()).await.unwrap();
    }
}
