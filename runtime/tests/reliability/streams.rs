//! Faults of streams of events: what a caller receives and how the stream ends, in both clients.

use crate::faults::{SHORT, gzip};
use crate::printed::Printed;
use crate::run::describe;
use crate::support::api::Chat;
use crate::support::config;
use crate::support::server::{Reply, Seen, Server};
use crate::support::streams::{HEAD, Heard, with_async, with_blocking};
use std::thread;
use std::time::Duration;
use tencentcloud_runtime::{Client, Config, Error, blocking};

const FIRST: &str = "data: {\"Text\":\"a\"}\n\n";
/// The largest response in these tests, in bytes.
const LARGE: usize = 100_000;

/// One fault.
struct Fault {
    name: &'static str,
    reply: fn(&Seen) -> Reply,
}

/// The outcome of a fault, the same in both clients.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) fault: &'static str,
    /// The number of events received.
    pub(crate) events: usize,
    /// The end of the stream.
    pub(crate) end: String,
    /// The number of requests sent.
    pub(crate) sent: usize,
}

/// Returns a stream that continues like this after its first event.
fn then(text: &str) -> Reply {
    Reply::Raw([HEAD, FIRST, text].concat().into_bytes())
}

/// Returns a chunked stream that is cut off in the middle of an event.
fn cut() -> Reply {
    let head = HEAD.replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n");
    Reply::Raw(format!("{head}{:x}\r\n{FIRST}\r\n5\r\nda", FIRST.len()).into_bytes())
}

/// Returns a chunked stream that is cut off between two events.
fn between() -> Reply {
    let head = HEAD.replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n");
    Reply::Raw(format!("{head}{:x}\r\n{FIRST}\r\n", FIRST.len()).into_bytes())
}

/// Returns the headers of the request, which the service would not repeat.
fn quoted(seen: &Seen) -> String {
    seen.headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}, "))
        .collect::<String>()
        .replace('"', "'")
}

