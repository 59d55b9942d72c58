//! The text of a page without what tools write that turn HTML into Markdown: escapes before signs
//! that mean nothing, and links whose addresses stand at the end. Lines keep their numbers.

use super::fence;
use std::borrow::Cow;
use std::collections::HashMap;

/// Addresses by the label of their definition, in lower case.
type Addresses<'a> = HashMap<String, &'a str>;

/// Returns the text with its escapes and its references resolved, outside of code.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    let addresses = addresses(text);
    if addresses.is_empty() && !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    outside_of_code(text, |line, is_text| {
        let line = if is_text { without_references(line, &addresses) } else { Cow::Borrowed(line) };
        match is_text {
            true => unescape(&line, &mut out),
            false => out.push_str(&line),
        }
    });
    Cow::Owned(out)
}

/// Hands over each line with its end, and whether it is text.
fn outside_of_code<'a>(text: &'a str, mut take: impl FnMut(&'a str, bool)) {
    let mut in_code = false;
    for line in text.split_inclusive('\n') {
        let is_fence = fence::is_fence(line);
        let indented = line.starts_with("    ") || line.starts_with('\t');
        take(line, !in_code && !is_fence && !indented);
        in_code ^= is_fence;
    }
}

fn addresses(text: &str) -> Addresses<'_> {
    let mut found = HashMap::new();
    if text.contains("]:") {
        outside_of_code(text, |line, is_text| {
            if let Some((label, address)) = definition(line).filter(|_| is_text) {
                found.entry(label.to_lowercase()).or_insert(address);
            }
        });
    }
    found
}

/// The label and the address of `[1]: /document/api/1 "title"`.
fn definition(line: &str) -> Option<(&str, &str)> {
    const LONGEST_LABEL: usize = 200;
    let (label, rest) = line.trim().strip_prefix('[')?.split_once("]:")?;
    let address = rest.split_whitespace().next()?.trim_matches(['<', '>']);
    let is_label = !label.is_empty() && label.len() < LONGEST_LABEL && !label.contains(['[', ']']);
    (is_label && address.contains(['/', '#'])).then_some((label, address))
}

/// The line with `[text][1]`, `[text][]` and `[text]` as `[text](address)` where the label is
/// defined; a definition becomes a blank line.
fn without_references<'a>(line: &'a str, addresses: &Addresses<'_>) -> Cow<'a, str> {
    if addresses.is_empty() || !line.contains('[') {
        return Cow::Borrowed(line);
    }
    if definition(line).is_some() {
        return Cow::Borrowed(&line[line.trim_end_matches(['\r', '\n']).len()..]);
    }
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, label, after)) = bracketed(rest) {
        out.push_str(before);
        let (name, after) = match bracketed(after).filter(|_| after.starts_with('[')) {
            Some((_, "", behind)) => (label, behind),
            Some((_, name, behind)) => (name, behind),
            None => (label, after),
        };
        let address = addresses.get(&name.to_lowercase()).filter(|_| !after.starts_with('('));
        match address {
            Some(address) => {
                out.push_str(&format!("[{label}]({address})"));
                rest = after;
            }
            None => {
                out.push('[');
                rest = &rest[before.len() + 1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The text before the first brackets, what stands in them, and the text behind them.
fn bracketed(text: &str) -> Option<(&str, &str, &str)> {
    const LONGEST: usize = 300;
    let at = text.find('[')?;
    let inner = &text[at + 1..];
    let end = inner.bytes().take(LONGEST).position(|byte| byte == b']').unwrap_or(0);
    Some((&text[..at], inner.get(..end)?, &inner[(end + 1).min(inner.len())..]))
        .filter(|_| inner[end..].starts_with(']'))
}

/// Writes a line without the backslashes before signs, but for those that JSON, tables and code
/// need.
fn unescape(line: &str, out: &mut String) {
    const SIGNS: &str = "_[]*.~<>(){}!=&:#-+'$%^,;@?";
    let mut rest = line;
    let mut in_code = false;
    while let Some(at) = rest.find(['\\', '`']) {
        let (before, sign) = rest.split_at(at);
        out.push_str(before);
        let next = sign[1..].chars().next();
        in_code ^= sign.starts_with('`');
        // At the end of a line it is a line break.
        let goes = sign.starts_with('\\')
            && !in_code
            && next.is_none_or(|next| SIGNS.contains(next) || matches!(next, '\r' | '\n'));
        if !goes {
            out.push_str(&sign[..1]);
        }
        // A character that an escape protects is not an escape.
        let used =
            if sign.starts_with('\\') { next.map_or(1, |next| 1 + next.len_utf8()) } else { 1 };
        out.push_str(&sign[1..used]);
        rest = &sign[used..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_references_are_resolved_outside_of_code() {
        for (text, expected) in [
            (r"## 1\. Title", "## 1. Title"),
            (r"POSTPAID\_BY\_HOUR \[0, 1\] a \| b", r"POSTPAID_BY_HOUR [0, 1] a \| b"),
            (r#"{"a": "{\"b\": \\.}"}"#, r#"{"a": "{\"b\": \\.}"}"#),
            (r"`a\_b` and a\_b", r"`a\_b` and a_b"),
            ("```\na\\_b\n```\na\\_b", "```\na\\_b\n```\na_b"),
            (
                "[Filter][1] of [x][]\n[1]: /a#Filter\n[x]: </b> \"t\"",
                "[Filter](/a#Filter) of [x](/b)\n\n",
            ),
            ("[Filter], [a](/b), [c]\n\n[filter]: /a", "[Filter](/a), [a](/b), [c]\n\n"),
            ("[note]: no address\n[note]", "[note]: no address\n[note]"),
            ("[open", "[open"),
            ("one\\\ntwo\n    a\\_b", "one\ntwo\n    a\\_b"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
