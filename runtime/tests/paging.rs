//! Walks over pages, with both clients, against servers with every known behaviour: the requested
//! pages, the items, and the end of the walk.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use futures_util::StreamExt;
use serde_json::{Value, json};
use std::sync::Arc;
use support::api::{ListThings, PageThings, Thing, TokenThings};
use support::config;
use support::server::{Reply, Seen, Server};
use tencentcloud_runtime::{ActionError, Client, ErrorKind, Paged, blocking};

/// The number of items after which a walk counts as endless.
const ENDLESS: usize = 60;
const REPEATED: &str = "the service sent the same page twice: the list would never end";
const BY_ITEMS: &str = "the next page begins one item later: the service counts items, not pages";

type Handler = Arc<dyn Fn(&Seen, usize) -> Reply + Send + Sync>;

/// The outcome of a walk.
#[derive(Debug, PartialEq)]
struct Walk {
    /// The field of each request that asks for a page.
    asked: Vec<Value>,
    items: Vec<i64>,
    failure: Option<String>,
}

/// Walks with both clients, which must not differ.
fn walk<A: Paged<Item = Thing>>(
    request: impl Fn() -> A,
    field: &str,
    respond: impl Fn(&Value, usize) -> Value + Send + Sync + 'static,
) -> Walk {
    let reply = move |seen: &Seen, number: usize| {
        let mut response = respond(&seen.json(), number);
        response["RequestId"] = number.to_string().into();
        Reply::json(json!({"Response": response}).to_string())
    };
    let handler: Handler = Arc::new(reply);
    let walk = walk_async(request(), field, Arc::clone(&handler));
    assert_eq!(walk_blocking(request(), field, handler), walk, "the clients differ");
    walk
}

fn walk_async<A: Paged<Item = Thing>>(request: A, field: &str, handler: Handler) -> Walk {
    let server = Server::start(move |seen, number| handler(seen, number));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let results = runtime.block_on(async {
        let mut items = Client::new(config(&server.url)).unwrap().items(request);
        let results: Vec<_> = items.by_ref().take(ENDLESS).collect().await;
        assert!(items.next().await.is_none(), "it goes on after its end");
        assert!(items.try_next().await.unwrap().is_none());
        results
    });
    told(results, field, &server)
}

fn walk_blocking<A: Paged<Item = Thing>>(request: A, field: &str, handler: Handler) -> Walk {
    let server = Server::start(move |seen, number| handler(seen, number));
    let mut items = blocking::Client::new(config(&server.url)).unwrap().items(request);
    let results: Vec<_> = items.by_ref().take(ENDLESS).collect();
    assert!(items.next().is_none(), "it goes on after its end");
    told(results, field, &server)
}

fn told<C>(results: Vec<Result<Thing, ActionError<C>>>, field: &str, server: &Server) -> Walk
where
    ActionError<C>: std::ops::Deref<Target = tencentcloud_runtime::Error>,
{
    assert!(results.len() < ENDLESS, "the walk does not end");
    let asked = server.seen().iter().map(|seen| seen.json()[field].clone()).collect();
    let mut walk = Walk { asked, items: Vec::new(), failure: None };
    for result in results {
        assert_eq!(walk.failure, None, "something comes after an error");
        match result {
            Ok(item) => walk.items.extend(item.id),
            Err(error) => {
                assert!(
                    matches!(
                        error.kind(),
                        ErrorKind::Paging | ErrorKind::Decode | ErrorKind::Service
                    ),
                    "{error:?}"
                );
                walk.failure = error.to_string().split_once(": ").map(|(_, text)| text.to_owned());
            }
        }
    }
    walk
}

/// Returns items of a list of `count`, by offset and limit. The IDs are their positions.
fn slice(count: u64, offset: u64, limit: u64) -> Value {
    (offset..count.min(offset.saturating_add(limit))).map(|id| json!({"Id": id})).collect()
}

fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

fn offset_and_limit(request: &Value) -> (u64, u64) {
    (number(&request["Offset"]).unwrap(), number(&request["Limit"]).unwrap_or(3))
}

