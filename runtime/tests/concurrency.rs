//! Many concurrent calls over sockets, and cancelled calls.
//!
//! Not here: the caching of credentials (credential_cache.rs), and waits between calls (limits.rs).

#![allow(clippy::unwrap_used, reason = "these are tests, helpers and all")]

mod support;

use std::io::Read;
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use support::api::{CreateThing, ListThings};
use support::busy::Busy;
use support::config;
use support::mint::{Mint, Minted};
use support::server::{Reply, Server};
use support::signature::is_signed;
use tencentcloud_runtime::{Client, Config, blocking};

const FINE: &str = r#"{"Response":{"TotalCount":0,"RequestId":"r"}}"#;
/// The number of concurrent requests, of 10,000 calls: systems limit the connections of a process.
const AT_ONCE: usize = 100;

/// Returns whether a condition becomes true within 20 s.
async fn comes_about(what: impl Fn() -> bool) -> bool {
    for _ in 0..4_000 {
        if what() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    false
}

/// Starts a service that verifies requests and refuses expired, torn or wrongly signed ones.
///
/// Every hundredth request takes a second.
fn gate(mint: &Mint, count: &Arc<AtomicUsize>, wrong: &Arc<Mutex<Vec<String>>>) -> Busy {
    let (clock, count, wrong) = (mint.clock.clone(), Arc::clone(count), Arc::clone(wrong));
    Busy::start(move |seen| {
        let minted = Minted::parse(seen.header("authorization"));
        let key = format!("key-{}", minted.number);
        let signed = is_signed(seen, &minted.id, &key, "2023-11-14", "batch");
        if !signed || !minted.is_good(seen.header("x-tc-token"), seen.header("x-tc-timestamp")) {
            wrong.lock().unwrap().push(format!("{seen:?}"));
        }
        if count.fetch_add(1, Ordering::SeqCst) % 100 == 99 {
            clock.0.fetch_add(1, Ordering::SeqCst);
        }
        FINE.to_owned()
    })
}

/// Makes ten thousand calls with credentials of 30 seconds, in either way; afterwards no connection
/// is left.
async fn ten_thousand<C>(settings: fn(Config) -> C, call_all: impl AsyncFnOnce(C)) {
    let mint = Mint { slow: 50, ..Mint::new(30) };
    let (count, wrong) = (Arc::new(AtomicUsize::new(0)), Arc::default());
    let server = gate(&mint, &count, &wrong);
    let config = config(&server.url)
        .credentials(mint.provider())
        .clock(mint.clock.clone())
        .connect_timeout(Duration::from_secs(60))
        .attempt_timeout(Duration::from_secs(60))
        .total_timeout(Duration::from_secs(100_000))
        .max_concurrent_calls(AT_ONCE);
    call_all(settings(config)).await;
    assert_eq!(*wrong.lock().unwrap(), Vec::<String>::new());
    assert_eq!(count.load(Ordering::SeqCst), 10_000);
    assert_eq!(mint.overlaps.load(Ordering::SeqCst), 0, "one renewal at a time");
    // 100 seconds of 27 each, including the first one.
    assert!((3..=6).contains(&mint.count()), "{} renewals", mint.count());
    // Slightly more than the concurrent requests: some connections are opened but not needed,
    // because another is free by then.
    assert!((2..10 * AT_ONCE).contains(&server.most()), "{} connections", server.most());
    assert!(
        comes_about(|| server.open() == 0).await,
        "{} connections are left over",
        server.open()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_calls_with_credentials_that_expire() {
    ten_thousand(
        |config| Client::new(config).unwrap(),
        async |client| {
            let tasks: Vec<_> =
                (0..10_000).map(|_| tokio::spawn(client.call(ListThings::default()))).collect();
            for task in tasks {
                task.await.unwrap().unwrap();
            }
        },
    )
    .await;
}

#[tokio::test]
async fn ten_thousand_blocking_calls_with_credentials_that_expire() {
    ten_thousand(
        |config| blocking::Client::new(config).unwrap(),
        async |client| {
            thread::scope(|scope| {
                for _ in 0..AT_ONCE {
                    scope.spawn(|| {
                        (0..10_000 / AT_ONCE)
                            .for_each(|_| drop(client.call(ListThings::default()).send().unwrap()))
                    });
                }
            });
        },
    )
    .await;
}

/// The number of calls that are cancelled at once.
const GIVEN_UP: usize = 8;

fn tasks() -> usize {
    tokio::runtime::Handle::current().metrics().num_alive_tasks()
}

/// Cancels calls when the server has received them, and checks that nothing is left of them.
async fn give_up(client: &Client, has_them: impl Fn() -> bool, open: impl Fn() -> usize) {
    let calls: Vec<_> =
        (0..GIVEN_UP).map(|_| tokio::spawn(client.call(CreateThing::default()))).collect();
    assert!(comes_about(has_them).await, "the calls do not reach the server");
    assert!(open() >= GIVEN_UP && tasks() >= GIVEN_UP, "there is nothing to be left over");
    for call in &calls {
        call.abort();
    }
    for call in calls {
        assert!(call.await.unwrap_err().is_cancelled(), "it was over before");
    }
    assert!(comes_about(|| open() == 0).await, "{} connections are left over", open());
    assert!(comes_about(|| tasks() == 0).await, "{} tasks are left over", tasks());
}

fn settings(url: &str) -> Config {
    let long = Duration::from_secs(60);
    config(url)
        .max_concurrent_calls(GIVEN_UP)
        .connect_timeout(long)
        .attempt_timeout(long)
        .total_timeout(long)
}

#[tokio::test]
async fn calls_that_are_given_up_while_the_response_comes() {
    let cases = [
        ("within its head", ["HTTP/1.1 200 OK\r\nX-Slow: ".to_owned(), "a".to_owned()]),
        (
            "within its body",
            ["HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{".to_owned(), " ".to_owned()],
        ),
    ];
    for (name, [begin, more]) in cases {
        let pieces: Vec<_> =
            [begin].into_iter().chain(std::iter::repeat_n(more, 10_000)).map(Vec::from).collect();
        let server = Server::start(move |seen, _| match seen.header("x-tc-action") {
            "CreateThing" => Reply::Slow(pieces.clone(), Duration::from_millis(2)),
            _ => Reply::json(FINE),
        });
        let client = Client::new(settings(&server.url)).unwrap();
        give_up(&client, || server.seen().len() == GIVEN_UP, || server.open()).await;
        // Their permits are free again.
        let calls: Vec<_> =
            (0..GIVEN_UP).map(|_| tokio::spawn(client.call(ListThings::default()))).collect();
        for call in calls {
            call.await.unwrap().unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        assert_eq!(server.seen().len(), 2 * GIVEN_UP, "{name}: nothing is sent again");
    }
}

#[tokio::test]
async fn calls_that_are_given_up_in_the_handshake() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let open = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&open);
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            count.fetch_add(1, Ordering::SeqCst);
            let count = Arc::clone(&count);
            thread::spawn(move || {
                let _ = stream.read_to_end(&mut Vec::new());
                count.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    let open = || open.load(Ordering::SeqCst);
    give_up(&Client::new(settings(&url)).unwrap(), || open() == GIVEN_UP, open).await;
}
