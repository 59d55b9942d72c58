//! The parser from the lines of a text to blocks.

use super::block::{Block, Inline, Line, List, Table};
use super::render::indentation;
use super::{html, inline};

/// The maximal nesting of lists. Deeper items are added at this level.
const DEEPEST: usize = 4;

/// The maximal number of digits of an item's number.
const DIGITS: usize = 3;

/// The maximal number of columns of a table.
const COLUMNS: usize = 32;

/// Parses the blocks of a text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let text = without_html(text);
    let lines: Vec<&str> = text.lines().collect();
    let mut parser = BlockParser::default();
    let mut at = 0;
    while at < lines.len() {
        at += parser.parse_block(&lines[at..]);
    }
    parser.close(0);
    parser.blocks
}

/// Converts the HTML of a text to Markdown, except in fences.
fn without_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut prose = String::new();
    let mut open: Option<&str> = None;
    for line in text.lines() {
        let is_code = open.is_some();
        match open {
            Some(fence) if closes(line, fence) => open = None,
            Some(_) => {}
            None => open = fence(line),
        }
        if is_code || open.is_some() {
            out.push_str(&html::to_markdown(&std::mem::take(&mut prose)));
            out.push_str(line);
            out.push('\n');
        } else {
            prose.push_str(line);
            prose.push('\n');
        }
    }
    out + &html::to_markdown(&prose)
}

/// Returns the fence that a line opens.
fn fence(line: &str) -> Option<&str> {
    let line = line.trim();
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let (fence, info) = line.split_at(inline::run(line, mark));
    let is_span = mark == '`' && info.contains('`');
    (fence.len() >= 3 && !is_span).then_some(fence)
}

/// Returns true if a line closes a fence.
fn closes(line: &str, fence: &str) -> bool {
    let line = line.trim();
    line.starts_with(fence)
        && fence.chars().next().is_some_and(|mark| line.trim_start_matches(mark).is_empty())
}

/// The blocks so far, and the open items.
#[derive(Default)]
struct BlockParser {
    blocks: Vec<Block>,
    /// Items to which more may be added, the innermost last.
    open: Vec<Open>,
    /// True if the next line starts a paragraph.
    after_blank: bool,
    /// The indentation and the number of an item whose text is on the next line.
    pending: Option<(usize, Option<u32>)>,
    /// The number of the last item that was opened.
    last_number: Option<u32>,
}

/// An item to which more may be added.
struct Open {
    indent: usize,
    number: Option<u32>,
    blocks: Vec<Block>,
}

impl BlockParser {
    /// Parses the block at the start of these lines. Returns the number of its lines.
    fn parse_block(&mut self, lines: &[&str]) -> usize {
        if let Some(fence) = fence(lines[0]) {
            return self.code(&lines[1..], fence) + 1;
        }
        if let Some((table, length)) = table(lines) {
            self.block(Block::Table(table));
            return length;
        }
        self.line(lines[0]);
        1
    }

    /// Parses code up to the end of a fence or of the text.
    fn code(&mut self, lines: &[&str], fence: &str) -> usize {
        let end = lines.iter().position(|line| closes(line, fence));
        let code = &lines[..end.unwrap_or(lines.len())];
        if code.iter().any(|line| !line.trim().is_empty()) {
            self.block(Block::Code(code.iter().map(|line| line.trim_end().to_owned()).collect()));
        }
        end.map_or(lines.len(), |end| end + 1)
    }

    fn line(&mut self, line: &str) {
        let (indent, text) = (indentation(line), unquoted(line.trim()));
        if text.is_empty() || is_decoration(text) {
            self.after_blank = true;
        } else if let Some((number, rest)) = item(text) {
            match rest.is_empty() {
                true => self.pending = Some((indent, number)),
                false => self.item(indent, number, rest),
            }
        } else if let Some((indent, number)) = self.pending.take() {
            self.item(indent, number, text);
        } else if let Some(title) = heading(text) {
            self.heading(title);
        } else {
            self.text(indent, text);
        }
    }

    fn item(&mut self, indent: usize, number: Option<u32>, text: &str) {
        let line = inline::parse(text);
        if line.is_empty() {
            return;
        }
        let outer = self.open.iter().take_while(|open| open.indent + 2 <= indent).count();
        self.close(outer.min(DEEPEST - 1));
        self.open.push(Open { indent, number, blocks: vec![Block::Paragraph(vec![line])] });
        (self.pending, self.after_blank) = (None, false);
    }

