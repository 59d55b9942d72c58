//! The caching and renewal of credentials: when it happens, which call does it, and what other
//! calls receive.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use bytes::Bytes;
use http::{Request, Response};
use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;
use support::api::ListThings;
use support::config;
use support::mint::{Hand, Mint, Minted};
use tencentcloud_runtime::credential::{CachedProvider, CredentialProvider, CredentialRequest};
use tencentcloud_runtime::time::BoxFuture;
use tencentcloud_runtime::transport::{Body, Transport, TransportError};
use tencentcloud_runtime::{Client, Credential, Error};

async fn get(provider: &CachedProvider) -> Result<String, String> {
    let credential = provider.credential(CredentialRequest::default()).await;
    credential.map(|it| it.secret_key().to_owned()).map_err(|error| error.to_string())
}

fn refusing(credential: Credential) -> CredentialRequest {
    let mut request = CredentialRequest::default();
    request.refused = Some(credential);
    request
}

#[tokio::test]
async fn renewal_comes_ahead_of_the_end() {
    for (life, due) in [(7200, 6900), (3600, 3300), (100, 90)] {
        let mint = Mint::new(life);
        let provider = mint.provider();
        assert_eq!(get(&provider).await.unwrap(), "key-0");
        mint.clock.set(due - 1);
        assert_eq!(get(&provider).await.unwrap(), "key-0", "{life}");
        mint.clock.set(due);
        assert_eq!(get(&provider).await.unwrap(), "key-1", "{life}");
    }
    let lasting = Mint::new(None);
    let provider = lasting.provider();
    for (seconds, key) in
        [(0, "key-0"), (299, "key-0"), (300, "key-1"), (599, "key-1"), (600, "key-2")]
    {
        lasting.clock.set(seconds);
        assert_eq!(get(&provider).await.unwrap(), key);
    }
}

#[tokio::test]
async fn old_ones_are_used_while_they_are_valid() {
    let mint = Mint::new(1000);
    let provider = mint.provider();
    get(&provider).await.unwrap();
    mint.failing.store(true, Ordering::SeqCst);
    for seconds in [900, 950, 999] {
        mint.clock.set(seconds);
        assert_eq!(get(&provider).await.unwrap(), "key-0", "{seconds}");
    }
    mint.clock.set(1000);
    assert_eq!(get(&provider).await.unwrap_err(), "the mint is closed");
    mint.failing.store(false, Ordering::SeqCst);
    assert_eq!(get(&provider).await.unwrap(), "key-1");
}

