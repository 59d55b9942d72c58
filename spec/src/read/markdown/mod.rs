//! Pages in Markdown: headings that start with `#`, and tables of bars.
//!
//! The documents are not quite Markdown: raw bars stand in cells, tables miss their last bar, headings are
//! bold. A reader of lines keeps what a Markdown parser would drop, and knows the line of everything it reads.

mod blocks;
mod cursor;
mod fence;
mod table;

use super::outline::{self, Remarks};
use super::vocabulary::role;
use super::{Document, Kind};
use crate::diagnostic::Diagnostics;
use cursor::Cursor;

/// Whether a text is a page in Markdown: it has a heading of a section.
pub fn recognises(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with(['{', '<']) {
        return false;
    }
    let mut cursor = Cursor::new(text);
    std::iter::from_fn(|| cursor.next()).any(|line| match blocks::heading(line.text) {
        Some((level, title)) => level > 1 || role(title).is_some(),
        None => false,
    })
}

/// Reads a page in Markdown: one action, structures, or the error codes of a product. Any other page gives
/// an empty document and a warning.
pub fn read(text: &str, file: &str) -> (Document, Diagnostics) {
    let mut remarks = Remarks::new(file);
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        remarks.error("empty-file", 1, "the file is empty", "pass a file that describes an API");
        return (outline::empty(file, Kind::Markdown), remarks.finish());
    }
    let sections = blocks::sections(text);
    let document = outline::read(&sections, file, Kind::Markdown, &mut remarks);
    (document, remarks.finish())
}
