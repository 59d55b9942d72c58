//! The printer from blocks to lines of Markdown.
//!
//! Every character of their text to which a parser could give a meaning is escaped here.

use super::block::{Block, Inline, Line, List, Table};
use super::inline::{is_reference, run};
use tencentcloud_spec::text::{code_span, longest_run};

/// Returns the lines of the blocks.
pub(super) fn lines(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    let mut before = None;
    let mut delimiter = ')';
    for block in blocks {
        if before.is_some_and(|before| !joins(before, block)) {
            out.push(String::new());
        }
        match block {
            Block::Paragraph(text) => out.extend(text.iter().map(|text| line(text))),
            Block::Code(code) => fenced(code, &mut out),
            Block::List(list) => {
                delimiter = self::delimiter(before, list, delimiter);
                items(list, delimiter, &mut out);
            }
            Block::Table(table) => rows(table, &mut out),
        }
        before = Some(block);
    }
    out
}

/// Returns true if a block may follow another without a blank line.
///
/// This is a list that can interrupt a paragraph.
fn joins(before: &Block, block: &Block) -> bool {
    let can_interrupt = matches!(block, Block::List(List { start: None | Some(1), .. }));
    can_interrupt && matches!(before, Block::Paragraph(_))
}

/// Returns the character after the numbers of a list.
///
/// Two adjacent lists have different characters; otherwise they would be one list.
fn delimiter(before: Option<&Block>, list: &List, last: char) -> char {
    let follows = matches!(before, Some(Block::List(List { start: Some(_), .. })));
    if follows && list.start.is_some() && last == '.' { ')' } else { '.' }
}

fn items(list: &List, delimiter: char, out: &mut Vec<String>) {
    for (index, blocks) in list.items.iter().enumerate() {
        let marker = match list.start {
            Some(start) => format!("{}{delimiter} ", start as usize + index),
            None => "- ".to_owned(),
        };
        out.extend(item(&marker, lines(blocks)));
    }
}

/// Returns the lines of a list item, behind its marker.
pub(super) fn item(marker: &str, lines: Vec<String>) -> impl Iterator<Item = String> {
    lines.into_iter().enumerate().map(move |(at, line)| match (at, line.is_empty()) {
        (0, _) => format!("{marker}{line}"),
        (_, true) => line,
        (_, false) => format!("{:width$}{line}", "", width = marker.len()),
    })
}

/// Appends code in a fence that none of its lines closes.
///
/// The tag of the fence keeps the code from being tested as Rust.
fn fenced(code: &[String], out: &mut Vec<String>) {
    let longest = code.iter().map(|line| longest_run(line, '`')).max().unwrap_or_default();
    let fence = "`".repeat(3.max(longest + 1));
    out.push(format!("{fence}text"));
    out.extend(code.iter().cloned());
    out.push(fence);
}

fn rows(table: &Table, out: &mut Vec<String>) {
    let row = |cells: &[Line]| {
        let cells: String = cells.iter().map(|cell| format!(" {} |", self::cell(cell))).collect();
        format!("|{cells}")
    };
    out.push(row(&table.head));
    out.push(format!("|{}", " --- |".repeat(table.head.len())));
    out.extend(table.rows.iter().map(|cells| row(cells)));
}

/// Returns a line that starts its own block or continues a paragraph.
pub(super) fn line(line: &[Inline]) -> String {
    let mut out = String::new();
    parts(line, &mut MarkdownWriter { out: &mut out, at_start: true, in_cell: false });
    out
}

fn cell(line: &[Inline]) -> String {
    let mut out = String::new();
    parts(line, &mut MarkdownWriter { out: &mut out, at_start: false, in_cell: true });
    out
}

fn parts(line: &[Inline], writer: &mut MarkdownWriter<'_>) {
    for part in line {
        match part {
            Inline::Text(text) => writer.text(text),
            // A bar would end the cell. Spaces around the text could change where the cell or
            // strong text ends.
            Inline::Code(code) if writer.in_cell && code.contains(['|', '\\']) => {
                writer.text(code.trim())
            }
            Inline::Code(code) => writer.out.push_str(&code_span(code)),
            Inline::Strong(inside) => {
                writer.out.push_str("**");
                writer.at_start = false;
                parts(inside, writer);
                writer.out.push_str("**");
            }
            Inline::Link { label, url } if label == url => *writer.out += &format!("<{url}>"),
            Inline::Link { label, url } => {
                writer.open_label();
                writer.at_start = false;
                writer.text(label);
                *writer.out += &format!("](<{url}>)");
            }
        }
        writer.at_start = false;
    }
}