fn by_offset(limit: Option<u64>) -> impl Fn() -> ListThings {
    move || ListThings { limit, ..ListThings::default() }
}

fn by_page(page: Option<i64>, size: Option<u64>) -> impl Fn() -> PageThings {
    move || PageThings { page, size: size.map(|size| size.to_string()) }
}

fn ids(count: usize) -> Vec<i64> {
    (0..count as i64).collect()
}

/// The total that a service reports after so many requests, and the length of its list then.
type Story = fn(usize) -> (Option<u64>, u64);

/// A name, a service's story, the expected offsets, the number of items, and the error after them.
type OffsetCase = (&'static str, Story, &'static [u64], usize, Option<&'static str>);

#[test]
fn offset_paging_ends_at_the_total() {
    let early = Some("the list ended after 7 of 100 items");
    let cases: [OffsetCase; 10] = [
        ("a total that is right", |_| (Some(7), 7), &[0, 3, 6], 7, None),
        ("a whole number of pages", |_| (Some(6), 6), &[0, 3], 6, None),
        ("no total, a short page", |_| (None, 7), &[0, 3, 6], 7, None),
        ("no total, an empty page", |_| (None, 6), &[0, 3, 6], 6, None),
        ("no total, a short first page", |_| (None, 2), &[0, 2], 2, None),
        ("nothing at all", |_| (Some(0), 0), &[0], 0, None),
        ("a total that is too large", |_| (Some(100), 7), &[0, 3, 6, 7], 7, early),
        ("a total of nothing beside items", |_| (Some(0), 7), &[0, 3, 6], 7, None),
        ("a list that grows", |call| (Some(4 + call as u64), 4 + call as u64), &[0, 3], 5, None),
        (
            "a list that shrinks",
            |call| (Some(9 - 2 * call as u64), 9 - 2 * call as u64),
            &[0, 3, 6],
            6,
            None,
        ),
    ];
    for (name, story, offsets, count, failure) in cases {
        let walk = walk(by_offset(Some(3)), "Offset", move |request, call| {
            let ((offset, limit), (total, length)) = (offset_and_limit(request), story(call));
            json!({"TotalCount": total, "ThingSet": slice(length, offset, limit)})
        });
        assert_eq!(walk.asked, offsets, "{name}");
        assert_eq!(walk.items, ids(count), "{name}");
        assert_eq!(walk.failure.as_deref(), failure, "{name}");
    }
}

#[test]
fn offset_paging_starts_where_the_caller_says() {
    let request = || ListThings { offset: Some(5), ..ListThings::default() };
    let walk = walk(request, "Offset", |request, _| {
        let (offset, limit) = offset_and_limit(request);
        json!({"TotalCount": 9, "ThingSet": slice(9, offset, limit)})
    });
    assert_eq!((walk.asked, walk.items), (vec![json!(5), json!(8)], vec![5, 6, 7, 8]));
}

#[test]
fn a_capped_limit_skips_nothing() {
    for total in [Some(10), None] {
        let walk = walk(by_offset(Some(100)), "Offset", move |request, _| {
            json!({"TotalCount": total, "ThingSet": slice(10,
                offset_and_limit(request).0, 4)})
        });
        assert_eq!(
            walk,
            Walk { asked: vec![json!(0), json!(4), json!(8)], items: ids(10), failure: None }
        );
    }
}

/// Items that do not fit are dropped, but the service counts them.
#[test]
fn items_that_do_not_fit_are_counted() {
    for total in [Some(7), None] {
        let walk = walk(by_offset(Some(3)), "Offset", move |request, _| {
            let (offset, limit) = offset_and_limit(request);
            let mut items = slice(7, offset, limit);
            items[0] = if offset == 0 { Value::Null } else { json!("none") };
            json!({"TotalCount": total, "ThingSet": items})
        });
        let asked = vec![json!(0), json!(3), json!(6)];
        assert_eq!(walk, Walk { asked, items: vec![1, 2, 4, 5], failure: None });
    }
}

#[test]
fn a_list_that_does_not_fit_is_no_end() {
    let failure =
        Some("a page cannot be read at Response.ThingSet: expected a list, found text".to_owned());
    let lost = walk(by_offset(Some(3)), "Offset", |request, call| match call {
        0 => json!({"ThingSet": slice(7, 0, offset_and_limit(request).1)}),
        _ => json!({"ThingSet": "none"}),
    });
    assert_eq!(lost, Walk { asked: vec![json!(0), json!(3)], items: ids(3), failure });
    let failure = Some(
        "a page cannot be read at Response.Data.HasMore: expected true or false, found text"
            .to_owned(),
    );
    let lost = walk(
        TokenThings::default,
        "NextToken",
        |_, _| json!({"Data": {"Things": [{"Id": 7}], "HasMore": "?"}}),
    );
    assert_eq!(lost, Walk { asked: vec![Value::Null], items: Vec::new(), failure });
}

/// Some services return an error code for a page after the last one.
#[test]
fn a_code_in_place_of_an_empty_page() {
    const NONE: &str = "ResourceNotFound.NoDataOfRecord";
    let cases = [
        ("no total", None, 6, NONE, None),
        ("a total that is reached", Some(6), 6, NONE, None),
        (
            "a total that is too large",
            Some(9),
            6,
            NONE,
            Some("ResourceNotFound.NoDataOfRecord: none"),
        ),
        ("another code", None, 6, "ResourceNotFound.Thing", Some("ResourceNotFound.Thing: none")),
        ("nothing at all", None, 0, NONE, Some("ResourceNotFound.NoDataOfRecord: none")),
    ];
    for (name, total, count, code, failure) in cases {
        let walk =
            walk(by_offset(Some(3)), "Offset", move |request, _| match offset_and_limit(request) {
                (offset, _) if offset == count => {
                    json!({"Error": {"Code": code, "Message": "none"}})
                }
                (offset, limit) => {
                    json!({"TotalCount": total, "ThingSet": slice(count, offset, limit)})
                }
            });
        assert_eq!(walk.items, ids(count as usize), "{name}");
        let text = walk.failure.as_deref().map(|text| text.split(" (").next().unwrap_or_default());
        assert_eq!(text, failure, "{name}");
    }
}

#[test]
fn an_empty_page_in_the_middle_is_an_error() {
    let walk = walk(by_offset(Some(3)), "Offset", |request, _| {
        let (offset, limit) = offset_and_limit(request);
        let gap = if offset == 3 { json!([]) } else { slice(9, offset, limit) };
        json!({"TotalCount": 9, "ThingSet": gap})
    });
    assert_eq!(walk.items, ids(3));
    assert_eq!(walk.failure.as_deref(), Some("the list ended after 3 of 9 items"));
}

#[test]
fn a_page_without_a_list_is_an_empty_one() {
    let walk = walk(by_offset(None), "Offset", |_, _| json!({"TotalCount": 9, "ThingSet": null}));
    assert_eq!(walk.failure.as_deref(), Some("the list ended after 0 of 9 items"));
    let counted = self::walk(by_offset(Some(0)), "Offset", |_, _| json!({"TotalCount": 9}));
    assert_eq!((counted.asked.len(), counted.failure), (1, None));
}

#[test]
fn a_service_that_ignores_the_offset() {
    for total in [json!(null), json!(8), json!(6)] {
        let walk = walk(
            by_offset(None),
            "Offset",
            move |_, _| json!({"TotalCount": total, "ThingSet": slice(3, 0, 3)}),
        );
        assert_eq!(walk.failure.as_deref(), Some(REPEATED));
        assert_eq!((walk.asked.len(), walk.items), (2, ids(3)));
    }
}

#[test]
fn a_service_that_ignores_the_offset_and_sorts_anew() {
    let walk = walk(by_offset(None), "Offset", |_, call| {
        let mut page = slice(3, 0, 3);
        page.as_array_mut().unwrap().rotate_left(call % 3);
        json!({"TotalCount": 9, "ThingSet": page})
    });
    assert_eq!((walk.failure.as_deref(), walk.items), (Some(REPEATED), ids(3)));
}

#[test]
fn a_service_that_goes_in_circles() {
    let walk = walk(
        by_offset(Some(3)),
        "Offset",
        |_, call| json!({"ThingSet": slice(99, 3 * (call as u64 % 4), 3)}),
    );
    assert_eq!((walk.failure.as_deref(), walk.items), (Some(REPEATED), ids(12)));
}

/// Returns a service that caps the page size.
///
/// With `by_asked` it computes offsets from the requested size.
fn paged(
    count: u64,
    cap: u64,
    by_asked: bool,
) -> impl Fn(&Value, usize) -> Value + Send + Sync + 'static {
    move |request, _| {
        let asked = number(&request["PageSize"]).unwrap_or(3);
        let (size, page) = (asked.min(cap), number(&request["PageNumber"]).unwrap() - 1);
        let offset = page * if by_asked { asked } else { size };
        json!({"Data": {"Things": slice(count, offset, size), "Total": count.to_string()}})
    }
}

