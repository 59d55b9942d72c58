//! Tables of bars. Their first and last bars may be missing, and so may the rule below the header.

use super::cursor::{Cursor, Line};
use super::{blocks, fence};
use crate::read::outline::{Cells, Row, Table, ends_with_bar, split_bars};
use std::borrow::Cow;

/// Takes a table whose header a line is; `None` where it is no header.
pub(super) fn take<'a>(line: Line<'a>, cursor: &mut Cursor<'a>) -> Option<Table<'a>> {
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
    let mut table = Table { line: line.number, header, rows: Vec::new(), captured: false, doubtful: Vec::new() };
    rows(&mut table.rows, line.text.trim_start().starts_with('|'), cursor);
    Some(table)
}

/// Appends the rows that follow a blank line inside a table.
pub(super) fn resume<'a>(table: &mut Table<'a>, line: Line<'a>, cursor: &mut Cursor<'a>) {
    push(&mut table.rows, line);
    rows(&mut table.rows, true, cursor);
}

/// Whether a line can only be a row: it starts with a bar.
pub(super) fn is_row(line: &str) -> bool {
    line.trim_start().starts_with('|')
}

fn rows<'a>(rows: &mut Vec<Row<'a>>, leads: bool, cursor: &mut Cursor<'a>) {
    let mut open = false;
    while let Some(next) = cursor.peek() {
        let text = next.text;
        if text.trim().is_empty() || blocks::heading(text).is_some() || fence::is_fence(text) {
            return;
        }
        if is_row(text) || (text.contains('|') && !(leads && open)) {
            push(rows, next);
            open = !ends_with_bar(text.trim_end());
        } else if open {
            // A row that does not end with a bar goes on in the next line.
            extend(rows, text);
            open = !ends_with_bar(text.trim_end());
        } else {
            return;
        }
        cursor.next();
    }
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

/// Whether a line is the rule below a header: dashes, colons, bars and blanks.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('-')
        && line.contains('|')
        && line.bytes().all(|byte| matches!(byte, b'-' | b':' | b'|' | b' ' | b'\t'))
}
