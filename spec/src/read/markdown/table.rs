//! Tables of bars. Their first and last bars may be missing, and so may the rule below the header.

use super::cursor::{Cursor, Line};
use super::fence;
use super::heading::{heading, marked_or_underlined};
use crate::read::outline::{Cells, Row, Table, ends_with_bar, split_bars};
use std::borrow::Cow;

/// Takes a table whose header a line is; `None` if it is no header.
pub(super) fn take_pipe_table<'a>(line: Line<'a>, cursor: &mut Cursor<'a>) -> Option<Table<'a>> {
    const MOST_COLUMNS: usize = 12;
    let next = cursor.peek()?;
    let ruled = line.text.contains('|') && is_rule(next.text);
    let unruled = is_row(line.text) && is_row(next.text);
    if !(ruled || unruled) {
        return None;
    }
    if ruled {
        cursor.next();
    }
    let header = split_bars(line.text, MOST_COLUMNS);
    let (leads, indent) = (is_row(line.text), indent(line.text));
    let mut shape = RowForm { columns: header.len(), leads, indent, hopeless: 0 };
    let mut table = Table {
        line: line.number,
        header,
        rows: Vec::new(),
        captured: false,
        doubtful: Vec::new(),
    };
    shape.rows(&mut table.rows, cursor);
    Some(table)
}

/// Appends the rows that follow a blank line inside a table.
pub(super) fn resume<'a>(table: &mut Table<'a>, line: Line<'a>, cursor: &mut Cursor<'a>) {
    let mut shape = RowForm {
        columns: table.header.len(),
        leads: true,
        indent: indent(line.text),
        hopeless: 0,
    };
    shape.row(&mut table.rows, line, cursor);
    shape.rows(&mut table.rows, cursor);
}

/// Returns whether a line can only be a row: it starts with a bar.
pub(super) fn is_row(line: &str) -> bool {
    line.trim_start().starts_with('|')
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The form of the rows of a table.
struct RowForm {
    columns: usize,
    /// True if rows start with a bar.
    leads: bool,
    /// Their indentation.
    indent: usize,
    /// The line up to which no row is known to end below its first line.
    hopeless: usize,
}

impl RowForm {
    /// Takes the rows up to the end of the table.
    fn rows<'a>(&mut self, rows: &mut Vec<Row<'a>>, cursor: &mut Cursor<'a>) {
        let mut open = false;
        while let Some(next) = cursor.peek().filter(|next| !ends_table(next.text)) {
            if is_row(next.text) || (next.text.contains('|') && !(self.leads && open)) {
                cursor.next();
                open = self.row(rows, next, cursor);
            } else if open {
                // A row that does not end with a bar goes on in the next line.
                cursor.next();
                extend(rows, next.text);
                open = !ends_with_bar(next.text.trim_end());
            } else {
                return;
            }
        }
    }

    /// Takes a row, with the lines below that its cells go on in. Returns whether it is still open.
    fn row<'a>(
        &mut self,
        rows: &mut Vec<Row<'a>>,
        line: Line<'a>,
        cursor: &mut Cursor<'a>,
    ) -> bool {
        let end = self.end_below(line.text, *cursor);
        if end.is_none() && self.is_text(line.text) && extend_closed(rows, line.text) {
            return false;
        }
        push(rows, line);
        match end {
            Some(end) => {
                while let Some(next) = cursor.peek().filter(|next| next.number <= end) {
                    cursor.next();
                    extend(rows, next.text);
                }
                false
            }
            None => !ends_with_bar(line.text.trim_end()),
        }
    }

    /// The line in which a row ends that has too few cells or no last bar, blank lines between or
    /// not.
    fn end_below(&mut self, row: &str, mut cursor: Cursor<'_>) -> Option<usize> {
        let mut cells = bars(row) + usize::from(!self.leads);
        let is_open = cells <= self.columns || !ends_with_bar(row.trim_end());
        if !is_open || cursor.peek().is_none_or(|next| next.number <= self.hopeless) {
            return None;
        }
        let mut last = None;
        while let Some(next) = cursor.next() {
            let text = next.text;
            if marked_or_underlined(text, cursor).is_some() || fence::is_fence(text) {
                break;
            }
            if self.starts_row(text) {
                // Of rows without bars around them only the next one tells that the table goes on.
                let goes_on = !self.leads && !cursor.peek().is_some_and(|next| is_rule(next.text));
                return last.filter(|_| goes_on);
            }
            cells += bars(text);
            if self.leads && cells > self.columns && ends_with_bar(text.trim_end()) {
                return Some(next.number);
            }
            last = if text.trim().is_empty() { last } else { Some(next.number) };
        }
        self.hopeless = last.unwrap_or(self.hopeless);
        // Nothing closes the rows of some tables: an empty last cell goes on up to the next row.
        last.filter(|_| {
            !self.leads && split_bars(row, self.columns).last().is_some_and(String::is_empty)
        })
    }

    /// Returns whether a line between bars is text of the row above: some tools write each line of
    /// a cell as a row.
    fn is_text(&self, line: &str) -> bool {
        let text = line.trim().trim_matches('|').trim();
        let is_name =
            text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
        self.leads && self.columns > 2 && bars(line) == 2 && is_row(line) && !is_name
    }

    /// Returns whether a line inside a row that is open can only be the start of another one.
    fn starts_row(&self, line: &str) -> bool {
        match self.leads {
            true => is_row(line) && line.trim() != "|" && indent(line) <= self.indent,
            false => bars(line) + 1 >= self.columns,
        }
    }
}

fn ends_table(line: &str) -> bool {
    line.trim().is_empty() || heading(line).is_some() || fence::is_fence(line)
}

/// Returns the number of bars in a line that are not escaped.
fn bars(line: &str) -> usize {
    let escaped =
        |at: usize| line[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
    line.match_indices('|').filter(|(at, _)| !escaped(*at)).count()
}

fn push<'a>(rows: &mut Vec<Row<'a>>, line: Line<'a>) {
    let is_empty = line.text.bytes().all(|byte| matches!(byte, b'|' | b' ' | b'\t'));
    if !is_empty {
        rows.push(Row { line: line.number, cells: Cells::Bars(Cow::Borrowed(line.text)) });
    }
}

fn extend(rows: &mut [Row<'_>], text: &str) {
    if let Some(Row { cells: Cells::Bars(line), .. }) = rows.last_mut() {
        let line = line.to_mut();
        line.push('\n');
        line.push_str(text);
    }
}

/// Appends a line between bars to the last cell of the row above; returns whether there is one.
fn extend_closed(rows: &mut [Row<'_>], text: &str) -> bool {
    let Some(Row { cells: Cells::Bars(line), .. }) = rows.last_mut() else { return false };
    if !ends_with_bar(line.trim_end()) {
        return false;
    }
    let line = line.to_mut();
    line.truncate(line.trim_end().len() - 1);
    line.push('\n');
    line.push_str(text.trim().trim_start_matches('|'));
    true
}

/// Returns whether a line is the rule below a header: dashes, colons, bars and blanks.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('-')
        && line.contains('|')
        && line.bytes().all(|byte| matches!(byte, b'-' | b':' | b'|' | b' ' | b'\t'))
}
