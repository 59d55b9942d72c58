//! Requests read from files: no part of them is dropped silently. Responses stay lenient.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use serde_json::{Value, json};
use tencentcloud_api_batch::{DescribeTaskRequest, DescribeTaskResponse};

/// Returns the error of a request in JSON, which is the same for a text and a value.
fn refused(request: &Value) -> String {
    let of_text =
        serde_json::from_str::<DescribeTaskRequest>(&request.to_string()).unwrap_err().to_string();
    let of_value =
        serde_json::from_value::<DescribeTaskRequest>(request.clone()).unwrap_err().to_string();
    assert!(of_text.starts_with(&of_value), "{of_text} {of_value}");
    of_value
}

#[test]
fn an_unknown_field_is_an_error() {
    let cases = [
        (json!({"JobId": "j", "dry_run": true}), "DescribeTaskRequest has no field \"dry_run\""),
        (
            json!({"job_id": "j"}),
            "DescribeTaskRequest has no field \"job_id\"; did you mean JobId?",
        ),
        (
            json!({"TaskNames": "A"}),
            "DescribeTaskRequest has no field \"TaskNames\"; did you mean TaskName?",
        ),
        (
            json!({"Filters": [{"Name": "n", "Values": []}, {"Name": "n", "Value": []}]}),
            "at Filters[1]: Filter has no field \"Value\"; did you mean Values?",
        ),
        (
            json!({"Filters": {"Nam": "n"}}),
            "at Filters: Filter has no field \"Nam\"; did you mean Name?",
        ),
        // Names with a meaning in responses have none here.
        (json!({"Error": {}}), "DescribeTaskRequest has no field \"Error\""),
        (json!({"RequestId": "r"}), "DescribeTaskRequest has no field \"RequestId\""),
    ];
    for (request, text) in cases {
        assert_eq!(refused(&request), text);
    }
}

#[test]
fn other_formats_are_as_strict() {
    let request: DescribeTaskRequest =
        toml::from_str("JobId = 'j'\n[[Filters]]\nName = 'n'\nValues = ['v']").unwrap();
    assert_eq!(request.filters.unwrap()[0].values, Some(vec!["v".to_owned()]));
    let error = toml::from_str::<DescribeTaskRequest>("JobId = 'j'\njobname = 'n'")
        .unwrap_err()
        .to_string();
    assert!(error.contains("DescribeTaskRequest has no field \"jobname\""), "{error}");
}

#[test]
fn what_is_there_is_read() {
    let written =
        json!({"JobId": "j", "Filters": [{"Name": "n", "Values": ["v"]}], "Offset": null});
    let request: DescribeTaskRequest = serde_json::from_value(written).unwrap();
    let again: DescribeTaskRequest =
        serde_json::from_value(serde_json::to_value(&request).unwrap()).unwrap();
    assert_eq!(again, request);
    let lenient: DescribeTaskResponse =
        serde_json::from_value(json!({"JobId": "j", "New": 1})).unwrap();
    assert_eq!(lenient.job_id.as_deref(), Some("j"));
}
