use outside::{exit_codes, submit};
use serde_json::json;
use tencentcloud_api_batch::runtime::{Endpoint, Region};
use tencentcloud_api_batch::{Client, Config, Credential};
use tencentcloud_mock::{KEY, Mock, MockResponse, SECRET_ID};

#[tokio::test]
async fn a_job_runs_to_its_end() -> Result<(), Box<dyn std::error::Error>> {
    let mock = Mock::builder().file("../../spec/api/batch/2017-03-12.json")?.start()?;
    let config =
        Config::new().credentials(Credential::new(SECRET_ID, KEY)).region(Region::AP_GUANGZHOU);
    let client = Client::new(config.endpoint(Endpoint::url(&mock.url())?))?;

    let job = submit(&client, "A").await?.unwrap();
    assert_eq!(mock.seen()[0].parameters["Job"]["Tasks"][0]["TaskName"], "A");

    let instances: Vec<_> =
        (0..3).map(|code| json!({"TaskInstanceIndex": code, "ExitCode": code})).collect();
    mock.handler("DescribeTask", move |asked| {
        let offset = asked["Offset"].as_u64().unwrap_or(0) as usize;
        let page: Vec<_> = instances.iter().skip(offset).take(2).collect();
        MockResponse::json(
            json!({"TaskState": "SUCCEED", "TaskInstanceTotalCount": 3, "TaskInstanceSet": page}),
        )
    })?;
    assert_eq!(exit_codes(&client, &job, "A").await?, Some(vec![0, 1, 2]));
    assert_eq!(mock.seen_of("DescribeTask").len(), 4);

    mock.script("DescribeTask", [MockResponse::error("ResourceNotFound.Task", "there is none")])?;
    assert_eq!(exit_codes(&client, &job, "B").await?, None);
    Ok(())
}
