//! Reader for the metadata files of the vendor's command line: `api.json` and `examples.json`.
//!
//! Both are recognised by their shape. A file gives one [`Document`]; the two of a product version
//! are brought together by merging, as other sources are. Text is borrowed from the file until it
//! is kept.

mod api;
mod describe;
mod examples;
mod malformed;
mod multipart;
mod place;
mod prose;
mod query;
mod raw;
mod repair;
mod request;
mod roles;
mod shape;

pub use describe::describe;

use super::{Document, SourceKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use shape::MetadataKind;

/// Returns whether a text is an `api.json` or an `examples.json`, by the form of its first action.
pub(super) fn is_metadata(text: &str) -> bool {
    shape::recognise(text).is_some()
}

/// Reads an `api.json` or an `examples.json`. Errors are in the diagnostics; the document has the
/// parts that could be read.
pub fn read_metadata(text: &str, file: &str) -> (Document, Diagnostics) {
    let text = without_mark(text);
    match shape::recognise(text) {
        Some(MetadataKind::Api) => api::read_api_file(text, file),
        Some(MetadataKind::Examples) => examples::read_examples_file(text, file),
        None => (Document::new(file, SourceKind::Metadata), Diagnostics::from(unrecognised(file))),
    }
}

fn unrecognised(file: &str) -> Diagnostic {
    Diagnostic::error(
        "not-metadata",
        "neither an api.json nor an examples.json of the command line's metadata",
    )
    .in_file(file)
    .help("give the services folder of the tccli package, or one of its files")
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