/// A writer that escapes text, so that it has no meaning for Markdown.
struct MarkdownWriter<'a> {
    out: &'a mut String,
    /// True if nothing of the line has been written.
    at_start: bool,
    /// True if the line is a cell of a table.
    in_cell: bool,
}

impl MarkdownWriter<'_> {
    fn text(&mut self, text: &str) {
        let mut before = self.out.chars().next_back();
        if std::mem::take(&mut self.at_start) && starts_block(text) {
            self.start(text);
        } else {
            self.rest(text, &mut before);
        }
    }

    /// Writes the first characters of a line that looks like the start of a block.
    fn start(&mut self, text: &str) {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        self.out.push_str(&text[..digits]);
        let mark = &text[digits..];
        let length = mark.chars().next().map_or(0, char::len_utf8);
        self.out.push('\\');
        self.out.push_str(&mark[..length]);
        self.rest(&mark[length..], &mut mark.chars().next());
    }

    /// Writes the opening bracket of a link.
    ///
    /// Without an escape, a preceding exclamation mark would turn the link into a picture.
    fn open_label(&mut self) {
        if self.out.ends_with('!') {
            self.out.truncate(self.out.len() - 1);
            self.out.push_str("\\!");
        }
        self.out.push('[');
    }

    fn rest(&mut self, text: &str, before: &mut Option<char>) {
        for (at, c) in text.char_indices() {
            let rest = &text[at + c.len_utf8()..];
            self.char(c, *before, rest);
            *before = Some(c);
        }
    }

    fn char(&mut self, c: char, before: Option<char>, rest: &str) {
        let after = rest.chars().next();
        let is_escaped = match c {
            '\\' | '`' | '[' | ']' | '<' => true,
            '|' if self.in_cell => return self.out.push_str("&#124;"),
            '*' => !(before == Some(' ') && after == Some(' ')),
            '_' => !(is_letter(before) && is_letter(after)),
            '~' => {
                !(is_letter(before) && is_letter(after)
                    || before == Some(' ') && after == Some(' '))
            }
            // Two of them become a dash, three a longer one.
            '-' => before == Some('-'),
            // In a cell, text from a code span may follow.
            '&' => {
                is_reference(rest)
                    || self.in_cell && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
            }
            // Rustdoc warns about an address that is not a link.
            ':' => {
                is_authority(rest) && (self.out.ends_with("http") || self.out.ends_with("https"))
            }
            _ => false,
        };
        if is_escaped {
            self.out.push('\\');
        }
        self.out.push(c);
    }
}

/// Returns true if a text continues as an address does after its scheme.
fn is_authority(rest: &str) -> bool {
    rest.strip_prefix("//").is_some_and(|host| host.starts_with(|c: char| c.is_ascii_graphic()))
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// Returns true if a line of this text would start another block.
///
/// Such blocks are a heading, a rule, a quote, a list, a fence and a table.
fn starts_block(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return false };
    let second = chars.next();
    match first {
        '#' | '|' | '>' => true,
        '-' | '+' | '=' | ':' => !is_letter(second),
        '0'..='9' => {
            let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
            let behind = rest.strip_prefix(['.', ')']);
            behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(' '))
        }
        // Stars, tildes, backticks and underscores are escaped everywhere.
        _ => false,
    }
}

/// Returns the indentation of a line. A tab counts as four spaces.
pub(super) fn indentation(line: &str) -> usize {
    let blanks = run(line, ' ');
    if line[blanks..].starts_with('\t') { blanks + 4 } else { blanks }
}

#[cfg(test)]
mod tests {
    use super::{cell, code_span, delimiter, fenced, indentation, item, joins, line, starts_block};
    use crate::doc::{Block, Inline, List};

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    #[test]
    fn characters_with_a_meaning_are_escaped() {
        let cases = [
            ("a [b] <c> `d` \\", r"a \[b\] \<c> \`d\` \\"),
            ("a*b* 2 * 3", r"a\*b\* 2 * 3"),
            ("job_id _job_ a _ b", r"job_id \_job\_ a \_ b"),
            ("1~2 ~a~ a ~ b", r"1~2 \~a\~ a ~ b"),
            ("a--b---c - d", r"a-\-b-\-\-c - d"),
            ("&copy; a & b &#1; &", r"\&copy; a & b \&#1; &"),
            ("https://a 1:2 https:x", r"https\://a 1:2 https:x"),
            ("a | b", "a | b"),
            ("# a", r"\# a"),
            ("a # b", "a # b"),
        ];
        for (shown, expected) in cases {
            assert_eq!(line(&[text(shown)]), expected, "{shown}");
        }
    }

