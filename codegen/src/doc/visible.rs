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

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn only_what_people_see_is_left() {
        let cases = [
            ("a\r\nb\rc\u{2028}d\u{85}e", "a\nb\nc\nd\ne"),
            ("a\tb\u{a0}c\u{3000}d\u{2800}e", "a b c d e"),
            ("a\u{200b}b\u{feff}c\u{ad}d", "abcd"),
            ("\u{202e}abc\u{2066}", "abc"),
            ("a\0b\u{1b}[1mc", "ab[1mc"),
            ("中文 é 🦀", "中文 é 🦀"),
        ];
        for (text, expected) in cases {
            assert_eq!(visible(text), expected, "{text:?}");
        }
    }
}
