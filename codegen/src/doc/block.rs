//! The parts of a documentation text. Only these parts are printed; nothing else of a text remains.

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Lines of running text.
    Paragraph(Vec<Line>),
    /// Lines of code as they are. They are never compiled.
    Code(Vec<String>),
    /// A list with bullets or numbers.
    List(List),
    /// A table.
    Table(Table),
}

/// A line of running text.
pub type Line = Vec<Inline>;

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The first number. Bullets have none.
    pub start: Option<u32>,
    /// The items. Each starts with a paragraph, and contains paragraphs and lists.
    pub items: Vec<Vec<Block>>,
}

/// A table. Every row has as many cells as the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub head: Vec<Line>,
    /// The rows below them.
    pub rows: Vec<Vec<Line>>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text in which no character has a meaning for Markdown.
    Text(String),
    /// A code span.
    Code(String),
    /// Strong text. It contains any parts except strong text.
    Strong(Line),
    /// A link to a full address. If the label is the address, the address is shown.
    Link {
        /// The text that is shown.
        label: String,
        /// The address.
        url: String,
    },
}

/// Appends the text of a line, without its markup, to `out`.
pub(super) fn plain(line: &[Inline], out: &mut String) {
    for part in line {
        match part {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(inside) => plain(inside, out),
            Inline::Link { label, .. } => out.push_str(label),
        }
    }
}

/// Returns all lines of the blocks, in order.
pub(super) fn lines(blocks: &[Block]) -> Vec<Line> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(text) => lines.extend(text.iter().cloned()),
            Block::Code(code) => lines.extend(code.iter().filter_map(|line| code_line(line))),
            Block::List(list) => lines.extend(list.items.iter().flat_map(|item| self::lines(item))),
            Block::Table(Table { head, rows }) => {
                let cells = head.iter().chain(rows.iter().flatten());
                lines.extend(cells.filter(|cell| !cell.is_empty()).cloned());
            }
        }
    }
    lines
}

fn code_line(line: &str) -> Option<Line> {
    let line = line.trim();
    (!line.is_empty()).then(|| vec![Inline::Code(line.to_owned())])
}