    /// Adds a line of running text.
    ///
    /// The line belongs to the innermost item to which it is indented, or else to a paragraph
    /// outside lists.
    fn text(&mut self, indent: usize, text: &str) {
        let line = inline::parse(text);
        if line.is_empty() {
            return;
        }
        let outer = self.open.iter().take_while(|open| open.indent + 2 <= indent).count();
        self.close(outer);
        let starts = std::mem::take(&mut self.after_blank);
        let blocks = self.open.last_mut().map_or(&mut self.blocks, |open| &mut open.blocks);
        match blocks.last_mut() {
            Some(Block::Paragraph(lines)) if !starts => lines.push(line),
            _ => blocks.push(Block::Paragraph(vec![line])),
        }
    }

    /// Adds a heading as a paragraph of strong text.
    fn heading(&mut self, title: &str) {
        let strong = inline::parse(&format!("**{title}**"));
        let is_whole = matches!(strong.as_slice(), [Inline::Strong(_)]);
        let line = if is_whole { strong } else { inline::parse(title) };
        if !line.is_empty() {
            self.block(Block::Paragraph(vec![line]));
        }
    }

    /// Adds a block outside lists.
    fn block(&mut self, block: Block) {
        self.close(0);
        self.blocks.push(block);
        (self.pending, self.after_blank) = (None, true);
    }

    /// Closes items until `depth` items are open.
    fn close(&mut self, depth: usize) {
        while self.open.len() > depth
            && let Some(Open { number, blocks: item, .. }) = self.open.pop()
        {
            let last = std::mem::replace(&mut self.last_number, number);
            let blocks = self.open.last_mut().map_or(&mut self.blocks, |open| &mut open.blocks);
            match blocks.last_mut() {
                Some(Block::List(list)) if goes_on(list, number, last) => list.items.push(item),
                _ => blocks.push(Block::List(List { start: number, items: vec![item] })),
            }
        }
    }
}

/// Returns true if an item belongs to the list before it.
///
/// Both have bullets, or the number of the item is the next one or, as some write, the same again.
fn goes_on(list: &List, number: Option<u32>, last: Option<u32>) -> bool {
    match (list.start, number) {
        (None, None) => true,
        (Some(start), Some(number)) => {
            start as usize + list.items.len() == number as usize || last == Some(number)
        }
        _ => false,
    }
}

/// Removes the quotation marks of a line, such as `> `. `>= 5` and `> 5` are not quotations.
fn unquoted(mut line: &str) -> &str {
    // A loop, because a line may have more marks than the stack has room for.
    while let Some(rest) = line.strip_prefix('>') {
        let rest = rest
            .strip_prefix(['?', '!'])
            .filter(|rest| rest.starts_with(' '))
            .unwrap_or(rest)
            .trim_start();
        let compares = rest
            .strip_prefix('-')
            .unwrap_or(rest)
            .starts_with(|c: char| c.is_ascii_digit() || c == '=');
        if compares {
            break;
        }
        line = rest;
    }
    line
}

/// Returns true if a line is only a horizontal rule.
fn is_decoration(line: &str) -> bool {
    ['-', '=', '_'].iter().any(|mark| line.len() >= 3 && line.chars().all(|c| c == *mark))
}

/// Parses an item of a list. Returns its number, if it has one, and its text.
fn item(line: &str) -> Option<(Option<u32>, &str)> {
    if let Some(mut rest) = bullet(line) {
        // Some documents have two bullets.
        while let Some(inner) = bullet(rest) {
            rest = inner;
        }
        return Some((None, rest));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    let is_item = (1..=DIGITS).contains(&digits) && (rest.is_empty() || rest.starts_with(' '));
    is_item.then(|| line[..digits].parse().ok()).flatten().map(|number| (Some(number), rest.trim()))
}

/// Returns the text after a bullet.
fn bullet(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['-', '*', '+', '•', '·'])?;
    let is_item = line.starts_with(['•', '·']) || rest.is_empty() || rest.starts_with(' ');
    is_item.then(|| rest.trim())
}

