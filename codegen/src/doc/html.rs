//! Conversion of the HTML tags and character references in documents to Markdown.

use super::inline;
use super::visible::visible_char;

/// Tags that are replaced by text, with that text.
const TAGS: [(&str, &str); 19] = [
    ("br", "\n"),
    ("p", "\n\n"),
    ("/p", "\n\n"),
    ("div", "\n\n"),
    ("/div", "\n\n"),
    ("li", "\n- "),
    ("/li", "\n"),
    ("ul", "\n"),
    ("/ul", "\n\n"),
    ("ol", "\n"),
    ("/ol", "\n\n"),
    ("tr", "\n- "),
    ("/tr", "\n"),
    ("td", " "),
    ("/td", "; "),
    ("th", " "),
    ("/th", "; "),
    ("table", "\n"),
    ("/table", "\n\n"),
];

/// Tags that only change the look of text.
const SILENT: [&str; 30] = [
    "a",
    "b",
    "i",
    "u",
    "em",
    "strong",
    "font",
    "span",
    "code",
    "pre",
    "sub",
    "sup",
    "tbody",
    "thead",
    "center",
    "small",
    "big",
    "label",
    "section",
    "img",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "colgroup",
    "col",
    "blockquote",
];

/// Named character references that occur in documents.
const NAMED: [(&str, char); 9] = [
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("emsp", ' '),
    ("ensp", ' '),
    ("middot", '·'),
];

/// Returns a text without HTML.
///
/// Known tags become Markdown, and character references become characters. Any other angle bracket,
/// and the content of code spans, stays as text.
pub(super) fn to_markdown(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(['<', '&', '`']) {
        out.push_str(&rest[..start]);
        rest = step(&rest[start..], &mut out);
    }
    out.push_str(rest);
    out
}

/// Appends the conversion of the start of a text to `out`, and returns the rest of the text.
fn step<'a>(rest: &'a str, out: &mut String) -> &'a str {
    if let Some((_, length)) = inline::code_span(rest) {
        out.push_str(&rest[..length]);
        return &rest[length..];
    }
    if let Some((c, length)) = reference(rest) {
        out.extend(visible_char(c));
        return &rest[length..];
    }
    if let Some((replacement, length)) = tag(rest) {
        out.push_str(replacement);
        return &rest[length..];
    }
    // Backticks that are not closed stay together; otherwise each would be looked up separately.
    let (first, after) = rest.split_at(inline::run(rest, '`').max(1));
    out.push_str(first);
    after
}

/// The maximal length of a character reference.
const LONGEST_REFERENCE: usize = 10;

/// Returns the character of the reference at the start of a text, and the length of the reference.
fn reference(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let end = body.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';')?;
    let name = &body[..end];
    let c = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => char::from_u32(u32::from_str_radix(digits, 16).ok()?)?,
            None => char::from_u32(number.parse().ok()?)?,
        },
        None => NAMED.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((c, end + 2))
}

/// The maximal length of a tag. A longer one is text with a stray bracket.
const LONGEST: usize = 400;

/// Returns the replacement of the tag at the start of `text`, and the length of the tag.
fn tag(text: &str) -> Option<(&'static str, usize)> {
    let body = text.strip_prefix('<')?;
    let end = body.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let inner = &body[..end];
    let name =
        inner.split(|c: char| c.is_whitespace()).next()?.trim_end_matches('/').to_ascii_lowercase();
    if let Some((_, replacement)) = TAGS.iter().find(|(tag, _)| *tag == name) {
        return Some((replacement, end + 2));
    }
    let bare = name.trim_start_matches('/');
    let is_silent = SILENT.contains(&bare) || bare.starts_with("dx-") || name.starts_with("!--");
    is_silent.then_some(("", end + 2))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, LONGEST_REFERENCE, reference, tag, to_markdown};

    #[test]
    fn tags_become_markdown() {
        let cases = [
            ("a<br>b<BR/>c<br />d", "a\nb\nc\nd"),
            ("<p class='x'>a</p>", "\n\na\n\n"),
            ("<ul><li>a</li></ul>", "\n\n- a\n\n\n"),
            ("<b>a</b> <font color=\"red\">b</font>", "a b"),
            ("<dx-alert infotype=\"x\">a</dx-alert>", "a"),
            ("a<!-- b -->c", "ac"),
            ("<table><tr><td>a</td><td>b</td></tr></table>", "\n\n-  a;  b; \n\n\n"),
            // Anything else is text.
            ("a < b > c", "a < b > c"),
            ("<name>", "<name>"),
            ("<script>", "<script>"),
            ("List<String>", "List<String>"),
            ("a <b", "a <b"),
            // Code spans stay as they are.
            ("`<br>` &lt;", "`<br>` <"),
            ("``a`<br>`` b<br>", "``a`<br>`` b\n"),
            ("`a<br>", "`a\n"),
            ("``` a&amp;", "``` a&"),
        ];
        for (text, expected) in cases {
            assert_eq!(to_markdown(text), expected, "{text}");
        }
    }

    #[test]
    fn references_become_characters_once() {
        let cases = [
            ("&lt;b&gt;", "<b>"),
            // The result is not read again.
            ("&amp;lt;", "&lt;"),
            ("&#60;&#x3C;&#X3c;", "<<<"),
            ("a&nbsp;b", "a b"),
            ("&#8203;x", "x"),
            ("&#10;", "\n"),
            ("&copy; &unknown; &", "&copy; &unknown; &"),
            ("&#xD800; &#99999999;", "&#xD800; &#99999999;"),
            ("&;", "&;"),
        ];
        for (text, expected) in cases {
            assert_eq!(to_markdown(text), expected, "{text}");
        }
    }

    #[test]
    fn lengths_are_limited() {
        assert_eq!(reference("&lt;x"), Some(('<', 4)));
        assert_eq!(reference(&format!("&#{}60;", "0".repeat(LONGEST_REFERENCE))), None);
        assert_eq!(tag("<br>x"), Some(("\n", 4)));
        assert_eq!(tag(&format!("<font {}>", "x".repeat(LONGEST))), None);
        assert!(tag(&format!("<font {}>", "x".repeat(LONGEST - 10))).is_some());
    }
}