#[test]
fn page_numbers() {
    for size in [Some(3), None] {
        let walk = walk(by_page(None, size), "PageNumber", paged(7, 99, false));
        assert_eq!(
            walk,
            Walk { asked: vec![json!(1), json!(2), json!(3)], items: ids(7), failure: None }
        );
    }
}

#[test]
fn page_numbers_of_a_capped_size() {
    for by_asked in [false, true] {
        let walk = walk(by_page(None, Some(100)), "PageNumber", paged(10, 4, by_asked));
        assert_eq!(
            walk,
            Walk { asked: vec![json!(1), json!(2), json!(3)], items: ids(10), failure: None }
        );
    }
}

#[test]
fn page_numbers_from_a_later_page() {
    let cases = [
        ("a size as asked", Some(3), 99, vec![2, 3], vec![3, 4, 5, 6]),
        ("the service's size", None, 99, vec![2, 3], vec![3, 4, 5, 6]),
        ("a capped size", Some(100), 2, vec![2, 3, 4], vec![2, 3, 4, 5, 6]),
    ];
    for (name, size, cap, asked, items) in cases {
        let walk = walk(by_page(Some(2), size), "PageNumber", paged(7, cap, false));
        assert_eq!(
            (walk.asked, walk.items),
            (asked.into_iter().map(Value::from).collect(), items),
            "{name}"
        );
        assert_eq!(walk.failure, None, "{name}");
    }
}

