use tencentcloud_api_batch::{DescribeTaskRequest, Error, blocking::Client};

fn main() -> Result<(), Error> {
    let client = Client::from_env("ap-guangzhou")?;
    let task = client
        .describe_task(DescribeTaskRequest::new().job_id("job-97zcl3wt").task_name("A"))
        .send()?;
    println!("{:?}", task.task_state);
    Ok(())
}
