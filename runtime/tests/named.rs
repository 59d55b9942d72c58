//! Actions by their names: the requests are those of the typed client, and so is the handling of
//! calls.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod support;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::time::Duration;
use support::server::{Reply, Seen, Server};
use support::{Ones, Still, config};
use tencentcloud_runtime::{
    Action, Client, Error, ErrorKind, NamedAction, PagedList, Paging, Verdict, Waiter, blocking,
};

fn fine() -> Reply {
    Reply::json(r#"{"Response":{"RequestId":"request-1"}}"#)
}

/// Returns the documented requests of all actions of Batch.
fn documented() -> Value {
    let api: Value =
        serde_json::from_str(include_str!("../../spec/api/batch/2017-03-12.json")).unwrap();
    api["actions"].clone()
}

/// Returns the requests that both clients, typed and by name, send for the documented calls of an
/// action.
fn sent<A: Action + DeserializeOwned + serde::Serialize>(documented: &Value) -> Vec<[Seen; 2]> {
    let operation = A::OPERATION;
    let service = operation.service;
    let named =
        NamedAction::new(service.name, service.version, operation.name).region(operation.region);
    let named = if operation.read_only { named.read_only() } else { named };
    let examples = documented[operation.name]["examples"].as_array().unwrap();
    let inputs = examples.iter().map(|example| {
        let mut input = example["input"].clone();
        if let Some(token) = operation.idempotency_token {
            input[token] = json!("token-1");
        }
        input
    });
    let both = inputs.map(|input| {
        let server = Server::start(|_, _| fine());
        let client = || {
            let config = config(&server.url).clock(Still).randomness(Ones);
            blocking::Client::new(config).unwrap()
        };
        client().call(serde_json::from_value::<A>(input.clone()).unwrap()).send().unwrap();
        let typed: A = serde_json::from_value(input).unwrap();
        client().call_named(&named, &typed).send().unwrap();
        server.seen().try_into().unwrap_or_else(|_| panic!("two requests"))
    });
    both.collect()
}

macro_rules! all {
    ($documented:ident: $($request:ident)*) => {
        [$(sent::<tencentcloud_api_batch::$request>(&$documented)),*] };
}

#[test]
fn all_actions_of_batch_are_the_same_on_the_wire() {
    let documented = documented();
    let all = all! { documented:
        AttachInstancesRequest CreateComputeEnvRequest CreateTaskTemplateRequest
        DeleteComputeEnvRequest DeleteJobRequest DeleteTaskTemplatesRequest
        DescribeAvailableCvmInstanceTypesRequest DescribeComputeEnvRequest
        DescribeComputeEnvActivitiesRequest DescribeComputeEnvCreateInfoRequest
        DescribeComputeEnvCreateInfosRequest DescribeComputeEnvsRequest
        DescribeCvmZoneInstanceConfigInfosRequest DescribeInstanceCategoriesRequest
        DescribeJobRequest DescribeJobMonitorDataRequest DescribeJobSubmitInfoRequest
        DescribeJobsRequest DescribeTaskRequest DescribeTaskLogsRequest
        DescribeTaskTemplatesRequest DetachInstancesRequest ModifyComputeEnvRequest
        ModifyTaskTemplateRequest RetryJobsRequest SubmitJobRequest TerminateComputeNodeRequest
        TerminateComputeNodesRequest TerminateJobRequest TerminateTaskInstanceRequest
    };
    assert_eq!(all.len(), documented.as_object().unwrap().len());
    for [typed, named] in all.iter().flatten() {
        let bodies = [typed, named].map(|seen| String::from_utf8_lossy(&seen.body).into_owned());
        assert_eq!(bodies[0], bodies[1]);
        assert_eq!(typed.headers, named.headers, "{}", bodies[0]);
        assert!(typed.header("authorization").starts_with("TC3-HMAC-SHA256 "));
    }
}

const THINGS: PagedList =
    PagedList::new("ThingSet", Paging::offset("Offset", "Limit").total("TotalCount"));

fn things() -> NamedAction {
    NamedAction::new("batch", "2017-03-12", "ListThings").read_only().list(THINGS)
}

fn create() -> NamedAction {
    NamedAction::new("batch", "2017-03-12", "CreateThing")
}

/// Starts a server with seven things in pages of three.
fn pages() -> Server {
    Server::start(|seen, _| {
        let request = seen.json();
        let (offset, limit) =
            (request["Offset"].as_u64().unwrap_or(0), request["Limit"].as_u64().unwrap());
        let things: Value = (offset..7.min(offset + limit)).map(|id| json!({"Id": id})).collect();
        Reply::json(
            json!({"Response": {"TotalCount": 7, "ThingSet": things, "RequestId": "r"}})
                .to_string(),
        )
    })
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Thing {
    id: u64,
}

#[tokio::test]
async fn responses_as_json_and_as_types() {
    let reply = || {
        Reply::json(r#"{"Response":{"Id":7,"Big":18446744073709551615,"RequestId":"request-1"}}"#)
    };
    let server = Server::start(move |_, _| reply());
    let client = Client::new(config(&server.url)).unwrap();
    let response = client.call_named(&create(), json!({"Name": "n"})).await.unwrap();
    assert_eq!(response, json!({"Id": 7, "Big": u64::MAX, "RequestId": "request-1"}));
    assert_eq!(server.seen()[0].json(), json!({"Name": "n"}));
    let thing: Thing = client.call_named(&create(), ()).decode().await.unwrap();
    assert_eq!((thing.id, server.seen()[1].json()), (7, json!({})));
    // Other settings for one call.
    let call = client.call_named(&create(), ()).region("ap-beijing").header("x-trace", "1");
    call.decode::<Thing>().await.unwrap();
    let seen = &server.seen()[2];
    assert_eq!((seen.header("x-tc-region"), seen.header("x-trace")), ("ap-beijing", "1"));
    let error = client.call_named(&create(), ()).decode::<Vec<u8>>().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.action(), error.request_id()),
        (ErrorKind::Decode, Some("CreateThing"), Some("request-1"))
    );
    assert!(error.body().is_some());
}

#[test]
fn errors_retries_and_secrets() {
    let told = "the password hunter-2-hunter is too short";
    let server = Server::replies(vec![
        Reply::fault("RequestLimitExceeded", "slow down"),
        Reply::fault("InvalidParameterValue.Password", told),
        Reply::Reset,
        Reply::Reset,
        fine(),
    ]);
    let client = blocking::Client::new(config(&server.url)).unwrap();
    let error = client
        .call_named(&create(), json!({"LoginPassword": "hunter-2-hunter"}))
        .send()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "CreateThing: InvalidParameterValue.Password: the password *** is too short (request id \
            request-1, 2 attempts)"
    );
    // A request that may have taken effect is sent again only if the caller marks the action as
    // read-only.
    let error = client.call_named(&create(), json!({})).send().unwrap_err();
    assert!(error.may_have_taken_effect(), "{error:?}");
    client.call_named(&create().read_only(), json!({})).send().unwrap();
    assert_eq!(server.seen().len(), 5);
}

