//! Sends a text message and waits until the phone has received it.
//!
//! ```sh
//! cargo run -p example-programs --example send_sms -- \
//!   1400000001 Example 1110001 +8613711110001 730101
//! ```

use anyhow::{Context, bail};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tencentcloud_api_sms::{Client, PullSmsSendStatusByPhoneNumberRequest, SendSmsRequest, Waiter};

/// Phones report within seconds, or never: a wait for longer than two minutes is in vain.
const DELIVERED: Waiter<PullSmsSendStatusByPhoneNumberRequest> = Waiter::new("Delivered")
    .field("PullSmsSendStatusSet.ReportStatus")
    .success(&["SUCCESS"])
    .failure(&["FAIL"])
    .interval(Duration::from_secs(5))
    .deadline(Duration::from_secs(120));

/// The names that the account has registered for its messages.
pub struct Template<'a> {
    /// The ID of the application.
    pub application: &'a str,
    /// The signature that messages begin with.
    pub signature: &'a str,
    /// The ID of the text.
    pub id: &'a str,
}

/// Sends a message and returns its serial number once it has been delivered.
pub async fn send(
    client: &Client,
    template: &Template<'_>,
    phone: &str,
    variables: &[&str],
) -> anyhow::Result<String> {
    let begin = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let request = SendSmsRequest::new()
        .sms_sdk_app_id(template.application)
        .sign_name(template.signature)
        .template_id(template.id)
        .phone_number_set([phone])
        .template_param_set(variables.iter().copied());
    let response = client.send_sms(request).await.context("cannot send")?;

    // The call succeeds even if the service refuses a number: each number has a code of its own.
    let sent = response.send_status_set.unwrap_or_default().into_iter().next();
    let sent = sent.context("the response has no status")?;
    if sent.code.as_deref() != Some("Ok") {
        bail!("{phone} was refused: {}", sent.message.or(sent.code).unwrap_or_default());
    }

    let request = PullSmsSendStatusByPhoneNumberRequest::new()
        .sms_sdk_app_id(template.application)
        .phone_number(phone)
        .begin_time(begin)
        .offset(0)
        .limit(10);
    client.wait(request, DELIVERED).await.context("not delivered")?;
    Ok(sent.serial_no.unwrap_or_default())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [application, signature, id, phone, variables @ ..] = &arguments[..] else {
        bail!("usage: send_sms APPLICATION SIGNATURE TEMPLATE PHONE [VARIABLE]...");
    };
    let client = Client::from_env("ap-guangzhou")?;
    let variables: Vec<_> = variables.iter().map(String::as_str).collect();
    let template = Template { application, signature, id };
    println!("delivered: {}", send(&client, &template, phone, &variables).await?);
    Ok(())
}
