//! The cells of a row of fields, and what is certain in a row that is damaged.

use super::columns::Columns;
use super::remarks::{Remarks, quoted};
use super::{Cells, Row, Table, cell, types};
use crate::model::is_name;
use crate::read::vocabulary::yes_no;

/// Returns the cells of a row, as many as the table has columns; `None` for a row without text and
/// for a wrong one.
pub(crate) fn cells(
    table: &Table<'_>,
    row: &Row<'_>,
    columns: &Columns,
    remarks: &mut Remarks<'_>,
) -> Option<Vec<String>> {
    // Bars in the last column are text; elsewhere nobody can tell which cell they belong to.
    let joins = columns.docs == Some(columns.count - 1);
    let mut cells = row.split(if joins { columns.count } else { columns.count + 1 });
    let is_rule = |cell: &String| cell.chars().all(|other| matches!(other, '-' | ':' | ' '));
    if cells.iter().all(is_rule) || cells == table.header {
        return None;
    }
    if cells[0].is_empty() {
        cells = behind_empty(row, columns).unwrap_or(cells);
    }
    if let Some(last) = cells.last_mut().filter(|_| ends_with_bars(row)) {
        last.truncate(last.trim_end_matches(['|', ' ']).len());
    }
    match cells.len().cmp(&columns.count) {
        std::cmp::Ordering::Less => too_short(row, cells.len(), columns.count, remarks),
        std::cmp::Ordering::Greater => too_long(row, columns.count, remarks),
        std::cmp::Ordering::Equal => return Some(cells),
    }
    None
}

fn too_short(row: &Row<'_>, found: usize, expected: usize, remarks: &mut Remarks<'_>) {
    let message = format!("the row has {found} of {expected} cells");
    remarks.error(
        "row-too-short",
        row.line,
        message,
        "write every cell of the row, an empty one too",
    );
}

fn too_long(row: &Row<'_>, expected: usize, remarks: &mut Remarks<'_>) {
    let message = format!("the row has more than {expected} cells");
    remarks.error("row-too-long", row.line, message, r"write `\|` for a bar inside a cell");
}

/// The cells of a row with a bar too many before them, if they fit the columns without it: `||
/// Month | No | …`.
fn behind_empty(row: &Row<'_>, columns: &Columns) -> Option<Vec<String>> {
    let mut cells = row.split(columns.count + 1);
    cells.remove(0);
    let fills =
        columns.required.is_none_or(|at| cells.get(at).is_some_and(|cell| yes_no(cell).is_some()));
    let typed = cells.get(columns.r#type).is_some_and(|cell| types::parse(cell).is_ok());
    (cells.len() == columns.count && fills && typed && stated(&cells[0]).is_ok()).then_some(cells)
}

fn ends_with_bars(row: &Row<'_>) -> bool {
    match &row.cells {
        Cells::Bars(line) => {
            line.trim_end().strip_suffix('|').is_some_and(|rest| rest.trim_end().ends_with('|'))
        }
        Cells::Split(_) => false,
    }
}

/// Returns the field's name in a cell, without a `.N` behind it.
pub(crate) fn name(cell: &str, line: usize, remarks: &mut Remarks<'_>) -> Option<String> {
    stated(cell)
        .map_err(|text| {
            let message = format!("{} cannot name a parameter", quoted(&text));
            remarks.error(
                "invalid-name",
                line,
                message,
                "a name is a letter, then letters, digits and underscores",
            );
        })
        .ok()
}

/// The name in a cell, or the text that is none.
fn stated(cell: &str) -> Result<String, String> {
    let text = cell::inline(cell);
    let label = super::link_text(&text).trim().trim_matches('`');
    // `HostIds.` lost the `N` behind its dot.
    let name =
        [".N", ".n", "."].iter().find_map(|end| label.strip_suffix(end)).unwrap_or(label).trim();
    if is_name(name) { Ok(name.to_owned()) } else { Err(label.to_owned()) }
}

/// Returns the words of a row: two rows with the same words say the same.
pub(crate) fn words(row: &Row<'_>) -> Vec<String> {
    let plain = |cell: String| cell.split_whitespace().collect::<Vec<_>>().join(" ");
    row.split_all().into_iter().map(plain).collect()
}