#[test]
fn a_last_page_of_unknown_size_ends_the_list() {
    let walk = walk(by_page(Some(3), None), "PageNumber", paged(7, 99, false));
    assert_eq!((walk.items, walk.failure), (vec![6], None));
}

#[test]
fn page_numbers_that_count_items() {
    let walk = walk(by_page(None, Some(3)), "PageNumber", |request, _| {
        let offset = number(&request["PageNumber"]).unwrap() - 1;
        json!({"Data": {"Things": slice(9, offset, 3), "Total": "9"}})
    });
    assert_eq!((walk.failure.as_deref(), walk.items), (Some(BY_ITEMS), ids(3)));
}

#[test]
fn tokens() {
    let pages = |responses: Vec<Value>| {
        let respond =
            move |_: &Value, call: usize| json!({"Data": responses[call.min(responses.len() - 1)]});
        walk(TokenThings::default, "NextToken", respond)
    };
    let page = |next: &str| json!({"Things": [{"Id": 1}], "NextToken": next});
    let to_the_end = pages(vec![page("a"), page("b"), page("")]);
    assert_eq!(to_the_end.asked, [Value::Null, json!("a"), json!("b")]);
    assert_eq!((to_the_end.items.len(), to_the_end.failure), (3, None));
    let said_so =
        pages(vec![page("a"), json!({"Things": [{"Id": 1}], "NextToken": "b", "HasMore": false})]);
    assert_eq!((said_so.asked, said_so.failure), (vec![Value::Null, json!("a")], None));
    let empty_between = pages(vec![page("a"), json!({"Things": [], "NextToken": "b"}), page("")]);
    assert_eq!((empty_between.items.len(), empty_between.failure), (2, None));
    let same = pages(vec![page("a"), page("a")]);
    assert_eq!((same.asked.len(), same.failure.as_deref()), (2, Some(REPEATED)));
    let circle = pages(vec![page("a"), page("b"), page("c"), page("a")]);
    assert_eq!((circle.asked.len(), circle.failure.as_deref()), (4, Some(REPEATED)));
    let nothing = pages(vec![json!({})]);
    assert_eq!((nothing.items.len(), nothing.failure), (0, None));
    let lost = pages(vec![json!({"Things": [{"Id": 1}], "HasMore": true})]);
    let text = "the service says that there are more items, but not how to ask for them";
    assert_eq!((lost.items.len(), lost.failure.as_deref()), (1, Some(text)));
}

