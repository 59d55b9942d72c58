//! The blocks that rustdoc's own parser reads in Markdown. The fuzzer uses this module too.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use tencentcloud_codegen::doc::{Block, Inline, Line, List, Table, blocks, lines};

/// Compares the blocks of the sanitiser for a text with those that the parser reads in its lines.
///
/// The parser runs with the options of rustdoc, and with none, as some tools do.
///
/// # Errors
/// Returns an error if the blocks differ, or if the parser reads something that the sanitiser never
/// makes, such as HTML or a reference.
pub fn check(text: &str) -> Result<(), String> {
    let (made, lines) = (blocks(text), lines(text));
    let markdown = lines.join("\n");
    let told = |what: String| {
        format!("{what}\n--- text\n{text:?}\n--- lines\n{markdown}\n--- blocks\n{made:?}")
    };
    if let Some(c) = markdown.chars().find(|c| *c != '\n' && tencentcloud_spec::text::is_hidden(*c))
    {
        return Err(told(format!("the hidden character {c:?}")));
    }
    let bare = Options::empty();
    let has_tables = made.iter().any(|block| matches!(block, Block::Table(_)));
    for options in [Some(rustdoc()), (!has_tables).then_some(bare)].into_iter().flatten() {
        let read = parse_blocks(&markdown, options).map_err(&told)?;
        let (read, made) = (folded(read), folded(made.clone()));
        if read != made {
            return Err(told(format!("the parser reads with {options:?}\n{read:?}")));
        }
    }
    Ok(())
}

/// Returns the options with which rustdoc reads documentation.
pub fn rustdoc() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// Reads Markdown into blocks.
///
/// # Errors
/// Returns an error if the Markdown has something that the sanitiser never makes.
pub fn parse_blocks(markdown: &str, options: Options) -> Result<Vec<Block>, String> {
    let mut reader = EventReader { events: Parser::new_ext(markdown, options).collect(), at: 0 };
    let blocks = reader.blocks()?;
    match reader.events.get(reader.at) {
        None => Ok(blocks),
        Some(event) => Err(format!("the parser reads {event:?}")),
    }
}

struct EventReader<'a> {
    events: Vec<Event<'a>>,
    at: usize,
}

