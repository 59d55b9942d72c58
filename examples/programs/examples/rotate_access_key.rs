//! Gives a user a new access key in place of the old one, after a check that the new key works.
//!
//! ```sh
//! cargo run -p example-programs --example rotate_access_key -- 100000000001
//! ```

use anyhow::{Context, Result, bail, ensure};
use tencentcloud_api_cam::{self as cam, UpdateAccessKeyStatus};
use tencentcloud_api_sts as sts;
use tencentcloud_runtime::{Client, Config, Credential};

/// Creates an access key of the user with this UIN, and deletes the key that the user had.
///
/// `store` receives the new key after it has signed a call. The old key is first disabled and then
/// deleted, so nothing is lost if `store` fails.
pub async fn rotate(
    config: &Config,
    user: u64,
    store: impl AsyncFnOnce(&Credential) -> Result<()>,
) -> Result<()> {
    let client = cam::Client::from(&Client::new(config.clone())?);
    let request = cam::ListAccessKeysRequest::new().target_uin(user);
    let keys = client.list_access_keys(request).await?.access_keys.unwrap_or_default();
    ensure!(keys.len() < 2, "the user already has two keys; delete one first");

    let request = cam::CreateAccessKeyRequest::new().target_uin(user).description("rotated");
    let created = client.create_access_key(request).await?.access_key.context("no key")?;
    let id = created.access_key_id.context("the key has no ID")?;
    let new = Credential::new(&id, created.secret_access_key.context("the key has no secret")?);

    let as_user = Client::new(config.clone().credentials(new.clone()))?;
    let request = sts::GetCallerIdentityRequest::new();
    let identity = sts::Client::from(&as_user).get_caller_identity(request).await?;
    let caller = identity.user_id.context("no user ID")?;
    ensure!(caller == user.to_string(), "the new key {id} belongs to {caller}");
    store(&new).await.with_context(|| format!("the key {id} is created, but not stored"))?;

    for old in keys.into_iter().filter_map(|key| key.access_key_id) {
        let disable = cam::UpdateAccessKeyRequest::new().access_key_id(&old).target_uin(user);
        client.update_access_key(disable.status(UpdateAccessKeyStatus::Inactive)).await?;
        let delete = cam::DeleteAccessKeyRequest::new().access_key_id(&old).target_uin(user);
        client.delete_access_key(delete).await?;
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [user] = &arguments[..] else { bail!("usage: rotate_access_key UIN") };
    rotate(&Config::from_env("ap-guangzhou")?, user.parse()?, async |key| {
        // Your program puts the key where the user's programs read it.
        println!("new key: {}", key.secret_id());
        Ok(())
    })
    .await
}
