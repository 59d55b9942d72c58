//! The characters of a text that people can see.

use tencentcloud_spec::text::is_hidden;

/// A text without control, bidirectional and invisible characters; line ends and blanks are plain ones.
pub(super) fn visible(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter_map(visible_char).collect()
}

/// A character as it is shown; `None` if it is not.
pub(super) fn visible_char(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' | '\u{b}' | '\u{c}' | '\u{2800}' => Some(' '),
        c if is_hidden(c) => None,
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}
