//! Runs a job to its end and says how its instances ended.
use tencentcloud_api_batch::{
    Application, Client, DescribeTaskErrorCode, DescribeTaskRequest, Error,
};
use tencentcloud_api_batch::{Job, Placement, SubmitJobRequest, Task};

/// Submits a job with one task and gives the job's id.
pub async fn submit(client: &Client, task: &str) -> Result<Option<String>, Error> {
    let application = Application::new().delivery_form("LOCAL").command("sleep 10");
    let job = Job::new()
        .tasks([Task::new().task_name(task).task_instance_num(3).application(application)]);
    let request =
        SubmitJobRequest::new().placement(Placement::new().zone("ap-guangzhou-2")).job(job);
    Ok(client.submit_job(request).await?.job_id)
}

/// The exit codes of a task's instances once it is over; nothing where there is no such task.
pub async fn exit_codes(
    client: &Client,
    job: &str,
    task: &str,
) -> Result<Option<Vec<i64>>, Box<dyn std::error::Error>> {
    let request = DescribeTaskRequest::new().job_id(job).task_name(task);
    match client.describe_task(request.clone()).await {
        Err(error) if error.code() == Some(&DescribeTaskErrorCode::ResourceNotFoundTask) => {
            return Ok(None);
        }
        other => drop(other?),
    }
    client.wait_until_task_finished(request.clone()).await?;
    let (mut instances, mut codes) = (client.items(request.limit(2)), Vec::new());
    while let Some(instance) = instances.try_next().await? {
        codes.extend(instance.exit_code);
    }
    Ok(Some(codes))
}
