//! Extreme values of public numbers and durations: nothing panics, and every call ends.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use bytes::Bytes;
use http::{Request, Response};
use proptest::prelude::*;
use std::future::ready;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::api::{CreateThing, ListThings};
use support::server::{Reply, Seen, Server};
use support::signature::is_signed;
use support::{ID, KEY, Ones, TIME, config};
use tencentcloud_runtime::time::{BoxFuture, Clock, Now, Sleep};
use tencentcloud_runtime::transport::{
    Body, HyperTransport, ReqwestTransport, Transport, TransportError, TransportErrorKind,
    UreqTransport,
};
use tencentcloud_runtime::{
    Client, Config, Credential, Endpoint, Proxy, RateLimiter, RetryPolicy, Waiter, blocking,
};

const FINE: &str = r#"{"Response":{"TotalCount":1,"RequestId":"r"}}"#;

/// A clock and timer that advance only during waits.
#[derive(Clone, Default)]
struct Virtual(Arc<Mutex<Now>>);

impl Clock for Virtual {
    fn now(&self) -> Now {
        *self.0.lock().unwrap()
    }
}

impl Sleep for Virtual {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        let mut now = self.0.lock().unwrap();
        now.tick = now.tick.saturating_add(duration);
        now.unix = now.unix.saturating_add(duration.as_secs());
        Box::pin(ready(()))
    }
}

/// A transport that responds at once: first with failures of each kind, and then with success.
struct Canned {
    sent: AtomicUsize,
    failures: usize,
}

impl Transport for Canned {
    fn send(&self, _: Request<Bytes>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let number = self.sent.fetch_add(1, Ordering::SeqCst);
        let response = |status: u16, body: &'static str| {
            let head =
                Response::builder().status(status).header("retry-after", "18446744073709551615");
            Ok(head
                .header("date", "Fri, 31 Dec 9999 23:59:59 GMT")
                .body(Body::whole(body))
                .unwrap())
        };
        Box::pin(ready(match number % 5 {
            _ if number >= self.failures => Ok(Response::new(Body::whole(FINE))),
            0 => response(200, r#"{"Response":{"Error":{"Code":"RequestLimitExceeded"}}}"#),
            1 => response(503, "<html>"),
            2 => response(200, r#"{"Response":{"Error":{"Code":"AuthFailure.SignatureExpire"}}}"#),
            3 => Err(TransportError::new(TransportErrorKind::Connect)),
            _ => Err(TransportError::new(TransportErrorKind::Network)),
        }))
    }
}

fn durations() -> impl Strategy<Value = Duration> {
    let ends = [
        Duration::ZERO,
        Duration::from_nanos(1),
        Duration::from_secs(60),
        Duration::from_secs(u64::MAX),
        Duration::MAX - Duration::from_nanos(1),
        Duration::MAX,
    ];
    prop_oneof![proptest::sample::select(ends.to_vec()), any::<Duration>()]
}

fn numbers() -> impl Strategy<Value = u32> {
    prop_oneof![proptest::sample::select(vec![0, 1, 2, u32::MAX - 1, u32::MAX]), any::<u32>()]
}

fn policies() -> impl Strategy<Value = RetryPolicy> {
    let budget = prop_oneof![Just(None), numbers().prop_map(Some)];
    (numbers(), [durations(), durations(), durations()], budget).prop_map(
        |(attempts, [first, second, cap], budget)| {
            let policy =
                RetryPolicy::default().attempts(attempts).throttle_base(first).network_base(second);
            policy.cap(cap).budget(budget)
        },
    )
}

/// Generates extreme times, including those of credentials.
fn moments() -> impl Strategy<Value = (Now, Option<u64>)> {
    let seconds =
        || prop_oneof![proptest::sample::select(vec![0, 1, TIME, 1 << 63, u64::MAX]), any::<u64>()];
    let ends = prop_oneof![Just(None), seconds().prop_map(Some)];
    (seconds(), durations(), ends).prop_map(|(unix, tick, ends)| (Now { unix, tick }, ends))
}

fn settings(
    policy: RetryPolicy,
    times: [Duration; 4],
    sizes: [u32; 3],
    (now, ends): (Now, Option<u64>),
    failures: usize,
) -> Config {
    let time = Virtual(Arc::new(Mutex::new(now)));
    let credential = Credential::temporary(ID, KEY, "token");
    let credential = ends.map_or(credential.clone(), |end| credential.expiring_at(end));
    let [connect, attempt, total, idle] = times;
    Config::new()
        .credentials(credential)
        .region(tencentcloud_runtime::Region::AP_GUANGZHOU)
        .retry(policy)
        .connect_timeout(connect)
        .attempt_timeout(attempt)
        .total_timeout(total)
        .idle_timeout(idle)
        .keep_alive(idle)
        .max_response_bytes(sizes[0] as usize)
        .max_concurrent_calls(usize::MAX - sizes[1] as usize)
        .rate_limiter(
            RateLimiter::new().limit("ListThings", sizes[2]).limit("CreateThing", sizes[1]),
        )
        .fail_over(Endpoint::international())
        .clock(time.clone())
        .sleep(time)
        .randomness(Ones)
        .transport(Canned { sent: AtomicUsize::new(0), failures })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None,
        ..ProptestConfig::with_cases(300) })]

    #[test]
    fn calls_end(
        policy in policies(),
        times in [durations(), durations(), durations(), durations()],
        sizes in [numbers(), numbers(), numbers()],
        moment in moments(),
        failures in 0_usize..12,
    ) {
        let settings = || settings(policy.clone(), times, sizes, moment, failures);
        let client = Client::new(settings()).unwrap();
        for _ in 0..12 {
            let _ = blocking::block_on(client.call(ListThings::default()));
            let _ = blocking::block_on(client.call(CreateThing::default()));
        }
        let client = blocking::Client::new(settings()).unwrap();
        let _ = client.call(ListThings::default()).send();
    }

    #[test]
    fn waiters_end(interval in durations(), deadline in durations(), failures in 0_usize..12,
        moment in moments()) {
        const WAITER: Waiter<ListThings> = Waiter::new("Counted").field("TotalCount")
            .success(&["1"]);
        let long = Duration::from_secs(60);
        let settings = || settings(RetryPolicy::off(), [long; 4], [u32::MAX; 3], (moment.0, None),
            failures);
        let waiter = WAITER.interval(interval).deadline(deadline);
        let _ = blocking::block_on(Client::new(settings()).unwrap().wait(ListThings::default(),
            waiter));
        let _ = blocking::Client::new(settings()).unwrap().wait(ListThings::default(), waiter);
    }

    /// Every accepted endpoint can be called, and its signed host is the one that is sent.
    #[test]
    fn endpoints(text in "(https?://)?[a-zA-Z0-9._\\[\\]:@/?# %~é-]{0,40}", root in "\\PC{0,40}") {
        let sent = Arc::new(Mutex::new(None));
        let endpoints = [Endpoint::url(&text), Endpoint::root_domain(&text), Endpoint::url(&root),
            Endpoint::root_domain(&root)];
        for endpoint in endpoints.into_iter().flatten() {
            let settings = config("http://127.0.0.1").endpoint(endpoint).clock(support::Still);
            let client = Client::new(settings.transport(Look(Arc::clone(&sent)))).unwrap();
            blocking::block_on(client.call(CreateThing::default())).unwrap();
            let (seen, url) = sent.lock().unwrap().take().unwrap();
            prop_assert!(is_signed(&seen, ID, KEY, "2023-11-14", "batch"));
            prop_assert_eq!(url.authority().unwrap().as_str(), seen.header("host"));
            prop_assert_eq!(url.path_and_query().unwrap().as_str(), "/");
        }
    }
}

