use tencentcloud_api_batch::{Client, DescribeTaskRequest, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let client = Client::from_env("ap-guangzhou")?;
    let task = client
        .describe_task(DescribeTaskRequest::new().job_id("job-97zcl3wt").task_name("A"))
        .await?;
    println!("{:?}", task.task_state);
    Ok(())
}
