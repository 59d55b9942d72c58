//! What an import is given, and what it says of its sources.

use crate::diagnostic::Diagnostics;
use crate::facts::Facts;
use serde::Serialize;

/// What the user says of all sources.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The product's short name, for documents that name none.
    pub product: Option<String>,
    /// The API version, for documents that name none.
    pub version: Option<String>,
}

/// Finds the facts of one product, or all that there are.
pub type Lookup<'a> = dyn Fn(Option<&str>) -> Vec<Result<Facts, Diagnostics>> + 'a;

/// What happened to the sources.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What each source was taken for.
    pub sources: Vec<Taken>,
    /// What there is to say about them. Where there is an error, nothing may be written.
    pub diagnostics: Diagnostics,
}

/// One source as it was found.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The file, as the user named it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Whether the user named this very file; otherwise it was found in a folder, where other things may lie about.
    pub named: bool,
}

/// What a source was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
    /// A normalised description.
    Description,
    /// Nothing that is known; skipped.
    Unknown,
}

impl Format {
    /// What it is, for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown page",
            Self::Page => "captured page",
            Self::Metadata => "metadata",
            Self::Overlay => "overlay",
            Self::Texts => "texts",
            Self::Description => "description",
            Self::Unknown => "not recognised, skipped",
        }
    }
}

/// What became of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// The file, as the user named it.
    pub file: String,
    /// What it was taken for.
    pub format: Format,
    /// The product that it was taken to describe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The version that it was taken to describe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// How many actions it describes.
    pub actions: usize,
    /// How many structures it describes.
    pub structures: usize,
}
