//! Rows of tables whose cells nothing, a tab or a blank separates: told from running text by their
//! shape.

use super::header::FieldColumns;
use crate::model::is_name;
use crate::read::outline::{is_type_shaped, type_prefix};
use crate::read::vocabulary::{Column, yes_no};
use std::collections::HashSet;

/// The evidence that tells a row from a line of text.
#[derive(Debug, Default)]
pub(super) struct RowEvidence<'a> {
    /// Keys of the JSON on the page.
    pub keys: HashSet<&'a str>,
    /// Structures that the page describes.
    pub structures: HashSet<&'a str>,
}

/// The position of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// Directly below the header: there is no row yet to which text could belong.
    First,
    /// Further down.
    Later,
}

/// The keys of all JSON in a text: words in quotes before a colon.
pub(super) fn json_keys(text: &str) -> HashSet<&str> {
    let quoted =
        text.lines().filter_map(|line| line.trim_start().strip_prefix('"')?.split_once('"'));
    quoted
        .filter(|(key, rest)| is_name(key) && rest.trim_start().starts_with(':'))
        .map(|(key, _)| key)
        .collect()
}

/// The cells of a row, in the order of the header; a lost cell is empty. `None` if a line is text.
pub(super) fn cells(
    line: &str,
    header: &FieldColumns,
    position: Position,
    evidence: &RowEvidence<'_>,
) -> Option<Vec<String>> {
    let columns = &header.columns;
    let apart = || tabbed(line, columns).or_else(|| spaced(line, columns, position, evidence));
    if header.glued { glued(line, columns, evidence) } else { apart() }
}

