//! The generated action against the mock. Not here: what the action is like, which
//! `generated/batch` tests.

#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use example_build_script::batch::runtime::{Endpoint, Region};
use example_build_script::batch::{Client, Config, Credential, DescribeTaskRequest, TaskState};
use tencentcloud_mock::{KEY, Mock, SECRET_ID};

fn mock() -> Mock {
    Mock::builder()
        .description(include_str!("../../../spec/api/batch/2017-03-12.json"))
        .unwrap()
        .start()
        .unwrap()
}

fn client(mock: &Mock) -> Client {
    let config =
        Config::new().credentials(Credential::new(SECRET_ID, KEY)).region(Region::AP_GUANGZHOU);
    Client::new(config.endpoint(Endpoint::url(&mock.url()).unwrap())).unwrap()
}

#[tokio::test]
async fn the_generated_client_calls_the_action() {
    let mock = mock();
    let request = DescribeTaskRequest::new().job_id("job-97zcl3wt").task_name("A");
    let task = client(&mock).describe_task(request).await.unwrap();
    assert_eq!(task.task_state, Some(TaskState::Succeed));
    assert_eq!(mock.seen()[0].action, "DescribeTask");
}
