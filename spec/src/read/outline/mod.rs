//! The common parts of both page readers: a page as sections of blocks, and reading statements from
//! it.
//!
//! A reader's own work is to find sections, tables and code in its layout; from there on a Markdown
//! page and a captured page are the same.

mod action;
mod cell;
mod codes;
mod columns;
mod common;
mod cut;
mod date;
mod examples;
mod fields;
mod json_text;
mod kind;
mod naming;
mod page;
mod prose;
mod query;
mod remarks;
mod rows;
mod sample;
mod structures;
mod types;

pub(super) use cell::{inline, to_markdown};
pub(super) use codes::{is_code, is_code_table};
pub(super) use columns::is_field_table;
pub(super) use page::read_sections;
pub(super) use prose::{is_referenced_by, link_text};
pub(super) use remarks::Remarks;
pub(super) use sample::is_request;
pub(super) use types::{is_type_shaped, type_prefix};

use super::vocabulary::Role;
use std::borrow::Cow;

/// A part of a page under one heading.
#[derive(Clone, Debug)]
pub(crate) struct Section<'a> {
    /// The heading, without its markup.
    pub title: String,
    /// The line of the heading.
    pub line: usize,
    /// The level of the heading.
    pub level: usize,
    /// The role, if the heading is one of an action page.
    pub role: Option<Role>,
    /// The content.
    pub blocks: Vec<Block<'a>>,
}

impl<'a> Section<'a> {
    /// A section that has its heading only.
    pub(crate) fn new(title: String, line: usize, level: usize, role: Option<Role>) -> Self {
        Self { title, line, level, role, blocks: Vec::new() }
    }

    /// Its tables in order.
    pub(crate) fn tables(&self) -> impl Iterator<Item = &Table<'a>> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// Its prose in order, each piece with its line.
    pub(crate) fn prose(&self) -> impl Iterator<Item = (usize, &str)> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Prose { text, line } => Some((*line, text.as_ref())),
            _ => None,
        })
    }
}

/// A piece of a section.
#[derive(Clone, Debug)]
pub(crate) enum Block<'a> {
    /// A heading below the section's.
    Heading { title: String, line: usize },
    /// A line of text.
    Prose { text: Cow<'a, str>, line: usize },
    /// A fenced, indented or preformatted block, with the line of its first line.
    Code { text: String, line: usize },
    /// A table.
    Table(Table<'a>),
}

/// A table with its header.
#[derive(Clone, Debug)]
pub(crate) struct Table<'a> {
    /// The line of its header.
    pub line: usize,
    /// The cells of its header.
    pub header: Vec<String>,
    /// The rows below it.
    pub rows: Vec<Row<'a>>,
    /// True if it comes from a captured page, where cells may be lost.
    pub captured: bool,
    /// Lines that can be read in more than one way, and how they were read.
    pub doubtful: Vec<(usize, String)>,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub(crate) struct Row<'a> {
    /// Its first line.
    pub line: usize,
    /// Its cells.
    pub cells: Cells<'a>,
}

/// The cells of a row. A page of millions of rows is not split before somebody reads it.
#[derive(Clone, Debug)]
pub(crate) enum Cells<'a> {
    /// A line with bars between its cells.
    Bars(Cow<'a, str>),
    /// Cells found in another way.
    Split(Vec<String>),
}

/// No table of the documents has more columns; what stands behind them is one cell.
const MOST_COLUMNS: usize = 16;

impl Row<'_> {
    /// The cells, at most `limit` of them: the last one has all that is left, bars too.
    pub(crate) fn split(&self, limit: usize) -> Vec<String> {
        match &self.cells {
            Cells::Split(cells) => cells.clone(),
            Cells::Bars(line) => split_bars(line, limit.min(MOST_COLUMNS)),
        }
    }

    /// The cells, as many as there are.
    pub(crate) fn split_all(&self) -> Vec<String> {
        self.split(MOST_COLUMNS)
    }
}

/// Splits a line at its bars, of which the first and the last may be missing. `\|` is no bar, nor
/// is what follows the cell number `limit`.
pub(crate) fn split_bars(line: &str, limit: usize) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = if ends_with_bar(line) { &line[..line.len() - 1] } else { line };
    let mut cells = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    for (at, byte) in line.bytes().enumerate() {
        if byte == b'|' && !escaped {
            if cells.len() + 1 == limit {
                break;
            }
            cells.push(unescape(&line[start..at]));
            start = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    cells.push(unescape(&line[start..]));
    cells
}

/// Returns whether a line ends with a bar that is not escaped.
pub(crate) fn ends_with_bar(line: &str) -> bool {
    line.strip_suffix('|')
        .is_some_and(|rest| (rest.len() - rest.trim_end_matches('\\').len()) % 2 == 0)
}

fn unescape(cell: &str) -> String {
    cell.trim().replace("\\|", "|")
}

#[cfg(test)]
mod tests {
    use super::split_bars;

    #[test]
    fn bars_split_a_line_into_cells() {
        for (line, limit, expected) in [
            ("| a | b |", 9, vec!["a", "b"]),
            ("a | b", 9, vec!["a", "b"]),
            ("a|b|", 9, vec!["a", "b"]),
            ("| a | x|y | z |", 2, vec!["a", "x|y | z"]),
            (r"| a \| b | c |", 9, vec!["a | b", "c"]),
            (r"| a | b \|", 9, vec!["a", "b |"]),
            ("| a | |", 9, vec!["a", ""]),
            ("|", 9, vec![""]),
            ("", 9, vec![""]),
        ] {
            assert_eq!(split_bars(line, limit), expected, "{line}");
        }
    }
}
