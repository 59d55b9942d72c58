//! The mock with a generated client, and with requests that none of our clients sends.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};
use tencentcloud_api_batch::runtime::{Endpoint, Region, RetryPolicy};
use tencentcloud_api_batch::{
    Client, Config, Credential, DeleteComputeEnvRequest, DescribeComputeEnvRequest,
    DescribeJobsRequest, DescribeTaskRequest, Error, blocking,
};
use tencentcloud_mock::{KEY, Mock, MockResponse, SECRET_ID, SetupError};

fn mock() -> Mock {
    Mock::builder()
        .description(include_str!("../../../spec/api/batch/2017-03-12.json"))
        .unwrap()
        .start()
        .unwrap()
}

fn config(mock: &Mock) -> Config {
    let short = Duration::from_millis(5);
    Config::new()
        .credentials(Credential::new(SECRET_ID, KEY))
        .region(Region::AP_GUANGZHOU)
        .endpoint(Endpoint::url(&mock.url()).unwrap())
        .retry(RetryPolicy::default().throttle_base(short).network_base(short))
}

fn client(mock: &Mock) -> Client {
    Client::new(config(mock)).unwrap()
}

fn task() -> DescribeTaskRequest {
    DescribeTaskRequest::new().job_id("job-97zcl3wt").task_name("A")
}

#[tokio::test]
async fn documented_examples() {
    let mock = mock();
    let response = client(&mock).describe_task(task()).await.unwrap();
    assert!(
        response.task_state.is_some()
            && response.request_id.as_deref().unwrap().starts_with("00000000-")
    );
    let seen = &mock.seen()[0];
    assert_eq!(
        (seen.action.as_str(), seen.region.as_deref()),
        ("DescribeTask", Some("ap-guangzhou"))
    );
    assert_eq!(seen.parameters, json!({"JobId": "job-97zcl3wt", "TaskName": "A"}));
    assert_eq!((seen.header("x-tc-version"), &seen.code), (Some("2017-03-12"), &None));
    let again = client(&mock).describe_task(task()).await.unwrap();
    assert_ne!(again.request_id, response.request_id);
}

#[tokio::test]
async fn pages() {
    let mock = mock();
    mock.list("DescribeJobs", (0..45).map(|number| json!({"JobId": format!("job-{number}")})))
        .unwrap();
    let mut jobs = client(&mock).items(DescribeJobsRequest::new());
    let mut ids = Vec::new();
    while let Some(job) = jobs.try_next().await.unwrap() {
        ids.push(job.job_id.unwrap());
    }
    assert_eq!((ids.len(), ids[44].as_str()), (45, "job-44"));
    let offsets: Vec<_> =
        mock.seen().iter().map(|seen| seen.parameters["Offset"].clone()).collect();
    assert_eq!(offsets, [json!(0), json!(20), json!(40)]);
    let some = blocking_pages(&mock, DescribeJobsRequest::new().offset(40).limit(3));
    assert_eq!(some, [3, 2]);
    // Documented examples are lists, too, and they end.
    let mut instances = client(&mock).items(task());
    let mut count = 0;
    while instances.try_next().await.unwrap().is_some() {
        count += 1;
    }
    assert!(count > 0);
}

fn blocking_pages(mock: &Mock, request: DescribeJobsRequest) -> Vec<usize> {
    let config = config(mock);
    let pages = move || {
        blocking::Client::new(config).unwrap().pages(request).map(|page| page.unwrap().items.len())
    };
    std::thread::spawn(move || pages().collect()).join().unwrap()
}

