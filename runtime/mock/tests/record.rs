//! A record of calls, made once and replayed without a network.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use tencentcloud_api_batch::runtime::{Endpoint, ErrorKind, RetryPolicy};
use tencentcloud_api_batch::{
    Config, Credential, DescribeComputeEnvRequest, DescribeJobRequest, DescribeTaskRequest,
    blocking,
};
use tencentcloud_mock::{KEY, Mock, MockResponse, Player, Recorder, SECRET_ID};

fn task() -> DescribeTaskRequest {
    DescribeTaskRequest::new().job_id("job-97zcl3wt").task_name("A")
}

fn config() -> Config {
    let short = std::time::Duration::from_millis(5);
    let retry = RetryPolicy::default().throttle_base(short).network_base(short);
    Config::new().credentials(Credential::new(SECRET_ID, KEY)).region("ap-guangzhou").retry(retry)
}

/// Records some calls, one of which is tried again, and returns what the program received.
fn record(path: &std::path::Path) -> Vec<String> {
    let mock = Mock::builder()
        .description(include_str!("../../../spec/api/batch/2017-03-12.json"))
        .unwrap();
    let mock = mock.start().unwrap();
    mock.script("DescribeTask", [MockResponse::page(502), MockResponse::Example]).unwrap();
    mock.script("DescribeJob", [MockResponse::error("ResourceNotFound.Job", "there is none")])
        .unwrap();
    let config = config()
        .endpoint(Endpoint::url(&mock.url()).unwrap())
        .interceptor(Recorder::new(path).unwrap());
    calls(&blocking::Client::new(config).unwrap())
}

fn calls(client: &blocking::Client) -> Vec<String> {
    let job = DescribeJobRequest::new().job_id("job-1");
    vec![
        format!("{:?}", client.describe_task(task()).send().unwrap()),
        format!("{}", client.describe_job(job).send().unwrap_err()),
        format!(
            "{:?}",
            client
                .describe_compute_env(DescribeComputeEnvRequest::new().env_id("env-1"))
                .send()
                .is_ok()
        ),
    ]
}

#[test]
fn what_is_recorded_is_played() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.json");
    let seen = record(&path);
    let player =
        || blocking::Client::new(config().interceptor(Player::new(&path).unwrap())).unwrap();
    assert_eq!(calls(&player()), seen);
    // Fails for a call that was not recorded, or that was already used.
    let client = player();
    let error = client.describe_task(task().job_id("job-2")).send().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.message().ends_with("of the action it has 2, 0 are used"), "{error}");
    calls(&client);
    let error = client.describe_task(task()).send().unwrap_err();
    assert!(error.message().ends_with("of the action it has 2, 2 are used"), "{error}");
}

#[test]
fn a_record_has_no_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("record.json");
    record(&path);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(!text.contains(KEY) && !text.contains(SECRET_ID), "{text}");
    assert!(text.contains("job-97zcl3wt") && text.contains("\"status\": 502"), "{text}");
}

#[test]
fn what_is_no_record() {
    for (text, expected) in
        [("[", "the record is not JSON"), ("{}", "the record has no list of calls")]
    {
        assert!(Player::from_text(text).unwrap_err().to_string().starts_with(expected), "{text}");
    }
    let error = Player::new("no/such/file.json").unwrap_err().to_string();
    assert!(error.starts_with("no/such/file.json: "), "{error}");
    assert!(Recorder::new("no/such/file.json").is_err());
}
