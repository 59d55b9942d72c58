//! Prints a task and its instances: `describe_task JOB_ID TASK_NAME`.
//!
//! Credentials come from `TENCENTCLOUD_SECRET_ID`, `TENCENTCLOUD_SECRET_KEY` and, for temporary
//! ones, `TENCENTCLOUD_TOKEN`; the region from `TENCENTCLOUD_REGION` (else `ap-guangzhou`); another
//! server than Tencent Cloud's, such as a mock on loopback, from `TENCENTCLOUD_ENDPOINT`.

use std::process::ExitCode;
use tencentcloud_api_batch::{
    Client, DescribeTaskRequest, DescribeTaskResponse, Error, TaskInstanceView,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(job), Some(task), None) = (arguments.next(), arguments.next(), arguments.next())
    else {
        eprintln!("usage: describe_task JOB_ID TASK_NAME");
        return ExitCode::FAILURE;
    };
    match describe(DescribeTaskRequest::new().job_id(job).task_name(task)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn describe(request: DescribeTaskRequest) -> Result<(), Error> {
    let region = std::env::var("TENCENTCLOUD_REGION").unwrap_or_else(|_| "ap-guangzhou".to_owned());
    let client = Client::from_env(&region)?;
    let task = client.describe_task(request.clone()).await?;
    print_task(&task);
    let instances = task.task_instance_set.unwrap_or_default();
    instances.iter().for_each(print_instance);
    // The first response holds one page; the others are fetched only if there are more.
    let (shown, total) = (instances.len() as u64, task.task_instance_total_count.unwrap_or(0));
    if (1..total).contains(&(shown as i64)) {
        let mut others = client.items(request.offset(shown));
        while let Some(instance) = others.try_next().await? {
            print_instance(&instance);
        }
    }
    Ok(())
}

fn print_task(task: &DescribeTaskResponse) {
    let name = [&task.job_id, &task.task_name].map(|part| part.as_deref().unwrap_or("?"));
    println!("{}: {}", name.join("/"), text(&task.task_state));
    println!(
        "{:>5}  {:<18}  {:>4}  {:<20}  {:<20}  REASON",
        "INDEX", "STATE", "EXIT", "STARTED", "ENDED"
    );
}

fn print_instance(instance: &TaskInstanceView) {
    println!(
        "{:>5}  {:<18}  {:>4}  {:<20}  {:<20}  {}",
        text(&instance.task_instance_index),
        text(&instance.task_instance_state),
        text(&instance.exit_code),
        text(&instance.running_time),
        text(&instance.end_time),
        text(&instance.state_reason),
    );
}

/// A value that may be absent.
fn text(value: &Option<impl ToString>) -> String {
    value.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string)
}
