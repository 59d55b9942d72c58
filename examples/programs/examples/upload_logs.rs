//! Uploads a file of encoded logs as the body of a request.
//!
//! The product has no crate in this repository, and its metadata does not list the body. So the
//! action is a generated module, `example_programs::cls`, and `spec/cls/overlay.toml` adds the
//! field.
//!
//! ```sh
//! cargo run -p example-programs --example upload_logs -- TOPIC logs.pb
//! ```

use example_programs::cls::{Client, Error, UploadLogRequest};

/// Uploads an encoded list of log groups. Returns the ID of the request.
pub async fn upload(client: &Client, topic: &str, logs: Vec<u8>) -> Result<String, Error> {
    let request = UploadLogRequest::new().topic_id(topic).log_group_list(logs);
    Ok(client.upload_log(request).await?.request_id.unwrap_or_default())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [topic, file] = &arguments[..] else {
        return Err("usage: upload_logs TOPIC FILE".into());
    };
    let client = Client::from_env("ap-guangzhou")?;
    println!("{}", upload(&client, topic, std::fs::read(file)?).await?);
    Ok(())
}
