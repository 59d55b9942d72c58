//! Tables of error codes.

use super::remarks::{Remarks, quoted};
use super::{Section, Table, cell, columns, prose};
use crate::read::ErrorPart;
use crate::read::outline::columns::Owner;
use std::collections::HashSet;

/// The codes of an action's section on errors; `None` where it says nothing of them.
pub(crate) fn of_action(section: &Section<'_>, remarks: &mut Remarks<'_>) -> Option<Vec<ErrorPart>> {
    let mut codes = Vec::new();
    let mut tables = 0;
    for table in section.tables().filter(|table| is_code_table(table)) {
        tables += 1;
        codes.extend(read(table, remarks));
    }
    let none = section.prose().any(|(_, text)| prose::says_no_errors(text));
    (tables > 0 || none).then_some(codes)
}

/// Whether a table lists codes: two columns or more, dotted words in the first, no types.
pub(crate) fn is_code_table(table: &Table<'_>) -> bool {
    const SAMPLED_ROWS: usize = 50;
    if table.header.len() < 2 || columns::find(table, Owner::Answer).is_some() {
        return false;
    }
    let rows = table.rows.iter().take(SAMPLED_ROWS);
    let codes =
        rows.clone().filter(|row| row.split(2).first().is_some_and(|code| is_code(&cell::inline(code)))).count();
    codes * 2 > rows.len()
}

/// Reads the codes of a table; a row that holds none is a warning.
pub(crate) fn read(table: &Table<'_>, remarks: &mut Remarks<'_>) -> Vec<ErrorPart> {
    let mut codes = Vec::new();
    let mut seen = HashSet::new();
    for row in &table.rows {
        let cells = row.split(2);
        let code = cell::inline(&cells[0]);
        if !is_code(&code) {
            if !cells.iter().all(|cell| cell.trim_matches(['-', ':', ' ', '|']).is_empty()) {
                let message = format!("{} is no error code; the row is left out", quoted(&cells[0]));
                remarks.warning("invalid-error-code", row.line, message, "a code is words with dots between them");
            }
            continue;
        }
        if seen.insert(code.clone()) {
            let docs = cells.get(1).map(|docs| cell::to_markdown(docs)).unwrap_or_default();
            codes.push(ErrorPart { code, line: row.line, docs });
        }
    }
    codes
}

/// Whether a text is an error code: `InvalidParameter.JobIdMalformed`.
pub(crate) fn is_code(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty() && part.chars().all(|other| other.is_ascii_alphanumeric() || matches!(other, '_' | '-'))
    };
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.len() < 200 && text.split('.').all(is_part)
}
