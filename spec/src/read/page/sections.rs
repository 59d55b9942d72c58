//! The sections of a captured page on an action.

use super::header;
use super::lines::{self, PageLine};
use super::rows::RowEvidence;
use super::{examples, table};
use crate::model::is_name;
use crate::read::outline::{Block, Section, is_code_table, is_field_table};
use crate::read::vocabulary::{Role, codes_heading, example_title, side};

/// The sections below the numbered headings of the page; none if the headings were lost.
pub(super) fn numbered<'a>(lines: &[PageLine<'a>], evidence: &RowEvidence<'_>) -> Vec<Section<'a>> {
    below(headings(lines, PageLine::role), lines, evidence)
}

/// The sections below headings without numbers.
pub(super) fn headed<'a>(lines: &[PageLine<'a>], evidence: &RowEvidence<'_>) -> Vec<Section<'a>> {
    below(headings(lines, PageLine::plain_role), lines, evidence)
}

fn below<'a>(
    headings: Vec<(usize, Role)>,
    lines: &[PageLine<'a>],
    evidence: &RowEvidence<'_>,
) -> Vec<Section<'a>> {
    if !headings.iter().any(|(_, role)| matches!(role, Role::Input | Role::Output)) {
        return Vec::new();
    }
    let ends = headings.iter().skip(1).map(|(at, _)| *at).chain([lines.len()]);
    let parts = headings.iter().zip(ends);
    parts.map(|((start, role), end)| section(&lines[*start..end], *role, evidence)).collect()
}

/// The lines that are headings. A list of contents at the top names them all once before.
fn headings<'a>(
    lines: &[PageLine<'a>],
    role: impl Fn(&PageLine<'a>) -> Option<Role>,
) -> Vec<(usize, Role)> {
    let mut found: Vec<(usize, Role)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, role(line)?))).collect();
    let tables = found.iter().rposition(|(_, role)| *role == Role::Input).unwrap_or(found.len());
    let start =
        found[..tables].iter().rposition(|(_, role)| *role == Role::Description).unwrap_or(0);
    found.drain(..start);
    found
}

fn section<'a>(lines: &[PageLine<'a>], role: Role, evidence: &RowEvidence<'_>) -> Section<'a> {
    let (title, line) = lines.first().map_or(("", 1), |line| (line.trimmed(), line.number));
    let mut section = Section::new(title.to_owned(), line, 1, Some(role));
    let body = lines.get(1..).unwrap_or_default();
    section.blocks = match role {
        Role::Examples => examples::blocks(body),
        Role::Developer => Vec::new(),
        Role::Description => prose(body),
        Role::Input | Role::Output | Role::Errors => table::blocks(body, evidence),
    };
    section
}

fn prose<'a>(lines: &[PageLine<'a>]) -> Vec<Block<'a>> {
    lines
        .iter()
        .map(|line| Block::Prose { text: line.as_markdown().into(), line: line.number })
        .collect()
}

/// The sections of a page that lost its headings: its tables tell which is which.
pub(super) fn unheaded<'a>(lines: &[PageLine<'a>], evidence: &RowEvidence<'_>) -> Vec<Section<'a>> {
    // Examples hold braces and bars of their own: they are cut out first.
    let first = lines.iter().position(|line| starts_example(line)).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| is_json(line)).map_or(first, |at| (at + 1).max(first));
    let tables = table::blocks(&lines[..first], evidence);
    let mut found = Vec::new();
    for block in behind_navigation(lines, tables) {
        place(block, &mut found);
    }
    if first < lines.len() {
        found.push(section(&lines[first.saturating_sub(1)..last], Role::Examples, evidence));
        if let Some(examples) = found.last_mut() {
            examples.blocks = examples::blocks(&lines[first..last]);
        }
    }
    for block in table::blocks(&lines[last..], evidence) {
        place(block, &mut found);
    }
    found
}

