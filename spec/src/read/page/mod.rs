//! Captured pages: the text of a rendered page, in the ten layouts that such captures come in.
//!
//! Nothing marks headings, tables and code here but their words, so each is found by what only it
//! can be: numbered headings, headers of known words, rows that start with a name, a yes or no and
//! a type.

mod examples;
mod header;
mod lines;
pub mod repair;
mod rows;
mod sections;
mod structures;
mod table;

use super::outline::{self, Remarks, is_referenced_by};
use super::vocabulary::Role;
use super::{Document, SourceKind};
use crate::diagnostic::Diagnostics;
use lines::PageLine;
use rows::RowEvidence;

/// Returns whether a text that is no Markdown is a captured page: it has a section's heading or a
/// table's header.
pub(super) fn is_page(text: &str) -> bool {
    let is_header = |line: &PageLine<'_>| {
        line.text.len() < 200 && header::parse(&line.text.replace('|', " ")).is_some()
    };
    let starts_as_text = !text.trim_start().starts_with(['[', '<']);
    starts_as_text
        && lines::split_lines(text).iter().any(|line| line.role().is_some() || is_header(line))
}

/// Returns whether a line stands in captured pages only: a numbered heading, or a header without
/// bars.
pub(super) fn marks(text: &str, number: usize) -> bool {
    PageLine { text, number }.role().is_some() || header::parse(text).is_some()
}

/// The moment of the last change in a line such as `Last updated: 2021-01-28 19:55:24`.
pub(super) fn moment(text: &str) -> Option<&str> {
    lines::update(text)
}

/// Reads a captured page: one action, structures, or the error codes of a product. Damaged parts
/// are left out with a warning, or kept as [`Sample::Damaged`](super::Sample::Damaged).
pub fn read_page(text: &str, file: &str) -> (Document, Diagnostics) {
    let mut remarks = Remarks::new(file);
    let lines = lines::split_lines(text);
    if lines.iter().all(PageLine::is_blank) {
        remarks.error("empty-file", 1, "the file is empty", "pass a file that describes an API");
        return (Document::new(file, SourceKind::Page), remarks.finish());
    }
    let evidence = RowEvidence { keys: rows::json_keys(text), ..RowEvidence::default() };
    let sections = sections(lines::without_footer(&lines), &evidence);
    let mut document = outline::read_sections(&sections, file, SourceKind::Page, &mut remarks);
    document.date = lines::date(&lines);
    (document, remarks.finish())
}

/// The sections of the page: below numbered headings, one a structure, below other headings, or
/// told from the tables alone.
fn sections<'a>(lines: &[PageLine<'a>], evidence: &RowEvidence<'_>) -> Vec<outline::Section<'a>> {
    let numbered = sections::numbered(lines, evidence);
    if !numbered.is_empty() {
        return numbered;
    }
    if lines.iter().any(|line| is_referenced_by(line.trimmed()).is_some()) {
        return structures::sections(lines);
    }
    let headed = sections::headed(lines, evidence);
    if !headed.is_empty() {
        return headed;
    }
    let unheaded = sections::unheaded(lines, evidence);
    let is_of_action =
        unheaded.iter().any(|section| matches!(section.role, Some(Role::Input | Role::Output)));
    let codes = if is_of_action { Vec::new() } else { sections::codes(lines, evidence) };
    if codes.is_empty() { unheaded } else { codes }
}
