//! Walks over pages against a server that behaves in every way that servers do: the pages it was asked for, and the
//! items that came out.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use serde_json::{Value, json};
use support::api::{ListThings, PageThings, Thing, TokenThings};
use support::config;
use support::server::{Reply, Server};
use tencentcloud_runtime::{Client, ErrorKind, Items, Paged};

/// A walk that gave up after this many items is one that does not end.
const ENDLESS: usize = 50;

struct Walk {
    /// The member of each request that asks for a page.
    asked: Vec<Value>,
    items: Vec<i64>,
    failure: Option<String>,
}

async fn walk<A: Paged<Item = Thing>>(
    request: A,
    member: &str,
    answer: impl Fn(&Value, usize) -> Value + Send + Sync + 'static,
) -> Walk {
    let server =
        Server::start(move |seen, number| Reply::json(json!({"Response": answer(&seen.json(), number)}).to_string()));
    let mut items: Items<A> = Client::new(config(&server.url)).unwrap().items(request);
    let mut walk = Walk { asked: Vec::new(), items: Vec::new(), failure: None };
    loop {
        match items.try_next().await {
            Ok(Some(item)) => walk.items.extend(item.id),
            Ok(None) => break,
            Err(error) => {
                walk.failure = Some(error.to_string());
                assert_eq!(error.kind(), ErrorKind::Paging);
                break;
            }
        }
        assert!(walk.items.len() < ENDLESS, "the walk does not end");
    }
    assert!(walk.failure.is_some() || items.try_next().await.unwrap().is_none());
    walk.asked = server.seen().iter().map(|seen| seen.json()[member].clone()).collect();
    walk
}

/// Items of a list of `count`, by offset and limit; the ids are their places.
fn slice(count: u64, offset: u64, limit: u64) -> Value {
    (offset..count.min(offset + limit)).map(|id| json!({"Id": id})).collect()
}

fn offset_and_limit(request: &Value) -> (u64, u64) {
    (request["Offset"].as_u64().unwrap(), request["Limit"].as_u64().unwrap_or(3))
}

/// How a service tells its total after so many requests, and how long its list is then.
type Story = fn(usize) -> (Option<u64>, u64);

#[tokio::test]
async fn by_offset() {
    let cases: [(&str, Story, &[u64], usize); 8] = [
        ("a total that is right", |_| (Some(7), 7), &[0, 3, 6], 7),
        ("a whole number of pages", |_| (Some(6), 6), &[0, 3], 6),
        ("no total, a short page", |_| (None, 7), &[0, 3, 6], 7),
        ("no total, an empty page", |_| (None, 6), &[0, 3, 6], 6),
        ("nothing at all", |_| (Some(0), 0), &[0], 0),
        ("a total that is too large", |_| (Some(100), 7), &[0, 3, 6, 7], 7),
        ("a list that grows", |call| (Some(4 + call as u64), 4 + call as u64), &[0, 3], 5),
        ("a list that shrinks", |call| (Some(9 - 2 * call as u64), 9 - 2 * call as u64), &[0, 3, 6], 6),
    ];
    for (name, story, offsets, count) in cases {
        let request = ListThings { limit: Some(3), ..ListThings::default() };
        let walk = walk(request, "Offset", move |request, call| {
            let ((offset, limit), (total, length)) = (offset_and_limit(request), story(call));
            json!({"TotalCount": total, "ThingSet": slice(length, offset, limit), "RequestId": call.to_string()})
        });
        let walk = walk.await;
        assert_eq!(walk.asked, offsets, "{name}");
        assert_eq!(walk.items, (0..count as i64).collect::<Vec<_>>(), "{name}");
        assert_eq!(walk.failure, None, "{name}");
    }
}

#[tokio::test]
async fn by_offset_from_the_callers_place() {
    let request = ListThings { offset: Some(5), ..ListThings::default() };
    let walk = walk(request, "Offset", |request, _| {
        let (offset, limit) = offset_and_limit(request);
        json!({"TotalCount": 9, "ThingSet": slice(9, offset, limit)})
    });
    let walk = walk.await;
    assert_eq!((walk.asked, walk.items), (vec![json!(5), json!(8)], vec![5, 6, 7, 8]));
}