#[tokio::test]
async fn waiters() {
    let mock = mock();
    let soon = DescribeTaskRequest::TASK_FINISHED.interval(Duration::from_millis(5));
    mock.states("DescribeTask", "TaskState", ["PENDING", "RUNNING", "SUCCEED"]).unwrap();
    let task_done = client(&mock).wait(task(), soon).await.unwrap();
    assert_eq!((task_done.task_state, mock.seen().len()), (Some("SUCCEED".into()), 3));
    mock.states("DescribeTask", "TaskState", ["RUNNING", "FAILED_INTERRUPTED"]).unwrap();
    let error = client(&mock).wait(task(), soon).await.unwrap_err();
    assert!(error.is_failed());
    assert_eq!(error.state(), Some("FAILED_INTERRUPTED"));
    // At once, with the documented times.
    mock.states("DescribeTask", "TaskState", ["SUCCEED"]).unwrap();
    client(&mock).wait_until_task_finished(task()).await.unwrap();

    let env = || DescribeComputeEnvRequest::new().env_id("env-1");
    let nodes = |states: &[&str]| {
        let nodes: Vec<_> = states.iter().map(|state| json!({"ComputeNodeState": state})).collect();
        MockResponse::json(json!({"DesiredComputeNodeCount": 2, "ComputeNodeSet": nodes}))
    };
    mock.script(
        "DescribeComputeEnv",
        [
            nodes(&[]),
            nodes(&["CREATED"]),
            nodes(&["CREATING", "CREATED"]),
            nodes(&["RUNNING", "CREATED"]),
        ],
    )
    .unwrap();
    let soon = DescribeComputeEnvRequest::COMPUTE_ENV_CREATED.interval(Duration::from_millis(5));
    let created = client(&mock).wait(env(), soon).await.unwrap();
    assert_eq!(created.compute_node_set.unwrap().len(), 2);
    mock.script("DescribeComputeEnv", [nodes(&["CREATED", "CREATION_FAILED"])]).unwrap();
    assert!(client(&mock).wait(env(), soon).await.unwrap_err().is_failed());

    mock.script(
        "DescribeComputeEnv",
        [nodes(&[]), MockResponse::error("ResourceNotFound.ComputeEnv", "there is none")],
    )
    .unwrap();
    client(&mock).delete_compute_env(DeleteComputeEnvRequest::new().env_id("env-1")).await.unwrap();
    let soon = DescribeComputeEnvRequest::COMPUTE_ENV_DELETED.interval(Duration::from_millis(5));
    client(&mock).wait(env(), soon).await.unwrap();
}

#[tokio::test]
async fn faults() {
    let mock = mock();
    let throttled = || MockResponse::error("RequestLimitExceeded", "slow down");
    mock.script(
        "DescribeTask",
        [throttled(), MockResponse::page(502), MockResponse::json(json!({"TaskName": "A"}))],
    )
    .unwrap();
    assert_eq!(client(&mock).describe_task(task()).await.unwrap().task_name.as_deref(), Some("A"));
    mock.script("DescribeTask", [MockResponse::HangUp]).unwrap();
    let error = client(&mock).describe_task(task()).await.unwrap_err();
    assert_eq!(error.attempts(), 3);
    mock.script("DescribeTask", [MockResponse::json(json!({})).after(Duration::from_secs(5))])
        .unwrap();
    let hasty = Client::new(
        config(&mock).attempt_timeout(Duration::from_millis(50)).retry(RetryPolicy::off()),
    )
    .unwrap();
    assert!(hasty.describe_task(task()).await.unwrap_err().is_timeout());
    mock.handler("DescribeTask", |parameters| {
        MockResponse::json(json!({"JobId": parameters["JobId"]}))
    })
    .unwrap();
    let response = client(&mock).describe_task(task()).await.unwrap();
    assert_eq!(response.job_id.as_deref(), Some("job-97zcl3wt"));
    mock.script("DescribeTask", [MockResponse::Json(Value::Null)]).unwrap();
    assert!(client(&mock).describe_task(task()).await.is_err());
    mock.script("DescribeTask", []).unwrap();
    client(&mock).describe_task(task()).await.unwrap();
}

