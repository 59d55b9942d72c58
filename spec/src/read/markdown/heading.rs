//! Headings: with `#` before them, or with a line of `=` or `-` below.

use super::cursor::Cursor;
use std::borrow::Cow;

/// Returns the level and the text of a heading; `None` if a line is none.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let line = line.trim_start_matches('\u{feff}');
    let text = line.trim_start_matches(' ');
    let level = text.bytes().take(8).take_while(|byte| *byte == b'#').count();
    let title = text.get(level..)?;
    // `##1. Title` is meant as a heading, `#hashtag` may not be.
    let apart = title.starts_with([' ', '\t']) || level > 1;
    let is_heading = (1..=6).contains(&level)
        && line.len() - text.len() < 4
        && apart
        && !title.trim().is_empty();
    is_heading.then(|| (level, title.trim().trim_end_matches('#').trim_end()))
}

/// Returns the level and the text of a heading of either kind; `below` is the place behind it.
pub(super) fn marked_or_underlined<'a>(
    line: &'a str,
    below: Cursor<'_>,
) -> Option<(usize, &'a str)> {
    heading(line).or_else(|| underlined(line, below))
}

/// Returns the level and the text of a heading that the next line underlines.
pub(super) fn underlined<'a>(line: &'a str, below: Cursor<'_>) -> Option<(usize, &'a str)> {
    const LONGEST: usize = 200;
    let next = below.peek()?.text.trim();
    let level = match next.chars().next() {
        Some('=') => 1,
        Some('-') => 2,
        _ => return None,
    };
    let mark = if level == 1 { '=' } else { '-' };
    let is_rule = next.len() > 2 && next.chars().all(|other| other == mark);
    let title = line.trim_start_matches('\u{feff}').trim();
    let is_text =
        title.contains(char::is_alphanumeric) && title.len() < LONGEST && !title.contains('|');
    let is_list = title.starts_with(['-', '*', '+', '>', '<', '{', '}', '"', '`', '~']);
    (is_rule && is_text && !is_list).then_some((level, title))
}

/// Returns the words of a heading without what tools add: attributes, anchors, links, tags.
pub(super) fn words(title: &str) -> Cow<'_, str> {
    if !title.contains(['[', '{', '<']) {
        return Cow::Borrowed(title);
    }
    let title = without_tags(title);
    let mut plain = String::new();
    let mut words = title.as_str();
    while let Some((before, label, after)) = link(words) {
        plain.push_str(before);
        plain.push_str(if label.chars().any(char::is_alphanumeric) { label } else { "" });
        words = after;
    }
    plain.push_str(words);
    while let Some(end) = attributes(&plain) {
        plain.truncate(end);
    }
    Cow::Owned(plain.trim().to_owned())
}

/// Returns the start of attributes such as `{#input .section}` at the end of a heading.
fn attributes(title: &str) -> Option<usize> {
    let title = title.trim_end();
    let (before, is_attribute) = match title.strip_suffix('}') {
        Some(rest) => rest
            .rsplit_once('{')
            .map(|(before, inner)| (before, inner.starts_with(['#', '.', '-'])))?,
        // MultiMarkdown writes the anchor in brackets.
        None => title
            .strip_suffix(']')?
            .rsplit_once(" [")
            .map(|(before, inner)| (before, !inner.contains(' ')))?,
    };
    is_attribute.then_some(before.trim_end().len())
}

fn without_tags(title: &str) -> String {
    let mut plain = String::new();
    let mut rest = title;
    while let Some((before, tag)) = rest.split_once('<') {
        let is_tag = tag.starts_with(|first: char| first == '/' || first.is_ascii_alphabetic());
        let Some((_, after)) = tag.split_once('>').filter(|_| is_tag) else { break };
        plain.push_str(before);
        rest = after;
    }
    plain + rest
}

/// The text before the first link, its label, and the text behind it.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('[')?;
    let (label, rest) = rest.split_once("](")?;
    let (_, after) = rest.split_once(')')?;
    Some((before, label, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_keep_their_words_only() {
        for (title, expected) in [
            ("1. Input Parameters", "1. Input Parameters"),
            ("[1. Input Parameters](#input)", "1. Input Parameters"),
            ("1. Input Parameters[\u{200b}](#input \"Direct link\")", "1. Input Parameters"),
            ("1. Input Parameters [¶](#input)", "1. Input Parameters"),
            ("1. Input Parameters {#input .section}", "1. Input Parameters"),
            ("1. Input Parameters[](#i){.anchor} {#input}", "1. Input Parameters"),
            ("1. Input Parameters<a href=\"#i\"></a>", "1. Input Parameters"),
            ("Values a < b", "Values a < b"),
            ("Values {a, b}", "Values {a, b}"),
        ] {
            assert_eq!(words(title), expected, "{title}");
        }
    }

    #[test]
    fn a_line_below_makes_a_heading() {
        for (line, next, expected) in [
            ("2. Input Parameters", "-------", Some((2, "2. Input Parameters"))),
            ("DescribeBoats", "===", Some((1, "DescribeBoats"))),
            ("Name | Type", "---|---", None),
            ("- item", "---", None),
            ("text", "--", None),
            ("", "---", None),
        ] {
            assert_eq!(underlined(line, Cursor::new(next)), expected, "{line}");
        }
    }
}