#[tokio::test]
async fn failed_renewals_are_not_tried_at_every_call() {
    let mint = Mint::new(1000);
    let tries = Arc::new(AtomicUsize::new(0));
    struct Counted(Mint, Arc<AtomicUsize>);
    impl CredentialProvider for Counted {
        fn credential(
            &self,
            request: CredentialRequest,
        ) -> BoxFuture<'_, Result<Credential, Error>> {
            self.1.fetch_add(1, Ordering::SeqCst);
            self.0.credential(request)
        }
    }
    let provider =
        CachedProvider::with_clock(Counted(mint.clone(), Arc::clone(&tries)), mint.clock.clone());
    get(&provider).await.unwrap();
    mint.failing.store(true, Ordering::SeqCst);
    for seconds in 900..920 {
        mint.clock.set(seconds);
        get(&provider).await.unwrap();
    }
    assert_eq!(tries.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn refused_ones_are_not_given_again() {
    let mint = Mint::new(1000);
    let provider = mint.provider();
    let first = provider.credential(CredentialRequest::default()).await.unwrap();
    let second = provider.credential(refusing(first.clone())).await.unwrap();
    assert_eq!(second.secret_key(), "key-1");
    // Another caller had the same credential refused: there already is a newer one.
    assert_eq!(provider.credential(refusing(first)).await.unwrap().secret_key(), "key-1");
    assert_eq!(mint.count(), 2);
    mint.failing.store(true, Ordering::SeqCst);
    assert!(provider.credential(refusing(second)).await.is_err());
}

#[tokio::test]
async fn while_one_renews_the_others_get_the_old_ones() {
    let mint = Mint { slow: 1_000, ..Mint::new(1000) };
    let provider = mint.provider();
    get(&provider).await.unwrap();
    mint.clock.set(900);
    let mut leader = pin!(get(&provider));
    let waker = Waker::noop();
    assert!(leader.as_mut().poll(&mut Context::from_waker(waker)).is_pending());
    assert_eq!(get(&provider).await.unwrap(), "key-0");
    // Shortly before the expiry they wait.
    mint.clock.set(995);
    assert_eq!(get(&provider).await.unwrap(), "key-1");
    assert_eq!(leader.await.unwrap(), "key-1");
    assert_eq!((mint.count(), mint.overlaps.load(Ordering::SeqCst)), (2, 0));
}

#[tokio::test]
async fn a_renewal_goes_on_without_the_one_who_began_it_and_ends_without_anybody() {
    let mint = Mint { slow: 10, ..Mint::new(1000) };
    let provider = mint.provider();
    let waker = Waker::noop();
    let mut first = Box::pin(get(&provider));
    assert!(first.as_mut().poll(&mut Context::from_waker(waker)).is_pending());
    let mut second = Box::pin(get(&provider));
    assert!(second.as_mut().poll(&mut Context::from_waker(waker)).is_pending());
    drop(first);
    assert!(mint.busy.load(Ordering::SeqCst));
    assert_eq!(second.await.unwrap(), "key-0");
    mint.clock.set(1000);
    let mut third = Box::pin(get(&provider));
    assert!(third.as_mut().poll(&mut Context::from_waker(waker)).is_pending());
    drop(third);
    assert!(!mint.busy.load(Ordering::SeqCst), "nobody waits any more");
    assert_eq!(get(&provider).await.unwrap(), "key-1");
}

#[tokio::test]
async fn a_failure_reaches_all_who_wait_for_it() {
    let mint = Mint { slow: 10, ..Mint::new(1000) };
    mint.failing.store(true, Ordering::SeqCst);
    let provider = mint.provider();
    let tasks: Vec<_> = (0..100)
        .map(|_| {
            tokio::spawn({
                let provider = provider.clone();
                async move { get(&provider).await }
            })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap_err(), "the mint is closed");
    }
}

/// A service that refuses expired, torn or wrongly signed requests, and advances the clock.
struct Gate {
    clock: Hand,
    seen: AtomicU64,
    wrong: Mutex<Vec<String>>,
}

impl Transport for Gate {
    fn send(
        &self,
        request: Request<Bytes>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
        let authorization = header("authorization");
        let minted = Minted::parse(&authorization);
        if !minted.is_good(&header("x-tc-token"), &header("x-tc-timestamp")) {
            self.wrong.lock().unwrap().push(format!(
                "{} at {}",
                minted.id,
                header("x-tc-timestamp")
            ));
        }
        // Every hundredth request takes a second.
        if self.seen.fetch_add(1, Ordering::SeqCst) % 100 == 99 {
            self.clock.0.fetch_add(1, Ordering::SeqCst);
        }
        let body = r#"{"Response":{"TotalCount":0,"RequestId":"r"}}"#;
        Box::pin(async move { Ok(Response::new(Body::whole(body))) })
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_thousand_calls_with_credentials_that_expire() {
    let mint = Mint { slow: 50, ..Mint::new(30) };
    let gate = Arc::new(Gate {
        clock: mint.clock.clone(),
        seen: AtomicU64::new(0),
        wrong: Mutex::default(),
    });
    let config = config("http://127.0.0.1:1")
        .credentials(mint.provider())
        .clock(mint.clock.clone())
        .total_timeout(Duration::from_secs(100_000))
        .transport(Arc::clone(&gate));
    let client = Client::new(config).unwrap();
    let call = |client: Client| async move {
        client
            .call(ListThings { job: Some("j".to_owned()), ..ListThings::default() })
            .await
            .map(drop)
    };
    let tasks: Vec<_> = (0..10_000).map(|_| tokio::spawn(call(client.clone()))).collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(gate.seen.load(Ordering::SeqCst), 10_000);
    assert_eq!(*gate.wrong.lock().unwrap(), Vec::<String>::new());
    assert_eq!(mint.overlaps.load(Ordering::SeqCst), 0);
    // 100 seconds of 27 each, including the first one.
    assert!((3..=6).contains(&mint.count()), "{} renewals", mint.count());
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Runs a future on this thread without a runtime.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park_timeout(Duration::from_secs(10)),
        }
    }
}

#[test]
fn threads_without_a_runtime() {
    let mint = Mint { slow: 50, ..Mint::new(30) };
    let provider = mint.provider();
    let asks = |provider: CachedProvider, clock: Hand| {
        move || {
            for _ in 0..100 {
                let before = clock.unix();
                let credential =
                    block_on(provider.credential(CredentialRequest::default())).unwrap();
                assert!(credential.expires_at().unwrap() > before);
                clock.0.fetch_add(1, Ordering::SeqCst);
            }
        }
    };
    let threads: Vec<_> =
        (0..16).map(|_| thread::spawn(asks(provider.clone(), mint.clock.clone()))).collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(mint.overlaps.load(Ordering::SeqCst), 0);
    assert!(mint.count() >= 1600 / 30, "{}", mint.count());
}

/// A provider that hangs on the first call, panics on the second, and then returns a credential.
#[derive(Default)]
struct Troubled(AtomicUsize);

impl CredentialProvider for Troubled {
    fn credential(&self, _request: CredentialRequest) -> BoxFuture<'_, Result<Credential, Error>> {
        let number = self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move {
            match number {
                0 => std::future::pending().await,
                1 => std::panic::resume_unwind(Box::new("the provider's own fault")),
                _ => Ok(Credential::new("id", format!("key-{number}"))),
            }
        })
    }
}

