//! Responses that stream, over sockets and in both clients.
//!
//! Not here: the parsing of streams (the parser's own tests).

#![allow(clippy::unwrap_used, reason = "these are tests, helpers and all")]

mod support;

use std::time::{Duration, Instant};
use support::api::Chat;
use support::config;
use support::server::{Reply, Server};
use support::streams::{HEAD, Heard, with_async, with_blocking};
use tencentcloud_runtime::{Client, Error, ErrorKind, blocking};

/// Starts a server with a stream of these pieces, with a pause before each, that ends with the
/// connection.
fn stream(pieces: &[&str], pause: Duration) -> Server {
    let pieces =
        std::iter::once(&HEAD).chain(pieces).map(|piece| piece.as_bytes().to_vec()).collect();
    Server::replies(vec![Reply::Slow(pieces, pause)])
}

/// The events that a caller receives: the texts with their names, and the end.
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
    config(&server.url)
        .idle_timeout(Duration::from_millis(300))
        .total_timeout(Duration::from_millis(600))
}

fn seen(heard: Result<Heard, Error>) -> Result<Seen, String> {
    let Heard { streamed, request_id, events, error, .. } = heard.map_err(outcome)?;
    Ok(Seen {
        streamed,
        request_id,
        events,
        end: error.map_or(Ok(()), |error| Err(outcome(error))),
    })
}

/// Reads a stream with both clients, which must receive the same.
fn collect(server: &Server) -> Result<Seen, String> {
    let blocking = seen(with_blocking(settings(server)));
    assert_eq!(seen(with_async(settings(server))), blocking, "the clients differ");
    blocking
}

fn streamed(events: &[&str], end: Result<(), &str>) -> Result<Seen, String> {
    let events = events.iter().map(|text| (*text).to_owned()).collect();
    Ok(Seen {
        streamed: true,
        request_id: Some("head-1".to_owned()),
        events,
        end: end.map_err(str::to_owned),
    })
}

#[test]
fn events_come_one_by_one() {
    let pieces = [
        "event: delta\r\ndata: {\"Text\":\"a\"}\r\n\r",
        "\ndata: {\"Te",
        "xt\":\"b\"}\n\n: still here\n\n",
        "data: [DONE]\n\n",
    ];
    // Each pause is shorter than the limit of silence; together they are longer than every limit.
    let server = stream(&pieces, Duration::from_millis(200));
    assert_eq!(collect(&server), streamed(&["delta: a", "b"], Ok(())));
}

#[test]
fn the_last_event_may_lack_its_blank_line() {
    let server = stream(&["data: {\"Text\":\"a\"}\n\ndata: {\"Text\":\"b\"}"], Duration::ZERO);
    assert_eq!(collect(&server), streamed(&["a", "b"], Ok(())));
    let server = stream(&["data: [DONE]\n\ndata: {\"Text\":\"late\"}\n\n"], Duration::ZERO);
    assert_eq!(collect(&server), streamed(&[], Ok(())));
}

