//! Pages in Markdown: headings that start with `#`, and tables of bars.
//!
//! The documents are not quite Markdown: raw bars stand in cells, tables miss their last bar,
//! headings are bold. A reader of lines keeps what a Markdown parser would drop, and knows the line
//! of everything it reads.

mod blocks;
mod cursor;
mod dashes;
mod fence;
mod grid;
mod heading;
mod html;
mod plain;
mod table;

use super::outline::{self, Remarks, Section};
use super::vocabulary::role;
use super::{Document, SourceKind, page};
use crate::diagnostic::Diagnostics;
use cursor::Cursor;

/// Returns whether a text is a page in Markdown: it has a heading with `#` that names a section, or
/// others and none of the marks of a captured page, which lines are asked for.
pub(super) fn is_page(text: &str, is_captured: impl Fn(&str, usize) -> bool) -> bool {
    // Some tools leave the tags around a page.
    let is_tagged = text.trim_start().starts_with('<');
    let mut cursor = Cursor::new(text);
    let mut headed = false;
    let mut captured = false;
    while let Some(line) = cursor.next() {
        match heading::marked_or_underlined(line.text, cursor) {
            Some((_, title)) if role(&heading::words(title)).is_some() => return true,
            Some((level, _)) => headed |= level > 1,
            None => captured = captured || is_captured(line.text, line.number),
        }
    }
    headed && !captured && !is_tagged
}

/// Reads a page in Markdown: one action, structures, or the error codes of a product. Any other
/// page gives an empty document and a warning.
pub fn read_markdown(text: &str, file: &str) -> (Document, Diagnostics) {
    let mut remarks = Remarks::new(file);
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        remarks.error("empty-file", 1, "the file is empty", "pass a file that describes an API");
        return (Document::new(file, SourceKind::Markdown), remarks.finish());
    }
    let text = plain::plain(text);
    let sections = blocks::sections(&text);
    let mut document = outline::read_sections(&sections, file, SourceKind::Markdown, &mut remarks);
    document.date = date(&sections);
    (document, remarks.finish())
}

/// The moment of the last change, which the site writes above a page.
fn date(sections: &[Section<'_>]) -> Option<String> {
    let above = sections
        .iter()
        .take_while(|section| section.role.is_none() && section.tables().next().is_none());
    above.flat_map(Section::prose).find_map(|(_, text)| page::moment(text)).map(str::to_owned)
}
