//! Tables with a column of values.

use super::entry::is_value;
use super::field_context::{ListForm, ValueEntries};

/// Headings of the column of values.
const VALUES: [&str; 6] = ["枚举值", "取值", "值", "value", "valid value", "values"];
/// Headings of the column with the meaning.
const MEANINGS: [&str; 6] = ["描述", "说明", "含义", "description", "meaning", "remarks"];

/// The values of the one table, if all its rows have one.
pub(super) fn find_value_table(docs: &str, kind: ListForm) -> Option<ValueEntries<'_>> {
    let mut rows = docs.lines().filter_map(cells);
    let head = rows.next()?;
    let column =
        |names: &[&str]| head.iter().position(|cell| names.contains(&cell.to_lowercase().as_str()));
    let (value, meaning) = (column(&VALUES)?, column(&MEANINGS)?);
    let rows = rows.filter(|row| !row.iter().all(|cell| cell.trim_matches([':', '-']).is_empty()));
    rows.map(|row| entry(&row, value, meaning, kind)).collect()
}

fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim().strip_prefix('|')?.trim_end_matches('|');
    Some(inner.split('|').map(str::trim).collect())
}

/// A row's value and meaning; a value without one is explained by its name, in the column before.
fn entry<'a>(
    row: &[&'a str],
    value: usize,
    meaning: usize,
    kind: ListForm,
) -> Option<(&'a str, String)> {
    let cell = |at: usize| row.get(at).copied().unwrap_or_default();
    let text = cell(value).trim_matches('`');
    let docs = if cell(meaning).is_empty() && value > 0 { cell(value - 1) } else { cell(meaning) };
    is_value(text, kind).then(|| (text, docs.to_owned()))
}
