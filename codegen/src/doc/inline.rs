//! What stands inside of a line.

use super::block::{Inline, Line};

/// How long labels and addresses are at most. The search for their ends is bounded, so that reading is linear.
const LONGEST: usize = 2_000;

/// Reads a line: code spans, links and strong text that are whole; everything else is text.
pub(super) fn parse(text: &str) -> Line {
    let mut parts = Parts::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = special(rest, &mut parts).unwrap_or_else(|| {
            // Backticks that are not closed are text together: each alone would be looked up again.
            let length = run(rest, '`').max(first.len_utf8());
            parts.text.push_str(&rest[..length]);
            length
        });
        rest = &rest[length..];
    }
    trimmed(parts.finish())
}

/// Reads the code span, the link or the strong text that a text starts with. Returns its length.
fn special(text: &str, parts: &mut Parts) -> Option<usize> {
    let (part, length) = match text.as_bytes().first()? {
        b'`' => code(text)?,
        b'[' => link(text)?,
        b'!' if text.starts_with("![") => image(text)?,
        b'h' => address(text)?,
        b'*' => strong(text, parts.last())?,
        _ => return None,
    };
    parts.push(part);
    Some(length)
}

/// Parts of a line; text that is read bit by bit is one part.
#[derive(Default)]
struct Parts {
    line: Line,
    text: String,
}

impl Parts {
    fn push(&mut self, part: Inline) {
        match part {
            Inline::Text(text) => self.text.push_str(&text),
            part => {
                self.flush();
                self.line.push(part);
            }
        }
    }

    /// The character that is printed last.
    fn last(&self) -> Option<char> {
        let of_part = || match self.line.last()? {
            Inline::Text(text) => text.chars().next_back(),
            Inline::Code(_) => Some('`'),
            Inline::Strong(_) => Some('*'),
            Inline::Link { .. } => Some(')'),
        };
        self.text.chars().next_back().or_else(of_part)
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.line.push(Inline::Text(std::mem::take(&mut self.text)));
        }
    }

    fn finish(mut self) -> Line {
        self.flush();
        self.line
    }
}

/// A line without blanks at its ends; an empty one if it is blank.
fn trimmed(mut line: Line) -> Line {
    if let Some(Inline::Text(first)) = line.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(Inline::Text(last)) = line.last_mut() {
        last.truncate(last.trim_end().len());
    }
    line.retain(|part| !matches!(part, Inline::Text(text) if text.is_empty()));
    line
}

fn code(text: &str) -> Option<(Inline, usize)> {
    let (content, length) = code_span(text)?;
    Some((Inline::Code(content.to_owned()), length))
}

/// The content of the code span that a text starts with, on one line and not blank, and the length of the span.
pub(super) fn code_span(text: &str) -> Option<(&str, usize)> {
    let ticks = run(text, '`');
    if ticks == 0 {
        return None;
    }
    let line = text[ticks..].split('\n').next()?;
    let mut from = 0;
    loop {
        let start = from + line[from..].find('`')?;
        let closing = run(&line[start..], '`');
        if closing == ticks {
            let content = unpadded(&line[..start]);
            return (!content.trim().is_empty()).then_some((content, ticks + start + closing));
        }
        from = start + closing;
    }
}

/// Content without the blank at each end that only keeps backticks apart.
fn unpadded(content: &str) -> &str {
    let inner = content.strip_prefix(' ').and_then(|rest| rest.strip_suffix(' '));
    inner.filter(|inner| !inner.trim().is_empty()).unwrap_or(content)
}

/// How often a text starts with an ASCII character.
pub(super) fn run(text: &str, wanted: char) -> usize {
    text.len() - text.trim_start_matches(wanted).len()
}