#[tokio::test]
async fn a_service_that_ignores_the_offset() {
    let repeats = |total: Value| {
        walk(
            ListThings::default(),
            "Offset",
            move |_, call| json!({"TotalCount": total, "ThingSet": slice(3, 0, 3), "RequestId": call.to_string()}),
        )
    };
    let without_total = repeats(Value::Null).await;
    let text = "ListThings: the service sent the same page twice: the list would never end";
    assert_eq!(without_total.failure.as_deref(), Some(text));
    assert_eq!(without_total.items, [0, 1, 2]);
    let with_total = repeats(json!(8)).await;
    assert_eq!(with_total.asked, [json!(0), json!(3), json!(6)]);
}

#[tokio::test]
async fn by_page_number() {
    let request = PageThings { size: Some("3".to_owned()), ..PageThings::default() };
    let walk = walk(request, "PageNumber", |request, _| {
        let offset = (request["PageNumber"].as_u64().unwrap() - 1) * 3;
        json!({"Data": {"Things": slice(7, offset, 3), "Total": "7"}})
    });
    let walk = walk.await;
    assert_eq!((walk.asked, walk.items.len()), (vec![json!(1), json!(2), json!(3)], 7));
}

#[tokio::test]
async fn by_token() {
    let pages = |answers: Vec<Value>| {
        walk(TokenThings::default(), "NextToken", move |_, call| json!({"Data": answers[call.min(answers.len() - 1)]}))
    };
    let page = |next: &str| json!({"Things": [{"Id": 1}], "NextToken": next});
    let to_the_end = pages(vec![page("a"), page("b"), page("")]).await;
    assert_eq!(to_the_end.asked, [Value::Null, json!("a"), json!("b")]);
    assert_eq!(to_the_end.items.len(), 3);
    let said_so = pages(vec![page("a"), json!({"Things": [{"Id": 1}], "NextToken": "b", "HasMore": false})]).await;
    assert_eq!(said_so.asked, [Value::Null, json!("a")]);
    let empty_between = pages(vec![page("a"), json!({"Things": [], "NextToken": "b"}), page("")]).await;
    assert_eq!(empty_between.items.len(), 2);
    let same = pages(vec![page("a"), page("a")]).await;
    assert!(same.failure.is_some());
    let nothing = pages(vec![json!({})]).await;
    assert_eq!((nothing.items.len(), nothing.failure), (0, None));
}

#[tokio::test]
async fn pages_with_the_rest_of_the_answer() {
    let server = Server::start(|seen, _| {
        let (offset, limit) = offset_and_limit(&seen.json());
        Reply::json(json!({"Response": {"TotalCount": 4, "ThingSet": slice(4, offset, limit)}}).to_string())
    });
    let mut pages = Client::new(config(&server.url)).unwrap().pages(ListThings::default());
    let first = pages.try_next().await.unwrap().unwrap();
    assert_eq!((first.items.len(), first.response.total, first.response.things), (3, Some(4), None));
    assert_eq!(pages.try_next().await.unwrap().unwrap().items.len(), 1);
    assert!(pages.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn after_an_error_the_same_page_is_asked_for_again() {
    let server = Server::start(|seen, number| match number {
        1 => Reply::fault("InvalidParameter", "not now"),
        _ => {
            let (offset, limit) = offset_and_limit(&seen.json());
            Reply::json(json!({"Response": {"TotalCount": 4, "ThingSet": slice(4, offset, limit)}}).to_string())
        }
    });
    let mut pages = Client::new(config(&server.url)).unwrap().pages(ListThings::default());
    pages.try_next().await.unwrap().unwrap();
    assert!(pages.try_next().await.is_err());
    assert_eq!(pages.try_next().await.unwrap().unwrap().items.len(), 1);
}