fn fault(seen: &Seen) -> String {
    format!(r#"{{"Error":{{"Code":"InternalError","Message":"it broke<pre>{}"}}}}"#, quoted(seen))
}

fn packed() -> Reply {
    match gzip(FIRST.as_bytes()) {
        Reply::Http(status, mut headers, body) => {
            headers.push(("Content-Type", "text/event-stream".to_owned()));
            Reply::Http(status, headers, body)
        }
        other => other,
    }
}

fn silent(pieces: &[&str]) -> Reply {
    Reply::SlowEnd(pieces.iter().map(|piece| piece.as_bytes().to_vec()).collect(), SHORT * 3)
}

fn faults() -> Vec<Fault> {
    let fault_of = |name, reply| Fault { name, reply };
    vec![
        fault_of("The connection is closed in the middle of a stream", |_| cut()),
        fault_of("The same between two events", |_| between()),
        fault_of("The connection is reset between two events", |_| {
            Reply::Cut([HEAD, FIRST].concat().into_bytes())
        }),
        fault_of("A stream without an event", |_| {
            Reply::Raw(format!("{HEAD}: still here\n\n").into_bytes())
        }),
        fault_of("A stream that ends with a gateway's text", |seen| {
            then(&format!("upstream timed out<pre>{}", quoted(seen)))
        }),
        fault_of("A stream whose last event is incomplete", |_| then("data: {\"Te")),
        fault_of("A stream whose last event lacks its blank line", |_| {
            then("data: {\"Text\":\"b\"}")
        }),
        fault_of("Silence for longer than the idle timeout", |_| silent(&[HEAD, FIRST])),
        fault_of("No response headers within the idle timeout", |_| Reply::Stall(SHORT * 3)),
        fault_of("An event `{\"Response\":{\"Error\":…}}`", |seen| {
            then(&format!("data: {{\"Response\":{}}}\n\n{FIRST}", fault(seen)))
        }),
        fault_of("An event `{\"Error\":…}`", |seen| {
            then(&format!("data: {}\n\n{FIRST}", fault(seen)))
        }),
        fault_of("An event whose `Error` comes after other fields", |seen| {
            then(&format!("data: {}\n\n{FIRST}", fault(seen).replacen('{', "{\"Text\":\"b\",", 1)))
        }),
        fault_of("A line `{\"Error\":…}` without `data:`", |seen| {
            then(&format!("{}\n\n{FIRST}", fault(seen)))
        }),
        fault_of("An event named `error` whose data is text", |seen| {
            then(&format!("event: error\ndata: upstream timed out<pre>{}\n\n{FIRST}", quoted(seen)))
        }),
        fault_of("`[DONE]` with blanks around it, and more after it", |_| {
            then(&format!("data:  [DONE] \n\n{FIRST}"))
        }),
        fault_of("An event that is not JSON and quotes the request", |seen| {
            then(&format!("data: no JSON<pre>{}\n\n{FIRST}", quoted(seen)))
        }),
        fault_of("An event of the wrong type", |seen| {
            then(&format!("data: [\"<pre>{}\"]\n\n{FIRST}", quoted(seen)))
        }),
        fault_of("An event larger than is allowed", |_| {
            then(&format!("data: {}", "0".repeat(LARGE)))
        }),
        fault_of("The service's error instead of a stream", |seen| {
            Reply::json(format!(
                "{{\"Response\":{}}}",
                fault(seen).replace("InternalError", "ResourceNotFound")
            ))
        }),
        fault_of("502 with HTML instead of a stream", |seen| {
            let page = format!("<html><h1>Status 502</h1><pre>{}", quoted(seen));
            Reply::Http(502, vec![("Content-Type", "text/html".to_owned())], page.into_bytes())
        }),
        fault_of("A stream compressed with gzip", |_| packed()),
    ]
}

fn settings(server: &Server) -> Config {
    config(&server.url).idle_timeout(SHORT).max_response_bytes(LARGE)
}

fn row(fault: &Fault, read: fn(Config) -> Result<Heard, Error>) -> Row {
    let reply = fault.reply;
    let server = Server::start(move |seen, _| reply(seen));
    let mut printed = Printed::default();
    let heard = read(settings(&server));
    let (events, error) = match heard {
        Ok(heard) => {
            printed.debug(&heard.debug);
            (heard.events.len(), heard.error)
        }
        Err(error) => (0, Some(error)),
    };
    let end = error.as_ref().map_or_else(|| "the end of the stream".to_owned(), describe);
    if let Some(error) = &error {
        printed.error(error);
    }
    let seen = server.seen();
    printed.search(fault.name, &seen);
    Row { fault: fault.name, events, end, sent: seen.len() }
}

/// Returns the outcome of an endless stream that the caller drops after its first event.
fn dropped(drop_after_one: fn(Config) -> usize) -> Row {
    let pieces: Vec<_> =
        [HEAD].into_iter().chain(std::iter::repeat_n(FIRST, 10_000)).map(Vec::from).collect();
    let server = Server::start(move |_, _| Reply::Slow(pieces.clone(), Duration::from_millis(2)));
    let events = drop_after_one(settings(&server));
    let closed = (0..2_000).any(|_| {
        thread::sleep(Duration::from_millis(2));
        server.open() == 0
    });
    assert!(closed, "the connection is still open");
    let end = "nothing: the connection is closed, and no task is left".to_owned();
    Row {
        fault: "The caller drops the stream after its first event",
        events,
        end,
        sent: server.seen().len(),
    }
}

fn drop_blocking(config: Config) -> usize {
    let client = blocking::Client::new(config).unwrap();
    client.stream(Chat::default()).unwrap().take(1).filter(Result::is_ok).count()
}

fn drop_async(config: Config) -> usize {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = Client::new(config).unwrap();
        let mut events = client.stream(Chat::default()).await.unwrap();
        let count = usize::from(events.try_next().await.unwrap().is_some());
        assert!(tasks() > 0, "there is nothing to be left over");
        drop(events);
        for _ in 0..2_000 {
            if tasks() == 0 {
                return count;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        panic!("{} tasks are left over", tasks());
    })
}

fn tasks() -> usize {
    tokio::runtime::Handle::current().metrics().num_alive_tasks()
}

/// Returns the outcomes of all faults.
pub(crate) fn rows() -> Vec<Row> {
    let one = |fault: &Fault| {
        let row_of = |read| row(fault, read);
        let row = row_of(with_async);
        assert_eq!(row, row_of(with_blocking), "{}: the clients differ", fault.name);
        row
    };
    let last = dropped(drop_async);
    assert_eq!(last, dropped(drop_blocking), "the clients differ");
    faults().iter().map(one).chain([last]).collect()
}
