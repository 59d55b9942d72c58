//! Tables whose columns stand below runs of dashes, as pandoc writes them.
//!
//! Columns are counted as a terminal shows them: characters of Chinese, Japanese and Korean are two
//! wide.

use super::cursor::{Cursor, Line};
use crate::read::outline::{Cells, Row, Table, is_code_table, is_field_table};

/// Takes a table that a line opens: its header, or the border above; `None` if it is none of fields
/// or codes.
pub(super) fn take_dashed_table<'a>(line: Line<'a>, cursor: &mut Cursor<'a>) -> Option<Table<'a>> {
    const MOST_HEADER_LINES: usize = 6;
    let mut ahead = *cursor;
    let bordered = is_border(line.text);
    let mut header = if bordered { Vec::new() } else { vec![line.text] };
    let starts = loop {
        let next = ahead.next()?;
        match columns(next.text) {
            Some(starts) => break starts,
            None if bordered
                && header.len() < MOST_HEADER_LINES
                && !next.text.trim().is_empty() =>
            {
                header.push(next.text);
            }
            None => return None,
        }
    };
    let header: Vec<Vec<String>> = header.iter().map(|line| cells(line, &starts)).collect();
    let header = (0..starts.len()).map(|at| joined(&header, at)).collect();
    let rows = rows(&starts, bordered, &mut ahead);
    let table = Table { line: line.number, header, rows, captured: false, doubtful: Vec::new() };
    if !(is_field_table(&table) || is_code_table(&table)) {
        return None;
    }
    *cursor = ahead;
    Some(table)
}

fn joined(lines: &[Vec<String>], at: usize) -> String {
    lines.iter().map(|cells| cells[at].as_str()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

fn is_border(line: &str) -> bool {
    let line = line.trim();
    line.len() > 8 && line.bytes().all(|byte| byte == b'-')
}

/// Returns the starts of the columns below a line of dashes; at least two.
fn columns(line: &str) -> Option<Vec<usize>> {
    let is_dashed = line.contains("--") && line.bytes().all(|byte| matches!(byte, b'-' | b' '));
    let bytes = line.as_bytes();
    let is_start = |at: &usize| bytes[*at] == b'-' && (*at == 0 || bytes[*at - 1] == b' ');
    let starts: Vec<usize> = (0..bytes.len()).filter(|_| is_dashed).filter(is_start).collect();
    (starts.len() > 1).then_some(starts)
}

/// Rows of one line up to a blank one, or of several lines with blank ones between, up to the
/// border below.
fn rows<'a>(starts: &[usize], bordered: bool, cursor: &mut Cursor<'a>) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    let mut open = false;
    while let Some(next) = cursor.peek() {
        let blank = next.text.trim().is_empty();
        let ends =
            is_border(next.text) || columns(next.text).is_some() || next.text.starts_with('#');
        if ends || (blank && !bordered) {
            if is_border(next.text) {
                cursor.next();
            }
            break;
        }
        cursor.next();
        let cells = cells(next.text, starts);
        match rows.last_mut() {
            _ if blank => {}
            Some(Row { cells: Cells::Split(before), .. }) if bordered && open => {
                before.iter_mut().zip(cells).for_each(|(before, cell)| append(before, &cell));
            }
            _ => rows.push(Row { line: next.number, cells: Cells::Split(cells) }),
        }
        open = !blank;
    }
    rows
}

fn append(cell: &mut String, more: &str) {
    if !more.is_empty() {
        cell.push('\n');
        cell.push_str(more);
    }
}

/// The cells of a line: what starts at each column or behind it.
fn cells(line: &str, starts: &[usize]) -> Vec<String> {
    let mut cells = vec![String::new(); starts.len()];
    let mut column = 0;
    for other in line.chars() {
        let at = starts.iter().rposition(|start| *start <= column).unwrap_or(0);
        cells[at].push(other);
        column += if ('\u{1100}'..='\u{ffe6}').contains(&other) { 2 } else { 1 };
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}
