//! Text from outside as a terminal or a page may show it: what cannot be seen, or changes how its
//! surroundings are shown, is spelled out. Not here: text as Markdown of a doc comment, which
//! `tencentcloud-codegen` writes.

use std::borrow::Cow;

/// Characters that show nothing, or change how others are shown: controls, formats, fillers, tags,
/// selectors of variants, and separators of lines.
const HIDDEN: [(char, char); 25] = [
    ('\0', '\u{1f}'),
    ('\u{7f}', '\u{9f}'),
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{600}', '\u{605}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{6dd}', '\u{6dd}'),
    ('\u{70f}', '\u{70f}'),
    ('\u{890}', '\u{891}'),
    ('\u{8e2}', '\u{8e2}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{13430}', '\u{1345f}'),
    ('\u{1bca0}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// Returns whether a character shows nothing, or changes how its surroundings are shown.
pub fn is_hidden(c: char) -> bool {
    // The range of musical and shorthand controls has visible signs in between.
    let is_visible_sign = matches!(c, '\u{1bca4}'..='\u{1d172}');
    HIDDEN.iter().any(|(first, last)| (*first..=*last).contains(&c)) && !is_visible_sign
}

/// Returns a text as one line of a terminal. Hidden characters and line ends are spelled out, as
/// `\u{1b}` and `\n`.
pub fn one_line(text: &str) -> Cow<'_, str> {
    spelled(text, is_hidden)
}

/// Returns a text as lines of a terminal. Hidden characters other than line feeds are spelled out.
pub fn lines(text: &str) -> Cow<'_, str> {
    spelled(text, |c| c != '\n' && is_hidden(c))
}

/// Returns a text with at most so many characters, and `…` if there are more.
pub fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// The longest part of a remark that is printed. A name of the input may be longer than anybody
/// reads.
const LONGEST: usize = 4_000;

/// Returns a part of a remark as one line of a terminal, cut if it is too long.
pub fn shown(text: &str) -> String {
    one_line(&shortened(text, LONGEST)).into_owned()
}

fn spelled(text: &str, is_spelled: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_spelled) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            c if !is_spelled(c) => out.push(c),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out += &format!("\\u{{{:x}}}", u32::from(c)),
        }
    }
    Cow::Owned(out)
}

/// Returns any text as a code span of Markdown: one line, and nothing in it is markup, a link or a
/// mention.
pub fn code_span(text: &str) -> String {
    let text = one_line(text);
    if text.trim().is_empty() {
        return format!("`\"{text}\"`");
    }
    let fence = "`".repeat(longest_run(&text, '`') + 1);
    let touches = text.starts_with('`') || text.ends_with('`');
    // A blank at both ends is taken off by the parser.
    let is_padded = touches || (text.starts_with(' ') && text.ends_with(' '));
    let pad = if is_padded { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Returns the length of the longest run of a character.
pub fn longest_run(text: &str, wanted: char) -> usize {
    text.split(|c| c != wanted).map(str::len).max().unwrap_or_default() / wanted.len_utf8()
}

/// Counts lines up to growing offsets, each byte once.
pub(crate) struct Lines<'a> {
    bytes: &'a [u8],
    offset: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), offset: 0, line: 1 }
    }

    pub(crate) fn line_at(&mut self, offset: usize) -> usize {
        let offset = offset.clamp(self.offset, self.bytes.len());
        self.line += self.bytes[self.offset..offset].iter().filter(|byte| **byte == b'\n').count();
        self.offset = offset;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters() {
        let hidden = "\0\t\u{1b}\u{7f}\u{9b}\u{ad}\u{200b}\u{200d}\u{202e}\u{2028}\u{2066}\
                      \u{3164}\u{fe0f}\u{feff}\u{e0041}";
        assert!(hidden.chars().all(is_hidden));
        assert!(!" aZ~é文字！🦀\u{1d11e}\u{fffd}".chars().any(is_hidden));
        assert!(HIDDEN.windows(2).all(|pair| pair[0].1 < pair[1].0), "sorted, without overlaps");
    }

    #[test]
    fn one_line_spells_out_what_is_hidden() {
        assert_eq!(one_line("plain 文字"), "plain 文字");
        assert_eq!(
            one_line("\u{1b}]0;x\u{7}\u{1b}[2J\u{202e}"),
            r"\u{1b}]0;x\u{7}\u{1b}[2J\u{202e}"
        );
        assert_eq!(one_line("a\r\nerror[x]: forged\tb"), r"a\r\nerror[x]: forged\tb");
        assert_eq!(lines("a\r\nb"), "a\\r\nb");
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(shortened("文字", 2), "文字");
        assert_eq!(shortened("文字字", 2), "文字…");
    }

    #[test]
    fn code_spans_hold_any_text() {
        let cases = [
            ("a", "`a`"),
            ("", "`\"\"`"),
            ("  ", "`\"  \"`"),
            ("a`b", "``a`b``"),
            ("``` x", "```` ``` x ````"),
            (" a ", "`  a  `"),
            (" a", "` a`"),
            ("a\n# b", "`a\\n# b`"),
        ];
        for (text, expected) in cases {
            assert_eq!(code_span(text), expected, "{text:?}");
        }
    }
}
