//! Asks a model a question and prints the reply while it arrives.
//!
//! ```sh
//! cargo run -p example-programs --example chat -- "Why is the sky blue?"
//! ```

// The vendor moves these models to another product, and has marked the actions.
#![allow(deprecated)]

use std::io::Write;
use tencentcloud_api_hunyuan::{ChatCompletionsRequest, Client, Error, Message, MessageRole};

/// Asks a question. `show` receives each piece of the reply; the whole reply is returned.
pub async fn ask(
    client: &Client,
    question: &str,
    mut show: impl FnMut(&str),
) -> Result<String, Error> {
    let request = ChatCompletionsRequest::new()
        .model("hunyuan-turbos-latest")
        .messages([Message::new().role(MessageRole::User).content(question)])
        .stream(true);
    let mut events = client.chat_completions(request).await?;
    let mut reply = String::new();
    while let Some(event) = events.try_next().await? {
        let choice = event.data.choices.unwrap_or_default().into_iter().next();
        let piece = choice.and_then(|choice| choice.delta).and_then(|delta| delta.content);
        if let Some(piece) = piece {
            show(&piece);
            reply.push_str(&piece);
        }
    }
    Ok(reply)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let question = std::env::args().nth(1).ok_or("usage: chat QUESTION")?;
    let client = Client::from_env("ap-guangzhou")?;
    ask(&client, &question, |piece| {
        print!("{piece}");
        std::io::stdout().flush().ok();
    })
    .await?;
    println!();
    Ok(())
}
