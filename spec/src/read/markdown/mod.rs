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
use super::{Document, Kind, page};
use crate::diagnostic::Diagnostics;
use cursor::Cursor;

/// Whether a text is a page in Markdown: it has a heading with `#` that names a section, or others and none of
/// the marks of a captured page.
pub fn recognises(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with(['{', '<']) {
        return false;
    }
    let mut cursor = Cursor::new(text);
    let mut headed = false;
    let mut captured = false;
    while let Some(line) = cursor.next() {
        match blocks::heading(line.text) {
            Some((_, title)) if role(title).is_some() => return true,
            Some((level, _)) => headed |= level > 1,
            None => captured = captured || page::marks(line.text, line.number),
        }
    }
    headed && !captured
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
