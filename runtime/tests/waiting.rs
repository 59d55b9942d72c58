//! Waits for states of a scripted server: how they end, the requests, and the pauses.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use std::sync::{Arc, Mutex};
use std::time::Duration;
use support::api::{CreateThing, ListThings, TokenThings};
use support::server::{Reply, Server};
use support::{Ones, TIME, config};
use tencentcloud_runtime::time::{BoxFuture, Clock, Now, Sleep};
use tencentcloud_runtime::{
    Client, Error, ErrorKind, RetryPolicy, Verdict, WaitError, WaitReason, Waiter, blocking,
};

/// A clock and timer that advance only during waits.
#[derive(Clone, Default)]
struct Script(Arc<Mutex<Vec<Duration>>>);

impl Script {
    fn waits(&self) -> Vec<u64> {
        self.0.lock().unwrap().iter().map(|wait| wait.as_millis() as u64).collect()
    }
}

impl Sleep for Script {
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.lock().unwrap().push(duration);
        Box::pin(std::future::ready(()))
    }
}

impl Clock for Script {
    fn now(&self) -> Now {
        let tick = self.0.lock().unwrap().iter().sum();
        Now { unix: TIME, tick }
    }
}

const READY: Waiter<TokenThings> = Waiter::new("ThingsReady")
    .field("Data.Things.Id")
    .count("Data.Total")
    .success(&["7"])
    .failure(&["8"])
    .errors(&[("ResourceNotFound.Thing", Verdict::Retry)])
    .interval(Duration::from_secs(10))
    .deadline(Duration::from_secs(60));

const GONE: Waiter<ListThings> = Waiter::new("ThingsGone")
    .errors(&[("ResourceNotFound.Thing", Verdict::Success), ("FailedOperation", Verdict::Failure)]);

