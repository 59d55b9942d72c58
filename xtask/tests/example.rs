//! Tests of the example program with a server on loopback that checks signatures with its own code:
//! the exact request, the output, and the message when the service refuses it. Network errors are
//! not tested here.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../../runtime/tests/support/server.rs"]
#[allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "each test uses a part")]
mod server;
#[path = "../../runtime/tests/support/signature.rs"]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "shared with the runtime's tests")]
mod signature;

use server::{Reply, Seen, Server};
use std::process::{Command, Output};

const ID: &str = "AKIDexample";
const KEY: &str = "key-of-the-example";
const TOKEN: &str = "token-of-the-example";

fn describe_task(url: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--offline",
            "--package",
            "tencentcloud-api-batch",
            "--example",
            "describe_task",
            "--",
        ])
        .args(arguments)
        .env("TENCENTCLOUD_SECRET_ID", ID)
        .env("TENCENTCLOUD_SECRET_KEY", KEY)
        .env("TENCENTCLOUD_TOKEN", TOKEN)
        .env("TENCENTCLOUD_REGION", "ap-singapore")
        .env("TENCENTCLOUD_ENDPOINT", url)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Returns the day on which the request says it was signed.
fn day(seen: &Seen) -> String {
    seen.header("authorization").split('/').nth(1).unwrap_or_default().to_owned()
}

/// Returns the response for a correctly signed request, and the service's error for any other.
fn checked(seen: &Seen, response: &str) -> Reply {
    match signature::is_signed(seen, ID, KEY, &day(seen), "batch") {
        true => Reply::json(response),
        false => Reply::fault("AuthFailure.SignatureFailure", "The signature is wrong."),
    }
}

const TASK: &str = r#"{"Response": {"JobId": "job-97zcl3wt", "TaskName": "A",
  "TaskState": "RUNNING", "TaskInstanceTotalCount": 3, "RequestId": "request-1",
  "TaskInstanceSet": [
  {"TaskInstanceIndex": 0, "TaskInstanceState": "SUCCEED", "ExitCode": 0,
   "RunningTime": "2018-02-07T09:29:55Z", "EndTime": "2018-02-07T09:30:23Z", "StateReason": "",
   "ComputeNodeInstanceId": null, "New": [1]},
  {"TaskInstanceIndex": "1", "TaskInstanceState": "PAUSED"}]}}"#;

const REST: &str = r#"{"Response": {"TaskInstanceTotalCount": 3, "RequestId": "request-2",
  "TaskInstanceSet": [
  {"TaskInstanceIndex": 2, "TaskInstanceState": "PENDING"}]}}"#;

#[test]
fn prints_the_task_and_all_its_instances() {
    let server = Server::start(|seen, number| checked(seen, if number == 0 { TASK } else { REST }));
    let output = describe_task(&server.url, &["job-97zcl3wt", "A"]);
    insta::assert_snapshot!(text(&output.stdout), @r"
    job-97zcl3wt/A: RUNNING
    INDEX  STATE               EXIT  STARTED               ENDED                 REASON
        0  SUCCEED                0  2018-02-07T09:29:55Z  2018-02-07T09:30:23Z  
        1  PAUSED                 -  -                     -                     -
        2  PENDING                -  -                     -                     -
    ");
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success());

    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    assert_eq!(text(&seen[0].body), r#"{"JobId":"job-97zcl3wt","TaskName":"A"}"#);
    assert_eq!(text(&seen[1].body), r#"{"JobId":"job-97zcl3wt","TaskName":"A","Offset":2}"#);
    assert_headers(&seen[0], &server.url);
}

/// Checks that the request has these headers and no others.
fn assert_headers(seen: &Seen, url: &str) {
    let client = concat!("tencentcloud-rs_", env!("CARGO_PKG_VERSION"));
    let mut headers: Vec<_> =
        seen.headers.iter().map(|(name, value)| (name.to_lowercase(), value.as_str())).collect();
    headers.sort_unstable();
    let timestamp = seen.header("x-tc-timestamp");
    assert!(timestamp.parse::<u64>().is_ok_and(|seconds| seconds > 1_700_000_000), "{timestamp}");
    let expected = [
        ("authorization", seen.header("authorization")),
        ("content-length", "39"),
        ("content-type", "application/json"),
        ("host", url.trim_start_matches("http://")),
        ("user-agent", client),
        ("x-tc-action", "DescribeTask"),
        ("x-tc-region", "ap-singapore"),
        ("x-tc-requestclient", client),
        ("x-tc-timestamp", timestamp),
        ("x-tc-token", TOKEN),
        ("x-tc-version", "2017-03-12"),
    ];
    assert_eq!((seen.method.as_str(), seen.path.as_str()), ("POST", "/"));
    assert_eq!(headers, expected.map(|(name, value)| (name.to_owned(), value)));
    assert!(seen.header("authorization").contains("SignedHeaders=content-type;host, Signature="));
}

#[test]
fn a_tampered_request_is_refused_in_one_clear_line() {
    let server = Server::start(|seen, _| {
        let mut tampered = seen.clone();
        tampered.body.extend_from_slice(b" ");
        checked(&tampered, TASK)
    });
    let output = describe_task(&server.url, &["job-97zcl3wt", "A"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "");
    insta::assert_snapshot!(text(&output.stderr), @"error: DescribeTask: \
        AuthFailure.SignatureFailure: The signature is wrong. (request id request-1)");
}

#[test]
fn wrong_use_is_said_in_one_line_and_no_secret_is_printed() {
    let server = Server::replies(vec![Reply::fault(
        "ResourceNotFound.Task",
        &format!("no task {KEY} {TOKEN}"),
    )]);
    for arguments in [&["job-97zcl3wt"][..], &["job-97zcl3wt", "A", "B"], &["job-97zcl3wt", "A"]] {
        let output = describe_task(&server.url, arguments);
        let stderr = text(&output.stderr);
        assert_eq!((output.status.code(), stderr.lines().count()), (Some(1), 1), "{stderr}");
        assert!(!stderr.contains(KEY) && !stderr.contains(TOKEN), "{stderr}");
    }
    let nowhere = describe_task("http://127.0.0.1:1", &["job-97zcl3wt", "A"]);
    assert_eq!(nowhere.status.code(), Some(1));
    assert_eq!(text(&nowhere.stderr).lines().count(), 1, "{}", text(&nowhere.stderr));
}
