//! What each source is, by its content, and what its reader gives.

use super::description;
use super::report::{Format, Report, SourceFile, Taken};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::overlay::{self, Overlay, Subject};
use crate::read::{self, Document};
use crate::texts::{self, Texts};
use rayon::prelude::*;

/// Everything that was read, each with the index of its source in the report.
#[derive(Default)]
pub(super) struct Read {
    pub(super) documents: Vec<(usize, Document)>,
    pub(super) overlays: Vec<(usize, Overlay)>,
    pub(super) texts: Vec<(usize, Texts)>,
}

type Recognise = fn(&str) -> bool;
type Reader = fn(&str, &str) -> (Document, Diagnostics);

/// The readers, the surest sign first.
const READERS: [(Format, Recognise, Reader); 4] = [
    (Format::Description, description::recognises, description::read),
    (Format::Metadata, read::metadata::recognises, read::metadata::read),
    (Format::Markdown, read::markdown::recognises, read::markdown::read),
    (Format::Page, read::page::recognises, read::page::read),
];

/// Reads the sources, at once; what is said of them is in their order.
pub(super) fn read(sources: &[&SourceFile], report: &mut Report) -> Read {
    let found: Vec<One> = sources.par_iter().map(|source| one(source)).collect();
    let mut all = Read::default();
    for (i, (source, One { format, document, overlay, texts, remarks })) in sources.iter().zip(found).enumerate() {
        report.sources.push(Taken {
            file: source.name.clone(),
            format,
            product: None,
            version: None,
            actions: document.as_ref().map_or(0, |document| document.actions.len()),
            structures: document.as_ref().map_or(0, |document| document.structures.len()),
        });
        report.diagnostics.extend(remarks);
        all.documents.extend(document.map(|document| (i, document)));
        all.overlays.extend(overlay.map(|overlay| (i, overlay)));
        all.texts.extend(texts.map(|texts| (i, texts)));
    }
    all
}

/// What one source gave.
struct One {
    format: Format,
    document: Option<Document>,
    overlay: Option<Overlay>,
    texts: Option<Texts>,
    remarks: Diagnostics,
}

impl One {
    fn new(format: Format, remarks: Diagnostics) -> Self {
        Self { format, document: None, overlay: None, texts: None, remarks }
    }
}

fn one(source: &SourceFile) -> One {
    let nothing = |diagnostic| One::new(Format::Unknown, soften(source, diagnostic).into());
    let text = match text(source) {
        Ok(text) => text,
        Err(diagnostic) => return nothing(diagnostic),
    };
    if overlay::recognises(text) {
        let (overlay, remarks) = overlay::parse(text, &source.name);
        // Those of facts were made when the facts were taken.
        let overlay = overlay.filter(|overlay| overlay.subject == Subject::Description);
        return One { overlay, ..One::new(Format::Overlay, remarks) };
    }
    if texts::recognises(text) {
        let (texts, remarks) = match texts::parse(text, &source.name) {
            Ok(texts) => (Some(texts), Diagnostics::default()),
            Err(faults) => (None, faults),
        };
        return One { texts, ..One::new(Format::Texts, remarks) };
    }
    match READERS.iter().find(|(_, recognises, _)| recognises(text)) {
        Some((format, _, reader)) => {
            let (document, remarks) = reader(text, &source.name);
            One { document: Some(document), ..One::new(*format, remarks) }
        }
        None => nothing(unrecognised(text, &source.name)),
    }
}

/// Why a text is none of the known formats: it may be JSON that is cut off or damaged.
fn unrecognised(text: &str, file: &str) -> Diagnostic {
    let is_json = text.trim_start().starts_with(['{', '[']);
    match serde_json::from_str::<serde::de::IgnoredAny>(text) {
        Err(error) if is_json => {
            let diagnostic = Diagnostic::error("malformed-json", format!("the file is not whole JSON: {error}"));
            diagnostic
                .at(file, error.line().max(1))
                .help("take the file from the package anew, or correct it at this line")
        }
        _ => Diagnostic::error("unrecognised-source", "no document that this tool reads").at(file, 1).help(
            "it reads pages of API documentation in Markdown or as captured text, api.json, examples.json, overlays and texts",
        ),
    }
}

/// What lies about in a folder need not be a document.
fn soften(source: &SourceFile, mut diagnostic: Diagnostic) -> Diagnostic {
    if !source.named {
        diagnostic.severity = crate::diagnostic::Severity::Warning;
        diagnostic.message.push_str("; skipped");
        diagnostic.help = None;
    }
    diagnostic
}

/// The text of a source, without a byte order mark.
fn text(source: &SourceFile) -> Result<&str, Diagnostic> {
    let text = std::str::from_utf8(&source.bytes).map_err(|error| {
        let valid = &source.bytes[..error.valid_up_to()];
        let line = 1 + valid.iter().filter(|byte| **byte == b'\n').count();
        Diagnostic::error("not-utf8", "the file is not UTF-8 text").at(&source.name, line).help("convert it to UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.trim().is_empty() {
        true => Err(Diagnostic::error("empty-file", "the file is empty").at(&source.name, 1)),
        false => Ok(text),
    }
}
