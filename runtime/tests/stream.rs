//! Answers that stream, over sockets and in both clients. Not here: how streams are taken apart (the parser's own
//! tests).

#![allow(clippy::unwrap_used, reason = "these are tests, helpers and all")]

mod support;

use std::time::{Duration, Instant};
use support::api::Chat;
use support::config;
use support::server::{Reply, Server};
use support::streams::{HEAD, Heard, with_async, with_blocking};
use tencentcloud_runtime::{Client, Error, ErrorKind, blocking};

/// A stream in these pieces, with a pause before each, that ends with the connection.
fn stream(pieces: &[&str], pause: Duration) -> Server {
    let pieces = std::iter::once(&HEAD).chain(pieces).map(|piece| piece.as_bytes().to_vec()).collect();
    Server::replies(vec![Reply::Slow(pieces, pause)])
}

/// What a caller sees: texts with names, and how it ends.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    streamed: bool,
    request_id: Option<String>,
    events: Vec<String>,
    end: Result<(), String>,
}

fn outcome(error: Error) -> String {
    format!("{:?}: {error}", error.kind())
}

fn settings(server: &Server) -> tencentcloud_runtime::Config {
    config(&server.url).idle_timeout(Duration::from_millis(300)).total_timeout(Duration::from_millis(600))
}

fn seen(heard: Result<Heard, Error>) -> Result<Seen, String> {
    let Heard { streamed, request_id, events, error, .. } = heard.map_err(outcome)?;
    Ok(Seen { streamed, request_id, events, end: error.map_or(Ok(()), |error| Err(outcome(error))) })
}

/// Both clients, which must see the same.
fn read(server: &Server) -> Result<Seen, String> {
    let blocking = seen(with_blocking(settings(server)));
    assert_eq!(seen(with_async(settings(server))), blocking, "the clients differ");
    blocking
}

fn streamed(events: &[&str], end: Result<(), &str>) -> Result<Seen, String> {
    let events = events.iter().map(|text| (*text).to_owned()).collect();
    Ok(Seen { streamed: true, request_id: Some("head-1".to_owned()), events, end: end.map_err(str::to_owned) })
}

#[test]
fn events_come_one_by_one() {
    let pieces = [
        "event: delta\r\ndata: {\"Text\":\"a\"}\r\n\r",
        "\ndata: {\"Te",
        "xt\":\"b\"}\n\n: still here\n\n",
        "data: [DONE]\n\n",
    ];
    // Each pause is shorter than the limit for silence; together they are longer than every limit.
    let server = stream(&pieces, Duration::from_millis(200));
    assert_eq!(read(&server), streamed(&["delta: a", "b"], Ok(())));
}

#[test]
fn the_last_event_may_lack_its_blank_line() {
    let server = stream(&["data: {\"Text\":\"a\"}\n\ndata: {\"Text\":\"b\"}"], Duration::ZERO);
    assert_eq!(read(&server), streamed(&["a", "b"], Ok(())));
    let server = stream(&["data: [DONE]\n\ndata: {\"Text\":\"late\"}\n\n"], Duration::ZERO);
    assert_eq!(read(&server), streamed(&[], Ok(())));
}

