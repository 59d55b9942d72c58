//! Writes a sentence as speech into a file.
//!
//! ```sh
//! cargo run -p example-programs --example speak -- "Good morning." morning.mp3
//! ```

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::path::Path;
use tencentcloud_api_tts::{Client, TextToVoiceCodec, TextToVoiceRequest};

/// Writes speech as MP3.
pub async fn speak(client: &Client, text: &str, file: &Path) -> anyhow::Result<()> {
    let request = TextToVoiceRequest::new()
        .text(text)
        .session_id("speak")
        .primary_language(2)
        .codec(TextToVoiceCodec::Mp3);
    let response = client.text_to_voice(request).await?;
    std::fs::write(file, STANDARD.decode(response.audio.unwrap_or_default())?)?;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [text, file] = &arguments[..] else { anyhow::bail!("usage: speak TEXT FILE") };
    speak(&Client::from_env("ap-guangzhou")?, text, Path::new(file)).await
}
