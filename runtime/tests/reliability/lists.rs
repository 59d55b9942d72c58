//! Faults of paged lists: how many items a caller receives and how the list ends, in both clients.

use crate::run::describe;
use crate::support::api::{ListThings, PageThings, Thing, TokenThings};
use crate::support::config;
use crate::support::server::{Reply, Seen, Server};
use futures_util::StreamExt;
use serde_json::{Value, json};
use tencentcloud_runtime::{Client, Error, Paged, blocking};

/// The behaviour of the service.
type Handler = fn(&Seen, usize) -> Reply;

/// One fault.
struct Fault {
    name: &'static str,
    walk: fn(Handler) -> Row,
    reply: Handler,
}

/// The outcome of a fault, the same in both clients.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) fault: &'static str,
    /// The number of items received.
    pub(crate) items: usize,
    /// The end of the list.
    pub(crate) end: String,
    /// The number of requests sent.
    pub(crate) sent: usize,
}

/// Walks over a list with both clients, resuming after errors.
fn walk<A: Paged<Item = Thing> + Default>(reply: Handler) -> Row {
    let asynchronous = {
        let server = Server::start(reply);
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let client = Client::new(config(&server.url)).unwrap();
        let results: Vec<_> = runtime.block_on(client.items(A::default()).collect());
        let results = results.into_iter().map(|result| result.map_err(Error::from));
        row(results.collect(), &server)
    };
    let server = Server::start(reply);
    let client = blocking::Client::new(config(&server.url)).unwrap();
    let results = client.items(A::default()).map(|result| result.map_err(Error::from));
    assert_eq!(row(results.collect(), &server), asynchronous, "the clients differ");
    asynchronous
}

fn row(results: Vec<Result<Thing, Error>>, server: &Server) -> Row {
    let items = results.iter().filter(|result| result.is_ok()).count();
    let end = results
        .iter()
        .find_map(|result| result.as_ref().err())
        .map_or_else(|| "the end of the list".to_owned(), describe);
    Row { fault: "", items, end, sent: server.seen().len() }
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}

fn things(from: u64, to: u64) -> Value {
    (from..to).map(|id| json!({"Id": id})).collect()
}

/// Returns a page of a list of 10 by offset.
fn page(total: u64, offset: u64, to: u64) -> Reply {
    Reply::json(
        json!({"Response": {"TotalCount": total, "ThingSet": things(offset, to.min(10))}})
            .to_string(),
    )
}

fn faults() -> Vec<Fault> {
    let by_offset = |name, reply| Fault { name, walk: walk::<ListThings>, reply };
    let by_page = |name, reply| Fault { name, walk: walk::<PageThings>, reply };
    let by_token = |name, reply| Fault { name, walk: walk::<TokenThings>, reply };
    vec![
        by_offset("The service returns fewer items in a page than requested", |seen, _| {
            let offset = number(&seen.json()["Offset"]);
            page(10, offset, offset + 4)
        }),
        by_offset("The service ignores the offset", |_, _| page(10, 0, 4)),
        by_offset("The offset counts pages, but the documentation does not say so", |seen, _| {
            let first = 4 * number(&seen.json()["Offset"]);
            page(10, first, first + 4)
        }),
        by_page("The page number counts items, but the documentation says pages", |seen, _| {
            let first = number(&seen.json()["PageNumber"]) - 1;
            Reply::json(
                json!({"Response": {"Data": {"Total": "10", "Things": things(first, first + 4)}}})
                    .to_string(),
            )
        }),
        by_offset("An empty page before the total is reached", |seen, _| {
            match number(&seen.json()["Offset"]) {
                0 => page(10, 0, 4),
                offset => page(10, offset, offset),
            }
        }),
        by_offset("The list shrinks to the items already read", |seen, number_of_request| {
            let offset = number(&seen.json()["Offset"]);
            page(
                if number_of_request == 0 { 10 } else { 4 },
                offset,
                if number_of_request == 0 { 4 } else { offset },
            )
        }),
        by_token("The service repeats a token", |_, number| {
            Reply::json(
                json!({"Response": {"Data": {"Things": [{"Id": number}], "NextToken": "a"}}})
                    .to_string(),
            )
        }),
        by_token("The service says that there are more items, but returns no token", |_, _| {
            Reply::json(
                json!({"Response": {"Data": {"Things": [{"Id": 1}], "HasMore": true}}}).to_string(),
            )
        }),
        by_offset("The second page is an error", |_, number| match number {
            0 => page(10, 0, 4),
            _ => Reply::fault("UnauthorizedOperation", "not yours"),
        }),
    ]
}

/// Returns the outcomes of all faults.
pub(crate) fn rows() -> Vec<Row> {
    faults()
        .into_iter()
        .map(|fault| Row { fault: fault.name, ..(fault.walk)(fault.reply) })
        .collect()
}
