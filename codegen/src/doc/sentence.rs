//! The first sentence of a text, alone on its line: rustdoc shows it in lists.

use super::block::{Block, Inline, Line};

/// Abbreviations whose dot does not end a sentence.
const ABBREVIATIONS: [&str; 10] =
    ["e.g", "i.e", "etc", "vs", "no", "approx", "cf", "max", "min", "resp"];

/// Makes the first sentence a paragraph of its own if the text starts with running text.
pub(super) fn first_alone(mut blocks: Vec<Block>) -> Vec<Block> {
    let Some(Block::Paragraph(lines)) = blocks.first() else { return blocks };
    let Some((first, rest)) = split(lines) else { return blocks };
    let rest = (!rest.is_empty()).then_some(Block::Paragraph(rest));
    blocks.splice(0..1, [Some(Block::Paragraph(vec![first])), rest].into_iter().flatten());
    blocks
}

/// The first sentence of a paragraph and what follows it, if an end of it is found.
fn split(lines: &[Line]) -> Option<(Line, Vec<Line>)> {
    let mut first = Line::new();
    for (at, line) in lines.iter().enumerate() {
        if at > 0 {
            push(&mut first, " ");
        }
        for (index, part) in line.iter().enumerate() {
            let Inline::Text(text) = part else {
                first.push(part.clone());
                continue;
            };
            let Some(end) = end(text, index + 1 == line.len()) else {
                push(&mut first, text);
                continue;
            };
            push(&mut first, &text[..end]);
            let mut rest = Line::new();
            push(&mut rest, text[end..].trim_start());
            rest.extend_from_slice(&line[index + 1..]);
            let rest = [rest].into_iter().filter(|rest| !rest.is_empty());
            return Some((first, rest.chain(lines[at + 1..].iter().cloned()).collect()));
        }
    }
    None
}

/// Adds text, joined with text before it.
fn push(line: &mut Line, text: &str) {
    match line.last_mut() {
        _ if text.is_empty() => {}
        Some(Inline::Text(before)) => before.push_str(text),
        _ => line.push(Inline::Text(text.to_owned())),
    }
}

/// Returns the end of the first sentence of a text. A sentence that ends with the text counts if
/// nothing follows in the line.
fn end(text: &str, is_last: bool) -> Option<usize> {
    text.char_indices().find_map(|(at, mark)| {
        let behind = at + mark.len_utf8();
        let ends = match mark {
            '。' | '！' | '？' => true,
            '.' | '!' | '?' => {
                let rest = &text[behind..];
                let next = rest.trim_start().chars().next();
                let is_followed = match next {
                    None => is_last || !rest.is_empty(),
                    Some(next) => rest.starts_with(' ') && !next.is_lowercase(),
                };
                is_followed && !(mark == '.' && is_abbreviation(&text[..at]))
            }
            _ => false,
        };
        ends.then_some(behind)
    })
}

/// Returns whether the word before a dot is an abbreviation or a number.
pub(super) fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit([' ', '(']).next().unwrap_or_default();
    let is_number = !word.is_empty()
        && word.len() == before.len()
        && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number || ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use crate::doc::lines;

    #[test]
    fn the_first_sentence_stands_alone() {
        let cases = [
            ("One. Two. Three.", "One.\n\nTwo. Three."),
            ("One line\nand more. Two.\nThree", "One line and more.\n\nTwo.\nThree"),
            ("Only one.", "Only one."),
            ("No end\nin two lines", "No end\nin two lines"),
            ("Ends here.\nNext.", "Ends here.\n\nNext."),
            ("Such as e.g. This. Two.", "Such as e.g. This.\n\nTwo."),
            ("Version 1.2 of `a`. Two.", "Version 1.2 of `a`.\n\nTwo."),
            ("See `a`. `b` is next.", "See `a`.\n\n`b` is next."),
            ("Number 1. of all. Two.", "Number 1. of all.\n\nTwo."),
            ("状态。取值", "状态。\n\n取值"),
            ("One. Values:\n- A", "One.\n\nValues:\n- A"),
            ("- A. B.\n- C", "- A. B.\n- C"),
            ("One. # two", "One.\n\n\\# two"),
        ];
        for (text, expected) in cases {
            assert_eq!(lines(text).join("\n"), expected);
        }
    }

    #[test]
    fn words_whose_dot_ends_no_sentence() {
        let cases = [
            ("such as e.g", true),
            ("(i.e", true),
            ("Max", true),
            ("12", true),
            ("Number 12", false),
            ("such as x", false),
            ("", false),
        ];
        for (before, expected) in cases {
            assert_eq!(super::is_abbreviation(before), expected, "{before}");
        }
    }
}