#[test]
fn the_answer_may_come_at_once() {
    let server = Server::replies(vec![Reply::json(r#"{"Response":{"Text":"a","RequestId":"r-1"}}"#)]);
    let expected = Seen { streamed: false, request_id: None, events: vec!["a".to_owned()], end: Ok(()) };
    assert_eq!(read(&server), Ok(expected));
    let server = Server::replies(vec![Reply::fault("ResourceNotFound.Thing", "no such model")]);
    let text = "Service: Chat: ResourceNotFound.Thing: no such model (request id request-1)";
    assert_eq!(read(&server), Err(text.to_owned()));
}

#[test]
fn a_stream_may_fail_in_the_middle() {
    let fine = "data: {\"Text\":\"a\"}\n\n";
    let fault = "data: {\"Response\":{\"Error\":{\"Code\":\"InternalError\",\"Message\":\"oops\"}}}\n\n";
    let bare = "data: { \"Error\":{\"Code\":\"InternalError\",\"Message\":\"oops\"}}\n\n";
    let cases = [
        (fault, "Service: Chat: InternalError: oops (request id head-1)"),
        (bare, "Service: Chat: InternalError: oops (request id head-1)"),
        (
            "data: {\"Text\":\n\n",
            "Decode: Chat: an event cannot be read at Text: EOF while parsing a value at line 1 column 8 (request id head-1)",
        ),
        (
            "data: hello\n\n",
            "Decode: Chat: an event cannot be read: expected value at line 1 column 1 (request id head-1)",
        ),
    ];
    for (event, text) in cases {
        let server = stream(&[fine, event, fine], Duration::ZERO);
        assert_eq!(read(&server), streamed(&["a"], Err(text)));
    }
}

#[test]
fn a_stream_may_break_off() {
    let head = HEAD.replace("\r\n\r\n", "\r\nContent-Length: 100\r\n\r\n");
    let server = Server::replies(vec![Reply::Raw((head + "data: {\"Text\":\"a\"}\n\n").into_bytes())]);
    let text = "Network: Chat: the connection failed before the answer was whole (request id head-1)";
    assert_eq!(read(&server), streamed(&["a"], Err(text)));
}

#[test]
fn silence_is_bounded() {
    let server = stream(&["data: {\"Text\":\"a\"}\n\n", "data: {\"Text\":\"b\"}\n\n"], Duration::from_millis(200));
    assert_eq!(read(&server), streamed(&["a", "b"], Ok(())));
    let pieces = [HEAD.as_bytes(), b"data: {\"Text\":\"a\"}\n\n", b"data"].map(<[u8]>::to_vec).to_vec();
    let server = Server::start(move |_, _| Reply::SlowEnd(pieces.clone(), Duration::from_secs(2)));
    let text = "Timeout: Chat: the stream of events was silent for 300ms (request id head-1)";
    assert_eq!(read(&server), streamed(&["a"], Err(text)));
}

#[test]
fn a_large_event_is_refused() {
    let server = stream(&["data: ", &"0".repeat(100_000)], Duration::ZERO);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let client = Client::new(settings(&server).max_answer(10_000)).unwrap();
    let error = runtime.block_on(async {
        let mut events = client.stream(Chat::default()).await.unwrap();
        events.try_next().await.unwrap_err()
    });
    assert_eq!(error.to_string(), "Chat: the answer has more than the 10000 bytes allowed (request id head-1)");
}

/// A stream that a gateway has packed: what would come of it is not certain, and its end may be far off.
#[test]
fn a_packed_stream_is_refused() {
    let head = HEAD.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n");
    let pieces = [head.as_bytes(), &[0x1f, 0x8b, 8]].map(<[u8]>::to_vec).to_vec();
    let server = Server::replies(vec![Reply::SlowEnd(pieces, Duration::from_millis(1))]);
    let told = "the answer is a stream of events packed with gzip, which was not asked for";
    assert_eq!(read(&server), Err(format!("Http: Chat: {told} (request id head-1)")));
    assert_eq!(server.seen().len(), 2, "it is not asked for again");
    let error = blocking::Client::new(settings(&server)).unwrap().call(Chat::default()).unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Http, told));
}

#[test]
fn a_call_says_that_there_is_a_stream() {
    let server = stream(&["data: {}\n\n"], Duration::ZERO);
    let error = blocking::Client::new(settings(&server)).unwrap().call(Chat::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Http);
    assert_eq!(error.message(), "the answer is a stream of events: call the action with `stream`");
}

#[test]
fn a_dropped_stream_closes_its_connection() {
    let endless = || {
        let pieces = std::iter::once(HEAD).chain(std::iter::repeat_n("data: {\"Text\":\"a\"}\n\n", 1000));
        let pieces = pieces.map(|piece| piece.as_bytes().to_vec()).collect();
        Server::replies(vec![Reply::Slow(pieces, Duration::from_millis(5))])
    };
    let server = endless();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = Client::new(settings(&server)).unwrap();
    runtime.block_on(async {
        let mut events = client.stream(Chat::default()).await.unwrap();
        assert!(events.try_next().await.unwrap().is_some());
        drop(events);
        tokio::time::sleep(Duration::from_millis(100)).await;
        let tasks = tokio::runtime::Handle::current().metrics().num_alive_tasks();
        assert_eq!(tasks, 0, "a task is left over");
    });
    closes(&server);

    let server = endless();
    let client = blocking::Client::new(settings(&server)).unwrap();
    let mut events = client.stream(Chat::default()).unwrap();
    assert!(events.next().unwrap().is_ok());
    drop(events);
    closes(&server);
}

fn closes(server: &Server) {
    let start = Instant::now();
    while server.open() > 0 {
        assert!(start.elapsed() < Duration::from_secs(2), "the connection is still open");
        std::thread::sleep(Duration::from_millis(5));
    }
}
