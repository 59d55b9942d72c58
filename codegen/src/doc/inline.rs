//! The parts inside a line.

use super::block::{Inline, Line};

/// The maximal length of labels and addresses. The limit makes parsing linear.
const LONGEST: usize = 2_000;

/// Parses a line into complete code spans, links and strong text. Everything else is text.
pub(super) fn parse(text: &str) -> Line {
    let mut parts = Parts::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = special(rest, &mut parts).unwrap_or_else(|| {
            // Backticks that are not closed stay together; otherwise each would be looked up
            // separately.
            let length = run(rest, '`').max(first.len_utf8());
            parts.text.push_str(&rest[..length]);
            length
        });
        rest = &rest[length..];
    }
    trimmed(parts.finish())
}

/// Parses a code span, a link or strong text at the start of a text. Returns its length.
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

/// The parts of a line. Adjacent text becomes one part.
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

    /// Returns the last character that is printed.
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

/// Removes the spaces at both ends of a line. A blank line becomes empty.
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

/// Parses a code span at the start of a text. Returns its content and the length of the span.
///
/// The content is on one line and is not blank.
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

/// Removes the space at each end of the content that only separates backticks.
fn unpadded(content: &str) -> &str {
    let inner = content.strip_prefix(' ').and_then(|rest| rest.strip_suffix(' '));
    inner.filter(|inner| !inner.trim().is_empty()).unwrap_or(content)
}

/// Returns how often an ASCII character is repeated at the start of a text.
pub(super) fn run(text: &str, wanted: char) -> usize {
    text.len() - text.trim_start_matches(wanted).len()
}

/// Parses a link. If it does not lead to a full address, only its text is kept.
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

/// Parses a picture into a link to it.
fn image(text: &str) -> Option<(Inline, usize)> {
    let (part, length) = link(&text[1..])?;
    Some((part, length + 1))
}

/// Parses the target of a link in parentheses. Returns the target and the total length.
///
/// The target may contain pairs of parentheses.
fn target(text: &str) -> Option<(&str, usize)> {
    let inside = text.strip_prefix('(')?;
    let end = closing_bracket(inside)?;
    let target = inside[..end].trim();
    let bare = target.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    Some((bare.unwrap_or(target), end + 2))
}

/// Returns the position of the parenthesis that closes a target.
///
/// Parentheses in the target come in pairs; otherwise the first one closes it.
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
    rest.is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(is_address_byte) && !rest.contains("://")
    }) && !has_reference(url)
}

/// Returns true if a text contains what looks like a character reference, such as `&copy;`.
pub(super) fn has_reference(text: &str) -> bool {
    text.match_indices('&').any(|(at, _)| is_reference(&text[at + 1..]))
}

/// Returns true if the text after an `&` makes it a character reference.
pub(super) fn is_reference(rest: &str) -> bool {
    let length =
        rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    length > 0 && rest[length..].starts_with(';')
}

/// Parses a bare address, up to a character that cannot belong to it.
fn address(text: &str) -> Option<(Inline, usize)> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let end = text
        .bytes()
        .take(LONGEST)
        .position(|byte| !is_address_byte(byte))
        .unwrap_or(text.len().min(LONGEST));
    let mut url = text[..end].trim_end_matches(END_OF_SENTENCE);
    // A parenthesis that opened before the address does not belong to it.
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

/// Parses text between two stars on each side, if a Markdown parser accepts the stars as marks.
///
/// That depends on the characters around them in the output.
fn strong(text: &str, before: Option<char>) -> Option<(Inline, usize)> {
    let inside = text.strip_prefix("**")?;
    let content = &inside[..inside.find('*')?];
    let after = inside[content.len()..].strip_prefix("**")?;
    if before == Some('*') || after.starts_with('*') || content.trim() != content {
        return None;
    }
    let line = parse(content);
    let opens = is_letter(line.first()?, |text| text.chars().next()) || before.is_none_or(is_edge);
    // A bracket may belong to a link, which is printed in another form.
    let is_end = |c| is_edge(c) && !matches!(c, '[' | '!');
    let closes = is_letter(line.last()?, |text| text.chars().next_back())
        || after.chars().next().is_none_or(is_end);
    (opens && closes).then(|| (Inline::Strong(line), content.len() + 4))
}

/// Returns true if a part is text with a letter or a digit at the given end.
fn is_letter(part: &Inline, end: fn(&str) -> Option<char>) -> bool {
    matches!(part, Inline::Text(text) if end(text).is_some_and(char::is_alphanumeric))
}

