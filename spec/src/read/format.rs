//! The format of a text. Not here: reading it.

use super::{markdown, metadata, page};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The format of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// A page of documentation in Markdown.
    Markdown,
    /// The text of a rendered page of documentation.
    Page,
    /// `api.json` or `examples.json`.
    Metadata,
    /// Corrections.
    Overlay,
    /// Texts by the names of what they are about.
    Texts,
    /// A file of `spec/facts`.
    Facts,
    /// A normalised description.
    Description,
    /// Nothing that is known; skipped.
    Unknown,
}

impl Format {
    /// Returns what people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown page",
            Self::Page => "captured page",
            Self::Metadata => "metadata",
            Self::Overlay => "overlay",
            Self::Texts => "texts",
            Self::Facts => "facts",
            Self::Description => "description",
            Self::Unknown => "not recognised, skipped",
        }
    }
}

/// Recognises the format of a text by the surest sign that it has; `None` if it has none.
pub fn recognise(text: &str) -> Option<Format> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .unwrap_or_default();
    if first.strip_prefix("overlay").is_some_and(|rest| rest.trim_start().starts_with('=')) {
        Some(Format::Overlay)
    } else if first.starts_with("[texts]") {
        Some(Format::Texts)
    } else if let Some(inner) = text.trim_start().strip_prefix('{') {
        json(text, inner)
    } else if markdown::is_page(text, page::marks) {
        Some(Format::Markdown)
    } else {
        page::is_page(text).then_some(Format::Page)
    }
}

/// The format of an object; `inner` is what is behind its first bracket.
fn json(text: &str, inner: &str) -> Option<Format> {
    #[derive(Deserialize)]
    struct FormatMark {
        #[serde(rename = "format")]
        _format: u32,
    }
    if inner.trim_start().starts_with("\"facts\"") {
        Some(Format::Facts)
    } else if serde_json::from_str::<FormatMark>(text).is_ok() {
        Some(Format::Description)
    } else {
        metadata::is_metadata(text).then_some(Format::Metadata)
    }
}