#[test]
fn tokens_that_change_nothing() {
    for page in [json!([]), json!([{"Id": 1}])] {
        let walk = walk(
            TokenThings::default,
            "NextToken",
            move |_, call| json!({"Data": {"Things": page, "NextToken": call.to_string()}}),
        );
        assert_eq!(walk.failure.as_deref(), Some(REPEATED));
    }
}

#[tokio::test]
async fn pages_with_the_rest_of_the_response() {
    let server = Server::start(|seen, _| {
        let (offset, limit) = offset_and_limit(&seen.json());
        Reply::json(
            json!({"Response": {"TotalCount": 4, "ThingSet": slice(4, offset, limit)}}).to_string(),
        )
    });
    let mut pages = Client::new(config(&server.url)).unwrap().pages(ListThings::default());
    let first = pages.try_next().await.unwrap().unwrap();
    assert_eq!(
        (first.items.len(), first.response.total, first.response.things),
        (3, Some(4), None)
    );
    assert_eq!(pages.try_next().await.unwrap().unwrap().items.len(), 1);
    assert!(pages.try_next().await.unwrap().is_none());
}

/// Starts a server with a list of four in pages of three, whose second request fails.
fn failing_once() -> Server {
    Server::start(|seen, number| match number {
        1 => Reply::fault("InvalidParameter", "not now"),
        _ => {
            let (offset, limit) = offset_and_limit(&seen.json());
            Reply::json(
                json!({"Response": {"TotalCount": 4, "ThingSet": slice(4, offset, limit)}})
                    .to_string(),
            )
        }
    })
}

#[tokio::test]
async fn an_error_ends_a_stream_until_it_is_resumed() {
    let server = failing_once();
    let mut pages = Client::new(config(&server.url)).unwrap().pages(ListThings::default());
    pages.try_next().await.unwrap().unwrap();
    assert!(pages.try_next().await.is_err());
    assert!(pages.try_next().await.unwrap().is_none());
    assert!(pages.next().await.is_none());
    assert_eq!(server.seen().len(), 2);
    pages.resume();
    assert_eq!(pages.try_next().await.unwrap().unwrap().items.len(), 1);
    assert!(pages.try_next().await.unwrap().is_none());
}

#[test]
fn an_error_ends_an_iterator_until_it_is_resumed() {
    let server = failing_once();
    let mut items =
        blocking::Client::new(config(&server.url)).unwrap().items(ListThings::default());
    assert_eq!(items.by_ref().flatten().count(), 3);
    assert_eq!(server.seen().len(), 2);
    items.resume();
    assert_eq!(items.map(|item| item.unwrap().id).collect::<Vec<_>>(), [Some(3)]);
}

/// The program must end even if it ignores the errors.
#[test]
fn a_refused_list_is_asked_for_once() {
    let refused = || Server::start(|_, _| Reply::fault("UnauthorizedOperation", "not yours"));
    let server = refused();
    let client = blocking::Client::new(config(&server.url)).unwrap();
    assert_eq!(client.items(ListThings::default()).flatten().count(), 0);
    assert_eq!(client.pages(ListThings::default()).flatten().count(), 0);
    assert_eq!(server.seen().len(), 2);
    let server = refused();
    let count = tokio::runtime::Runtime::new().unwrap().block_on(async {
        let client = Client::new(config(&server.url)).unwrap();
        let items = client.items(ListThings::default()).filter_map(|item| async { item.ok() });
        items.count().await
            + client
                .pages(ListThings::default())
                .filter_map(|page| async { page.ok() })
                .count()
                .await
    });
    assert_eq!((count, server.seen().len()), (0, 2));
}
