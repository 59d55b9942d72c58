//! The lines of a page as sections of blocks.

use super::cursor::{Cursor, Line};
use super::fence::{self, Unclosed};
use super::heading::{self, heading};
use super::{dashes, grid, html, table};
use crate::model::is_name;
use crate::read::outline::{Block, Section, Table, inline, to_markdown};
use crate::read::vocabulary::{Role, example_title, role, side};
use std::borrow::Cow;

/// All sections of a page; what stands before the first heading is a section without a title.
pub(super) fn sections(text: &str) -> Vec<Section<'_>> {
    let sections = vec![Section::new(String::new(), 0, 0, None)];
    let mut builder = BlockBuilder { sections, after_blank: true, ..BlockBuilder::default() };
    let mut cursor = Cursor::new(text);
    while let Some(line) = cursor.next() {
        builder.add(line, &mut cursor);
    }
    builder.sections
}

#[derive(Default)]
struct BlockBuilder<'a> {
    sections: Vec<Section<'a>>,
    unclosed: Unclosed,
    /// True if the line before was blank.
    after_blank: bool,
    /// The last line that is known to belong to no table in HTML.
    no_html_before: usize,
}

impl<'a> BlockBuilder<'a> {
    fn add(&mut self, line: Line<'a>, cursor: &mut Cursor<'a>) {
        let after_blank = std::mem::replace(&mut self.after_blank, line.text.trim().is_empty());
        if let Some((level, title)) = heading(line.text).or_else(|| self.bold_heading(line.text)) {
            self.open(level, title, line.number);
        } else if let Some((level, title)) =
            heading::underlined(line.text, *cursor).filter(|_| after_blank)
        {
            cursor.next();
            self.open(level, title, line.number);
        } else if let Some((text, line)) = self.code(line, after_blank, cursor) {
            self.push(Block::Code { text, line });
        } else if let Some(found) = self.table_before(line.text, cursor) {
            table::resume(found, line, cursor);
        } else if let Some(found) = self.table(line, cursor) {
            self.push(Block::Table(found));
        } else if !(after_blank && self.after_blank) {
            self.push(Block::Prose { text: Cow::Borrowed(line.text), line: line.number });
        }
    }

    /// A line that is bold from end to end and names a section of an action page; inside an example
    /// it is text.
    fn bold_heading<'b>(&self, line: &'b str) -> Option<(usize, &'b str)> {
        const LONGEST: usize = 80;
        let text = line.trim();
        let bold = text.len() < LONGEST && text.starts_with("**") && text.ends_with("**");
        let found = role(text).filter(|_| bold)?;
        let in_examples =
            self.current().is_some_and(|section| section.role == Some(Role::Examples));
        (!(in_examples && self.has(found))).then_some((2, text))
    }

    fn has(&self, role: Role) -> bool {
        self.sections.iter().any(|section| section.role == Some(role))
    }

    fn code(
        &mut self,
        line: Line<'a>,
        after_blank: bool,
        cursor: &mut Cursor<'a>,
    ) -> Option<fence::CodeLines> {
        let in_examples =
            self.current().is_some_and(|section| section.role == Some(Role::Examples));
        let fenced = fence::block(line, cursor, &mut self.unclosed);
        let indented = |cursor: &mut Cursor<'a>| {
            if in_examples && after_blank { fence::indented(line, cursor) } else { None }
        };
        let bare =
            |cursor: &mut Cursor<'a>| if in_examples { fence::bare(line, cursor) } else { None };
        fenced.or_else(|| indented(cursor)).or_else(|| bare(cursor))
    }

    fn table(&mut self, line: Line<'a>, cursor: &mut Cursor<'a>) -> Option<Table<'a>> {
        let drawn = grid::take_grid_table(line, cursor)
            .or_else(|| table::take_pipe_table(line, cursor))
            .or_else(|| dashes::take_dashed_table(line, cursor));
        if drawn.is_some() || line.number <= self.no_html_before || !html::opens(line.text) {
            return drawn;
        }
        html::take_html_table(line, cursor).map_err(|last| self.no_html_before = last).ok()
    }

    /// The table that a row behind a blank line belongs to.
    fn table_before(&mut self, line: &str, cursor: &Cursor<'a>) -> Option<&mut Table<'a>> {
        let starts_another = cursor.peek().is_some_and(|next| table::is_rule(next.text));
        if !table::is_row(line) || starts_another {
            return None;
        }
        let blocks = &mut self.sections.last_mut()?.blocks;
        let is_blank = |block: &Block<'_>| match block {
            Block::Prose { text, .. } => text.trim().is_empty(),
            _ => false,
        };
        let gap = blocks.iter().rev().take_while(|block| is_blank(block)).count();
        let at = blocks.len().checked_sub(gap + 1)?;
        if matches!(blocks[at], Block::Table(_)) {
            blocks.truncate(at + 1);
        }
        match &mut blocks[at] {
            Block::Table(table) => Some(table),
            _ => None,
        }
    }

    fn current(&self) -> Option<&Section<'a>> {
        self.sections.last()
    }

    fn push(&mut self, block: Block<'a>) {
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    fn open(&mut self, level: usize, title: &str, line: usize) {
        let title = heading::words(title);
        let title = title.as_ref();
        let role = role(title);
        let (current, outer) =
            self.current().map_or((None, 0), |section| (section.role, section.level));
        let deeper = level > outer;
        let plain = inline(title);
        let is_part = match current {
            Some(Role::Examples) => {
                let of_example = side(&plain).is_some() || example_title(&plain).is_some();
                role.map_or(deeper || of_example, |role| deeper && self.has(role))
            }
            // A page of error codes has a part for the common ones.
            Some(Role::Errors) | None => false,
            // Descriptions have headings of any level of their own.
            Some(Role::Description) => role.is_none() && (deeper || level == 1 || !is_name(&plain)),
            Some(_) => role.is_none() && deeper,
        };
        let inherited = role.or(current.filter(|current| *current == Role::Errors && deeper));
        match is_part {
            true => {
                self.push(Block::Heading { title: to_markdown(title).replace('\n', " "), line })
            }
            false => {
                let level = if role.is_none() && inherited.is_some() { outer } else { level };
                self.sections.push(Section::new(plain, line, level, inherited));
            }
        }
    }
}
