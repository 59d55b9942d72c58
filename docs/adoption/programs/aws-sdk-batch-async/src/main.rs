#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), aws_sdk_batch::Error> {
    let client = aws_sdk_batch::Client::new(&aws_config::load_from_env().await);
    let response = client.describe_jobs().jobs("a-job").send().await?;
    println!("{:?}", response.jobs().first().and_then(|job| job.status()));
    Ok(())
}
