//! Tables drawn with `+---+`: each row may take several lines.

use super::cursor::{Cursor, Line};
use crate::read::outline::{Cells, Row, Table, split_bars};

/// Takes a table whose upper border a line is; `None` if it is none.
pub(super) fn take_grid_table<'a>(line: Line<'a>, cursor: &mut Cursor<'a>) -> Option<Table<'a>> {
    let drawn = is_border(line.text)
        && cursor.peek().is_some_and(|next| next.text.trim_start().starts_with('|'));
    let columns = drawn.then(|| line.text.trim().matches('+').count() - 1)?;
    let mut rows: Vec<Row<'a>> = Vec::new();
    let mut open = false;
    let mut ahead = *cursor;
    while let Some(next) =
        ahead.peek().filter(|next| next.text.trim_start().starts_with(['+', '|']))
    {
        ahead.next();
        match is_border(next.text) {
            true => open = false,
            false => {
                add(&mut rows, next, columns, open);
                open = true;
            }
        }
    }
    let header = (rows.len() > 1).then(|| rows.remove(0))?;
    *cursor = ahead;
    let header = header.split_all().into_iter().map(|cell| cell.replace('\n', " ")).collect();
    Some(Table { line: line.number, header, rows, captured: false, doubtful: Vec::new() })
}

/// Returns whether a line is a border between rows.
pub(super) fn is_border(line: &str) -> bool {
    let line = line.trim();
    let drawn = line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'));
    drawn
        && line.len() > 4
        && line.starts_with('+')
        && line.ends_with('+')
        && line.contains(['-', '='])
}

fn add(rows: &mut Vec<Row<'_>>, line: Line<'_>, columns: usize, open: bool) {
    let mut cells = split_bars(line.text, columns);
    // A backslash at the end of a line is a line break.
    cells.iter_mut().for_each(|cell| cell.truncate(cell.trim_end_matches('\\').len()));
    cells.resize(columns, String::new());
    match rows.last_mut().filter(|_| open) {
        Some(Row { cells: Cells::Split(before), .. }) => {
            before.iter_mut().zip(cells).for_each(|(before, cell)| extend(before, &cell));
        }
        _ => rows.push(Row { line: line.number, cells: Cells::Split(cells) }),
    }
}

fn extend(cell: &mut String, more: &str) {
    if !(cell.is_empty() && more.is_empty()) {
        cell.push('\n');
        cell.push_str(more);
    }
}
