//! Lists of values in the text of a field whose type is an enum: the enum documents them.

use super::block::{Block, Inline, Line, List, Table, plain};
use super::sentence::is_abbreviation;

/// Takes out lists and tables of nothing but these values, and the sentences that announce them.
pub(super) fn without(blocks: Vec<Block>, values: &[&str]) -> Vec<Block> {
    let mut kept: Vec<Block> = Vec::new();
    for block in blocks {
        if !lists(&block, values) {
            kept.push(block);
            continue;
        }
        let is_only = kept.len() == 1;
        if let Some(Block::Paragraph(lines)) = kept.last_mut() {
            drop_announcement(lines, is_only);
            if lines.is_empty() {
                kept.pop();
            }
        }
    }
    kept
}

/// Returns whether a block lists values: each item starts with one.
fn lists(block: &Block, values: &[&str]) -> bool {
    let is_value = |text: &str| values.iter().any(|value| starts_with(text, value));
    match block {
        Block::List(List { items, .. }) => {
            !items.is_empty()
                && items.iter().all(|item| match item.as_slice() {
                    [Block::Paragraph(lines)] => {
                        lines.first().is_some_and(|line| is_value(&text(line)))
                    }
                    _ => false,
                })
        }
        Block::Table(Table { rows, .. }) => {
            !rows.is_empty()
                && rows
                    .iter()
                    .all(|row| row.first().is_some_and(|cell| values.contains(&&*text(cell))))
        }
        _ => false,
    }
}

fn text(line: &[Inline]) -> String {
    let mut out = String::new();
    plain(line, &mut out);
    out.trim().to_owned()
}

/// Returns whether a text is a value, or a value and something about it.
fn starts_with(text: &str, value: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    !value.is_empty() && text.strip_prefix(value).is_some_and(|rest| !rest.starts_with(goes_on))
}

/// Drops the last sentence if it ends with a colon; if it is all that there is, the colon becomes a
/// full stop.
fn drop_announcement(lines: &mut Vec<Line>, is_only: bool) {
    let is_alone = lines.len() == 1 && is_only || lines.last().is_none_or(|line| line.len() > 1);
    let Some(Inline::Text(last)) = lines.last_mut().and_then(|line| line.last_mut()) else {
        return;
    };
    let Some(sentence) = last.trim_end().strip_suffix([':', '：']) else { return };
    let end = sentence.char_indices().rfind(|(at, mark)| match mark {
        '。' | '；' => true,
        // A dot in a number or behind an abbreviation ends no sentence.
        '.' | ';' => sentence[at + 1..].starts_with(' ') && !is_abbreviation(&sentence[..*at]),
        _ => false,
    });
    match end {
        Some((at, mark)) => last.truncate(at + mark.len_utf8()),
        None if is_alone => *last = format!("{}.", announced(sentence)),
        None => drop(lines.pop()),
    }
}

/// Returns a sentence without the words that announce values.
fn announced(sentence: &str) -> &str {
    let ends = [", one of", " can be", ". Valid values", ", as follows"];
    ends.iter().find_map(|end| sentence.strip_suffix(end)).unwrap_or(sentence)
}

#[cfg(test)]
mod tests {
    use crate::doc::lines_without;

    #[test]
    fn values_of_an_enum_are_not_listed_at_its_fields() {
        let values = ["A", "B", "a-b"];
        let cases = [
            ("State of the task. Valid values:\n- A: one.\n- B: two.", "State of the task."),
            ("Kind. Default A. Valid values:<br><li>A: one.</li>", "Kind.\n\nDefault A."),
            ("State, one of:\n- `A`\n- `B` (two)\n\nMore.", "State.\n\nMore."),
            ("Kind.\n\nValues:\n- A\n- a-b: three", "Kind."),
            ("Kind.\n\n|Value|Meaning|\n|---|---|\n|A|one|\n|B|two|", "Kind."),
            ("Filters:\n- A: one.\n- C: other.", "Filters:\n- A: one.\n- C: other."),
            ("Words:\n- Apple", "Words:\n- Apple"),
            ("Kind of `x`:\n- A", "Kind of `x`."),
        ];
        for (text, expected) in cases {
            assert_eq!(lines_without(text, &values).join("\n"), expected, "{text}");
        }
    }
}