/// Cells with tabs between them.
fn tabbed(line: &str, columns: &[Column]) -> Option<Vec<String>> {
    let cells: Vec<String> =
        line.trim().splitn(columns.len(), '\t').map(|cell| cell.trim().to_owned()).collect();
    let at = |column| columns.iter().position(|other| *other == column);
    let r#type = cells.get(at(Column::Type)?)?;
    let is_row = is_field_name(&cells[0]) && is_type_shaped(r#type) > 0 && line.contains('\t');
    let required = at(Column::Required).and_then(|at| cells.get(at));
    let clear = required.is_none_or(|cell| cell.is_empty() || yes_no(cell).is_some());
    (is_row && clear).then(|| padded(cells, columns.len()))
}

fn padded(mut cells: Vec<String>, count: usize) -> Vec<String> {
    cells.resize(count, String::new());
    cells
}

/// Returns whether a word can be a field's name, with or without `.N`.
fn is_field_name(word: &str) -> bool {
    is_name(word.strip_suffix(".N").unwrap_or(word))
}

/// Cells with blanks between them: a name, what the columns say, and the rest is the description.
fn spaced(
    line: &str,
    columns: &[Column],
    position: Position,
    evidence: &RowEvidence<'_>,
) -> Option<Vec<String>> {
    let (name, mut rest) = line.trim().split_once(char::is_whitespace)?;
    if !is_field_name(name) {
        return None;
    }
    let mut cells = vec![name.to_owned()];
    let mut is_filled = false;
    let mut found_type = "";
    for column in &columns[1..] {
        let (cell, tail) = match column {
            Column::Required => required_cell(rest).unwrap_or(("", rest)),
            Column::Type => type_prefix(rest)?,
            _ => (rest, ""),
        };
        is_filled |= *column == Column::Required && !cell.is_empty();
        found_type = if *column == Column::Type { cell } else { found_type };
        cells.push(cell.trim().to_owned());
        rest = tail;
    }
    let likely = || position == Position::First || is_likely(name, found_type, evidence);
    let sure = is_filled || is_type_shaped(found_type) > 1 || likely();
    (sure && rest.trim().is_empty()).then_some(cells)
}

/// The yes or no that a text starts with.
fn required_cell(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    yes_no(&text[..end]).map(|_| (&text[..end], text[end..].trim_start()))
}

/// Returns whether two words are rather a field and its structure than the start of a sentence.
fn is_likely(name: &str, r#type: &str, evidence: &RowEvidence<'_>) -> bool {
    const WRAPPERS: [&str; 8] =
        ["Data", "Result", "Results", "Info", "Detail", "Details", "List", "Items"];
    let element = r#type.rsplit(' ').next().unwrap_or(r#type);
    let bare = name.strip_suffix(".N").unwrap_or(name);
    let shouted = !bare.contains(|other: char| other.is_ascii_lowercase());
    let related = !shouted && bare.len() > 2 && (element.contains(bare) || bare.contains(element));
    let named = has_humps(element) && (has_humps(bare) || WRAPPERS.contains(&bare));
    related || named || evidence.keys.contains(bare) || evidence.structures.contains(element)
}

/// Returns whether a word can only be a field's name: two words in one, or a key of the JSON on the
/// page.
pub(super) fn is_surely_named(name: &str, evidence: &RowEvidence<'_>) -> bool {
    let name = name.strip_suffix(".N").unwrap_or(name);
    has_humps(name) || evidence.keys.contains(name)
}

/// Returns whether a word is written in camel case: a capital behind a small letter, or behind an
/// acronym.
fn has_humps(word: &str) -> bool {
    let bytes = word.as_bytes();
    let hump = |pair: &[u8]| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase();
    // `BRIRequest` has two words, `CVMs` has one.
    let acronym = |run: &[u8]| {
        run[0].is_ascii_uppercase()
            && run[1].is_ascii_uppercase()
            && run[2..].iter().all(u8::is_ascii_lowercase)
    };
    bytes.windows(2).any(hump) || bytes.windows(4).any(acronym)
}

/// Returns a warning about a row in which nothing separates the structure's name from the
/// description.
pub(super) fn cut(cells: &[String], header: &FieldColumns) -> Option<String> {
    let at = header.columns.iter().position(|column| *column == Column::Type)?;
    let is_guess = header.glued
        && type_prefix(&cells[at]).is_some()
        && SCALARS.iter().all(|word| !cells[at].ends_with(word));
    is_guess.then(|| {
        format!("the type `{}` was cut off a description without a blank between", cells[at])
    })
}

/// Returns a warning about a line that may describe a field although it is read as text.
pub(super) fn doubtful(line: &str, header: &FieldColumns) -> Option<String> {
    const OPENINGS: [&str; 32] = [
        "A",
        "All",
        "An",
        "And",
        "As",
        "At",
        "Both",
        "By",
        "Call",
        "Currently",
        "Default",
        "Each",
        "Every",
        "For",
        "If",
        "In",
        "It",
        "No",
        "Note",
        "On",
        "Only",
        "Or",
        "See",
        "Support",
        "Supports",
        "The",
        "This",
        "To",
        "Up",
        "Use",
        "When",
        "You",
    ];
    let (name, rest) = line.trim().split_once(char::is_whitespace)?;
    let next = header.columns.get(1)?;
    if header.glued {
        let humps = name
            .as_bytes()
            .windows(2)
            .filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
        let glued = is_name(name) && humps.count() > 1 && *next == Column::Type;
        return glued
            .then(|| format!("`{name}` may be a field, its type and more; it is taken as text"));
    }
    let plain = is_field_name(name)
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && !OPENINGS.contains(&name);
    let (r#type, docs) = type_prefix(rest).filter(|_| plain && *next != Column::Docs)?;
    let clear = docs.starts_with(|first: char| first.is_ascii_uppercase() || !first.is_ascii());
    clear.then(|| format!("the line may describe `{name}` of type `{type}`; it is taken as text"))
}

/// The words for scalars in the order in which they are tried: `Timestamp ISO8601` before
/// `Timestamp`.
const SCALARS: [&str; 9] = [
    "String",
    "Integer",
    "Float",
    "Boolean",
    "Timestamp ISO8601",
    "Timestamp",
    "Datetime",
    "Date",
    "Binary",
];

/// Cells with nothing between them: `TaskIdYesStringVideo task ID.`
fn glued(line: &str, columns: &[Column], evidence: &RowEvidence<'_>) -> Option<Vec<String>> {
    let line = line.trim();
    let head = &line[..line.find(char::is_whitespace).unwrap_or(line.len())];
    if columns.first() != Some(&Column::Name)
        || head.len() > 200
        || !line.is_char_boundary(head.len())
    {
        return None;
    }
    let split =
        |end: usize, by: Splitter| apart(&columns[1..], &line[end..], by).map(|rest| (end, rest));
    let ends = name_ends(head);
    let known = |end: &&usize| evidence.keys.contains(head[..**end].trim_end_matches(".N"));
    if let Some(end) = before_list(head, line)
        .and_then(|start| ends.iter().find(|end| reaches(head, **end, start)))
        && let Some(rest) = split(*end, glued_type)
    {
        return Some(joined(line, rest));
    }
    // The most certain first: a scalar after a key of the page's JSON, after anything, a structure
    // after a key.
    let found = ends.iter().rev().filter(known).find_map(|end| split(*end, glued_scalar));
    let found = found.or_else(|| ends.iter().find_map(|end| split(*end, glued_scalar)));
    let found =
        found.or_else(|| ends.iter().rev().filter(known).find_map(|end| split(*end, glued_type)));
    let is_filled = columns.get(1) == Some(&Column::Required);
    let found =
        found.or_else(|| ends.iter().filter(|_| is_filled).find_map(|end| split(*end, glued_type)));
    found.map(|found| joined(line, found))
}

fn joined(line: &str, (end, rest): (usize, Vec<&str>)) -> Vec<String> {
    std::iter::once(&line[..end]).chain(rest).map(str::to_owned).collect()
}

/// Returns the start of `Array of`, which ends the text before it.
fn before_list(head: &str, line: &str) -> Option<usize> {
    let before = head.strip_suffix("Array").filter(|before| !before.is_empty())?;
    line[head.len()..].starts_with(" of ").then_some(before.len())
}

/// Returns whether there is nothing or a yes or no between two places.
fn reaches(head: &str, from: usize, to: usize) -> bool {
    head.get(from..to).is_some_and(|between| {
        between.is_empty() || glued_required(between).is_some_and(|(_, rest)| rest.is_empty())
    })
}

type Splitter = fn(&str) -> Option<(&str, &str)>;

/// The cells behind the name.
fn apart<'t>(
    columns: &[Column],
    text: &'t str,
    r#type: fn(&'t str) -> Option<(&'t str, &'t str)>,
) -> Option<Vec<&'t str>> {
    match columns {
        [Column::Required, Column::Type, Column::Docs] => {
            let (required, rest) = glued_required(text)?;
            let (r#type, docs) = r#type(rest)?;
            Some(vec![required, r#type, docs])
        }
        [Column::Type, Column::Required, Column::Docs] => {
            let (r#type, rest) = r#type(text)?;
            let (required, docs) = glued_required(rest)?;
            Some(vec![r#type, required, docs])
        }
        [Column::Type, Column::Docs] => {
            let (r#type, docs) = r#type(text)?;
            // `Strings` is no `String` with a description.
            let whole = !docs.starts_with(|next: char| next.is_ascii_lowercase());
            whole.then(|| vec![r#type, docs])
        }
        _ => None,
    }
}

/// Returns the possible ends of the name at the start of glued cells: before a capital or a sign of
/// another script.
fn name_ends(head: &str) -> Vec<usize> {
    let is_end = |at: &usize| {
        let next = head.as_bytes()[*at];
        is_field_name(&head[..*at]) && !next.is_ascii_lowercase() && next != b'.'
    };
    (1..head.len()).filter(|at| head.is_char_boundary(*at)).filter(is_end).collect()
}

fn glued_required(text: &str) -> Option<(&str, &str)> {
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
    let last = last_word(&word[..end])?;
    let is_type = is_type_shaped(&text[..lead + last]) > 0;
    is_type.then(|| (&text[..lead + last], &text[lead + last..]))
}

/// Returns the start of the last word in camel case, which starts the description: `ApiInfoAPI` is
/// `ApiInfo`, `API`.
pub(super) fn last_word(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let capital = bytes.iter().rposition(u8::is_ascii_uppercase)?;
    let small_before = bytes[..capital].iter().rposition(|byte| !byte.is_ascii_uppercase());
    let ends_small = bytes[capital + 1..].iter().any(u8::is_ascii_lowercase);
    let start = if ends_small { capital } else { small_before.map_or(0, |at| at + 1) };
    (start > 0).then_some(start)
}

fn glued_scalar(text: &str) -> Option<(&str, &str)> {
    let lead = if text.starts_with("Array of ") { "Array of ".len() } else { 0 };
    let word = SCALARS.into_iter().find(|word| text[lead..].starts_with(word))?;
    let end = lead + word.len();
    Some((&text[..end], &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Column::{Docs, Name, Required, Type};

    fn split(line: &str, columns: &[Column], glued: bool) -> Option<String> {
        let evidence = RowEvidence {
            keys: HashSet::from(["Result", "Meta"]),
            structures: HashSet::from(["Boat"]),
        };
        cells(line, &FieldColumns { columns: columns.to_vec(), glued }, Position::Later, &evidence)
            .map(|cells| cells.join(" | "))
    }

    #[test]
    fn rows_are_told_from_text() {
        let request = [Name, Required, Type, Docs];
        let response = [Name, Type, Docs];
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
            ("Note: This field may return null", &response, None),
            ("BASIC Basic version", &response, None),
            ("Standard RI (Reserved)", &response, None),
            ("Total Integer Number", &response, Some("Total | Integer | Number")),
            ("Total Integer", &response, Some("Total | Integer | ")),
            ("Result Status The result", &response, Some("Result | Status | The result")),
            (
                "Metrics TaskMetrics Some metrics",
                &response,
                Some("Metrics | TaskMetrics | Some metrics"),
            ),
            ("First Boat The first", &response, Some("First | Boat | The first")),
            ("Url String Yes The address", &structure, Some("Url | String | Yes | The address")),
            ("Some text about Strings", &response, None),
        ] {
            assert_eq!(split(line, columns, false).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn glued_cells_come_apart() {
        let request = [Name, Required, Type, Docs];
        let response = [Name, Type, Docs];
        for (line, columns, expected) in [
            (
                "TaskIdYesStringVideo task.",
                &request[..],
                Some("TaskId | Yes | String | Video task."),
            ),
            (
                "NodeNosNoArray of IntegerNumbers",
                &request,
                Some("NodeNos | No | Array of Integer | Numbers"),
            ),
            (
                "MediaYesMediaInputInfoThe input",
                &request,
                Some("Media | Yes | MediaInputInfo | The input"),
            ),
            ("TaskIdStringVideo task.", &response, Some("TaskId | String | Video task.")),
            ("MetaMediaMetaDataThe data", &response, Some("Meta | MediaMetaData | The data")),
            (
                "BoatSetArray of BoatInfoList of boats",
                &response,
                Some("BoatSet | Array of BoatInfo | List of boats"),
            ),
            (
                "TimeDateSetArray of BoatThe boats",
                &response,
                Some("TimeDateSet | Array of Boat | The boats"),
            ),
            (
                "FiltersNoArray of FilterBy name",
                &request,
                Some("Filters | No | Array of Filter | By name"),
            ),
            ("BoatHullHullThe hull", &response, None),
        ] {
            assert_eq!(split(line, columns, true).as_deref(), expected, "{line}");
        }
    }
}
