//! The examples of a captured page: nothing but their headings tells code from text.

use super::lines::PageLine;
use crate::read::outline::{Block, is_request};
use crate::read::vocabulary::{example_title, side};

/// The lines of the section as headings and code.
pub(super) fn blocks<'a>(lines: &[PageLine<'a>]) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let mut code: Option<Vec<PageLine<'a>>> = None;
    // Some captures lost the headings of the sides; what a line is then tells where a side starts.
    let mut headed = false;
    for (at, line) in lines.iter().enumerate() {
        if let Some(title) = heading(line) {
            push_code(&mut blocks, code.take());
            code = side(&title).map(|_| Vec::new());
            headed = code.is_some();
            blocks.push(Block::Heading { title, line: line.number });
        } else if !headed
            && (starts_response(&lines[at..]) || code.is_none() && starts_code(line.trimmed()))
        {
            push_code(&mut blocks, code.replace(vec![*line]));
        } else if let Some(code) = &mut code {
            code.push(*line);
        }
    }
    push_code(&mut blocks, code);
    blocks
}

/// Returns whether lines start a response: its brace, then its envelope.
fn starts_response(lines: &[PageLine<'_>]) -> bool {
    const ENVELOPE: &str = "\"Response\"";
    let Some((first, below)) = lines.split_first() else { return false };
    let Some(rest) = first.trimmed().strip_prefix('{') else { return false };
    let mut rest = std::iter::once(rest.trim()).chain(below.iter().map(PageLine::trimmed));
    rest.find(|line| !line.is_empty()).is_some_and(|line| line.starts_with(ENVELOPE))
}

fn starts_code(text: &str) -> bool {
    is_request(text) || text.starts_with('{')
}

/// The heading that a line is: a side of an example, or the numbered title of the next one.
fn heading(line: &PageLine<'_>) -> Option<String> {
    const LONGEST: usize = 300;
    let text = line.trimmed();
    if text.is_empty() || text.len() > LONGEST || text.starts_with(['"', '{', '[', '&', '<']) {
        return None;
    }
    let numbered = |title: &str| {
        text[..text.len() - title.len()].contains(|other: char| other.is_ascii_digit())
    };
    (side(text).is_some() || example_title(text).is_some_and(numbered)).then(|| text.to_owned())
}

fn push_code(blocks: &mut Vec<Block<'_>>, lines: Option<Vec<PageLine<'_>>>) {
    let lines = lines.unwrap_or_default();
    let Some(first) = lines.iter().position(|line| !line.is_blank()) else { return };
    let text: Vec<&str> = lines[first..].iter().map(|line| line.text).collect();
    blocks.push(Block::Code {
        text: text.join("\n").trim_end().to_owned(),
        line: lines[first].number,
    });
}
