//! Translates the text in a picture.
//!
//! ```sh
//! cargo run -p example-programs --example translate_picture -- menu.jpg en
//! ```

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tencentcloud_api_tmt::{Client, Error, ImageTranslateLLMRequest};

/// Returns the text in a picture, and its translation.
pub async fn translate(
    client: &Client,
    picture: &[u8],
    language: &str,
) -> Result<(String, String), Error> {
    let request = ImageTranslateLLMRequest::new().data(STANDARD.encode(picture)).target(language);
    let response = client.image_translate_llm(request).await?;
    Ok((response.source_text.unwrap_or_default(), response.target_text.unwrap_or_default()))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [file, language] = &arguments[..] else {
        return Err("usage: translate_picture FILE LANGUAGE".into());
    };
    let client = Client::from_env("ap-guangzhou")?;
    let (source, target) = translate(&client, &std::fs::read(file)?, language).await?;
    println!("{source}\n=>\n{target}");
    Ok(())
}
