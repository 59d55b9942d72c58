//! Sends an e-mail from a template.
//!
//! ```sh
//! cargo run -p example-programs --example send_mail -- 28000 ada@example.com Ada
//! ```

use serde_json::json;
use tencentcloud_api_ses::{Client, Error, SendEmailRequest, Template};

/// Sends a welcome to a new user. Returns the ID of the message.
pub async fn welcome(
    client: &Client,
    template: u64,
    address: &str,
    name: &str,
) -> Result<String, Error> {
    let variables = json!({"name": name}).to_string();
    let request = SendEmailRequest::new()
        .from_email_address("Example Shop <hello@mail.example.com>")
        .destination([address])
        .subject("Welcome")
        .template(Template::new().template_id(template).template_data(variables));
    Ok(client.send_email(request).await?.message_id.unwrap_or_default())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [template, address, name] = &arguments[..] else {
        return Err("usage: send_mail TEMPLATE ADDRESS NAME".into());
    };
    let client = Client::from_env("ap-hongkong")?;
    println!("{}", welcome(&client, template.parse()?, address, name).await?);
    Ok(())
}
