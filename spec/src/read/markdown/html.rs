//! Tables in HTML, as converters leave them in a page if Markdown cannot express their cells.

use super::cursor::{Cursor, Line};
use crate::read::outline::{Cells, Row, Table, inline, is_code_table, is_field_table};

/// Takes the table that a line opens.
///
/// # Errors
/// Returns the last line of a block without a table of fields or codes.
pub(super) fn take_html_table<'a>(
    line: Line<'a>,
    cursor: &mut Cursor<'a>,
) -> Result<Table<'a>, usize> {
    let (text, ahead) = whole(line, *cursor).ok_or(usize::MAX)?;
    let last = ahead.peek().map_or(usize::MAX, |next| next.number - 1);
    let mut rows = Scan::rows(&text, line.number);
    let header = if rows.is_empty() { Vec::new() } else { rows.remove(0).split_all() };
    let header = header.iter().map(|cell| inline(cell)).collect();
    let table = Table { line: line.number, header, rows, captured: false, doubtful: Vec::new() };
    if !(is_field_table(&table) || is_code_table(&table)) {
        return Err(last);
    }
    *cursor = ahead;
    Ok(table)
}

/// Returns whether a line starts with the tag of a table.
pub(super) fn opens(line: &str) -> bool {
    line.trim_start().get(..6).is_some_and(|tag| tag.eq_ignore_ascii_case("<table"))
}

/// The text up to the end of the table, and the place behind it.
fn whole<'a>(line: Line<'a>, mut cursor: Cursor<'a>) -> Option<(String, Cursor<'a>)> {
    let mut text = String::new();
    let mut depth = 0_usize;
    let mut next = Some(line);
    while let Some(line) = next {
        for (tag, _, _) in tags(line.text) {
            match (tag.name.as_str(), tag.closes) {
                ("table", false) => depth += 1,
                ("table", true) => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        text.push_str(line.text);
        text.push('\n');
        if depth == 0 {
            return Some((text, cursor));
        }
        next = cursor.next();
    }
    None
}

struct TableTag {
    name: String,
    closes: bool,
}

/// The tags of a text, each with the places where it starts and ends.
fn tags(text: &str) -> impl Iterator<Item = (TableTag, usize, usize)> {
    text.match_indices('<').filter_map(|(at, _)| {
        let inner = &text[at + 1..];
        let end = inner.find(['<', '>']).filter(|end| inner[*end..].starts_with('>'))?;
        let words = inner[..end].trim_start_matches('/');
        let name: String = words.chars().take_while(char::is_ascii_alphanumeric).collect();
        let tag = TableTag { name: name.to_ascii_lowercase(), closes: inner.starts_with('/') };
        Some((tag, at, at + end + 2))
    })
}

/// The state of a table while its tags are read.
struct Scan<'t> {
    text: &'t str,
    rows: Vec<Row<'static>>,
    cells: Vec<String>,
    /// The start of the open cell.
    open: Option<usize>,
    /// The start of the open row.
    line: usize,
}

impl<'t> Scan<'t> {
    /// The rows of the outer table; tables in its cells stay text.
    fn rows(text: &'t str, first: usize) -> Vec<Row<'static>> {
        let mut scan = Self { text, rows: Vec::new(), cells: Vec::new(), open: None, line: first };
        let mut depth = 0_usize;
        let (mut line, mut counted) = (first, 0);
        for (tag, start, end) in tags(text) {
            line += text[counted..start].matches('\n').count();
            counted = start;
            match (tag.name.as_str(), tag.closes) {
                ("table", false) => depth += 1,
                ("table", true) => depth = depth.saturating_sub(1),
                ("tr", _) if depth == 1 => scan.end_row(start, line),
                ("td" | "th", closes) if depth == 1 => {
                    scan.turn_cell(start, (!closes).then_some(end))
                }
                _ => {}
            }
        }
        scan.end_row(text.len(), line);
        scan.rows
    }

    fn turn_cell(&mut self, end: usize, next: Option<usize>) {
        if let Some(start) = self.open.take() {
            self.cells.push(self.text[start..end.max(start)].trim().to_owned());
        }
        self.open = next;
    }

    fn end_row(&mut self, end: usize, line: usize) {
        self.turn_cell(end, None);
        if !self.cells.is_empty() {
            let cells = Cells::Split(std::mem::take(&mut self.cells));
            self.rows.push(Row { line: self.line, cells });
        }
        self.line = line;
    }
}