#[test]
fn the_response_may_come_at_once() {
    let server =
        Server::replies(vec![Reply::json(r#"{"Response":{"Text":"a","RequestId":"r-1"}}"#)]);
    let expected =
        Seen { streamed: false, request_id: None, events: vec!["a".to_owned()], end: Ok(()) };
    assert_eq!(collect(&server), Ok(expected));
    let server = Server::replies(vec![Reply::fault("ResourceNotFound.Thing", "no such model")]);
    let text = "Service: Chat: ResourceNotFound.Thing: no such model (request id request-1)";
    assert_eq!(collect(&server), Err(text.to_owned()));
}

#[test]
fn a_stream_may_fail_in_the_middle() {
    let fine = "data: {\"Text\":\"a\"}\n\n";
    let fault =
        "data: {\"Response\":{\"Error\":{\"Code\":\"InternalError\",\"Message\":\"oops\"}}}\n\n";
    let bare = "data: { \"Error\":{\"Code\":\"InternalError\",\"Message\":\"oops\"}}\n\n";
    let inside =
        "data: {\"Text\":\"b\",\"Error\":{\"Code\":\"InternalError\",\"Message\":\"oops\"}}\n\n";
    let enveloped =
        inside.replace("\"Error\":", "\"Response\":{\"Error\":").replace("}\n\n", "}}\n\n");
    let escaped = inside.replace("Error\":{\"Code", "\\u0045rror\":{\"C\\u006fde");
    let without_data = inside.replace("data: ", "");
    let whole = "{\n  \"Response\": {\n    \"Error\": \
        {\n      \"Code\": \"InternalError\",\n\n      \"Message\": \"oops\"}}\n}\n";
    let text = "Service: Chat: InternalError: oops (request id head-1)";
    let cases = [
        (fault, text),
        (bare, text),
        (inside, text),
        (&enveloped, text),
        (&escaped, text),
        (&without_data, text),
        (&without_data.replace("{\"Text\":\"b\",", "{"), text),
        (whole, text),
        (&format!("data: {whole}").replace('\n', "\ndata: "), text),
        (&inside.replace("\"Message\"", "\"More\":1,\"Message\""), text),
        (
            &inside.replace("oops", "\\ud83d"),
            "Service: Chat: InternalError: \u{fffd} (request id head-1)",
        ),
        (
            &inside.replace("Error", "error").replace("Code", "code").replace("Message", "message"),
            "Service: Chat: Internalerror: oops (request id head-1)",
        ),
        (
            "data: {\"code\":4100,\"message\":\"oops\",\"RequestId\":\"r\"}\n\n",
            "Service: Chat: 4100: oops (request id r)",
        ),
        (
            "event: error\ndata: upstream timed out\n\n",
            "Service: Chat: upstream timed out (request id head-1)",
        ),
        (
            "event: Error\r\ndata: {\"Code\":\"A.B\",\"Message\":\"m\"}\r\n\r\n",
            "Service: Chat: A.B: m (request id head-1)",
        ),
        (
            "event: error\ndata: {\"Text\":\"b\"}\n\n",
            "Service: Chat: {\"Text\":\"b\"} (request id head-1)",
        ),
        ("event: error\ndata: \"oops\"\n\n", "Service: Chat: oops (request id head-1)"),
        (
            "event: error\n\n",
            "Service: Chat: the service sent no error message (request id head-1)",
        ),
        ("error: upstream timed out\n\n", "Service: Chat: upstream timed out (request id head-1)"),
        (
            "data: {\"Text\":\n\n",
            "Decode: Chat: an event cannot be read at Text: EOF while parsing a value at line 1 \
                column 8 (request id head-1)",
        ),
        (
            "data: hello\n\n",
            "Decode: Chat: an event is not a JSON object: hello (request id head-1)",
        ),
    ];
    for (event, text) in cases {
        let server = stream(&[fine, event, fine], Duration::ZERO);
        assert_eq!(collect(&server), streamed(&["a"], Err(text)), "{event}");
    }
}

/// The end of a stream without `[DONE]` is no success if the last text is not an event.
#[test]
fn a_stream_may_end_with_what_is_no_event() {
    let fine = "data: {\"Text\":\"a\"}\n\n";
    let cases = [
        (
            "upstream connect error\n",
            "Http: Chat: the stream ends with text that is not an event: upstream connect error",
        ),
        (
            "<html><b>504</b></html>",
            "Http: Chat: the stream ends with text that is not an event: <html><b>504</b></html>",
        ),
        ("da", "Http: Chat: the stream ends with text that is not an event: da"),
        (
            "data: {\"Te",
            "Decode: Chat: an event cannot be read: EOF while parsing a string at line 1 column 4",
        ),
        (
            "{\"Error\":",
            "Decode: Chat: an event cannot be read at Error: EOF while parsing a value at line 1 \
                column 9",
        ),
        ("event: error", "Service: Chat: the service sent no error message"),
    ];
    for (end, text) in cases {
        let text = format!("{text} (request id head-1)");
        assert_eq!(
            collect(&stream(&[fine, end], Duration::ZERO)),
            streamed(&["a"], Err(&text)),
            "{end}"
        );
        let done = format!("{end}\n\ndata: [DONE]\n\n");
        if text.starts_with("Http") {
            assert_eq!(
                collect(&stream(&[fine, &done], Duration::ZERO)),
                streamed(&["a"], Ok(())),
                "{end}"
            );
        }
    }
    for nothing in ["", "\n\n", ": still here\n\n", "data:\n\n", "retry: 3\n\n"] {
        let text = "Http: Chat: the stream ended before its first event (request id head-1)";
        assert_eq!(
            collect(&stream(&[nothing], Duration::ZERO)),
            streamed(&[], Err(text)),
            "{nothing}"
        );
    }
}

#[test]
fn the_end_may_be_spelled_in_other_ways() {
    let fine = "data: {\"Text\":\"a\"}\n\n";
    for done in [
        "data:[DONE]",
        "data:  [DONE] ",
        "data: \"[DONE]\"",
        "data: [done]\t",
        "event: end\ndata: [DONE]",
    ] {
        let server = stream(&[fine, done, "\n\n", fine], Duration::ZERO);
        assert_eq!(collect(&server), streamed(&["a"], Ok(())), "{done}");
    }
}

#[test]
fn what_stands_for_no_error_is_none() {
    for error in ["null", "{}", "\"\"", "[]", "{\"Code\":\"\"}"] {
        let event = format!("data: {{\"Text\":\"a\",\"Error\":{error}}}\n\n");
        assert_eq!(
            collect(&stream(&[&event], Duration::ZERO)),
            streamed(&["a"], Ok(())),
            "{error}"
        );
    }
    // A whole response, and events without `data:`, in a body that claims to be a stream.
    let whole = "{\n \"Response\": {\"Text\": \"a\"}\n}\n{\"Text\":\"b\"}";
    assert_eq!(collect(&stream(&[whole], Duration::ZERO)), streamed(&["a", "b"], Ok(())));
}

#[test]
fn a_stream_may_break_off() {
    let text =
        "Network: Chat: the connection broke before the response was complete (request id head-1)";
    let head = HEAD.replace("\r\n\r\n", "\r\nContent-Length: 100\r\n\r\n");
    let server =
        Server::replies(vec![Reply::Raw((head + "data: {\"Text\":\"a\"}\n\n").into_bytes())]);
    assert_eq!(collect(&server), streamed(&["a"], Err(text)));
    // A body that ends with its connection is incomplete if the connection is reset.
    let server = Server::replies(vec![Reply::Cut(
        format!("{HEAD}data: {{\"Text\":\"a\"}}\n\n").into_bytes(),
    )]);
    assert_eq!(collect(&server), streamed(&["a"], Err(text)));
    // Cut off between two chunked events: before the next one, inside its length, and before the
    // end of the last one.
    for rest in ["", "1", "16\r\n", "0\r\n", "0"] {
        let head = HEAD.replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n");
        let body = format!("{head}14\r\ndata: {{\"Text\":\"a\"}}\n\n\r\n{rest}");
        let server = Server::replies(vec![Reply::Raw(body.into_bytes())]);
        assert_eq!(collect(&server), streamed(&["a"], Err(text)), "{rest}");
    }
}

#[test]
fn silence_is_bounded() {
    let server = stream(
        &["data: {\"Text\":\"a\"}\n\n", "data: {\"Text\":\"b\"}\n\n"],
        Duration::from_millis(200),
    );
    assert_eq!(collect(&server), streamed(&["a", "b"], Ok(())));
    let pieces =
        [HEAD.as_bytes(), b"data: {\"Text\":\"a\"}\n\n", b"data"].map(<[u8]>::to_vec).to_vec();
    let server = Server::start(move |_, _| Reply::SlowEnd(pieces.clone(), Duration::from_secs(2)));
    let text = "Timeout: Chat: the stream of events was silent for 300ms (request id head-1)";
    assert_eq!(collect(&server), streamed(&["a"], Err(text)));
}

#[test]
fn a_large_event_is_refused() {
    let server = stream(&["data: ", &"0".repeat(100_000)], Duration::ZERO);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let client = Client::new(settings(&server).max_response_bytes(10_000)).unwrap();
    let error = runtime.block_on(async {
        let mut events = client.stream(Chat::default()).await.unwrap();
        events.try_next().await.unwrap_err()
    });
    assert_eq!(
        error.to_string(),
        "Chat: the response is larger than the 10000 bytes that `max_response_bytes` allows \
            (request id head-1)"
    );
}

/// A compressed stream is refused: it cannot be read safely, and its end may be far off.
#[test]
fn a_packed_stream_is_refused() {
    let head = HEAD.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n");
    let pieces = [head.as_bytes(), &[0x1f, 0x8b, 8]].map(<[u8]>::to_vec).to_vec();
    let server = Server::replies(vec![Reply::SlowEnd(pieces, Duration::from_millis(1))]);
    let told = "the response is a stream of events compressed with gzip, which was not requested";
    assert_eq!(collect(&server), Err(format!("Http: Chat: {told} (request id head-1)")));
    assert_eq!(server.seen().len(), 2, "it is not asked for again");
    let error =
        blocking::Client::new(settings(&server)).unwrap().call(Chat::default()).send().unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Http, told));
}

#[test]
fn a_call_says_that_there_is_a_stream() {
    let server = stream(&["data: {}\n\n"], Duration::ZERO);
    let error =
        blocking::Client::new(settings(&server)).unwrap().call(Chat::default()).send().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Http);
    let told = "the response is a stream of events: call the action with `stream`";
    assert_eq!(error.message(), told);
}

#[test]
fn a_dropped_stream_closes_its_connection() {
    let endless = || {
        let pieces =
            std::iter::once(HEAD).chain(std::iter::repeat_n("data: {\"Text\":\"a\"}\n\n", 1000));
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