fn ids(ids: &[i64]) -> Reply {
    let things: Vec<_> = ids.iter().map(|id| format!(r#"{{"Id":{id}}}"#)).collect();
    Reply::json(format!(
        r#"{{"Response":{{"Data":{{"Things":[{}]}},"RequestId":"r"}}}}"#,
        things.join(",")
    ))
}

fn gone() -> Reply {
    Reply::fault("ResourceNotFound.Thing", "there is none")
}

struct WaitScenario {
    script: Script,
    server: Server,
    blocking: blocking::Client,
}

/// Starts a server with a script.
///
/// Random bytes are all ones, so that pauses are slightly over half of the longest.
fn scenario(replies: Vec<Reply>) -> WaitScenario {
    course_of(Server::replies(replies))
}

fn course_of(server: Server) -> WaitScenario {
    let script = Script::default();
    let config = config(&server.url)
        .clock(script.clone())
        .sleep(script.clone())
        .randomness(Ones)
        .retry(RetryPolicy::off())
        .attempt_timeout(Duration::from_secs(600))
        .total_timeout(Duration::from_secs(600));
    let blocking = blocking::Client::new(config).unwrap();
    WaitScenario { script, server, blocking }
}

/// Waits with the blocking client.
///
/// Its calls are ready when they are polled, so sleeps that return at once cancel none of them.
async fn wait(replies: Vec<Reply>) -> (Result<usize, WaitError<TokenThings>>, usize) {
    let scenario = scenario(replies);
    let blocking = scenario.blocking.clone();
    let ended = tokio::task::spawn_blocking(move || blocking.wait(TokenThings::default(), READY))
        .await
        .unwrap();
    let ended =
        ended.map(|response| response.data.unwrap_or_default().things.unwrap_or_default().len());
    assert_eq!(scenario.script.waits().len() + 1, scenario.server.seen().len());
    (ended, scenario.server.seen().len())
}

#[tokio::test]
async fn until_it_is_there() {
    assert_eq!(wait(vec![ids(&[7])]).await.0.unwrap(), 1);
    let (ended, calls) = wait(vec![ids(&[]), ids(&[1, 7]), gone(), ids(&[7, 7])]).await;
    assert_eq!((ended.unwrap(), calls), (2, 4));
}

#[tokio::test]
async fn until_it_cannot_come() {
    let (ended, calls) = wait(vec![ids(&[1]), ids(&[7, 8])]).await;
    let error = ended.unwrap_err();
    assert!(error.is_failed() && !error.is_timed_out());
    assert_eq!(
        (error.reason(), error.state(), error.calls() as usize),
        (WaitReason::Failed, Some("8"), calls)
    );
    assert_eq!(error.last().unwrap().data.as_ref().unwrap().things.as_ref().unwrap().len(), 2);
    assert_eq!(
        error.to_string(),
        "TokenThings: waiting for ThingsReady failed after 2 calls: the state is 8"
    );
    let error: Error = error.into();
    assert_eq!((error.kind(), error.action()), (ErrorKind::Wait, Some("TokenThings")));
    assert_eq!(
        error.to_string(),
        "TokenThings: waiting for ThingsReady failed after 2 calls: the state is 8"
    );
}

#[tokio::test]
async fn until_time_is_up() {
    let (ended, calls) = wait(vec![ids(&[1])]).await;
    let error = ended.unwrap_err();
    assert!(error.is_timed_out());
    assert_eq!((error.state(), calls), (Some("1"), 5));
    assert!(error.last().is_some() && error.error().is_none());
    assert_eq!(
        error.to_string(),
        "TokenThings: waiting for ThingsReady timed out after 5 calls: the state is 1"
    );
    // The last response is kept if later calls fail.
    let (ended, _) = wait(vec![ids(&[1]), Reply::fault("InternalError", "oops")]).await;
    let error = ended.unwrap_err();
    assert!(error.is_timed_out() && error.last().is_some());
    let below = std::error::Error::source(&error).expect("a source").to_string();
    assert_eq!(below, "TokenThings: InternalError: oops (request id request-1)");
}

#[tokio::test]
async fn until_a_call_fails() {
    let (ended, calls) =
        wait(vec![ids(&[1]), Reply::fault("UnauthorizedOperation", "you may not")]).await;
    let error = ended.unwrap_err();
    assert_eq!((error.reason(), calls), (WaitReason::Call, 2));
    assert!(error.error().unwrap().is_auth() && error.last().is_some());
    let error: Error = error.into();
    assert_eq!(error.code(), Some("UnauthorizedOperation"));
    assert_eq!(
        error.to_string(),
        "TokenThings: UnauthorizedOperation: you may not (request id request-1)"
    );
}

#[tokio::test]
async fn until_it_is_gone() {
    let scenario =
        scenario(vec![Reply::json(r#"{"Response":{"TotalCount":1,"RequestId":"r"}}"#), gone()]);
    let blocking = scenario.blocking.clone();
    let request = || ListThings { job: Some("j".to_owned()), ..ListThings::default() };
    let ended = tokio::task::spawn_blocking(move || blocking.wait(request(), GONE)).await.unwrap();
    assert_eq!(ended.unwrap().total, None);
    assert_eq!(scenario.server.seen().len(), 2);
    let scenario = self::scenario(vec![Reply::fault("FailedOperation", "it stays")]);
    let blocking = scenario.blocking.clone();
    let error = tokio::task::spawn_blocking(move || blocking.wait(request(), GONE))
        .await
        .unwrap()
        .unwrap_err();
    assert!(error.is_failed());
    assert_eq!(error.error().unwrap().message(), "it stays");
}

/// Returns a page of 20 of 45 things, with these IDs.
fn page_of_45(offset: u64, id: impl Fn(u64) -> u64) -> Reply {
    let things: Vec<_> =
        (offset..45.min(offset + 20)).map(|place| format!(r#"{{"Id":{}}}"#, id(place))).collect();
    let things = things.join(",");
    Reply::json(format!(
        r#"{{"Response":{{"TotalCount":45,"ThingSet":[{things}],"RequestId":"r"}}}}"#
    ))
}

/// Waits for all of 45 things, in pages of 20. The last one has this ID in the first poll.
fn wait_for_all(last: u64) -> (Result<(), WaitError<ListThings>>, Vec<u64>, u32) {
    let looks = std::sync::atomic::AtomicUsize::new(0);
    let scenario = course_of(Server::start(move |seen, _| {
        let offset = seen.json()["Offset"].as_u64().unwrap();
        let look = looks.fetch_add(usize::from(offset == 0), std::sync::atomic::Ordering::Relaxed);
        page_of_45(offset, |place| if place == 44 && look == 1 { last } else { place / 20 })
    }));
    const ALL: Waiter<ListThings> =
        Waiter::new("ThingsReady").field("ThingSet.Id").success(&["0", "1", "2"]).failure(&["8"]);
    let ended = scenario.blocking.wait(ListThings::default(), ALL);
    let asked =
        scenario.server.seen().iter().map(|seen| seen.json()["Offset"].as_u64().unwrap()).collect();
    let calls = ended.as_ref().map_or_else(WaitError::calls, |_| 0);
    (ended.map(drop), asked, calls)
}

/// The first page alone would be a success.
#[test]
fn all_pages_are_looked_at() {
    let (ended, asked, _) = wait_for_all(7);
    ended.unwrap();
    assert_eq!(asked, [0, 20, 40, 0, 20, 40]);
    let (ended, asked, calls) = wait_for_all(8);
    assert!(ended.unwrap_err().is_failed());
    assert_eq!((asked, calls), (vec![0, 20, 40], 3));
}

#[test]
fn a_part_of_a_list_is_no_success() {
    let scenario = course_of(Server::start(|_, _| page_of_45(0, |_| 7)));
    let waiter: Waiter<CreateThing> =
        Waiter::new("ThingsReady").field("ThingSet.Id").success(&["7"]);
    let error = scenario.blocking.wait(CreateThing::default(), waiter).unwrap_err();
    assert_eq!((error.reason(), scenario.server.seen().len()), (WaitReason::Call, 1));
    let error = Error::from(error);
    assert_eq!(error.kind(), ErrorKind::Paging);
    let text = "CreateThing: the response has 20 of 45 items: ask for all of them in one response, \
        or wait for fewer";
    assert_eq!(error.to_string(), text);
}

#[test]
fn a_path_that_leads_nowhere_is_no_wait() {
    let scenario = course_of(Server::replies(vec![ids(&[7])]));
    for (path, hint) in
        [("Data.Thing.Id", "Data has no field \"Thing\"; did you mean Things?"), ("State", "")]
    {
        let waiter: Waiter<TokenThings> = Waiter::new("Ready").field(path).success(&["7"]);
        let error =
            Error::from(scenario.blocking.wait(TokenThings::default(), waiter).unwrap_err());
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(
            error.message().starts_with("the waiter Ready cannot be used: ")
                && error.message().ends_with(hint)
        );
    }
    assert_eq!(scenario.server.seen().len(), 0);
}

#[tokio::test]
async fn waits_grow() {
    let scenario = scenario(vec![ids(&[1])]);
    let blocking = scenario.blocking.clone();
    let waiter = READY.interval(Duration::from_secs(2)).deadline(Duration::from_secs(60));
    tokio::task::spawn_blocking(move || blocking.wait(TokenThings::default(), waiter))
        .await
        .unwrap()
        .unwrap_err();
    let expected = [1003, 1505, 2258, 3388, 5082, 6023, 6023, 6023, 6023, 6023, 6023, 6023];
    assert_eq!(scenario.script.waits(), expected);
}

/// The async client, in real time.
#[tokio::test]
async fn without_blocking() {
    let server = Server::replies(vec![ids(&[1]), ids(&[7])]);
    let client = Client::new(config(&server.url)).unwrap();
    let waiter = READY.interval(Duration::from_millis(20));
    client.wait(TokenThings::default(), waiter).await.unwrap();
    // One call that hangs does not outlast the deadline.
    let server = Server::replies(vec![Reply::Stall(Duration::from_secs(30))]);
    let client = Client::new(config(&server.url)).unwrap();
    let error = client
        .wait(TokenThings::default(), waiter.deadline(Duration::from_millis(100)))
        .await
        .unwrap_err();
    assert!(error.is_timed_out() && error.last().is_none());
    assert_eq!(
        error.to_string(),
        "TokenThings: waiting for ThingsReady timed out after 1 call: no state was seen"
    );
    // A request that cannot be sent ends the wait.
    let waiter: Waiter<CreateThing> = Waiter::new("Made").field("ThingSet.Id");
    let none = tencentcloud_runtime::Config::new()
        .endpoint(tencentcloud_runtime::Endpoint::url(&server.url).unwrap());
    let error = Client::new(none).unwrap().wait(CreateThing::default(), waiter).await.unwrap_err();
    assert_eq!(
        (error.reason(), Error::from(error).kind()),
        (WaitReason::Call, ErrorKind::Credentials)
    );
}

/// Over real sockets and with the async client: a timer that skipped time limits, too, would end
/// every call.
#[tokio::test]
async fn waits_can_be_skipped_and_time_limits_stay() {
    let server = Server::replies(vec![ids(&[1])]);
    let client = Client::new(config(&server.url).skip_waits()).unwrap();
    let error = client
        .wait(TokenThings::default(), READY.deadline(Duration::from_secs(3600)))
        .await
        .unwrap_err();
    assert!(error.is_timed_out() && error.error().is_none(), "{error:?}");
    assert!(error.calls() > 20, "{error:?}");
    let server = Server::replies(vec![Reply::fault("InternalError", "oops"), ids(&[7])]);
    let retry =
        RetryPolicy::default().network_base(Duration::from_secs(600)).cap(Duration::from_secs(600));
    let config =
        config(&server.url).skip_waits().retry(retry).total_timeout(Duration::from_secs(3600));
    assert!(Client::new(config).unwrap().call(TokenThings::default()).await.is_ok());
    assert_eq!(server.seen().len(), 2);
}
