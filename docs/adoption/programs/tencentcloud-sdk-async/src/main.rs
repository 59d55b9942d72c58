use serde_json::{Value, json};
use tencentcloud_sdk::{ApiResponse, Client, CommonClient};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder().credentials_from_env().region("ap-guangzhou").build()?;
    let batch = CommonClient::new(client, "batch", "2017-03-12")?;
    let task: ApiResponse<Value> =
        batch.call("DescribeTask", &json!({"JobId": "job-97zcl3wt", "TaskName": "A"})).await?;
    println!("{:?}", task.metadata.request_id);
    Ok(())
}