/// Returns true if a character can be next to strong text.
///
/// It may precede strong text that starts with a sign, or follow strong text that ends with one.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation() || "，。、；：！？（）【】《》“”".contains(c)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, code_span, has_reference, is_address, parse, run};
    use crate::doc::{Inline, Line};

    /// Returns the parts of a line: `text`, `{code}`, `*strong*`, `[label|address]`.
    fn shown(line: &Line) -> String {
        let part = |part: &Inline| match part {
            Inline::Text(text) => text.clone(),
            Inline::Code(code) => format!("{{{code}}}"),
            Inline::Strong(inside) => format!("*{}*", shown(inside)),
            Inline::Link { label, url } if label == url => format!("[{url}]"),
            Inline::Link { label, url } => format!("[{label}|{url}]"),
        };
        line.iter().map(part).collect()
    }

    #[test]
    fn code_spans() {
        let cases = [
            ("a `b` c", "a {b} c"),
            ("``a`b``", "{a`b}"),
            ("`` ` ``", "{`}"),
            ("` a `", "{a}"),
            ("` a`", "{ a}"),
            ("`  `", "`  `"),
            ("`a", "`a"),
            ("`a``", "`a``"),
            ("``a`", "``a`"),
            ("`[a](b)` **c**", "{[a](b)} *c*"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(&parse(text)), expected, "{text}");
        }
        assert_eq!(code_span("`a\nb`"), None);
        assert_eq!(code_span("`a` b"), Some(("a", 3)));
        assert_eq!((run("***a*", '*'), run("a", '*')), (3, 0));
    }

    #[test]
    fn links() {
        let to = |url: &str| format!("[{url}]");
        let address = "https://example.com/a_(b)";
        let cases = [
            ("[a](https://example.com)", "[a|https://example.com]".to_owned()),
            ("[a](<https://example.com>)", "[a|https://example.com]".to_owned()),
            ("[`a`](https://example.com)", "[a|https://example.com]".to_owned()),
            ("[](https://example.com)", to("https://example.com")),
            ("![a](https://example.com/x.png)", "[a|https://example.com/x.png]".to_owned()),
            (&format!("[a]({address})"), format!("[a|{address}]")),
            ("[a](https://example.com/(b)", "[a|https://example.com/(b]".to_owned()),
            // Only a full address is an address: the others leave their text.
            ("[a](/document/1)", "a".to_owned()),
            ("[a](javascript:alert)", "a".to_owned()),
            ("[a](ftp://example.com)", "a".to_owned()),
            ("[a](https://)", "a".to_owned()),
            ("[a](https://example.com/a b)", "a".to_owned()),
            ("[a](https://example.com/?a=1&copy;)", "a".to_owned()),
            // Other brackets are text.
            ("[a]", "[a]".to_owned()),
            ("[a] (b)", "[a] (b)".to_owned()),
            ("[a][b]", "[a][b]".to_owned()),
            ("[[a](https://example.com)", "[[a|https://example.com]".to_owned()),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(&parse(text)), expected, "{text}");
        }
        let long = format!("[{}](https://example.com)", "a".repeat(LONGEST + 1));
        assert!(matches!(parse(&long).as_slice(), [Inline::Text(_), ..]));
    }

    #[test]
    fn bare_addresses_end_where_the_sentence_goes_on() {
        let cases = [
            ("at http://a.com.", "at [http://a.com]."),
            ("(see https://a.com/b)", "(see [https://a.com/b])"),
            ("https://a.com/b_(c)", "[https://a.com/b_(c)]"),
            ("https://a.com/b?c=1&d=2, or", "[https://a.com/b?c=1&d=2], or"),
            ("https://a.com、https://b.com。", "[https://a.com]、[https://b.com]。"),
            ("**https://a.com**", "*[https://a.com]*"),
            ("https://a.com/<id>", "[https://a.com/]<id>"),
            // Two addresses in one, or none.
            ("https://a.com/https://b.com", "https://a.com/[https://b.com]"),
            ("https://", "https://"),
            ("httpsx", "httpsx"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(&parse(text)), expected, "{text}");
        }
        assert!(is_address("https://a.com/b?c=d") && !is_address("https://a.com/\u{e9}"));
        let cases = [("a &copy; b", true), ("&#12;", true), ("a & b; c", false), ("&;", false)];
        for (text, expected) in cases {
            assert_eq!(has_reference(text), expected, "{text}");
        }
    }

    #[test]
    fn strong_text_is_what_a_parser_takes_as_strong() {
        let cases = [
            ("a **b** c", "a *b* c"),
            ("a**b**c", "a*b*c"),
            ("**b `c`** d", "*b {c}* d"),
            ("**注意：**文字", "**注意：**文字"),
            ("**注意：** 文字", "*注意：* 文字"),
            ("a**(b)**c", "a**(b)**c"),
            ("a **(b)** c", "a *(b)* c"),
            // A link is printed with another sign at its start.
            ("**(b)**[c](https://a.com)", "**(b)**[c|https://a.com]"),
            ("**b**[c](https://a.com)", "*b*[c|https://a.com]"),
            ("** b **", "** b **"),
            ("***b***", "***b***"),
            ("**b", "**b"),
            ("2**3 and 4**5", "2*3 and 4*5"),
            ("a * b", "a * b"),
            ("****", "****"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(&parse(text)), expected, "{text}");
        }
    }

    #[test]
    fn lines_have_no_spaces_at_their_ends() {
        let cases = [("  a  ", "a"), (" `a` ", "{a}"), ("   ", ""), ("a  b", "a  b")];
        for (text, expected) in cases {
            assert_eq!(shown(&parse(text)), expected, "{text:?}");
        }
    }
}
