//! Rows of tables whose cells nothing, a tab or a blank separates: told from running text by their shape.

use super::header::Members;
use crate::model::is_name;
use crate::read::outline::{is_type_shaped, type_prefix};
use crate::read::vocabulary::{Column, yes_no};
use std::collections::HashSet;

/// What helps to tell a row from a line of text.
#[derive(Debug, Default)]
pub(super) struct Evidence<'a> {
    /// Keys of the JSON on the page.
    pub keys: HashSet<&'a str>,
    /// Structures that the page describes.
    pub structures: HashSet<&'a str>,
}

/// The keys of all JSON in a text: words in quotes before a colon.
pub(super) fn json_keys(text: &str) -> HashSet<&str> {
    let quoted = text.lines().filter_map(|line| line.trim_start().strip_prefix('"')?.split_once('"'));
    quoted.filter(|(key, rest)| is_name(key) && rest.trim_start().starts_with(':')).map(|(key, _)| key).collect()
}

/// The cells of a row, in the order of the header; a lost cell is empty. `None` where a line is text.
pub(super) fn cells(line: &str, header: &Members, evidence: &Evidence<'_>) -> Option<Vec<String>> {
    let columns = &header.columns;
    let apart = || tabbed(line, columns).or_else(|| spaced(line, columns, evidence));
    if header.glued { glued(line, columns, evidence) } else { apart() }
}

