//! The blocking client over sockets: calls, paging, connections.
//!
//! Not here: faults (reliability/ has them for both).

mod support;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use support::api::{ErrorCode, ListThings, PageThings, Thing};
use support::server::{Reply, Server};
use support::signature::is_signed;
use support::{ID, KEY, Still, config};
use tencentcloud_runtime::blocking::Client;

const FINE: &str = r#"{"Response":{"TotalCount":1,"ThingSet":[{"Id":7}],"RequestId":"request-1"}}"#;

fn list() -> ListThings {
    ListThings { job: Some("job-1".to_owned()), limit: Some(2), ..ListThings::default() }
}

#[test]
fn the_request_is_the_async_clients() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let client = Client::new(config(&server.url).clock(Still)).unwrap();
    let response = client.call(list()).send().unwrap();
    assert_eq!(response.things, Some(vec![Thing { id: Some(7) }]));
    let asynchronous = tencentcloud_runtime::Client::new(config(&server.url).clock(Still)).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(asynchronous.call(list())).unwrap();

    let mut seen = server.seen();
    assert!(is_signed(&seen[0], ID, KEY, "2023-11-14", "batch"));
    for seen in &mut seen {
        seen.headers.iter_mut().for_each(|(name, _)| name.make_ascii_lowercase());
        seen.headers.sort();
    }
    assert_eq!(seen[0].headers, seen[1].headers);
    assert_eq!(seen[0].body, seen[1].body);
}

#[test]
fn connections_are_kept_and_shared_by_clones() {
    let server = Server::replies(vec![Reply::json(FINE)]);
    let client = Client::new(config(&server.url)).unwrap();
    for _ in 0..3 {
        client.call(list()).send().unwrap();
    }
    assert_eq!(server.connections(), 1);
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let client = client.clone();
            thread::spawn(move || client.call(list()).send().map(drop))
        })
        .collect();
    assert!(threads.into_iter().all(|thread| thread.join().unwrap().is_ok()));
    assert!(server.connections() <= 4);
}

#[test]
fn pages_and_items_are_iterators() {
    let server = Server::start(|seen, _| {
        let offset = seen.json()["Offset"].as_u64().unwrap();
        let things: Vec<_> =
            (offset..(offset + 2).min(5)).map(|id| format!(r#"{{"Id":{id}}}"#)).collect();
        Reply::json(format!(
            r#"{{"Response":{{"TotalCount":5,"ThingSet":[{}]}}}}"#,
            things.join(",")
        ))
    });
    let client = Client::new(config(&server.url)).unwrap();
    let ids: Vec<_> = client.items(list()).map(|thing| thing.unwrap().id.unwrap()).collect();
    assert_eq!(ids, [0, 1, 2, 3, 4]);
    let sizes: Vec<_> = client.pages(list()).map(|page| page.unwrap().items.len()).collect();
    assert_eq!(sizes, [2, 2, 1]);
}

#[test]
fn a_failed_page_is_asked_for_again_once_resumed() {
    let failures = AtomicUsize::new(0);
    let server = Server::start(move |_, number| match number {
        1 if failures.fetch_add(1, Ordering::Relaxed) == 0 => {
            Reply::fault("ResourceNotFound.Thing", "gone")
        }
        _ => Reply::json(format!(
            r#"{{"Response":{{"Data":{{"Things":[{{"Id":{number}}}],"Total":"2"}}}}}}"#
        )),
    });
    let client = Client::new(config(&server.url)).unwrap();
    let mut items = client.items(PageThings::default());
    assert_eq!(items.next().unwrap().unwrap().id, Some(0));
    assert_eq!(items.next().unwrap().unwrap_err().code(), Some(&ErrorCode::ResourceNotFoundThing));
    assert!(items.next().is_none());
    items.resume();
    assert_eq!(items.next().unwrap().unwrap().id, Some(2));
    assert!(items.next().is_none());
}
