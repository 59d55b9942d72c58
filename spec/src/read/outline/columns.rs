//! Finds the meaning of each column of a table of fields: by the shape of the cells first, because
//! headers are worded in 63 ways and a field may be called `Name` itself.

use super::Table;
use super::types::is_type_shaped;
use crate::read::vocabulary::{Column, column, yes_no};

/// True if the fields belong to a request, a response or a structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableOwner {
    Request,
    Response,
    Structure,
}

/// The columns of a table of fields; the name is always the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Columns {
    /// The number of columns.
    pub count: usize,
    /// True if a request needs it.
    pub required: Option<usize>,
    /// Its type.
    pub r#type: usize,
    /// The documentation.
    pub docs: Option<usize>,
}

/// So many rows are enough to see the shape of a table.
const SAMPLED_ROWS: usize = 200;

/// The observations about each column before its meaning is decided.
struct ColumnObservations {
    header: Vec<Option<Column>>,
    types: Vec<usize>,
    yes_no: Vec<usize>,
    rows: usize,
}

/// The columns of a table; `None` if it is no table of fields.
pub(crate) fn find_columns(table: &Table<'_>, owner: TableOwner) -> Option<Columns> {
    let shape = ColumnObservations::observe(table);
    let count = shape.header.len();
    let r#type = shape.type_column()?;
    let required = shape.required_column(owner, r#type);
    let free = |at: &usize| *at != r#type && Some(*at) != required;
    let headed = (1..count).find(|at| free(at) && shape.header[*at] == Some(Column::Docs));
    let docs = headed.or_else(|| (1..count).rev().find(free));
    Some(Columns { count, required, r#type, docs })
}

/// Returns whether a table is one of fields.
pub(crate) fn is_field_table(table: &Table<'_>) -> bool {
    find_columns(table, TableOwner::Response).is_some()
}

impl ColumnObservations {
    fn observe(table: &Table<'_>) -> Self {
        let count = table.header.len();
        let header = table.header.iter().map(|cell| column(cell)).collect();
        let mut shape = Self { header, types: vec![0; count], yes_no: vec![0; count], rows: 0 };
        for row in table.rows.iter().take(SAMPLED_ROWS) {
            shape.rows += 1;
            for (at, cell) in
                row.split(count.max(1)).iter().enumerate().skip(1).filter(|(at, _)| *at < count)
            {
                match yes_no(cell) {
                    Some(_) => shape.yes_no[at] += 1,
                    None => shape.types[at] += is_type_shaped(cell),
                }
            }
        }
        shape
    }

    fn type_column(&self) -> Option<usize> {
        let bonus =
            |at: usize| if self.header[at] == Some(Column::Type) { self.rows * 2 + 1 } else { 0 };
        let best = (1..self.header.len()).rev().max_by_key(|at| self.types[*at] + bonus(*at))?;
        let sure = self.types[best] > 0 && self.types[best] >= self.rows * 2;
        (sure || self.header[best] == Some(Column::Type)).then_some(best)
    }

    fn required_column(&self, owner: TableOwner, r#type: usize) -> Option<usize> {
        let free = |at: &usize| *at != r#type;
        let headed = (1..self.header.len())
            .filter(free)
            .find(|at| self.header[*at] == Some(Column::Required));
        let shaped = (1..self.header.len())
            .filter(free)
            .rev()
            .filter(|at| self.yes_no[*at] * 2 > self.rows && self.header.len() > 3)
            .max_by_key(|at| self.yes_no[*at]);
        let placed = (owner == TableOwner::Request && self.header.len() == 4)
            .then(|| (1..4).filter(free).find(|at| self.header[*at].is_none()))
            .flatten();
        shaped.or(headed).or(placed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Cells, Row};
    use super::*;

    fn columns(lines: &[&'static str], owner: TableOwner) -> Option<Columns> {
        let row = |line: &&'static str| Row { line: 1, cells: Cells::Bars((*line).into()) };
        let table = Table {
            line: 1,
            header: row(&lines[0]).split_all(),
            rows: lines[1..].iter().map(row).collect(),
            captured: false,
            doubtful: Vec::new(),
        };
        find_columns(&table, owner)
    }

    #[test]
    fn columns_are_told_by_shape_then_header_then_place() {
        let found = |required: Option<usize>, r#type, docs| {
            Some(Columns { count: if required.is_none() { 3 } else { 4 }, required, r#type, docs })
        };
        for (lines, owner, expected) in [
            (
                vec!["Parameter name | Required | Type | Description", "A | Yes | String | Text"],
                TableOwner::Request,
                found(Some(1), 2, Some(3)),
            ),
            (
                vec!["パラメータ | 選択 | 何か | 内容", "A | はい | String | Text"],
                TableOwner::Request,
                found(Some(1), 2, Some(3)),
            ),
            (
                vec!["x | x | x | x", "A | Perhaps | String | Text"],
                TableOwner::Request,
                found(Some(1), 2, Some(3)),
            ),
            (
                vec!["Name | Type | Required | Description", "Name | String | Yes | Name"],
                TableOwner::Structure,
                found(Some(2), 1, Some(3)),
            ),
            (
                vec!["Name | Description | Type | Required", "A | Text | [B](#B) | No"],
                TableOwner::Request,
                found(Some(3), 2, Some(1)),
            ),
            (
                vec!["Name | Type | Description", "Type | String | Type"],
                TableOwner::Response,
                found(None, 1, Some(2)),
            ),
            (
                vec!["Name | Type | Description", "Type | Strng | Status"],
                TableOwner::Response,
                found(None, 1, Some(2)),
            ),
            (
                vec!["Name | Type | Description", "A | Boolean | Yes", "B | Boolean | No"],
                TableOwner::Response,
                found(None, 1, Some(2)),
            ),
        ] {
            assert_eq!(columns(&lines, owner), expected, "{lines:?}");
        }
        assert_eq!(
            columns(
                &["Error Code | Description", "InternalError | Internal error."],
                TableOwner::Response
            ),
            None
        );
        assert_eq!(
            columns(&["Region | Value", "Guangzhou | ap-guangzhou"], TableOwner::Structure),
            None
        );
        assert_eq!(
            columns(&["API name | Description", "[A](/x) | Does a thing"], TableOwner::Structure),
            None
        );
    }
}
