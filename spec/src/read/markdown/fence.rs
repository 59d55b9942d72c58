//! Blocks of code: fenced, preformatted, indented.

use super::cursor::{Cursor, Line};
use super::heading::{heading, words};
use crate::read::vocabulary::role;

/// Kinds of blocks that have no end on the page, so that the page is not searched for one again.
#[derive(Debug, Default)]
pub(super) struct Unclosed {
    /// The shortest fence of backticks and of tildes that nothing closes.
    fences: [Option<usize>; 2],
    pre: bool,
}

/// A block of code and the line of its first line.
pub(super) type CodeLines = (String, usize);

/// No fence is longer: what follows is text.
const LONGEST_FENCE: usize = 8;

/// Takes a block that a line opens; `None` if it opens none.
pub(super) fn block(
    line: Line<'_>,
    cursor: &mut Cursor<'_>,
    unclosed: &mut Unclosed,
) -> Option<CodeLines> {
    if let Some((mark, length)) = opening(line.text) {
        return Some(fenced(mark, length, cursor, unclosed));
    }
    let trimmed = line.text.trim_start();
    let is_pre =
        trimmed.get(..4).is_some_and(|tag| tag.eq_ignore_ascii_case("<pre")) && !unclosed.pre;
    is_pre.then(|| preformatted(line, cursor, unclosed)).flatten()
}

/// Returns whether a line opens or closes a fence.
pub(super) fn is_fence(line: &str) -> bool {
    opening(line).is_some()
}

fn opening(line: &str) -> Option<(char, usize)> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = line.chars().take_while(|other| *other == mark).count();
    let inline = mark == '`' && line[length..].contains('`');
    (length >= 3 && !inline).then_some((mark, length.min(LONGEST_FENCE)))
}

fn closes(line: &str, mark: char, length: usize) -> bool {
    let line = line.trim();
    line.len() >= length && line.chars().all(|other| other == mark)
}

fn fenced(
    mark: char,
    length: usize,
    cursor: &mut Cursor<'_>,
    unclosed: &mut Unclosed,
) -> CodeLines {
    let known = &mut unclosed.fences[usize::from(mark == '~')];
    let first = cursor.peek().map_or(0, |line| line.number);
    if known.is_none_or(|shortest| length < shortest) {
        let mut ahead = *cursor;
        let mut lines = Vec::new();
        while let Some(line) = ahead.next() {
            if closes(line.text, mark, length) {
                *cursor = ahead;
                return (lines.join("\n"), first);
            }
            lines.push(line.text);
        }
        *known = Some(length);
    }
    (until_section(cursor), first)
}

/// The lines of a block without an end: it cannot reach beyond the next section.
fn until_section(cursor: &mut Cursor<'_>) -> String {
    let mut lines = Vec::new();
    while let Some(line) = cursor.peek() {
        if heading(line.text).is_some_and(|(_, title)| role(&words(title)).is_some()) {
            break;
        }
        lines.push(line.text);
        cursor.next();
    }
    lines.join("\n")
}

fn preformatted(
    line: Line<'_>,
    cursor: &mut Cursor<'_>,
    unclosed: &mut Unclosed,
) -> Option<CodeLines> {
    let (_, opened) = line.text.split_once('>')?;
    let mut ahead = *cursor;
    let mut lines = Vec::new();
    let mut next = Some(Line { text: opened, number: line.number });
    while let Some(current) = next {
        let end = current.text.find("</pre").or_else(|| current.text.find("</PRE"));
        lines.push(&current.text[..end.unwrap_or(current.text.len())]);
        if end.is_some() {
            *cursor = ahead;
            let skipped = usize::from(opened.trim().is_empty() && lines.len() > 1);
            return Some((plain(&lines[skipped..].join("\n")), line.number + skipped));
        }
        next = ahead.next();
    }
    unclosed.pre = true;
    None
}

/// Preformatted text without its tags and entities.
fn plain(text: &str) -> String {
    let text = text
        .replace("<code>", "")
        .replace("</code>", "")
        .replace("<br>", "\n")
        .replace("<br/>", "\n");
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// Takes a block that is indented by four columns, from its first line on.
pub(super) fn indented(line: Line<'_>, cursor: &mut Cursor<'_>) -> Option<CodeLines> {
    let first = without_indent(line.text)?;
    let mut lines = vec![first];
    while let Some(next) = cursor.peek() {
        match without_indent(next.text) {
            Some(text) => lines.push(text),
            None if next.text.trim().is_empty() => lines.push(""),
            None => break,
        }
        cursor.next();
    }
    Some((lines.join("\n").trim_end().to_owned(), line.number))
}

fn without_indent(line: &str) -> Option<&str> {
    line.strip_prefix("    ")
        .or_else(|| line.strip_prefix('\t'))
        .filter(|text| !text.trim().is_empty())
}

/// Takes code that nothing marks as such: from a line that can only be code to the next heading,
/// fence or announcement of the other side.
pub(super) fn bare(line: Line<'_>, cursor: &mut Cursor<'_>) -> Option<CodeLines> {
    const STARTS: [&str; 6] = ["{", "http://", "https://", "POST /", "GET /", "[{"];
    STARTS.iter().any(|start| line.text.trim_start().starts_with(start)).then(|| {
        let mut lines = vec![line.text];
        while let Some(next) = cursor.peek() {
            let text = next.text;
            if heading(text).is_some()
                || is_fence(text)
                || crate::read::vocabulary::side(text).is_some()
            {
                break;
            }
            lines.push(text);
            cursor.next();
        }
        (lines.join("\n").trim_end().to_owned(), line.number)
    })
}
