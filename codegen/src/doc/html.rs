//! The tags that stand in the documents, as Markdown.

/// Tags whose place is what matters, with what stands there instead.
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

/// Tags that change only how text looks.
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

/// A text without HTML: known tags become Markdown, any other angle bracket stays as text.
pub(super) fn to_markdown(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        match tag(rest) {
            Some((replacement, length)) => {
                out.push_str(replacement);
                rest = &rest[length..];
            }
            None => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// How far a tag may reach: what is longer is text with a stray bracket.
const LONGEST: usize = 400;

/// What stands for the tag that `text` starts with, and the tag's length.
fn tag(text: &str) -> Option<(&'static str, usize)> {
    let end = text.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let inner = &text[1..end];
    let name = inner.split(|c: char| c.is_whitespace()).next()?.trim_end_matches('/').to_ascii_lowercase();
    if let Some((_, replacement)) = TAGS.iter().find(|(tag, _)| *tag == name) {
        return Some((replacement, end + 1));
    }
    let bare = name.trim_start_matches('/');
    let is_silent = SILENT.contains(&bare) || bare.starts_with("dx-") || name.starts_with("!--");
    is_silent.then_some(("", end + 1))
}
