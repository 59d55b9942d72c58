//! Tables of error codes.

use super::remarks::{Remarks, quoted};
use super::{Block, Cells, Row, Section, Table, cell, columns, cut, prose};
use crate::read::ErrorStatement;
use crate::read::outline::columns::TableOwner;
use std::collections::HashSet;

/// The codes of an action's section on errors; `None` if it says nothing of them. The page ends
/// with the last section.
pub(crate) fn of_action(
    section: &Section<'_>,
    is_last: bool,
    remarks: &mut Remarks<'_>,
) -> Option<Vec<ErrorStatement>> {
    let mut codes = Vec::new();
    let mut tables = 0;
    for table in section.tables() {
        if !is_code_table(table) {
            tell_of_numbers(table, remarks);
            continue;
        }
        tables += 1;
        codes.extend(read_error_codes(table, is_last && ends(section, table), remarks));
    }
    let none = section.prose().any(|(_, text)| prose::says_no_errors(text));
    (tables > 0 || none).then_some(codes)
}

/// Returns whether a table lists codes: two columns or more, dotted words in the first, no types.
pub(crate) fn is_code_table(table: &Table<'_>) -> bool {
    const SAMPLED_ROWS: usize = 50;
    if table.header.len() < 2 || columns::find_columns(table, TableOwner::Response).is_some() {
        return false;
    }
    let rows = table.rows.iter().take(SAMPLED_ROWS);
    let codes = rows
        .clone()
        .filter(|row| row.split(2).first().is_some_and(|cell| is_code(&stated(cell))))
        .count();
    codes * 2 > rows.len()
}

/// Tells of a table that lists the numbers of the retired API.
fn tell_of_numbers(table: &Table<'_>, remarks: &mut Remarks<'_>) {
    let is_number = |row: &Row<'_>| {
        row.split(2).first().is_some_and(|cell| stated(cell).parse::<i64>().is_ok())
    };
    if !table.rows.is_empty() && table.header.len() > 1 && table.rows.iter().all(is_number) {
        let message = "the table lists numbers in place of error codes; it is left out";
        remarks.warning(
            "invalid-error-code",
            table.line,
            message,
            "a code is words with dots between them",
        );
    }
}

/// Returns whether a section ends with a table.
pub(crate) fn ends(section: &Section<'_>, table: &Table<'_>) -> bool {
    let is_blank =
        |block: &&Block<'_>| matches!(block, Block::Prose { text, .. } if text.trim().is_empty());
    let last = section.blocks.iter().rev().find(|block| !is_blank(block));
    matches!(last, Some(Block::Table(last)) if last.line == table.line)
}

/// Reads the codes of a table; a row that holds none is a warning. A page that ends with the table
/// may be cut off.
pub(crate) fn read_error_codes(
    table: &Table<'_>,
    is_last: bool,
    remarks: &mut Remarks<'_>,
) -> Vec<ErrorStatement> {
    let mut codes = Vec::new();
    let mut seen = HashSet::new();
    for row in whole_rows(table, is_last, remarks) {
        let cells = row.split(2);
        let code = stated(&cells[0]);
        if !is_code(&code) {
            if !cells.iter().all(|cell| cell.trim_matches(['-', ':', ' ', '|']).is_empty()) {
                let message =
                    format!("{} is no error code; the row is left out", quoted(&cells[0]));
                remarks.warning(
                    "invalid-error-code",
                    row.line,
                    message,
                    "a code is words with dots between them",
                );
            }
            continue;
        }
        if seen.insert(code.clone()) {
            let docs = cells.get(1).map(|docs| cell::to_markdown(docs)).unwrap_or_default();
            codes.push(ErrorStatement { code, line: row.line, docs });
        }
    }
    codes
}

/// The rows without the last one if the page ends inside its code.
fn whole_rows<'b, 'a>(
    table: &'b Table<'a>,
    is_last: bool,
    remarks: &mut Remarks<'_>,
) -> &'b [Row<'a>] {
    let Some((last, others)) =
        table.rows.split_last().filter(|_| is_last && cut::ends_inside_row(table))
    else {
        return &table.rows;
    };
    let message = "the page ends inside this row; the codes behind it are missing";
    remarks.warning("cut-page", last.line, message, "import the whole page");
    // Behind a bar the code itself is whole.
    let is_code_whole = matches!(last.cells, Cells::Bars(_)) && last.split(2).len() > 1;
    if is_code_whole { &table.rows } else { others }
}

/// Returns the error code that a cell states. A full stop after it ends the cell, not the code.
fn stated(cell: &str) -> String {
    cell::inline(cell).trim_end_matches('.').to_owned()
}

/// Returns whether a text is an error code: `InvalidParameter.JobIdMalformed`.
pub(crate) fn is_code(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && part.chars().all(|other| other.is_ascii_alphanumeric() || matches!(other, '_' | '-'))
    };
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.len() < 200
        && text.split('.').all(is_part)
}