/// The sections of a page on error codes, one below each heading of a list; none if it has no such
/// headings.
pub(super) fn codes<'a>(lines: &[PageLine<'a>], evidence: &RowEvidence<'_>) -> Vec<Section<'a>> {
    let is_heading =
        |line: &PageLine<'_>| codes_heading(line.trimmed()) && header::parse(line.text).is_none();
    let starts: Vec<usize> = (0..lines.len()).filter(|at| is_heading(&lines[*at])).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| section(&lines[*start..end], Role::Errors, evidence))
        .collect()
}

/// The blocks without the site's navigation above the page, the action's name as a title, and the
/// sentence on common parameters that leads to the table.
fn behind_navigation<'a>(lines: &[PageLine<'a>], mut blocks: Vec<Block<'a>>) -> Vec<Block<'a>> {
    let table = blocks.iter().position(|block| matches!(block, Block::Table(_))).unwrap_or(0);
    let end = match blocks.get(table) {
        Some(Block::Table(table)) => lines.partition_point(|line| line.number < table.line),
        _ => 0,
    };
    let start = lines[..end].get(lines::start(&lines[..end])).map_or(0, |line| line.number);
    let mut at = 0;
    blocks.retain(|block| {
        at += 1;
        match block {
            Block::Prose { text, line } if at <= table => {
                *line >= start && !is_navigation(text) && !is_title(text) && !leads_to_table(text)
            }
            _ => true,
        }
    });
    blocks
}

/// Returns whether a line is the site's name or a link of it, on every page the same.
fn is_navigation(text: &str) -> bool {
    ["tencent cloud", "tencentcloud", "feedback", "腾讯云"]
        .contains(&text.trim().to_lowercase().as_str())
}

/// Returns whether a line is an action's name and nothing else.
fn is_title(text: &str) -> bool {
    let text = text.trim().trim_start_matches('#').trim_start();
    is_name(text) && text.chars().filter(char::is_ascii_uppercase).count() > 1
}

/// `The following request parameter list only provides … some common parameters.`
fn leads_to_table(text: &str) -> bool {
    const WORDS: [&str; 4] =
        ["common parameters", "common request parameters", "部分公共参数", "共通パラメータ"];
    let lower = text.to_lowercase();
    (lower.contains("list") || lower.contains("列表") || lower.contains("リスト"))
        && WORDS.iter().any(|word| lower.contains(word))
}

fn starts_example(line: &PageLine<'_>) -> bool {
    let text = line.trimmed();
    if is_call(text) {
        return true;
    }
    let titled = example_title(text)
        .is_some_and(|title| !title.is_empty() && text.contains(char::is_numeric));
    text.len() < 300 && (side(text).is_some() || titled)
}

/// Returns whether a line is the first one of a documented request.
fn is_call(text: &str) -> bool {
    let get = text.starts_with("https://") && text.contains("?Action=");
    get || ((text.starts_with("POST /") || text.starts_with("GET /")) && text.contains("HTTP/"))
}

fn is_json(line: &PageLine<'_>) -> bool {
    let text = line.trimmed();
    text.starts_with(['}', ']']) || (text.starts_with('"') && text.contains("\":"))
}

/// Puts a block into the section that it must belong to.
fn place<'a>(block: Block<'a>, sections: &mut Vec<Section<'a>>) {
    let has = |role: Role| sections.iter().any(|section| section.role == Some(role));
    let line = match &block {
        Block::Table(table) => table.line,
        Block::Prose { line, .. } | Block::Heading { line, .. } | Block::Code { line, .. } => *line,
    };
    let role = match &block {
        Block::Table(table) if is_code_table(table) => Role::Errors,
        Block::Table(table) if is_field_table(table) && !has(Role::Input) => Role::Input,
        Block::Table(table) if is_field_table(table) => Role::Output,
        Block::Prose { .. }
            if sections.is_empty()
                || sections.last().is_some_and(|last| last.role == Some(Role::Description)) =>
        {
            Role::Description
        }
        _ => return,
    };
    if sections.last().is_none_or(|last| last.role != Some(role)) {
        sections.push(Section::new(String::new(), line, 1, Some(role)));
    }
    if let Some(section) = sections.last_mut() {
        section.blocks.push(block);
    }
}
