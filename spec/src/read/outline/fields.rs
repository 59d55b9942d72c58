//! Rows of a table of fields.

use super::columns::{Columns, TableOwner};
use super::common::Common;
use super::prose::{is_bare_note, is_null_boilerplate, says_deprecated, says_nullable, without};
use super::remarks::{Remarks, quoted};
use super::types::NamedType;
use super::{Row, Table, cell, rows, types};
use crate::model::Limits;
use crate::read::FieldStatement;
use crate::read::vocabulary::yes_no;
use std::collections::HashMap;

/// Reads all rows of a table of fields; what is wrong with one is an error in its line.
pub(crate) fn read_fields(
    table: &Table<'_>,
    columns: &Columns,
    remarks: &mut Remarks<'_>,
) -> Vec<FieldStatement> {
    read_with(table, columns, remarks, |_, _| false)
}

/// Reads the rows of a request's table, taking the common parameters out of them.
pub(crate) fn read_request(
    table: &Table<'_>,
    columns: &Columns,
    common: &mut Common,
    remarks: &mut Remarks<'_>,
) -> Vec<FieldStatement> {
    read_with(table, columns, remarks, |field, remarks| common.take_parameter(field, remarks))
}

fn read_with(
    table: &Table<'_>,
    columns: &Columns,
    remarks: &mut Remarks<'_>,
    mut is_taken: impl FnMut(&FieldStatement, &mut Remarks<'_>) -> bool,
) -> Vec<FieldStatement> {
    let mut fields: Vec<FieldStatement> = Vec::new();
    // The last row on each name, and whether its field was kept.
    let mut seen: HashMap<String, (&Row<'_>, bool)> = HashMap::new();
    for (line, message) in &table.doubtful {
        remarks.warning(
            "unclear-row",
            *line,
            message,
            "import a source that describes the parameter clearly",
        );
    }
    for row in &table.rows {
        let Some(field) = read_row(table, row, columns, remarks) else { continue };
        match seen.get(&field.name) {
            Some((before, _)) if rows::words(before) == rows::words(row) => {
                repeated(&field, remarks)
            }
            Some((_, true)) => duplicate(&field, remarks),
            _ => {
                let taken = is_taken(&field, remarks);
                seen.insert(field.name.clone(), (row, !taken));
                fields.extend((!taken).then_some(field));
            }
        }
    }
    fields
}

fn repeated(field: &FieldStatement, remarks: &mut Remarks<'_>) {
    let message = format!(
        "the row on {} is there twice, word for word; it is read once",
        quoted(&field.name)
    );
    remarks.warning("repeated-row", field.line, message, "remove one of the two rows");
}

fn duplicate(field: &FieldStatement, remarks: &mut Remarks<'_>) {
    let message = format!("the parameter {} is listed twice", quoted(&field.name));
    remarks.error("duplicate-parameter", field.line, message, "remove one of the two rows");
}

fn read_row(
    table: &Table<'_>,
    row: &Row<'_>,
    columns: &Columns,
    remarks: &mut Remarks<'_>,
) -> Option<FieldStatement> {
    let cells = rows::cells(table, row, columns, remarks)?;
    let name = rows::name(&cells[0], row.line, remarks);
    let required = match columns.required {
        // Rendered pages show the response as a picture, which a capture loses.
        Some(at) if table.captured && cells[at].trim().is_empty() => Some(None),
        Some(at) => required(&cells[at], row.line, remarks),
        None => Some(None),
    };
    let r#type = r#type(&cells[columns.r#type], row.line, remarks);
    Some(describe(name?, row.line, r#type?, required?, &docs(&cells, columns)))
}

/// The description, with what stands in columns that have no meaning of their own.
fn docs(cells: &[String], columns: &Columns) -> String {
    let taken = |at: usize| {
        at == 0 || at == columns.r#type || Some(at) == columns.required || Some(at) == columns.docs
    };
    let rest = (0..cells.len()).filter(|at| !taken(*at));
    let parts: Vec<&str> =
        columns.docs.into_iter().chain(rest).map(|at| cells[at].as_str()).collect();
    parts.join("<br>")
}

fn required(cell: &str, line: usize, remarks: &mut Remarks<'_>) -> Option<Option<bool>> {
    match yes_no(cell) {
        Some(required) => Some(Some(required)),
        None => {
            let message =
                format!("{} does not tell whether the parameter is required", quoted(cell));
            remarks.error("required-unclear", line, message, "write `Yes` or `No`");
            None
        }
    }
}

fn r#type(cell: &str, line: usize, remarks: &mut Remarks<'_>) -> Option<NamedType> {
    types::parse(cell)
        .map_err(|why| {
            let message = format!("the type {} {why}", quoted(cell));
            let help = "types are String, Integer, Float, Boolean, Timestamp, Date, Binary, a \
                structure's name, \
                        and `Array of` one of these";
            remarks.error("unknown-type", line, message, help);
        })
        .ok()
}

/// A field from its cells; what the description says of it in passing is taken out of the prose.
fn describe(
    name: String,
    line: usize,
    named: NamedType,
    required: Option<bool>,
    docs: &str,
) -> FieldStatement {
    let docs = cell::to_markdown(docs);
    let (docs, example) = split_example(&docs);
    let nullable = says_nullable(&docs);
    let docs = if nullable { without_null_note(&docs) } else { docs };
    FieldStatement {
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
        limits: Limits::new(),
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

/// The fields of a table, if it is one of fields.
pub(crate) fn read_if_fields(
    table: &Table<'_>,
    owner: TableOwner,
    remarks: &mut Remarks<'_>,
) -> Option<Vec<FieldStatement>> {
    let columns = super::columns::find_columns(table, owner)?;
    Some(read_fields(table, &columns, remarks))
}
