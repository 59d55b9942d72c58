use tencent_sdk::types::cvm::DescribeInstancesRequest;
use tencent_sdk::{Auth, BlockingClient};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let auth = Auth::tc3(
        std::env::var("TENCENTCLOUD_SECRET_ID")?,
        std::env::var("TENCENTCLOUD_SECRET_KEY")?,
    );
    let client = BlockingClient::builder_tencent_cloud()?
        .auth(auth)
        .default_region("ap-guangzhou")
        .build()?;
    let response = client.cvm().describe_instances(&DescribeInstancesRequest::new().limit(20))?;
    println!("{:?}", response.response.total_count);
    Ok(())
}
