//! Gives a secret a new random version, reads it back, and deletes the old version.
//!
//! ```sh
//! cargo run -p example-programs --example rotate_secret -- database-password v1 v2
//! ```

use anyhow::{Context, Result, bail, ensure};
use tencentcloud_api_kms as kms;
use tencentcloud_api_ssm::{self as ssm, DeleteSecretVersionRequest, GetSecretValueRequest};
use tencentcloud_runtime::{Client, Config};

/// Writes version `new` of a secret and deletes version `old`. Returns the new value.
///
/// `apply` receives the new value before the old one is deleted, and makes the system that the
/// secret protects accept it.
pub async fn rotate(
    shared: &Client,
    name: &str,
    (old, new): (&str, &str),
    apply: impl AsyncFnOnce(&str) -> Result<()>,
) -> Result<()> {
    // 32 random bytes of the key service, as Base64.
    let request = kms::GenerateRandomRequest::new().number_of_bytes(32);
    let random = kms::Client::from(shared).generate_random(request).await?.plaintext;
    let value = random.context("no random bytes")?;

    let client = ssm::Client::from(shared);
    let request =
        ssm::PutSecretValueRequest::new().secret_name(name).version_id(new).secret_string(&value);
    client.put_secret_value(request).await?;

    let request = GetSecretValueRequest::new().secret_name(name).version_id(new);
    let stored = client.get_secret_value(request).await?.secret_string;
    ensure!(stored.as_ref() == Some(&value), "the service has another value");
    apply(&value).await.context("the new value is stored, but not applied")?;

    let request = DeleteSecretVersionRequest::new().secret_name(name).version_id(old);
    client.delete_secret_version(request).await?;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [name, old, new] = &arguments[..] else { bail!("usage: rotate_secret NAME OLD NEW") };
    let shared = Client::new(Config::from_env("ap-guangzhou")?)?;
    rotate(&shared, name, (old, new), async |value| {
        // Your program changes the password of its database here.
        println!("a new value of {} characters", value.len());
        Ok(())
    })
    .await
}
