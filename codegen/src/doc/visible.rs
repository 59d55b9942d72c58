//! Removal of characters that people cannot see.

use tencentcloud_spec::text::is_hidden;

/// Returns a text without control, bidirectional and invisible characters.
///
/// Line ends and spaces become plain ones.
pub(super) fn visible(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter_map(visible_char).collect()
}

/// Returns a character as it is shown, or `None` if it is not shown.
pub(super) fn visible_char(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' | '\u{b}' | '\u{c}' | '\u{2800}' => Some(' '),
        c if is_hidden(c) => None,
        c if c.is_whitespace() => Some(' '),
        c => Some(c),
    }
}