/// A link: kept if it leads to a full address, else only its text.
fn link(text: &str) -> Option<(Inline, usize)> {
    let inside = text.strip_prefix('[')?;
    let close = inside.bytes().take(LONGEST).position(|byte| byte == b']')?;
    let label = &inside[..close];
    if label.contains(['[', '\n']) {
        return None;
    }
    let (target, length) = target(&inside[close + 1..])?;
    let label = label.replace('`', "");
    let label = label.trim();
    let shown = if label.is_empty() { target } else { label };
    let part = match is_address(target) {
        true => Inline::Link { label: shown.to_owned(), url: target.to_owned() },
        false => Inline::Text(label.to_owned()),
    };
    Some((part, 1 + close + 1 + length))
}

/// A picture is a link to it.
fn image(text: &str) -> Option<(Inline, usize)> {
    let (part, length) = link(&text[1..])?;
    Some((part, length + 1))
}

/// The target of a link, in brackets that may hold pairs of brackets, and the length of all.
fn target(text: &str) -> Option<(&str, usize)> {
    let inside = text.strip_prefix('(')?;
    let end = closing_bracket(inside)?;
    let target = inside[..end].trim();
    let bare = target.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    Some((bare.unwrap_or(target), end + 2))
}

/// Where the bracket is that closes a target: brackets in it come in pairs, or else the first one closes it.
fn closing_bracket(inside: &str) -> Option<usize> {
    let mut depth = 0;
    let mut first = None;
    for (at, byte) in inside.bytes().take(LONGEST).enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => (depth, first) = (depth - 1, first.or(Some(at))),
            b'\n' => break,
            _ => {}
        }
    }
    first
}

fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(is_address_byte) && !rest.contains("://"))
        && !has_reference(url)
}

/// Whether a text has what looks like a character reference, such as `&copy;`.
pub(super) fn has_reference(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| is_reference(&text[at + 1..]))
}

/// Whether the text behind an `&` makes it a character reference.
pub(super) fn is_reference(rest: &str) -> bool {
    let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    length > 0 && rest[length..].starts_with(';')
}

/// A bare address, up to what cannot belong to it.
fn address(text: &str) -> Option<(Inline, usize)> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let end = text.bytes().take(LONGEST).position(|byte| !is_address_byte(byte)).unwrap_or(text.len().min(LONGEST));
    let mut url = text[..end].trim_end_matches(END_OF_SENTENCE);
    // A bracket that opened before the address does not belong to it.
    while url.ends_with(')') && url.matches(')').count() > url.matches('(').count() {
        url = url[..url.len() - 1].trim_end_matches(END_OF_SENTENCE);
    }
    let link = || Inline::Link { label: url.to_owned(), url: url.to_owned() };
    is_address(url).then(|| (link(), url.len()))
}

const END_OF_SENTENCE: [char; 10] = ['.', ',', ';', ':', '!', '?', '\'', '*', '_', '('];

fn is_address_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&byte)
}

/// Text between two stars each side, where a parser takes these for what they are: that depends on the characters
/// around them as they are printed.
fn strong(text: &str, before: Option<char>) -> Option<(Inline, usize)> {
    let inside = text.strip_prefix("**")?;
    let content = &inside[..inside.find('*')?];
    let after = inside[content.len()..].strip_prefix("**")?;
    if before == Some('*') || after.starts_with('*') || content.trim() != content {
        return None;
    }
    let line = parse(content);
    let opens = is_letter(line.first()?, |text| text.chars().next()) || before.is_none_or(is_edge);
    // A bracket may be a link's, which is printed in another way.
    let is_end = |c| is_edge(c) && !matches!(c, '[' | '!');
    let closes = is_letter(line.last()?, |text| text.chars().next_back()) || after.chars().next().is_none_or(is_end);
    (opens && closes).then(|| (Inline::Strong(line), content.len() + 4))
}

/// Whether a part is text with a letter or a digit at an end.
fn is_letter(part: &Inline, end: fn(&str) -> Option<char>) -> bool {
    matches!(part, Inline::Text(text) if end(text).is_some_and(char::is_alphanumeric))
}

/// What may stand before strong text that starts with a sign, and behind one that ends with a sign.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation() || "，。、；：！？（）【】《》“”".contains(c)
}
