//! Rows of a table of members.

use super::columns::{Columns, Owner};
use super::common::Common;
use super::prose::{is_bare_note, is_null_boilerplate, says_deprecated, says_nullable, without};
use super::remarks::{Remarks, quoted};
use super::types::Named;
use super::{Row, Table, cell, types};
use crate::model::is_name;
use crate::read::FieldPart;
use crate::read::vocabulary::yes_no;
use std::collections::HashSet;

/// Reads all rows of a table of members; what is wrong with one is an error in its line.
pub(crate) fn read(table: &Table<'_>, columns: &Columns, remarks: &mut Remarks<'_>) -> Vec<FieldPart> {
    read_with(table, columns, remarks, |_, _| false)
}

/// Reads the rows of a request's table, taking the common parameters out of them.
pub(crate) fn read_request(
    table: &Table<'_>,
    columns: &Columns,
    common: &mut Common,
    remarks: &mut Remarks<'_>,
) -> Vec<FieldPart> {
    read_with(table, columns, remarks, |field, remarks| common.take(field, remarks))
}

fn read_with(
    table: &Table<'_>,
    columns: &Columns,
    remarks: &mut Remarks<'_>,
    mut is_taken: impl FnMut(&FieldPart, &mut Remarks<'_>) -> bool,
) -> Vec<FieldPart> {
    let mut fields: Vec<FieldPart> = Vec::new();
    let mut seen = HashSet::new();
    for (line, message) in &table.doubtful {
        remarks.warning("unclear-row", *line, message, "import a source that describes the parameter clearly");
    }
    for row in &table.rows {
        let Some(field) = read_row(table, row, columns, remarks) else { continue };
        if is_taken(&field, remarks) {
            continue;
        }
        if seen.insert(field.name.clone()) {
            fields.push(field);
        } else {
            let message = format!("the parameter {} is listed twice", quoted(&field.name));
            remarks.error("duplicate-parameter", field.line, message, "remove one of the two rows");
        }
    }
    fields
}

fn read_row(table: &Table<'_>, row: &Row<'_>, columns: &Columns, remarks: &mut Remarks<'_>) -> Option<FieldPart> {
    let cells = cells(table, row, columns, remarks)?;
    let name = name(&cells[0], row.line, remarks);
    let required = match columns.required {
        // Rendered pages show the answer as a picture, which a capture loses.
        Some(at) if table.captured && cells[at].trim().is_empty() => Some(None),
        Some(at) => required(&cells[at], row.line, remarks),
        None => Some(None),
    };
    let r#type = r#type(&cells[columns.r#type], row.line, remarks);
    Some(describe(name?, row.line, r#type?, required?, &docs(&cells, columns)))
}

/// The description, with what stands in columns that have no meaning of their own.
fn docs(cells: &[String], columns: &Columns) -> String {
    let taken = |at: usize| at == 0 || at == columns.r#type || Some(at) == columns.required || Some(at) == columns.docs;
    let rest = (0..cells.len()).filter(|at| !taken(*at));
    let parts: Vec<&str> = columns.docs.into_iter().chain(rest).map(|at| cells[at].as_str()).collect();
    parts.join("<br>")
}

/// The cells of a row, as many as the table has columns; `None` for a row without text and for a wrong one.
fn cells(table: &Table<'_>, row: &Row<'_>, columns: &Columns, remarks: &mut Remarks<'_>) -> Option<Vec<String>> {
    // Bars in the last column are text; elsewhere nobody can tell which cell they belong to.
    let joins = columns.docs == Some(columns.count - 1);
    let cells = row.split(if joins { columns.count } else { columns.count + 1 });
    let is_rule = |cell: &String| cell.chars().all(|other| matches!(other, '-' | ':' | ' '));
    if cells.iter().all(is_rule) || cells == table.header {
        return None;
    }
    let (found, expected) = (cells.len(), columns.count);
    if found < expected {
        let message = format!("the row has {found} of {expected} cells");
        remarks.error("row-too-short", row.line, message, "write every cell of the row, an empty one too");
        return None;
    }
    if found > expected {
        let message = format!("the row has more than {expected} cells");
        remarks.error("row-too-long", row.line, message, r"write `\|` for a bar inside a cell");
        return None;
    }
    Some(cells)
}

fn name(cell: &str, line: usize, remarks: &mut Remarks<'_>) -> Option<String> {
    let text = cell::inline(cell);
    let text = text.strip_prefix('[').and_then(|rest| rest.split_once("](")).map_or(text.as_str(), |(label, _)| label);
    let text = text.trim().trim_matches('`');
    let name = text.strip_suffix(".N").or_else(|| text.strip_suffix(".n")).unwrap_or(text).trim();
    if is_name(name) {
        return Some(name.to_owned());
    }
    let message = format!("{} cannot name a parameter", quoted(text));
    remarks.error("invalid-name", line, message, "a name is a letter, then letters, digits and underscores");
    None
}

fn required(cell: &str, line: usize, remarks: &mut Remarks<'_>) -> Option<Option<bool>> {
    match yes_no(cell) {
        Some(required) => Some(Some(required)),
        None => {
            let message = format!("{} does not tell whether the parameter is required", quoted(cell));
            remarks.error("required-unclear", line, message, "write `Yes` or `No`");
            None
        }
    }
}

fn r#type(cell: &str, line: usize, remarks: &mut Remarks<'_>) -> Option<Named> {
    types::parse(cell)
        .map_err(|why| {
            let message = format!("the type {} {why}", quoted(cell));
            let help = "types are String, Integer, Float, Boolean, Timestamp, Date, Binary, a structure's name, \
                        and `Array of` one of these";
            remarks.error("unknown-type", line, message, help);
        })
        .ok()
}

/// A member from its cells; what the description says of it in passing is taken out of the prose.
fn describe(name: String, line: usize, named: Named, required: Option<bool>, docs: &str) -> FieldPart {
    let docs = cell::to_markdown(docs);
    let (docs, example) = split_example(&docs);
    let nullable = says_nullable(&docs);
    let docs = if nullable { without_null_note(&docs) } else { docs };
    FieldPart {
        name,
        line,
        r#type: named.r#type,
        linked: named.linked,
        required,
        nullable: nullable.then_some(true),
        deprecated: says_deprecated(&docs).then_some(true),
        docs,
        example,
        values: indexmap::IndexMap::new(),
        from_metadata: false,
    }
}

/// Cuts `示例值：x` off the end of a description.
fn split_example(docs: &str) -> (String, Option<String>) {
    const LABELS: [&str; 9] = [
        "示例值：",
        "示例值:",
        "例値：",
        "サンプル値：",
        "예시 값:",
        "예시값:",
        "Example value:",
        "Example value：",
        "Sample value:",
    ];
    let found = LABELS.iter().filter_map(|label| Some((docs.rfind(label)?, label.len()))).max();
    let Some((at, length)) = found else { return (docs.to_owned(), None) };
    let (value, rest) = docs[at + length..].split_once('\n').unwrap_or((&docs[at + length..], ""));
    let value = value.trim();
    let known = !value.is_empty() && !matches!(value, "无" | "-" | "None");
    let docs = format!("{}\n{}", docs[..at].trim_end(), rest.trim_start());
    (docs.trim().to_owned(), known.then(|| value.to_owned()))
}

fn without_null_note(docs: &str) -> String {
    let docs = without(docs, is_null_boilerplate);
    let lines: Vec<&str> = docs.lines().filter(|line| !is_bare_note(line)).collect();
    lines.join("\n").trim().to_owned()
}

/// The members of a table, where it is one of members.
pub(crate) fn read_if_members(table: &Table<'_>, owner: Owner, remarks: &mut Remarks<'_>) -> Option<Vec<FieldPart>> {
    let columns = super::columns::find(table, owner)?;
    Some(read(table, &columns, remarks))
}
