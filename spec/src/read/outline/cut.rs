//! Pages that end before their end: what is missing must not pass for what is not there.

use super::remarks::Remarks;
use super::{Block, Cells, Row, Section, Table};
use crate::read::FieldStatement;
use crate::read::vocabulary::Role;

const HELP: &str = "import the whole page";

/// Says so if the page ends inside its response's table or inside an example.
pub(crate) fn check(
    sections: &[Section<'_>],
    output: Option<&[FieldStatement]>,
    remarks: &mut Remarks<'_>,
) {
    let Some(last) = sections.last() else { return };
    let end = last.blocks.iter().rev().find(|block| !is_blank(block));
    match (last.role, end) {
        (Some(Role::Output), Some(Block::Table(table))) => {
            check_response(table, output.unwrap_or_default(), remarks)
        }
        (Some(Role::Examples), Some(Block::Code { text, line })) if is_open(text) => {
            let message = "the page ends inside this example; what stands behind it, such as error \
                codes, is missing";
            remarks.warning("cut-page", *line, message, HELP);
        }
        _ => {}
    }
}

/// Says so if a row stands outside of the tables of a request or a response.
pub(crate) fn check_rows(sections: &[Section<'_>], remarks: &mut Remarks<'_>) {
    let has_fields =
        |section: &&Section<'_>| matches!(section.role, Some(Role::Input | Role::Output));
    for (line, text) in sections.iter().filter(has_fields).flat_map(Section::prose) {
        let text = text.trim();
        if text.starts_with('|') && super::split_bars(text, 4).len() > 2 {
            let message = "the row stands outside of the table; nothing of it is read";
            remarks.error("stray-row", line, message, "move it into the table");
        }
    }
}

/// The table of a response ends with the row on the request's ID.
fn check_response(table: &Table<'_>, output: &[FieldStatement], remarks: &mut Remarks<'_>) {
    if !output.iter().any(|field| field.name == "RequestId") {
        let line = table.rows.last().map_or(table.line, |row| row.line);
        let message =
            "the page ends inside the table of the response, before its row on `RequestId`";
        remarks.error("cut-page", line, message, HELP);
    }
}

fn is_blank(block: &Block<'_>) -> bool {
    matches!(block, Block::Prose { text, .. } if text.trim().is_empty())
}

/// Returns whether JSON has more opening brackets than closing ones.
fn is_open(code: &str) -> bool {
    let count = |signs: [char; 2]| code.matches(signs).count();
    count(['{', '[']) > count(['}', ']'])
}

/// Returns whether the last row of the last table of a page is cut off: it is not whole, and all
/// others are.
pub(crate) fn ends_inside_row(table: &Table<'_>) -> bool {
    let Some((last, others)) = table.rows.split_last() else { return false };
    let is_like_others = others.is_empty() && last.split(2).len() > 1;
    !is_whole(last) && !is_like_others && others.iter().all(is_whole)
}

fn is_whole(row: &Row<'_>) -> bool {
    match &row.cells {
        Cells::Bars(line) => super::ends_with_bar(line.trim_end()),
        Cells::Split(cells) => cells.last().is_some_and(|cell| !cell.trim().is_empty()),
    }
}
