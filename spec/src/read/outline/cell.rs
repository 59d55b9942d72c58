//! The HTML in cells and prose, as Markdown text.

/// The longest tag or entity: an unclosed `<` does not make reading slow.
const LONGEST_TAG: usize = 2_000;
const LONGEST_ENTITY: usize = 10;

/// Text of a cell or a paragraph: `<br>` and block tags become line ends, `<li>` a list item, links
/// and emphasis Markdown, other known tags nothing. Text that only looks like a tag stays.
pub(crate) fn to_markdown(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return tidy(&mend_links(text));
    }
    let mut out = CellWriter::default();
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        out.text.push_str(&rest[..at]);
        rest = &rest[at..];
        let used = if rest.starts_with('<') { out.tag(rest) } else { out.entity(rest) };
        rest = &rest[used..];
    }
    out.text.push_str(rest);
    tidy(&mend_links(&out.text))
}

/// Text of a cell that should be one word: no markup, no line ends.
pub(crate) fn inline(text: &str) -> String {
    let plain = to_markdown(text);
    let plain =
        plain.trim_matches(|other: char| other.is_whitespace() || matches!(other, '*' | '`'));
    plain.replace('\n', " ").replace("\\_", "_")
}

/// The site's own generator doubled its host in many links.
fn mend_links(text: &str) -> String {
    text.replace("https://cloud.tencent.comhttps://", "https://")
}

#[derive(Default)]
struct CellWriter {
    text: String,
    /// The addresses of links that are open.
    links: Vec<String>,
}

impl CellWriter {
    /// Writes what a tag means; gives how much of the text it took.
    fn tag(&mut self, rest: &str) -> usize {
        let Some(tag) = CellTag::parse(rest) else {
            self.text.push('<');
            return 1;
        };
        match tag.name.as_str() {
            "p" => self.text.push_str("\n\n"),
            "br" | "ul" | "ol" | "div" | "tr" | "table" | "tbody" | "thead" | "dl" | "dd"
            | "dt" | "pre" | "blockquote" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr"
            | "dx-alert" => self.text.push('\n'),
            "li" if tag.closes => self.text.push('\n'),
            "li" => self.text.push_str("\n- "),
            "td" | "th" if tag.closes => self.text.push_str(" | "),
            "b" | "strong" => self.text.push_str("**"),
            "i" | "em" => self.text.push('*'),
            "code" => self.text.push('`'),
            "a" => self.link(&tag),
            name if IGNORED.contains(&name) || name.starts_with("dx-") => {}
            _ => {
                self.text.push('<');
                return 1;
            }
        }
        tag.length
    }

    fn link(&mut self, tag: &CellTag<'_>) {
        match (tag.closes, tag.attribute("href")) {
            (true, _) => {
                if let Some(address) = self.links.pop() {
                    self.text.push_str(&format!("]({address})"));
                }
            }
            (false, Some(address)) => {
                self.text.push('[');
                self.links.push(address.to_owned());
            }
            (false, None) => {}
        }
    }

    fn entity(&mut self, rest: &str) -> usize {
        let end = rest.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';');
        match end.and_then(|end| Some((end, decode(&rest[1..end])?))) {
            Some((end, other)) => {
                self.text.push(other);
                end + 1
            }
            None => {
                self.text.push('&');
                1
            }
        }
    }
}

const IGNORED: [&str; 14] = [
    "font", "span", "td", "th", "u", "s", "small", "big", "sub", "sup", "center", "img", "tt",
    "nobr",
];

fn decode(name: &str) -> Option<char> {
    let number = name.strip_prefix('#');
    let code = match number.map(|number| (number.strip_prefix(['x', 'X']), number)) {
        Some((Some(hex), _)) => u32::from_str_radix(hex, 16).ok(),
        Some((None, decimal)) => decimal.parse().ok(),
        None => None,
    };
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "le" => Some('≤'),
        "ge" => Some('≥'),
        "middot" => Some('·'),
        "mdash" => Some('—'),
        "ndash" => Some('–'),
        "times" => Some('×'),
        _ => code.and_then(char::from_u32),
    }
}

struct CellTag<'a> {
    name: String,
    closes: bool,
    body: &'a str,
    length: usize,
}

impl<'a> CellTag<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        // A tag holds no other tag: `<<<<` is read once.
        let end =
            text.bytes().take(LONGEST_TAG).skip(1).position(|byte| matches!(byte, b'>' | b'<'))?
                + 1;
        if !text[end..].starts_with('>') {
            return None;
        }
        let body = text[1..end].trim_end_matches('/');
        let closes = body.starts_with('/');
        let body = body.trim_start_matches('/').trim_start();
        let name_end = body
            .find(|other: char| !other.is_ascii_alphanumeric() && other != '-')
            .unwrap_or(body.len());
        let name = body[..name_end].to_ascii_lowercase();
        let known =
            !name.is_empty() && body[name_end..].chars().next().is_none_or(char::is_whitespace);
        known.then_some(Self { name, closes, body, length: end + 1 })
    }

    fn attribute(&self, name: &str) -> Option<&'a str> {
        let at = self.body.find(&format!("{name}="))? + name.len() + 1;
        let value = &self.body[at..];
        match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split(quote).next(),
            _ => value.split_whitespace().next(),
        }
    }
}

/// No blanks around lines, no empty lines twice, at the ends or before list items.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut after_blank = false;
    for line in text.lines().map(str::trim_end) {
        let indent = line.len() - line.trim_start().len();
        let (indent, mark, words) = match item(line.trim_start()) {
            Some((mark, words)) => (&line[..indent], mark, words),
            None => ("", "", line.trim_start()),
        };
        if words.is_empty() {
            after_blank = true;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if after_blank && mark.is_empty() { "\n\n" } else { "\n" });
            out.push_str(indent);
        }
        out.push_str(mark);
        out.push_str(words);
        after_blank = false;
    }
    out
}

/// The mark of a list item and its text.
fn item(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix(['-', '*'])?;
    (rest.is_empty() || rest.starts_with(' '))
        .then(|| (&line[..2.min(line.len())], rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_become_markdown() {
        for (cell, expected) in [
            ("plain", "plain"),
            ("one<br/>two<BR >three", "one\ntwo\nthree"),
            ("Kinds:<br><li>A: first</li><li>B: second</li>", "Kinds:\n- A: first\n- B: second"),
            ("Kinds: <li> A </li><li></li>", "Kinds:\n- A"),
            ("<ul><li>A</li><li>B</li></ul>end", "- A\n- B\n\nend"),
            ("a &lt; b &amp;&amp; c &#62; d &unknown; & e", "a < b && c > d &unknown; & e"),
            ("see <a href=\"/x\" title=\"y\">there</a>.", "see [there](/x)."),
            ("&<Common request parameter>", "&<Common request parameter>"),
            ("1 < 2 and <font color=red>red</font>", "1 < 2 and red"),
            ("<b>bold</b> <p>next</p>", "**bold**\n\nnext"),
            (
                "[x](https://cloud.tencent.comhttps://cloud.tencent.com/y)",
                "[x](https://cloud.tencent.com/y)",
            ),
            ("<", "<"),
            ("unclosed <a href", "unclosed <a href"),
        ] {
            assert_eq!(to_markdown(cell), expected, "{cell}");
        }
    }
}