/// A transport that records a request and responds with success.
struct Look(Arc<Mutex<Option<(Seen, http::Uri)>>>);

impl Transport for Look {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let (head, body) = request.into_parts();
        let headers = head
            .headers
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
        let (method, path) = (head.method.to_string(), head.uri.path().to_owned());
        let seen = Seen { method, path, headers: headers.collect(), body: body.to_vec() };
        *self.0.lock().unwrap() = Some((seen, head.uri));
        Box::pin(ready(Ok(Response::new(Body::whole(FINE)))))
    }
}

const ENDS: [Duration; 4] =
    [Duration::ZERO, Duration::from_nanos(1), Duration::from_secs(20), Duration::MAX];

/// The transports of this crate over real sockets, with every pair of extreme values.
#[test]
fn transports() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let pairs = ENDS.iter().flat_map(|one| ENDS.iter().map(|other| (*one, *other)));
    for (one, other) in pairs {
        let base = || config(&server.url).proxy(Proxy::none()).retry(RetryPolicy::off());
        let clocks = [
            base().connect_timeout(one).keep_alive(other),
            base().attempt_timeout(one).total_timeout(other),
        ];
        let others = [
            base().connect_timeout(one).keep_alive(other),
            base().attempt_timeout(one).total_timeout(other),
        ];
        for (of_async, of_blocking) in clocks.into_iter().zip(others) {
            let of_async = Client::new(of_async).unwrap();
            let of_blocking = blocking::Client::new(of_blocking).unwrap();
            for _ in 0..2 {
                let results = [
                    runtime.block_on(of_async.call(CreateThing::default())).map(drop),
                    of_blocking.call(CreateThing::default()).send().map(drop),
                ];
                let enough = one.min(other) > Duration::from_secs(1);
                assert!(
                    !enough || results.iter().all(Result::is_ok),
                    "{one:?} {other:?} {results:?}"
                );
            }
        }
    }
}

#[test]
fn builders() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let tls = support::tls::Authority::new();
    for time in ENDS {
        let hyper = HyperTransport::builder()
            .proxy(Proxy::none())
            .connect_timeout(time)
            .keep_alive(time)
            .build();
        let reqwest =
            ReqwestTransport::builder().no_proxy().tls_backend_preconfigured(tls.client());
        let reqwest = ReqwestTransport::new(reqwest.connect_timeout(time));
        let ureq = UreqTransport::builder()
            .proxy(Proxy::none())
            .connect_timeout(time)
            .keep_alive(time)
            .build();
        let transports: [Arc<dyn Transport>; 2] =
            [Arc::new(hyper.unwrap()), Arc::new(reqwest.unwrap())];
        let enough = time > Duration::from_secs(1);
        for transport in transports {
            let client = Client::new(config(&server.url).transport(transport)).unwrap();
            let results =
                [0; 2].map(|_| runtime.block_on(client.call(CreateThing::default())).is_ok());
            assert!(!enough || results == [true; 2], "{time:?}");
        }
        let client = blocking::Client::new(config(&server.url).transport(ureq.unwrap())).unwrap();
        let results = [0; 2].map(|_| client.call(CreateThing::default()).send().is_ok());
        assert!(!enough || results == [true; 2], "{time:?}");
    }
}
