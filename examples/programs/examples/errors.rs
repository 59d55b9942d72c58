//! Handles the error of a call inside an `anyhow::Error`, and logs calls with `tracing`.
//!
//! ```sh
//! cargo run -p example-programs --example errors -- ins-r8hr2upy
//! ```

use anyhow::{Context, Result};
use tencentcloud_api_cvm::{Client, DescribeInstancesRequest};
use tencentcloud_runtime::error;

/// Returns the state of an instance.
pub async fn state(client: &Client, instance: &str) -> Result<String> {
    let request = DescribeInstancesRequest::new().instance_ids([instance]);
    let response = client
        .describe_instances(request)
        .await
        .with_context(|| format!("cannot read the state of {instance}"))?;
    let instance = response.instance_set.unwrap_or_default().into_iter().next();
    let state = instance.context("the list is empty")?.instance_state;
    Ok(state.context("the instance has no state")?.to_string())
}

/// Returns what to do about an error, however deep inside the error of the call is.
pub fn advice(error: &anyhow::Error) -> &'static str {
    match error::find(error.as_ref()) {
        None => "the error is not from a call",
        Some(error) if error.is_throttled() => "call less often",
        Some(error) if error.is_auth() => "check the keys, the clock and the policies",
        Some(error) if error.is_not_found() => "check the ID and the region",
        Some(error) if error.is_retryable() => "try again later",
        Some(_) => "read the message",
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let instance = std::env::args().nth(1).context("usage: errors INSTANCE")?;
    let client = Client::from_env("ap-guangzhou")?;
    match state(&client, &instance).await {
        Ok(state) => println!("{state}"),
        Err(error) => println!("{error:#}\n=> {}", advice(&error)),
    }
    Ok(())
}