#[tokio::test]
async fn responses_in_turn() {
    let mock = mock();
    mock.script(
        "batch/DescribeTask",
        [
            MockResponse::Example.cut(),
            MockResponse::error("InternalError", "oops"),
            MockResponse::Example,
        ],
    )
    .unwrap();
    let response = client(&mock).describe_task(task()).await.unwrap();
    assert!(response.task_state.is_some());
    assert_eq!(mock.seen_of("DescribeTask").len(), 3);
    assert!(mock.seen_of("DescribeJob").is_empty());
    mock.states("DescribeJobs", "JobSet.0.JobState", ["RUNNING", "SUCCEED"]).unwrap();
    for expected in ["RUNNING", "SUCCEED", "SUCCEED"] {
        let jobs = client(&mock).describe_jobs(DescribeJobsRequest::new()).await.unwrap();
        assert_eq!(jobs.job_set.unwrap()[0].job_state, Some(expected.into()));
    }
    mock.reset();
    assert!(mock.seen().is_empty());
    mock.states("DescribeJobs", "JobSet.0.JobState", ["FAILED"]).unwrap();
    mock.reset();
    let jobs = client(&mock).describe_jobs(DescribeJobsRequest::new()).await.unwrap();
    assert_ne!(jobs.job_set.unwrap()[0].job_state, Some("FAILED".into()));
}

