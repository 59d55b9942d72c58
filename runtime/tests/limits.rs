//! Limits that a client imposes on itself, measured by a server.
//!
//! Not here: the size of a response (loopback.rs).

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use support::api::{Chat, CreateThing, ListThings};
use support::config;
use support::server::{Reply, Server};
use support::streams::HEAD;
use tencentcloud_runtime::{Client, Config, ErrorKind, RateLimiter, blocking};

const FINE: &str = r#"{"Response":{"TotalCount":0,"RequestId":"r"}}"#;

fn list() -> ListThings {
    ListThings { job: Some("j".to_owned()), ..ListThings::default() }
}

#[tokio::test]
async fn requests_a_second() {
    let times = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&times);
    let server = Server::start(move |_, _| {
        seen.lock().unwrap().push(Instant::now());
        Reply::json(FINE)
    });
    let limiter = RateLimiter::new().limit("ListThings", 5);
    let clients =
        [0; 2].map(|_| Client::new(config(&server.url).rate_limiter(limiter.clone())).unwrap());
    let tasks: Vec<_> =
        (0..12).map(|number| tokio::spawn(clients[number % 2].call(list()))).collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let times = times.lock().unwrap();
    assert!(times[11] - times[0] >= Duration::from_millis(1900), "{:?}", times[11] - times[0]);
    // Some leeway for the time that requests travel.
    assert!(times.windows(6).all(|six| six[5] - six[0] >= Duration::from_millis(900)));
}

#[tokio::test]
async fn attempts_count() {
    let throttled = Reply::fault("RequestLimitExceeded", "slow down");
    let server = Server::replies(vec![throttled, Reply::json(FINE)]);
    let limiter = RateLimiter::new().limit("ListThings", 1);
    let begun = Instant::now();
    Client::new(config(&server.url).rate_limiter(limiter)).unwrap().call(list()).await.unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn calls_whose_turn_comes_too_late() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let limiter = RateLimiter::new().limit("ListThings", 1);
    let config =
        config(&server.url).rate_limiter(limiter).total_timeout(Duration::from_millis(500));
    let client = Client::new(config).unwrap();
    client.call(list()).await.unwrap();
    let error = client.call(list()).await.unwrap_err();
    let text = "ListThings: the client's rate limiter (1 requests per second) would delay the call \
            beyond its time limit";
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Limited, text));
    assert!(!error.may_have_taken_effect());
    assert_eq!(server.seen().len(), 1);
}

/// Starts a server that records how many requests it handles at the same time.
fn counting(time: Duration) -> (Server, Arc<AtomicUsize>) {
    let (busy, most) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
    let noted = Arc::clone(&most);
    let server = Server::start(move |_, _| {
        noted.fetch_max(busy.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        std::thread::sleep(time);
        busy.fetch_sub(1, Ordering::SeqCst);
        Reply::json(FINE)
    });
    (server, most)
}

#[tokio::test]
async fn calls_at_the_same_time() {
    let (server, most) = counting(Duration::from_millis(20));
    let client = Client::new(config(&server.url).max_concurrent_calls(3)).unwrap();
    let tasks: Vec<_> = (0..30).map(|_| tokio::spawn(client.call(list()))).collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(most.load(Ordering::SeqCst), 3);
    // A cancelled call releases its permit.
    let short = Duration::from_millis(5);
    for _ in 0..5 {
        assert!(tokio::time::timeout(short, client.call(list())).await.is_err());
    }
    client.call(list()).await.unwrap();
}

#[test]
fn calls_of_threads_at_the_same_time() {
    let (server, most) = counting(Duration::from_millis(20));
    let client = blocking::Client::new(config(&server.url).max_concurrent_calls(2)).unwrap();
    let call = |client: blocking::Client| move || client.call(list()).send().map(drop).unwrap();
    let threads: Vec<_> = (0..10).map(|_| std::thread::spawn(call(client.clone()))).collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(most.load(Ordering::SeqCst), 2);
    let slow = counting(Duration::from_secs(3)).0;
    let config =
        config(&slow.url).max_concurrent_calls(1).total_timeout(Duration::from_millis(200));
    let client = blocking::Client::new(config).unwrap();
    let first = std::thread::spawn(call_and_forget(client.clone()));
    std::thread::sleep(Duration::from_millis(50));
    let begun = Instant::now();
    client.call(list()).send().unwrap_err();
    assert!(
        begun.elapsed() < Duration::from_secs(1),
        "waiting for its turn is part of a call's time"
    );
    first.join().unwrap();
}

fn call_and_forget(client: blocking::Client) -> impl FnOnce() {
    move || drop(client.call(list()).send())
}

const EVENTS: &str = "data: {\"Text\":\"a\"}\n\ndata: {\"Text\":\"b\"}\n\ndata: [DONE]\n\n";

/// Starts a server that streams for one action and responds to others at once.
fn streaming() -> Server {
    Server::start(|seen, _| match seen.header("x-tc-action") {
        "Chat" => Reply::Raw([HEAD, EVENTS].concat().into_bytes()),
        _ => Reply::json(FINE),
    })
}

/// Returns settings for one call at a time, without long waits.
fn one_by_one(server: &Server) -> Config {
    config(&server.url).max_concurrent_calls(1).total_timeout(Duration::from_millis(200))
}

#[tokio::test]
async fn a_stream_keeps_its_place_until_it_ends() {
    let server = streaming();
    let client = Client::new(one_by_one(&server)).unwrap();
    let mut events = client.stream(Chat::default()).await.unwrap();
    for _ in 0..2 {
        assert!(events.try_next().await.unwrap().is_some());
        assert_eq!(client.call(list()).await.unwrap_err().kind(), ErrorKind::Limited);
    }
    // A stream releases its permit at its end, although it is still held, and when it is dropped
    // earlier.
    assert!(events.try_next().await.unwrap().is_none());
    client.call(list()).await.unwrap();
    let others = client.stream(Chat::default()).await.unwrap();
    assert_eq!(client.call(list()).await.unwrap_err().kind(), ErrorKind::Limited);
    drop(others);
    client.call(list()).await.unwrap();
    drop(events);
}

#[test]
fn a_stream_of_a_thread_keeps_its_place_until_it_ends() {
    let server = streaming();
    let client = blocking::Client::new(one_by_one(&server)).unwrap();
    let mut events = client.stream(Chat::default()).unwrap();
    events.next().unwrap().unwrap();
    assert_eq!(client.call(list()).send().unwrap_err().kind(), ErrorKind::Limited);
    assert_eq!(events.by_ref().count(), 1);
    client.call(list()).send().unwrap();
    drop(client.stream(Chat::default()).unwrap());
    client.call(list()).send().unwrap();
    drop(events);
}

#[tokio::test]
async fn the_size_of_a_request() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let client = Client::new(config(&server.url)).unwrap();
    let name = |length: usize| CreateThing { name: Some("x".repeat(length)) };
    // The braces, the name and the quotes are 11 bytes.
    const MOST: usize = 10 * 1024 * 1024;
    client.call(name(MOST - 11)).await.unwrap();
    let error = client.call(name(MOST - 10)).await.unwrap_err();
    let text = "CreateThing: the request body has 10485761 bytes; at most 10485760 are allowed";
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Request, text));
    assert_eq!(server.seen().len(), 1);
}
