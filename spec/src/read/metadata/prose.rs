//! Documentation of metadata, HTML in part, as plain Markdown.
//!
//! Tags that are not HTML stay: they are placeholders such as `<zone>`. One pass, no nesting is
//! followed, so unclosed tags do no harm.

mod entity;
mod tag;

use tag::ProseTag;

/// Converts one text. The result has no trailing blanks, no blank lines at its ends, and no two in
/// a row.
pub(super) fn markdown(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return tidy(text);
    }
    let mut writer = ProseWriter::default();
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&', '`']) {
        writer.text(&rest[..at]);
        rest = step(&rest[at..], &mut writer);
    }
    writer.text(rest);
    tidy(&writer.out)
}

/// Reads what starts with one of the special characters, and gives what follows it.
fn step<'a>(rest: &'a str, writer: &mut ProseWriter) -> &'a str {
    if let Some((code, after)) = code_span(rest) {
        writer.text(code);
        return after;
    }
    if let Some((decoded, after)) = entity::parse(rest) {
        writer.text(decoded.encode_utf8(&mut [0; 4]));
        return after;
    }
    if let Some((tag, after)) = tag::parse(rest) {
        writer.tag(&tag);
        return after;
    }
    let (first, after) = rest.split_at(1);
    writer.text(first);
    after
}

/// A code span on one line, which is kept as it is.
fn code_span(rest: &str) -> Option<(&str, &str)> {
    let inner = rest.strip_prefix('`')?;
    let end = inner.find(['`', '\n']).filter(|end| inner.as_bytes()[*end] == b'`' && *end > 0)?;
    Some(rest.split_at(end + 2))
}

/// The Markdown written so far, and what the tags before say about what follows.
#[derive(Default)]
struct ProseWriter {
    out: String,
    /// The target of the link that is open.
    link: Option<String>,
    /// Cells of the row that is open; a table's text stays on one line.
    cells: Option<usize>,
    /// True if the next row that ends is a table's first.
    head: bool,
}

impl ProseWriter {
    fn text(&mut self, text: &str) {
        match self.cells {
            Some(_) => self.out.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c })),
            None => self.out.push_str(text),
        }
    }

    fn tag(&mut self, tag: &ProseTag<'_>) {
        match (tag.name.as_str(), tag.closes) {
            ("table", closes) => (self.head, self.cells) = (!closes, None),
            ("tr", false) => self.row(),
            ("tr", true) => self.end_row(),
            ("td" | "th", closes) => self.cell(closes),
            ("br", _) => self.line(),
            (
                "p" | "div" | "ul" | "ol" | "blockquote" | "pre" | "hr" | "dx-alert" | "h1" | "h2"
                | "h3" | "h4",
                _,
            ) => {
                self.line();
            }
            ("li", false) => self.item(),
            ("code", _) => self.out.push('`'),
            ("b" | "strong", _) => self.out.push_str("**"),
            ("a", false) => self.link = Some(self.open_link(tag)),
            ("a", true) => self.close_link(),
            _ => {}
        }
    }

    /// Ends the line, or within a table's cell the word.
    fn line(&mut self) {
        let end = if self.cells.is_some() { ' ' } else { '\n' };
        if !self.out.ends_with(end) {
            self.out.push(end);
        }
    }

    fn item(&mut self) {
        self.line();
        self.out.push_str("- ");
    }

    fn row(&mut self) {
        self.cells = None;
        self.line();
        self.out.push('|');
        self.cells = Some(0);
    }

    fn cell(&mut self, closes: bool) {
        let Some(cells) = &mut self.cells else { return };
        *cells += usize::from(closes);
        self.out.push_str(if closes { " |" } else { " " });
    }

    fn end_row(&mut self) {
        let Some(cells) = self.cells.take() else { return };
        self.line();
        if std::mem::take(&mut self.head) {
            self.out.push('|');
            self.out.push_str(&" --- |".repeat(cells));
            self.line();
        }
    }

    fn open_link(&mut self, tag: &ProseTag<'_>) -> String {
        self.out.push('[');
        tag.attribute("href").unwrap_or_default().to_owned()
    }

    fn close_link(&mut self) {
        if let Some(target) = self.link.take() {
            self.out.push_str("](");
            self.out.push_str(target.trim());
            self.out.push(')');
        }
    }
}

/// Drops what cannot be seen, blanks at line ends, and blank lines at both ends and beyond one in a
/// row.
fn tidy(text: &str) -> String {
    let visible = |c: &char| {
        !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
            && !matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}')
            && (!c.is_control() || matches!(c, '\n' | '\t'))
    };
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.lines() {
        let start = out.len();
        out.extend(line.chars().filter(visible).map(|c| if c == '\u{a0}' { ' ' } else { c }));
        out.truncate(start + out[start..].trim_end().len());
        if out.len() > start || (start > 0 && !blank) {
            blank = out.len() == start;
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out
}
