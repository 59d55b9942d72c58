//! Tables of a captured page, with bars between the cells or without.

use super::header::{self, FieldColumns, Header};
use super::lines::PageLine;
use super::rows::{self, Position, RowEvidence};
use crate::read::outline::{Block, Cells, Row, Table, is_code, split_bars};
use crate::read::vocabulary::Column;
use std::borrow::Cow;

/// The lines of a section as tables, and prose where there is none.
pub(super) fn blocks<'a>(lines: &[PageLine<'a>], evidence: &RowEvidence<'_>) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        match table(&lines[at..], evidence) {
            Some((table, used)) => {
                blocks.push(Block::Table(table));
                at += used;
            }
            None => {
                blocks.push(Block::Prose {
                    text: Cow::Owned(lines[at].as_markdown()),
                    line: lines[at].number,
                });
                at += 1;
            }
        }
    }
    blocks
}

/// The table that lines start with, and how many lines it takes.
fn table<'a>(lines: &[PageLine<'a>], evidence: &RowEvidence<'_>) -> Option<(Table<'a>, usize)> {
    let (first, rest) = lines.split_first()?;
    if let Some(columns) = barred_header(first.text, rest.first()) {
        let skipped = 1 + usize::from(rest.first().is_some_and(|line| is_rule(line.text)));
        let (rows, used) = barred(&lines[skipped..], columns.len());
        return Some((new(first, columns, rows), skipped + used));
    }
    match header::parse(first.text)? {
        Header::Fields(header) => {
            let mut table = new(first, names(&header), Vec::new());
            let used = add_rows(rest, &header, evidence, &mut table);
            Some((table, used + 1))
        }
        Header::Codes => {
            let words = first.trimmed().split_whitespace().count();
            let glued = words < 2 || (words < 3 && first.text.is_ascii());
            let (rows, used) = codes(rest, glued);
            Some((
                new(first, vec!["Error Code".to_owned(), "Description".to_owned()], rows),
                used + 1,
            ))
        }
    }
}

fn new<'a>(first: &PageLine<'a>, header: Vec<String>, rows: Vec<Row<'a>>) -> Table<'a> {
    Table { line: first.number, header, rows, captured: true, doubtful: Vec::new() }
}

/// The columns' names in words that every reader knows.
fn names(header: &FieldColumns) -> Vec<String> {
    let name = |column: &Column| match column {
        Column::Name => "Name",
        Column::Required => "Required",
        Column::Type => "Type",
        Column::Docs => "Description",
    };
    header.columns.iter().map(|column| name(column).to_owned()).collect()
}

/// The header of a table of bars: known words between bars, or a rule below.
fn barred_header(line: &str, next: Option<&PageLine<'_>>) -> Option<Vec<String>> {
    const MOST_COLUMNS: usize = 12;
    if !line.contains('|') {
        return None;
    }
    let ruled = next.is_some_and(|line| is_rule(line.text));
    let spoken = || header::parse(&line.replace('|', " ")).is_some();
    (ruled || spoken()).then(|| split_bars(line, MOST_COLUMNS))
}

fn is_rule(line: &str) -> bool {
    line.contains("--")
        && line.contains('|')
        && line.bytes().all(|byte| matches!(byte, b'-' | b':' | b'|' | b' ' | b'\t'))
}

/// Rows of bars; a line with too few bars goes on with the row before. A blank line ends the table,
/// unless a row follows.
fn barred<'a>(lines: &[PageLine<'a>], columns: usize) -> (Vec<Row<'a>>, usize) {
    let mut rows: Vec<Row<'a>> = Vec::new();
    let mut used = 0;
    for (at, line) in lines.iter().enumerate() {
        let bars = line.text.bytes().filter(|byte| *byte == b'|').count();
        if bars > 0 && barred_header(line.text, lines.get(at + 1)).is_some() {
            break;
        }
        if bars + 1 >= columns.max(2) {
            rows.push(Row { line: line.number, cells: Cells::Bars(Cow::Borrowed(line.text)) });
        } else if at > used || line.is_blank() {
            if !line.is_blank() {
                break;
            }
            continue;
        } else if let Some(Row { cells: Cells::Bars(text), .. }) = rows.last_mut() {
            append(text.to_mut(), line);
        }
        used = at + 1;
    }
    (rows, used)
}

fn append(text: &mut String, line: &PageLine<'_>) {
    let open = text.trim_end().strip_suffix('|').map(str::len);
    // Text after a closed row belongs to its last cell.
    text.truncate(open.unwrap_or(text.len()));
    text.push('\n');
    text.push_str(&line.as_markdown());
}

/// Rows of fields up to the end of the lines; what is no row belongs to the description of the row
/// before. Gives how many lines they take.
fn add_rows(
    lines: &[PageLine<'_>],
    header: &FieldColumns,
    evidence: &RowEvidence<'_>,
    table: &mut Table<'_>,
) -> usize {
    let required = header.columns.iter().position(|column| *column == Column::Required);
    let fills = |cells: &[String]| required.is_none_or(|at| !cells[at].is_empty());
    let mut is_filled = false;
    for (at, line) in lines.iter().enumerate() {
        if header::parse(line.text).is_some() {
            return at;
        }
        let position = if table.rows.is_empty() { Position::First } else { Position::Later };
        let cells = rows::cells(line.text, header, position, evidence);
        // If rows say yes or no, a line that does not is probably text: `The Integer that …`.
        if let Some(cells) = cells.filter(|cells| {
            fills(cells) || !is_filled || rows::is_surely_named(&cells[0], evidence)
        }) {
            is_filled |= required.is_some() && fills(&cells);
            table.doubtful.extend(rows::cut(&cells, header).map(|message| (line.number, message)));
            table.rows.push(Row { line: line.number, cells: Cells::Split(cells) });
            continue;
        }
        if !is_filled {
            table
                .doubtful
                .extend(rows::doubtful(line.text, header).map(|message| (line.number, message)));
        }
        extend(&mut table.rows, line);
    }
    lines.len()
}

fn extend(rows: &mut [Row<'_>], line: &PageLine<'_>) {
    if let Some(Row { cells: Cells::Split(cells), .. }) = rows.last_mut()
        && let Some(docs) = cells.last_mut()
    {
        docs.push('\n');
        docs.push_str(&line.as_markdown());
    }
}

/// Rows of error codes: a code in camel case or with dots, then its description.
fn codes<'a>(lines: &[PageLine<'a>], glued: bool) -> (Vec<Row<'a>>, usize) {
    let mut rows: Vec<Row<'a>> = Vec::new();
    for line in lines {
        let text = line.trimmed();
        let head = text.find(char::is_whitespace).unwrap_or(text.len());
        let end = if glued { rows::last_word(&text[..head]).unwrap_or(head) } else { head };
        let (code, docs) = text.split_at(end);
        let humps = code.chars().filter(char::is_ascii_uppercase).count();
        if is_code(code) && (code.contains('.') || humps > 1) {
            rows.push(Row {
                line: line.number,
                cells: Cells::Split(vec![code.to_owned(), docs.trim().to_owned()]),
            });
        } else if !line.is_blank() {
            extend(&mut rows, line);
        }
    }
    (rows, lines.len())
}