#[test]
fn a_provider_that_hangs_once_and_panics_once() {
    let clock = Hand::default();
    let provider = CachedProvider::with_clock(Troubled::default(), clock.clone());
    let mut context = Context::from_waker(Waker::noop());
    let mut first = Box::pin(get(&provider));
    let mut patient = Box::pin(get(&provider));
    assert!(
        first.as_mut().poll(&mut context).is_pending()
            && patient.as_mut().poll(&mut context).is_pending()
    );
    // No call has given up, so the others wait, too.
    clock.set(60);
    assert!(pin!(get(&provider)).as_mut().poll(&mut context).is_pending());
    drop(first);
    // A panic is a failure only to the calls that wait for that renewal.
    let panicked = pin!(get(&provider)).as_mut().poll(&mut context);
    assert_eq!(panicked, Poll::Ready(Err("the credential provider panicked".to_owned())));
    assert!(patient.as_mut().poll(&mut context).is_pending());
    // Further calls arrive while the first renewal still hangs.
    for _ in 0..3 {
        assert_eq!(
            pin!(get(&provider)).as_mut().poll(&mut context),
            Poll::Ready(Ok("key-2".to_owned()))
        );
    }
    assert!(patient.as_mut().poll(&mut context).is_pending());
}

#[test]
fn callers_that_never_give_up_are_not_waited_for_for_ever() {
    let clock = Hand::default();
    let provider = CachedProvider::with_clock(Troubled(AtomicUsize::new(0)), clock.clone());
    let mut context = Context::from_waker(Waker::noop());
    let mut first = Box::pin(get(&provider));
    assert!(first.as_mut().poll(&mut context).is_pending());
    clock.set(119);
    let mut second = Box::pin(get(&provider));
    assert!(second.as_mut().poll(&mut context).is_pending());
    clock.set(120);
    assert!(matches!(pin!(get(&provider)).as_mut().poll(&mut context), Poll::Ready(Err(_))));
    assert_eq!(
        pin!(get(&provider)).as_mut().poll(&mut context),
        Poll::Ready(Ok("key-2".to_owned()))
    );
}

/// A renewal that takes longer than a call's time limit is not lost while other calls wait for it.
#[test]
fn a_slow_renewal_ends_although_each_caller_gives_up() {
    let mint = Mint { slow: 12, ..Mint::new(None) };
    let provider = mint.provider();
    let mut context = Context::from_waker(Waker::noop());
    let mut calls: Vec<_> = (0..2).map(|_| Box::pin(get(&provider))).collect();
    let got = (0..40).find_map(|second| {
        mint.clock.set(second);
        calls.push(Box::pin(get(&provider)));
        let outcome = calls.iter_mut().find_map(|call| match call.as_mut().poll(&mut context) {
            Poll::Ready(outcome) => Some(outcome),
            Poll::Pending => None,
        });
        // Each call has two seconds.
        drop(calls.remove(0));
        outcome
    });
    assert_eq!(got, Some(Ok("key-0".to_owned())));
}

#[test]
fn a_runtime_that_nobody_drives_keeps_no_other_from_credentials() {
    let provider = CachedProvider::new(Troubled::default());
    let [idle, driven] =
        [0; 2].map(|_| tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap());
    let other = provider.clone();
    let stuck = idle.spawn(async move { get(&other).await });
    idle.block_on(tokio::task::yield_now());
    assert!(driven.block_on(get(&provider)).is_err(), "it panics the second time");
    assert_eq!(driven.block_on(get(&provider)).unwrap(), "key-2");
    assert!(!stuck.is_finished());
}
