//! From TOML to corrections.

use super::{Correction, Edit, Overlay, Subject};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Path;
use crate::text::Lines;
use serde::Deserialize;
use serde_json::Value;
use std::ops::Range;
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverlayFile {
    overlay: u32,
    #[serde(default)]
    corrects: Subject,
    product: Option<String>,
    version: Option<String>,
    #[serde(default)]
    correct: Vec<Spanned<CorrectionEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CorrectionEntry {
    path: String,
    why: String,
    set: Option<Value>,
    add: Option<Value>,
    after: Option<String>,
    remove: Option<bool>,
    rename: Option<String>,
}

/// Reads an overlay.
pub(crate) fn parse(text: &str, file: &str) -> (Option<Overlay>, Diagnostics) {
    let parsed: OverlayFile = match toml::from_str(text) {
        Ok(parsed) => parsed,
        Err(error) => {
            let line = line_at(text, error.span());
            return (
                None,
                Diagnostic::error("invalid-overlay", error.message()).at(file, line).into(),
            );
        }
    };
    let mut diagnostics = Diagnostics::default();
    if parsed.overlay != 1 {
        let message = format!(
            "overlay format {} is not the format 1 that this version reads",
            parsed.overlay
        );
        diagnostics.push(Diagnostic::error("unsupported-format", message).at(file, 1));
    }
    let mut corrections = Vec::new();
    let mut lines = Lines::new(text);
    for entry in parsed.correct {
        let line = lines.line_at(entry.span().start);
        match correction(entry.into_inner(), file, line) {
            Ok(correction) => corrections.push(correction),
            Err(message) => {
                diagnostics.push(Diagnostic::error("invalid-correction", message).at(file, line))
            }
        }
    }
    let (product, version) = (parsed.product, parsed.version);
    let subject = parsed.corrects;
    (Some(Overlay { file: file.to_owned(), subject, product, version, corrections }), diagnostics)
}

fn correction(entry: CorrectionEntry, file: &str, line: usize) -> Result<Correction, String> {
    if entry.why.trim().is_empty() {
        return Err("a correction needs a reason: `why` is empty".to_owned());
    }
    let removes = entry.remove.unwrap_or_default();
    let changes = [
        entry.set.map(Edit::Set),
        entry.add.map(|value| Edit::Add(value, entry.after.clone())),
        removes.then_some(Edit::Remove),
        entry.rename.map(Edit::Rename),
    ];
    let mut changes = changes.into_iter().flatten();
    let (Some(change), None) = (changes.next(), changes.next()) else {
        return Err(
            "a correction has exactly one of `set`, `add`, `remove = true` and `rename`".to_owned()
        );
    };
    if entry.after.is_some() && !matches!(change, Edit::Add(..)) {
        return Err("`after` belongs to `add`".to_owned());
    }
    Ok(Correction { file: file.to_owned(), line, path: Path::parse(&entry.path)?, change })
}

/// The line of the start of a span.
fn line_at(text: &str, span: Option<Range<usize>>) -> usize {
    Lines::new(text).line_at(span.map_or(0, |span| span.start))
}
