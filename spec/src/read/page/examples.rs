//! The examples of a captured page: nothing but their headings tells code from text.

use super::lines::Line;
use crate::read::outline::Block;
use crate::read::vocabulary::{example_title, side};

/// The lines of the section as headings and code.
pub(super) fn blocks<'a>(lines: &[Line<'a>]) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let mut code: Option<Vec<Line<'a>>> = None;
    for line in lines {
        if let Some(title) = heading(line) {
            push_code(&mut blocks, code.take());
            code = side(&title).map(|_| Vec::new());
            blocks.push(Block::Heading { title, line: line.number });
        } else if let Some(code) = &mut code {
            code.push(*line);
        }
    }
    push_code(&mut blocks, code);
    blocks
}

/// The heading that a line is: a side of an example, or the numbered title of the next one.
fn heading(line: &Line<'_>) -> Option<String> {
    const LONGEST: usize = 300;
    let text = line.trimmed();
    if text.is_empty() || text.len() > LONGEST || text.starts_with(['"', '{', '[', '&', '<']) {
        return None;
    }
    let numbered = |title: &str| text[..text.len() - title.len()].contains(|other: char| other.is_ascii_digit());
    (side(text).is_some() || example_title(text).is_some_and(numbered)).then(|| text.to_owned())
}

fn push_code(blocks: &mut Vec<Block<'_>>, lines: Option<Vec<Line<'_>>>) {
    let lines = lines.unwrap_or_default();
    let Some(first) = lines.iter().position(|line| !line.is_blank()) else { return };
    let text: Vec<&str> = lines[first..].iter().map(|line| line.text).collect();
    blocks.push(Block::Code { text: text.join("\n").trim_end().to_owned(), line: lines[first].number });
}
