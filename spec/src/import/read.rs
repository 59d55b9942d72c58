//! Recognises each source by its content, and reads it.

use super::description;
use super::report::{Report, SourceFile, SourceSummary};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::overlay::{self, Overlay, Subject};
use crate::read::{self, Document, Format, recognise};
use crate::texts::{self, Texts};
use rayon::prelude::*;

/// Everything that was read, each with the index of its source in the report.
#[derive(Default)]
pub(super) struct Read {
    pub(super) documents: Vec<(usize, Document)>,
    pub(super) overlays: Vec<(usize, Overlay)>,
    pub(super) texts: Vec<(usize, Texts)>,
}

/// Reads the sources, at once; what is said of them is in their order.
pub(super) fn read_sources(sources: &[&SourceFile], report: &mut Report) -> Read {
    let found: Vec<One> = sources.par_iter().map(|source| one(source)).collect();
    let mut all = Read::default();
    for (i, (source, One { format, content, remarks })) in sources.iter().zip(found).enumerate() {
        let mut taken = SourceSummary::new(&source.name, format);
        match content {
            Content::Document(document) => {
                (taken.actions, taken.structures) =
                    (document.actions.len(), document.structures.len());
                all.documents.push((i, document));
            }
            Content::Overlay(overlay) => all.overlays.push((i, overlay)),
            Content::Texts(texts) => all.texts.push((i, texts)),
            Content::Nothing => {}
        }
        report.sources.push(taken);
        report.diagnostics.extend(remarks);
    }
    all
}

/// The result of reading one source.
struct One {
    format: Format,
    content: Content,
    remarks: Diagnostics,
}

enum Content {
    Document(Document),
    Overlay(Overlay),
    Texts(Texts),
    Nothing,
}

fn one(source: &SourceFile) -> One {
    let recognised = text(source).and_then(|text| match recognise(text) {
        Some(format) => Ok((text, format)),
        None => Err(unrecognised(text, &source.name)),
    });
    match recognised {
        Ok((text, format)) => {
            let (content, remarks) = content(format, text, source);
            One { format, content, remarks }
        }
        Err(error) => One {
            format: Format::Unknown,
            content: Content::Nothing,
            remarks: soften(source, error).into(),
        },
    }
}

fn content(format: Format, text: &str, source: &SourceFile) -> (Content, Diagnostics) {
    let name = &source.name;
    let document = |(document, remarks)| (Content::Document(document), remarks);
    match format {
        Format::Description => document(description::read_description(text, name)),
        Format::Metadata => document(read::metadata::read_metadata(text, name)),
        Format::Markdown => document(read::markdown::read_markdown(text, name)),
        Format::Page => document(read::page::read_page(text, name)),
        Format::Overlay => {
            let (overlay, remarks) = overlay::parse(text, name);
            // Those of facts were made when the facts were taken.
            let overlay = overlay.filter(|overlay| overlay.subject == Subject::Description);
            (overlay.map_or(Content::Nothing, Content::Overlay), remarks)
        }
        Format::Texts => match texts::parse(text, name) {
            Ok(texts) => (Content::Texts(texts), Diagnostics::default()),
            Err(errors) => (Content::Nothing, errors),
        },
        Format::Facts | Format::Unknown => {
            (Content::Nothing, soften(source, facts_are_no_source(name)).into())
        }
    }
}

fn facts_are_no_source(file: &str) -> Diagnostic {
    let message = "facts are no source: they are read from the folder of facts";
    Diagnostic::error("facts-as-source", message)
        .at(file, 1)
        .help("give that folder with `--facts`")
}

/// Why a text is none of the known formats: it may be JSON that is cut off or damaged.
fn unrecognised(text: &str, file: &str) -> Diagnostic {
    let is_json = text.trim_start().starts_with(['{', '[']);
    match serde_json::from_str::<serde::de::IgnoredAny>(text) {
        Err(error) if is_json => {
            let diagnostic = Diagnostic::error(
                "malformed-json",
                format!(
                    "the file is not whole \
                JSON: {error}"
                ),
            );
            diagnostic
                .at(file, error.line().max(1))
                .help("take the file from the package again, or correct it at this line")
        }
        _ => Diagnostic::error("unrecognised-source", "no document that this tool reads")
            .at(file, 1)
            .help(
                "it reads pages of API documentation in Markdown or as captured text, api.json, \
                examples.json, overlays and texts",
            ),
    }
}

/// Turns errors into warnings for files in a folder, which need not be documents.
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
        Diagnostic::error("not-utf8", "the file is not UTF-8 text")
            .at(&source.name, line)
            .help("convert it to UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.trim().is_empty() {
        true => Err(Diagnostic::error("empty-file", "the file is empty").at(&source.name, 1)),
        false => Ok(text),
    }
}
