//! Just enough of language to prefer English prose and to see whether two texts say the same.

/// Returns whether a text has characters of Chinese, Japanese or Korean.
pub(crate) fn is_foreign(text: &str) -> bool {
    let is_kana_or_han = |c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
    let is_other = |c| matches!(c, '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}');
    text.chars().any(|c| is_kana_or_han(c) || is_other(c))
}

/// Returns whether two texts differ in nothing but case, blanks and punctuation.
pub(crate) fn same_prose(one: &str, other: &str) -> bool {
    one == other || letters(one).eq(letters(other))
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}