impl<'a> EventReader<'a> {
    fn next(&mut self) -> Result<Event<'a>, String> {
        let event = self.events.get(self.at).cloned().ok_or("the parser stops in a block")?;
        self.at += 1;
        Ok(event)
    }

    /// Reads blocks up to the end of their container.
    ///
    /// The text of tight items has no paragraph around it.
    fn blocks(&mut self) -> Result<Vec<Block>, String> {
        let mut blocks = Vec::new();
        while let Some(event) = self.events.get(self.at) {
            match event {
                Event::End(_) => break,
                Event::Start(Tag::Paragraph) => {
                    self.at += 1;
                    blocks.push(Block::Paragraph(self.lines()?));
                    self.end(TagEnd::Paragraph)?;
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &**info == "text" => {
                    self.at += 1;
                    blocks.push(Block::Code(self.code()?));
                }
                Event::Start(Tag::List(_)) => blocks.push(Block::List(self.list()?)),
                Event::Start(Tag::Table(_)) => blocks.push(Block::Table(self.table()?)),
                _ => blocks.push(Block::Paragraph(self.lines()?)),
            }
        }
        Ok(blocks)
    }

    fn end(&mut self, expected: TagEnd) -> Result<(), String> {
        match self.next()? {
            Event::End(end) if end == expected => Ok(()),
            event => Err(format!("the parser reads {event:?}")),
        }
    }

    fn code(&mut self) -> Result<Vec<String>, String> {
        let mut code = String::new();
        loop {
            match self.next()? {
                Event::Text(text) => code.push_str(&text),
                Event::End(TagEnd::CodeBlock) => break,
                event => return Err(format!("the parser reads {event:?} in code")),
            }
        }
        Ok(code.strip_suffix('\n').unwrap_or(&code).split('\n').map(str::to_owned).collect())
    }

    fn list(&mut self) -> Result<List, String> {
        let Event::Start(Tag::List(start)) = self.next()? else { return Err("no list".to_owned()) };
        let mut items = Vec::new();
        loop {
            match self.next()? {
                Event::Start(Tag::Item) => items.push(self.blocks()?),
                Event::End(TagEnd::List(_)) => break,
                event => return Err(format!("the parser reads {event:?} in a list")),
            }
            self.end(TagEnd::Item)?;
        }
        Ok(List { start: start.map(|start| u32::try_from(start).unwrap_or(u32::MAX)), items })
    }

    fn table(&mut self) -> Result<Table, String> {
        let mut rows = Vec::new();
        loop {
            match self.next()? {
                Event::Start(Tag::Table(_)) => {}
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::End(TagEnd::TableHead | TagEnd::TableRow) => {}
                Event::Start(Tag::TableCell) => {
                    let cell = self.lines()?.pop().unwrap_or_default();
                    self.end(TagEnd::TableCell)?;
                    rows.last_mut().ok_or("a cell without a row")?.push(cell);
                }
                Event::End(TagEnd::Table) => break,
                event => return Err(format!("the parser reads {event:?} in a table")),
            }
        }
        let head = rows.remove(0);
        Ok(Table { head, rows })
    }

    /// Reads running text up to something else.
    fn lines(&mut self) -> Result<Vec<Line>, String> {
        let mut lines = vec![Line::new()];
        while let Some(event) = self.events.get(self.at).cloned() {
            let part = match event {
                Event::End(_)
                | Event::Start(Tag::List(_) | Tag::Paragraph | Tag::CodeBlock(_) | Tag::Table(_)) =>
                {
                    break;
                }
                Event::SoftBreak => {
                    self.at += 1;
                    lines.push(Line::new());
                    continue;
                }
                Event::Text(text) => Inline::Text(text.into_string()),
                Event::Code(code) => Inline::Code(code.into_string()),
                Event::Start(Tag::Strong) => self.inside(TagEnd::Strong, Inline::Strong)?,
                Event::Start(Tag::Link {
                    link_type: LinkType::Inline | LinkType::Autolink,
                    dest_url,
                    title,
                    ..
                }) if title.is_empty() => {
                    let url = dest_url.into_string();
                    self.inside(TagEnd::Link, |line| Inline::Link { label: text(&line), url })?
                }
                event => return Err(format!("the parser reads {event:?}")),
            };
            self.at += 1;
            if let Some(line) = lines.last_mut() {
                line.push(part);
            }
        }
        Ok(lines)
    }

    /// Reads the content of a tag, up to its end.
    fn inside(&mut self, end: TagEnd, make: impl FnOnce(Line) -> Inline) -> Result<Inline, String> {
        self.at += 1;
        let line = self.lines()?.into_iter().next().unwrap_or_default();
        match self.events.get(self.at) {
            Some(Event::End(found)) if *found == end => Ok(make(line)),
            other => Err(format!("the parser reads {other:?} in {end:?}")),
        }
    }
}

fn text(line: &[Inline]) -> String {
    line.iter()
        .map(|part| if let Inline::Text(text) = part { text.as_str() } else { "\0" })
        .collect()
}

/// Joins adjacent texts of blocks, and undoes the smart quotes and dots of rustdoc.
fn folded(blocks: Vec<Block>) -> Vec<Block> {
    let fold = |block| match block {
        Block::Paragraph(lines) => Block::Paragraph(lines.into_iter().map(folded_line).collect()),
        Block::List(List { start, items }) => {
            Block::List(List { start, items: items.into_iter().map(folded).collect() })
        }
        Block::Table(Table { head, rows }) => {
            let row = |row: Vec<Line>| -> Vec<Line> { row.into_iter().map(folded_cell).collect() };
            Block::Table(Table { head: row(head), rows: rows.into_iter().map(row).collect() })
        }
        code => code,
    };
    blocks.into_iter().map(fold).collect()
}

/// Converts a code span with a bar in a cell to text without spaces around it.
fn folded_cell(cell: Line) -> Line {
    let as_text = |part| match part {
        Inline::Code(code) if code.contains(['|', '\\']) => Inline::Text(code.trim().to_owned()),
        Inline::Strong(inside) => Inline::Strong(folded_cell(inside)),
        part => part,
    };
    folded_line(cell.into_iter().map(as_text).collect())
}

fn folded_line(line: Line) -> Line {
    let mut out = Line::new();
    for part in line {
        match (out.last_mut(), part) {
            (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
            (_, Inline::Strong(inside)) => out.push(Inline::Strong(folded_line(inside))),
            (_, part) => out.push(part),
        }
    }
    for part in &mut out {
        if let Inline::Text(text) | Inline::Link { label: text, .. } = part {
            let plain = [('“', "\""), ('”', "\""), ('‘', "'"), ('’', "'"), ('…', "...")];
            *text =
                plain.iter().fold(std::mem::take(text), |text, (from, to)| text.replace(*from, to));
        }
    }
    out
}