/// Returns the text of a heading.
fn heading(line: &str) -> Option<&str> {
    let marks = inline::run(line, '#');
    let title = line[marks..].strip_prefix(' ')?;
    let title = title.trim_end_matches('#').trim();
    ((1..=6).contains(&marks) && !title.is_empty()).then_some(title)
}

/// Parses a table at the first line, if the second line is its rule.
///
/// Returns the number of its lines too.
fn table(lines: &[&str]) -> Option<(Table, usize)> {
    let head = cells(lines[0])?;
    let is_head = head.len() <= COLUMNS && head.iter().any(|cell| !cell.is_empty());
    if !is_head || !cells(lines.get(1)?)?.into_iter().all(is_rule) {
        return None;
    }
    let rows: Vec<_> = lines[2..].iter().map_while(|line| cells(line)).collect();
    let length = rows.len() + 2;
    let rows = rows.into_iter().map(|row| fitted(&row, head.len())).collect();
    Some((Table { head: head.into_iter().map(inline::parse).collect(), rows }, length))
}

/// Returns the cells of a row.
fn cells(line: &str) -> Option<Vec<&str>> {
    let inside = line.trim().strip_prefix('|')?;
    let inside = inside.strip_suffix('|').unwrap_or(inside);
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, _) in inside.match_indices('|').filter(|(at, _)| !inside[..*at].ends_with('\\')) {
        cells.push(inside[start..at].trim());
        start = at + 1;
    }
    cells.push(inside[start..].trim());
    Some(cells)
}

/// Returns true if a cell is only part of the rule below a header.
fn is_rule(cell: &str) -> bool {
    let dashes = cell.strip_prefix(':').unwrap_or(cell);
    let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
    !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
}