/// Cells with tabs between them.
fn tabbed(line: &str, columns: &[Column]) -> Option<Vec<String>> {
    let cells: Vec<String> = line.trim().splitn(columns.len(), '\t').map(|cell| cell.trim().to_owned()).collect();
    let at = |column| columns.iter().position(|other| *other == column);
    let r#type = cells.get(at(Column::Type)?)?;
    let is_row = is_member(&cells[0]) && is_type_shaped(r#type) > 0 && line.contains('\t');
    let required = at(Column::Required).and_then(|at| cells.get(at));
    let clear = required.is_none_or(|cell| cell.is_empty() || yes_no(cell).is_some());
    (is_row && clear).then(|| padded(cells, columns.len()))
}

fn padded(mut cells: Vec<String>, count: usize) -> Vec<String> {
    cells.resize(count, String::new());
    cells
}

/// Whether a word can be a member's name, with or without `.N`.
fn is_member(word: &str) -> bool {
    is_name(word.strip_suffix(".N").unwrap_or(word))
}

/// Cells with blanks between them: a name, what the columns say, and the rest is the description.
fn spaced(line: &str, columns: &[Column], evidence: &Evidence<'_>) -> Option<Vec<String>> {
    let (name, mut rest) = line.trim().split_once(char::is_whitespace)?;
    if !is_member(name) {
        return None;
    }
    let mut cells = vec![name.to_owned()];
    let mut answered = false;
    let mut found_type = "";
    for column in &columns[1..] {
        let (cell, tail) = match column {
            Column::Required => answer(rest).unwrap_or(("", rest)),
            Column::Type => type_prefix(rest)?,
            _ => (rest, ""),
        };
        answered |= *column == Column::Required && !cell.is_empty();
        found_type = if *column == Column::Type { cell } else { found_type };
        cells.push(cell.trim().to_owned());
        rest = tail;
    }
    let sure = answered || is_type_shaped(found_type) > 1 || is_likely(name, found_type, evidence);
    (sure && rest.trim().is_empty()).then_some(cells)
}

/// The yes or no that a text starts with.
fn answer(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    yes_no(&text[..end]).map(|_| (&text[..end], text[end..].trim_start()))
}

/// Whether two words are rather a member and its structure than the start of a sentence.
fn is_likely(name: &str, r#type: &str, evidence: &Evidence<'_>) -> bool {
    let name = name.strip_suffix(".N").unwrap_or(name);
    let element = r#type.rsplit(' ').next().unwrap_or(r#type);
    let shouted = !name.contains(|other: char| other.is_ascii_lowercase());
    let related = !shouted && name.len() > 2 && (element.contains(name) || name.contains(element));
    related || evidence.keys.contains(name) || evidence.structures.contains(element)
}

/// The words for scalars in the order in which they are tried: `Timestamp ISO8601` before `Timestamp`.
const SCALARS: [&str; 9] =
    ["String", "Integer", "Float", "Boolean", "Timestamp ISO8601", "Timestamp", "Datetime", "Date", "Binary"];

/// Cells with nothing between them: `TaskIdYesStringVideo task ID.`
fn glued(line: &str, columns: &[Column], evidence: &Evidence<'_>) -> Option<Vec<String>> {
    let line = line.trim();
    let head = &line[..line.find(char::is_whitespace).unwrap_or(line.len())];
    if columns.first() != Some(&Column::Name) || head.len() > 200 || !line.is_char_boundary(head.len()) {
        return None;
    }
    let order: Vec<Column> = columns[1..].to_vec();
    let ends = name_ends(head, evidence);
    ends.into_iter().find_map(|end| match order[..] {
        [Column::Required, Column::Type, Column::Docs] => {
            let (required, rest) = glued_answer(&line[end..])?;
            let (r#type, docs) = glued_type(rest)?;
            Some(vec![line[..end].to_owned(), required.to_owned(), r#type.to_owned(), docs.to_owned()])
        }
        [Column::Type, Column::Required, Column::Docs] => {
            let (r#type, rest) = glued_scalar(&line[end..])?;
            let (required, docs) = glued_answer(rest)?;
            Some(vec![line[..end].to_owned(), r#type.to_owned(), required.to_owned(), docs.to_owned()])
        }
        [Column::Type, Column::Docs] => {
            let named = evidence.keys.contains(&line[..end]);
            let (r#type, docs) = if named { glued_type(&line[end..])? } else { glued_scalar(&line[end..])? };
            Some(vec![line[..end].to_owned(), r#type.to_owned(), docs.to_owned()])
        }
        _ => None,
    })
}

/// Where the name at the start of glued cells may end: known keys first, then each place before a capital.
fn name_ends(head: &str, evidence: &Evidence<'_>) -> Vec<usize> {
    let is_end = |at: &usize| {
        let name = head.get(..*at).unwrap_or_default();
        is_member(name) && !head[*at..].starts_with(|next: char| next.is_ascii_lowercase() || next == '.')
    };
    let ends: Vec<usize> = (1..head.len()).filter(|at| head.is_char_boundary(*at)).filter(is_end).collect();
    let known = |at: &usize| evidence.keys.contains(head[..*at].trim_end_matches(".N"));
    let (mut sure, other): (Vec<usize>, Vec<usize>) = ends.into_iter().partition(known);
    sure.reverse();
    sure.extend(other);
    sure
}

fn glued_answer(text: &str) -> Option<(&str, &str)> {
    let word = ["Yes", "No", "是", "否"].into_iter().find(|word| text.starts_with(word))?;
    Some((word, &text[word.len()..]))
}

/// A type whose end can be told: a scalar, or a structure before a description in words.
fn glued_type(text: &str) -> Option<(&str, &str)> {
    if let Some(found) = glued_scalar(text) {
        return Some(found);
    }
    let lead = if text.starts_with("Array of ") { "Array of ".len() } else { 0 };
    let word = &text[lead..];
    let end = word.find(|other: char| !other.is_ascii_alphanumeric()).unwrap_or(word.len());
    // The last capital before the first blank starts the description.
    let last = word[..end].rfind(|other: char| other.is_ascii_uppercase()).filter(|last| *last > 0)?;
    let is_type = is_type_shaped(&text[..lead + last]) > 0;
    is_type.then(|| (&text[..lead + last], &text[lead + last..]))
}

fn glued_scalar(text: &str) -> Option<(&str, &str)> {
    let lead = if text.starts_with("Array of ") { "Array of ".len() } else { 0 };
    let word = SCALARS.into_iter().find(|word| text[lead..].starts_with(word))?;
    let end = lead + word.len();
    let docs = &text[end..];
    (!docs.starts_with(|next: char| next.is_ascii_lowercase())).then_some((&text[..end], docs))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Column::{Docs, Name, Required, Type};

    fn split(line: &str, columns: &[Column], glued: bool) -> Option<String> {
        let evidence = Evidence { keys: HashSet::from(["Result", "Meta"]), structures: HashSet::from(["Boat"]) };
        cells(line, &Members { columns: columns.to_vec(), glued }, &evidence).map(|cells| cells.join(" | "))
    }

    #[test]
    fn rows_are_told_from_text() {
        let request = [Name, Required, Type, Docs];
        let answer = [Name, Type, Docs];
        let structure = [Name, Type, Required, Docs];
        for (line, columns, expected) in [
            ("JobId Yes String Job ID", &request[..], Some("JobId | Yes | String | Job ID")),
            (
                "Filters.N No Array of Filter Filter as below:",
                &request,
                Some("Filters.N | No | Array of Filter | Filter as below:"),
            ),
            ("状态 是 String 状态", &request, None),
            ("Status String 过滤条件", &request, Some("Status |  | String | 过滤条件")),
            ("Region 否 String 公共参数", &request, Some("Region | 否 | String | 公共参数")),
            ("Size\t是\tInteger\t", &request, Some("Size | 是 | Integer | ")),
            ("If InstanceType is set", &request, None),
            ("Note: This field may return null", &answer, None),
            ("BASIC Basic version", &answer, None),
            ("Standard RI (Reserved)", &answer, None),
            ("Total Integer Number", &answer, Some("Total | Integer | Number")),
            ("Total Integer", &answer, Some("Total | Integer | ")),
            ("Result Status The result", &answer, Some("Result | Status | The result")),
            ("Metrics TaskMetrics Some metrics", &answer, Some("Metrics | TaskMetrics | Some metrics")),
            ("First Boat The first", &answer, Some("First | Boat | The first")),
            ("Url String Yes The address", &structure, Some("Url | String | Yes | The address")),
            ("Some text about Strings", &answer, None),
        ] {
            assert_eq!(split(line, columns, false).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn glued_cells_come_apart() {
        let request = [Name, Required, Type, Docs];
        let answer = [Name, Type, Docs];
        for (line, columns, expected) in [
            ("TaskIdYesStringVideo task.", &request[..], Some("TaskId | Yes | String | Video task.")),
            ("NodeNosNoArray of IntegerNumbers", &request, Some("NodeNos | No | Array of Integer | Numbers")),
            ("MediaYesMediaInputInfoThe input", &request, Some("Media | Yes | MediaInputInfo | The input")),
            ("TaskIdStringVideo task.", &answer, Some("TaskId | String | Video task.")),
            ("MetaMediaMetaDataThe data", &answer, Some("Meta | MediaMetaData | The data")),
        ] {
            assert_eq!(split(line, columns, true).as_deref(), expected, "{line}");
        }
    }
}