#[test]
fn what_cannot_be_sent() {
    let server = Server::start(|_, _| fine());
    let client = blocking::Client::new(config(&server.url)).unwrap();
    let cases = [
        (NamedAction::new("Batch!", "2017-03-12", "A"), json!({}), ErrorKind::Request),
        (create(), json!([1]), ErrorKind::Request),
        (create(), json!("text"), ErrorKind::Request),
    ];
    for (action, parameters, kind) in cases {
        assert_eq!(client.call_named(&action, parameters).send().unwrap_err().kind(), kind);
    }
    let error = client.pages_named(&create(), json!({})).next().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(client.pages_named(&create(), json!({})).flatten().next().is_none());
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn lists() {
    let server = pages();
    let client = Client::new(config(&server.url)).unwrap();
    let mut items = client.items_named(&things(), json!({"Limit": 3})).decode::<Thing>();
    let mut ids = Vec::new();
    while let Some(thing) = items.try_next().await.unwrap() {
        ids.push(thing.id);
    }
    assert_eq!(ids, [0, 1, 2, 3, 4, 5, 6]);
    let mut pages = client.pages_named(&things(), json!({"Limit": 3}));
    let page = pages.try_next().await.unwrap().unwrap();
    assert_eq!(
        (page.items.len(), page.response),
        (3, json!({"TotalCount": 7, "ThingSet": null, "RequestId": "r"}))
    );
}

#[test]
fn lists_with_the_blocking_client() {
    let server = pages();
    let client = blocking::Client::new(config(&server.url)).unwrap();
    let ids: Result<Vec<_>, Error> = client
        .items_named(&things(), json!({"Limit": 3}))
        .map(|item| Ok(item?["Id"].as_u64()))
        .collect();
    assert_eq!(ids.unwrap().len(), 7);
    assert_eq!(client.pages_named(&things(), json!({"Limit": 3})).flatten().count(), 3);
    // An item that does not fit ends the list; resuming skips it.
    let mut names = client.items_named(&things(), json!({"Limit": 3})).decode::<String>();
    assert!(names.next().unwrap().is_err() && names.next().is_none());
    names.resume();
    assert!(names.next().unwrap().is_err());
}

#[test]
fn waits() {
    const READY: Waiter<Value> = Waiter::new("ThingsReady")
        .field("ThingSet.Id")
        .success(&["0", "1", "2", "3", "4", "5", "6"])
        .interval(Duration::from_millis(1))
        .deadline(Duration::from_secs(10));
    let server = pages();
    let client = blocking::Client::new(config(&server.url)).unwrap();
    let last = client.wait_named(&things(), json!({"Limit": 3}), READY).unwrap();
    assert_eq!((last["ThingSet"].as_array().unwrap().len(), server.seen().len()), (1, 3));
    let failed =
        client.wait_named(&things(), json!({"Limit": 3}), READY.failure(&["4"])).unwrap_err();
    assert_eq!(
        failed.to_string(),
        "ListThings: waiting for ThingsReady failed after 2 calls: the state is 4"
    );
    // A path that does not exist.
    let error =
        client.wait_named(&things(), json!({"Limit": 3}), READY.field("Things.Id")).unwrap_err();
    let text = "ListThings: the waiter ThingsReady cannot be used: the response has no \
        field \"Things\"; did you mean ThingSet?";
    assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Configuration, text));
    // A resource that no longer exists.
    let server = Server::replies(vec![Reply::fault("ResourceNotFound.Thing", "gone")]);
    let client = blocking::Client::new(config(&server.url)).unwrap();
    let gone: Waiter<Value> =
        Waiter::new("Gone").errors(&[("ResourceNotFound.Thing", Verdict::Success)]);
    assert_eq!(client.wait_named(&create(), json!({}), gone).unwrap(), Value::Null);
}