/// Returns a row with exactly `columns` cells. The last cell takes what is too much.
fn fitted(row: &[&str], columns: usize) -> Vec<Line> {
    let (own, more) = row.split_at(columns.min(row.len()));
    let mut cells: Vec<String> = own.iter().map(|cell| cell.replace("\\|", "|")).collect();
    cells.resize(columns, String::new());
    if let Some(last) = cells.last_mut() {
        more.iter().for_each(|cell| *last += &format!(" | {cell}"));
    }
    cells.iter().map(|cell| inline::parse(cell)).collect()
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, bullet, cells, closes, fence, fitted, heading, is_decoration, is_rule};
    use super::{item, table, unquoted};
    use crate::doc::lines;

    #[test]
    fn items_of_lists() {
        let cases = [
            ("- a", Some((None, "a"))),
            ("* a", Some((None, "a"))),
            ("•a", Some((None, "a"))),
            ("- - a", Some((None, "a"))),
            ("-", Some((None, ""))),
            ("1. a", Some((Some(1), "a"))),
            ("12) a", Some((Some(12), "a"))),
            ("1.", Some((Some(1), ""))),
            // A number, a version, a year and a date.
            ("-1", None),
            ("1.5 a", None),
            ("2024. a", None),
            ("-a", None),
            ("*a*", None),
            ("a", None),
        ];
        for (line, expected) in cases {
            assert_eq!(item(line), expected, "{line}");
        }
        assert_eq!((bullet("+ a"), bullet("+a")), (Some("a"), None));
    }

    #[test]
    fn marks_of_lines() {
        let cases = [
            ("> a", "a"),
            (">> a", "a"),
            (">a", "a"),
            ("> > a", "a"),
            (">? a", "a"),
            (">! a", "a"),
            (">= 5", ">= 5"),
            ("> 5", "> 5"),
            ("> -5", "> -5"),
            ("a > b", "a > b"),
            (">", ""),
        ];
        for (line, expected) in cases {
            assert_eq!(unquoted(line), expected, "{line}");
        }
        let cases = [("---", true), ("=====", true), ("--", false), ("-=-", false), ("***", false)];
        for (line, expected) in cases {
            assert_eq!(is_decoration(line), expected, "{line}");
        }
        let cases = [
            ("# a", Some("a")),
            ("###### a ##", Some("a")),
            ("####### a", None),
            ("#a", None),
            ("# ", None),
            ("# #", None),
            ("a", None),
        ];
        for (line, expected) in cases {
            assert_eq!(heading(line), expected, "{line}");
        }
    }

    #[test]
    fn fences() {
        let cases = [
            ("```", Some("```")),
            ("  ````rust", Some("````")),
            ("~~~ text", Some("~~~")),
            ("``", None),
            // A code span of one line.
            ("```a```", None),
            ("a ```", None),
        ];
        for (line, expected) in cases {
            assert_eq!(fence(line), expected, "{line}");
        }
        let cases = [
            ("```", "```", true),
            ("````", "```", true),
            ("```", "````", false),
            ("~~~", "```", false),
            ("``` a", "```", false),
        ];
        for (line, fence, expected) in cases {
            assert_eq!(closes(line, fence), expected, "{line} {fence}");
        }
    }

    #[test]
    fn tables() {
        assert_eq!(cells("| a | b\\|c |"), Some(vec!["a", "b\\|c"]));
        assert_eq!(cells("|a|b"), Some(vec!["a", "b"]));
        assert_eq!(cells("||"), Some(vec![""; 1]));
        assert_eq!(cells("a | b"), None);
        let cases =
            [("---", true), (":-:", true), ("-", true), (":", false), ("", false), ("a", false)];
        for (cell, expected) in cases {
            assert_eq!(is_rule(cell), expected, "{cell}");
        }
        let length = |lines: &[&str]| table(lines).map(|(_, length)| length);
        assert_eq!(length(&["|a|b|", "|-|-|", "|1|2|", "|3|4|", "end"]), Some(4));
        assert_eq!(length(&["|a|b|", "|1|2|"]), None);
        assert_eq!(length(&["|a|b|"]), None);
        assert_eq!(length(&["| | |", "|-|-|"]), None);
        let wide = "|a".repeat(COLUMNS + 1);
        assert_eq!(length(&[&wide, "|-|"]), None);
    }

    #[test]
    fn rows_have_as_many_cells_as_the_head() {
        let cases = [
            ("|A|B|\n|-|-|\n|1|", "| A | B |\n| --- | --- |\n| 1 |  |"),
            ("|A|B|\n|-|-|\n|1|2|3|4|", "| A | B |\n| --- | --- |\n| 1 | 2 &#124; 3 &#124; 4 |"),
            ("|A|\n|-|\n|a\\|b|", "| A |\n| --- |\n| a&#124;b |"),
            ("|A|\n|-|\n|`a\\|b`|", "| A |\n| --- |\n| a&#124;b |"),
            ("|A|\n|-|\nend", "| A |\n| --- |\n\nend"),
        ];
        for (text, expected) in cases {
            assert_eq!(lines(text).join("\n"), expected, "{text}");
        }
        assert_eq!(fitted(&["a", "b"], 1).len(), 1);
    }

    #[test]
    fn lists_and_what_belongs_to_them() {
        let cases = [
            ("- a\n- b\n\n- c", "- a\n- b\n- c"),
            ("1. a\n2. b", "1. a\n2. b"),
            ("3. a\n4. b", "3. a\n4. b"),
            // Some number all items the same.
            ("1. a\n1. b\n1. c", "1. a\n2. b\n3. c"),
            ("1. a\n5. b", "1. a\n\n5) b"),
            ("- a\n1. b", "- a\n\n1. b"),
            ("- a\n  - b\n    - c\n- d", "- a\n  - b\n    - c\n- d"),
            ("- a\n  more\n- b", "- a\n  more\n- b"),
            ("- a\n\n  more", "- a\n\n  more"),
            ("- a\nmore", "- a\n\nmore"),
            // The text of an item is on the next line.
            ("-\na", "- a"),
            ("1.\na", "1. a"),
            ("- a\n```\nb\n```", "- a\n\n```text\nb\n```"),
            ("text\n- a", "text\n- a"),
            ("text\n2. a", "text\n\n2. a"),
        ];
        for (text, expected) in cases {
            assert_eq!(lines(text).join("\n"), expected, "{text}");
        }
    }

    #[test]
    fn html_in_code_stays() {
        let cases = [
            ("```\n<br>&lt;\n```\na<br>b", "```text\n<br>&lt;\n```\n\na\nb"),
            ("a &lt;\n~~~\n&lt;\n~~~", "a \\<\n\n```text\n&lt;\n```"),
            ("```\n```", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(lines(text).join("\n"), expected, "{text}");
        }
    }
}
