//! Tags of HTML.

/// The tags that occur in documentation. Anything else in angle brackets is a placeholder for a
/// value.
const KNOWN: [&str; 37] = [
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "dx-alert",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "ur",
];

/// A longer tag is text: the search for its end is bounded, so that converting is linear.
const LONGEST: usize = 2000;

/// One tag.
pub(super) struct ProseTag<'a> {
    /// Its name in lower case.
    pub(super) name: String,
    /// True if it closes what was opened before.
    pub(super) closes: bool,
    attributes: &'a str,
}

impl<'a> ProseTag<'a> {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let (_, after) = self.attributes.split_once(name)?;
        let value = after.trim_start().strip_prefix('=')?.trim_start();
        match value.strip_prefix(['"', '\'']) {
            Some(quoted) => quoted.split(['"', '\'']).next(),
            None => value.split_whitespace().next(),
        }
    }
}

/// Reads one tag at the start of a text, and gives what follows it.
pub(super) fn parse(text: &str) -> Option<(ProseTag<'_>, &str)> {
    let body = text.strip_prefix('<')?;
    let closes = body.starts_with('/');
    let body = body.strip_prefix('/').unwrap_or(body);
    let letters =
        body.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    let name = body[..letters].to_ascii_lowercase();
    KNOWN.binary_search(&name.as_str()).ok()?;
    let end = letters
        + body[letters..].bytes().take(LONGEST).position(|byte| matches!(byte, b'<' | b'>'))?;
    if body.as_bytes()[end] == b'<' {
        return None;
    }
    let attributes = body[letters..end].trim_end_matches('/');
    Some((ProseTag { name, closes, attributes }, &body[end + 1..]))
}