#[test]
fn an_observer_is_told() {
    let told = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let other = std::sync::Arc::clone(&told);
    let mock = Mock::builder()
        .file(concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/api/batch/2017-03-12.json"))
        .unwrap()
        .observer(move |seen| {
            other.lock().unwrap().push(format!("{} {} {:?}", seen.method, seen.action, seen.code))
        })
        .start()
        .unwrap();
    raw(&mock, "GET / HTTP/1.1\nX-TC-Action: DescribeTusk\nX-TC-Version: 2017-03-12\n\n");
    assert_eq!(*told.lock().unwrap(), ["GET DescribeTusk Some(\"MissingParameter\")"]);
}

/// Mistakes that would make a test pass by accident.
#[test]
fn slips_of_the_pen() {
    let mock = mock();
    let told = |outcome: Result<(), SetupError>| outcome.unwrap_err().to_string();
    assert_eq!(told(mock.script("DescribeTusk", [])), "there is no action `DescribeTusk` here");
    assert_eq!(
        told(mock.script("cvm/DescribeTask", [])),
        "there is no action `cvm/DescribeTask` here"
    );
    assert_eq!(told(mock.list("DescribeJob", [])), "DescribeJob: the action has no pages");
    let states = mock.states("DescribeTask", "TaskStat", ["RUNNING"]);
    assert_eq!(told(states), "DescribeTask: there is no `TaskStat` in its response");
    assert!(mock.states("DescribeJobs", "JobSet.9.JobState", ["RUNNING"]).is_err());
    assert!(Mock::builder().file("no-such-file.json").is_err());
}

async fn refusal(config: Config) -> String {
    let error: Error = Client::new(config).unwrap().describe_task(task()).await.unwrap_err().into();
    format!("{} ({} attempts)", error.code().unwrap(), error.attempts())
}

#[tokio::test]
async fn what_is_refused() {
    let mock = Mock::builder()
        .description(include_str!("../../../spec/api/batch/2017-03-12.json"))
        .unwrap()
        .credential("AKIDone", "one-secret")
        .temporary_credential("AKIDtwo", "two-secret", "two-token")
        .start()
        .unwrap();
    let with = |credential: Credential| config(&mock).credentials(credential);
    let cases = [
        (
            with(Credential::new("AKIDone", "two-secret")),
            "AuthFailure.SignatureFailure (1 attempts)",
        ),
        (with(Credential::new("AKIDthree", "x")), "AuthFailure.SecretIdNotFound (1 attempts)"),
        (
            with(Credential::temporary("AKIDtwo", "two-secret", "old")),
            "AuthFailure.TokenFailure (1 attempts)",
        ),
        (
            with(Credential::temporary("AKIDone", "one-secret", "t")),
            "AuthFailure.TokenFailure (1 attempts)",
        ),
    ];
    for (config, expected) in cases {
        assert_eq!(refusal(config).await, expected);
    }
    let fine = with(Credential::temporary("AKIDtwo", "two-secret", "two-token"));
    let client = Client::new(fine).unwrap();
    client.describe_task(task()).await.unwrap();
    let codes: Vec<_> = mock.seen().into_iter().map(|seen| seen.code.unwrap_or_default()).collect();
    assert_eq!(codes.len(), 5);
}

/// Sends a request that is not from our client.
fn raw(mock: &Mock, request: &str) -> Value {
    let mut stream = TcpStream::connect(mock.url().trim_start_matches("http://")).unwrap();
    stream.write_all(request.replace('\n', "\r\n").as_bytes()).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    let (_, body) = response.split_once("\r\n\r\n").unwrap_or_default();
    serde_json::from_str(body).unwrap_or(Value::Null)
}

#[test]
fn any_client() {
    let unchecked = Mock::builder()
        .description(include_str!("../../../spec/api/batch/2017-03-12.json"))
        .unwrap()
        .without_checks()
        .start()
        .unwrap();
    let get = "GET /?JobId=job-1&Filters.0.Name=a&Filters.0.Values.0=b HTTP/1.1\nX-TC-Action: \
        DescribeTask\nX-TC-Version: 2017-03-12\n\n";
    assert!(raw(&unchecked, get)["Response"]["TaskState"].is_string());
    let parameters = json!({"JobId": "job-1", "Filters": [{"Name": "a", "Values": ["b"]}]});
    assert_eq!(unchecked.seen()[0].parameters, parameters);
    let mock = mock();
    let code = |request: &str| {
        raw(&mock, request)["Response"]["Error"]["Code"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(code(get), "MissingParameter");
    assert_eq!(code(&get.replace("GET", "PUT")), "UnsupportedProtocol");
    let expired = "Authorization: TC3-HMAC-SHA256 \
        Credential=AKIDmock/2017-01-01/batch/tc3_request, \
                   SignedHeaders=content-type;host, Signature=0\nX-TC-Timestamp: 1483228800\n\n";
    assert_eq!(code(&get.replace("\n\n", &format!("\n{expired}"))), "AuthFailure.SignatureExpire");
    assert_eq!(raw(&mock, "nonsense\n\n"), Value::Null);
    assert_eq!(raw(&mock, "POST / HTTP/1.1\nContent-Length: 99999999999\n\n"), Value::Null);
}

/// The request of the vector DOC1 in the vendor's documentation, with the signature given there.
#[test]
fn a_signature_that_others_made() {
    let api = json!({"format": 1, "product": "cvm", "version": "2017-03-12",
        "endpoint": "cvm.tencentcloudapi.com",
        "actions": {"DescribeInstances": {"docs": "", "region": "optional", "errors": [],
            "examples": [],
            "input": [{"name": "Limit", "type": "Integer", "docs": ""}, {"name": "Filters",
                "type": "Array of Filter", "docs": ""}],
            "output": []}},
        "structures": {"Filter": {"docs": "", "fields": [{"name": "Name", "type": "String",
            "docs": ""},
            {"name": "Values", "type": "Array of String", "docs": ""}]}}, "errors": {}});
    let mock = Mock::builder()
        .description(&api.to_string())
        .unwrap()
        .credential("AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE")
        .clock(|| 1_551_113_065)
        .start()
        .unwrap();
    let body =
        r#"{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}"#;
    let signature = "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168";
    let request = format!(
        "POST / HTTP/1.1\nHost: cvm.tencentcloudapi.com\nContent-Type: application/json; \
            charset=utf-8\n\
         X-TC-Action: DescribeInstances\nX-TC-Version: 2017-03-12\nX-TC-Timestamp: 1551113065\n\
         Authorization: TC3-HMAC-SHA256 \
         Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, \
         SignedHeaders=content-type;host, Signature={signature}\nContent-Length: {}\n\n{body}",
        body.len()
    );
    assert!(raw(&mock, &request)["Response"]["RequestId"].is_string());
    assert_eq!(mock.seen()[0].code, None);
    let tampered = raw(&mock, &request.replace("Limit\": 1", "Limit\": 2"));
    assert_eq!(tampered["Response"]["Error"]["Code"], "AuthFailure.SignatureFailure");
}

#[test]
fn it_ends_when_it_is_dropped() {
    let mock = mock();
    let url = mock.url();
    let idle = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
    let begun = Instant::now();
    drop(mock);
    assert!(begun.elapsed() < Duration::from_secs(2));
    assert!(TcpStream::connect(url.trim_start_matches("http://")).is_err());
    idle.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
    assert!(matches!((&idle).read(&mut [0]), Ok(0) | Err(_)));
}