    #[test]
    fn starts_of_lines_are_no_blocks() {
        let cases = [
            ("# a", true),
            ("> a", true),
            ("| a", true),
            ("- a", true),
            ("-", true),
            ("--- ", true),
            ("= a", true),
            ("1. a", true),
            ("12) a", true),
            ("1.", true),
            ("-1", false),
            ("1.5", false),
            ("a", false),
            ("", false),
        ];
        for (shown, expected) in cases {
            assert_eq!(starts_block(shown), expected, "{shown}");
        }
        // Only the text at the start of the line starts a block.
        assert_eq!(line(&[text("1. a"), text("1. b")]), r"1\. a1. b");
        assert_eq!(line(&[Inline::Code("a".to_owned()), text("# b")]), "`a`# b");
        assert_eq!(line(&[Inline::Strong(vec![text("- a")])]), "**- a**");
    }

    #[test]
    fn cells_have_no_bars() {
        let code = |code: &str| Inline::Code(code.to_owned());
        let cases = [
            (text("a|b"), "a&#124;b"),
            (code("a"), "`a`"),
            (code("a|b"), "a&#124;b"),
            (code(" a\\ "), "a\\\\"),
            (text("# a"), "# a"),
            (text("a &lt"), "a \\&lt"),
        ];
        for (part, expected) in cases {
            assert_eq!(cell(std::slice::from_ref(&part)), expected, "{part:?}");
        }
    }

    #[test]
    fn links_are_in_angle_brackets() {
        let link = |label: &str, url: &str| Inline::Link { label: label.into(), url: url.into() };
        let url = "https://a.com/(b";
        assert_eq!(line(&[link("a]b", url)]), r"[a\]b](<https://a.com/(b>)");
        assert_eq!(line(&[link(url, url)]), "<https://a.com/(b>");
        // An exclamation mark would make it a picture.
        assert_eq!(line(&[text("a!"), link("b", url)]), r"a\![b](<https://a.com/(b>)");
    }

    #[test]
    fn fences_are_longer_than_those_inside() {
        let cases = [("a", "```"), ("```", "````"), ("a `````", "``````"), ("~~~~", "```")];
        for (code, fence) in cases {
            let mut out = Vec::new();
            fenced(&[code.to_owned()], &mut out);
            assert_eq!(out, [format!("{fence}text"), code.to_owned(), fence.to_owned()]);
        }
        assert_eq!(code_span("a`b"), "``a`b``");
    }

    #[test]
    fn blocks_next_to_each_other() {
        let list = |start| List { start, items: Vec::new() };
        let (paragraph, code) = (Block::Paragraph(Vec::new()), Block::Code(Vec::new()));
        let cases = [
            (&paragraph, Block::List(list(None)), true),
            (&paragraph, Block::List(list(Some(1))), true),
            // Another number cannot interrupt a paragraph.
            (&paragraph, Block::List(list(Some(2))), false),
            (&paragraph, paragraph.clone(), false),
            (&code, Block::List(list(None)), false),
        ];
        for (before, block, expected) in cases {
            assert_eq!(joins(before, &block), expected, "{before:?} {block:?}");
        }
        let numbers = Block::List(list(Some(1)));
        let cases = [
            (None, Some(1), ')', '.'),
            (Some(&numbers), Some(1), '.', ')'),
            (Some(&numbers), Some(1), ')', '.'),
            (Some(&numbers), None, '.', '.'),
            (Some(&paragraph), Some(1), '.', '.'),
        ];
        for (before, start, last, expected) in cases {
            assert_eq!(delimiter(before, &list(start), last), expected, "{before:?} {start:?}");
        }
    }

    #[test]
    fn further_lines_of_an_item_are_indented_by_its_marker() {
        let lines = ["a", "", "b"].map(str::to_owned).to_vec();
        assert_eq!(item("- ", lines.clone()).collect::<Vec<_>>(), ["- a", "", "  b"]);
        assert_eq!(item("10. ", lines).collect::<Vec<_>>(), ["10. a", "", "    b"]);
        let cases = [("a", 0), ("  a", 2), ("\ta", 4), (" \ta", 5), ("    a", 4)];
        for (text, expected) in cases {
            assert_eq!(indentation(text), expected, "{text:?}");
        }
    }
}
