//! The action's name in the description of the parameter `Action`.

use super::remarks::{Remarks, quoted};
use crate::model::is_name;

/// The statement of a description about the name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Naming<'a> {
    /// One word that can be a name.
    Name(&'a str),
    /// Words where the name should be, such as `Get Lamp`: none of them is taken.
    Phrase(&'a str),
    /// Nothing.
    None,
}

/// The name behind the last colon, or else the last word of the sentence that is surely one.
pub(crate) fn action(docs: &str) -> Naming<'_> {
    let tail = docs
        .rfind([':', '：'])
        .map(|at| docs[at..].trim_start_matches([':', '：']).trim_start_matches([' ', '`']));
    match tail.filter(|tail| !tail.starts_with("//")) {
        Some(tail) => stated(tail),
        None => last(docs).map_or(Naming::None, Naming::Name),
    }
}

/// Says that words are no name.
pub(crate) fn refuse(words: &str, line: usize, remarks: &mut Remarks<'_>) {
    let message = format!("{} cannot be the name of an action", quoted(words));
    remarks.error(
        "invalid-name",
        line,
        message,
        "an action is named by one word of letters and digits",
    );
}

/// The value behind a colon: up to the first sign that is no part of words.
fn stated(tail: &str) -> Naming<'_> {
    let end = tail.find(|other: char| !is_word(other) && other != ' ').unwrap_or(tail.len());
    let phrase = tail[..end].trim_end();
    let mut words = phrase.split(' ').filter(|word| !word.is_empty());
    match (words.next(), words.next()) {
        (Some(only), None) if is_capitalised(only) => Naming::Name(only),
        (Some(first), Some(second)) if is_capitalised(first) && is_capitalised(second) => {
            Naming::Phrase(phrase)
        }
        _ => last(tail).map_or(Naming::None, Naming::Name),
    }
}

/// The last word of a sentence that is surely a name: camel case of two words or more, or a word
/// alone among signs of another script.
fn last(text: &str) -> Option<&str> {
    let mut found = None;
    let mut start = None;
    for (at, other) in text.char_indices().chain([(text.len(), ' ')]) {
        match (is_word(other), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let alone =
                    text[..from].chars().next_back().is_some_and(|before| !before.is_ascii());
                let word = &text[from..at];
                found = if is_camel(word) || (alone && is_capitalised(word)) {
                    Some(word)
                } else {
                    found
                };
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn is_word(other: char) -> bool {
    other.is_ascii_alphanumeric() || other == '_'
}

/// Returns whether a word can be a name. `API` is a word of the sentence, not a name.
fn is_capitalised(word: &str) -> bool {
    let lower = word.chars().any(|other| other.is_ascii_lowercase());
    word.starts_with(|first: char| first.is_ascii_uppercase()) && lower && is_name(word)
}

/// Returns whether a word is surely an action's name: two words or more in camel case.
pub(crate) fn is_camel(word: &str) -> bool {
    is_capitalised(word) && word.chars().filter(char::is_ascii_uppercase).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_action_is_named_in_many_wordings() {
        for docs in [
            "Common parameter; the value for this API: DescribeTask",
            "Common parameter; the value for this API: `DescribeTask`.",
            "Common parameter: the value for this API is DescribeTask",
            "Common parameter; the value: DescribeTask for this API",
            "[Common Params](https://x.y/z). The value used for this API: DescribeTask.",
            "公共参数，本接口取值：DescribeTask",
            "共通パラメータ。このAPIの値はDescribeTaskです。",
            "공통 매개변수, 이 API 값: DescribeTask",
        ] {
            assert_eq!(action(docs), Naming::Name("DescribeTask"), "{docs}");
        }
        assert_eq!(
            action("Common parameter; the value for this API: Reset"),
            Naming::Name("Reset")
        );
        assert_eq!(action("共通パラメータ。このAPIの値はResetです。"), Naming::Name("Reset"));
    }

    #[test]
    fn words_are_no_name() {
        assert_eq!(action("The value for this API: Get Lamp"), Naming::Phrase("Get Lamp"));
        assert_eq!(
            action("The value for this API: Get LampState."),
            Naming::Phrase("Get LampState")
        );
        for docs in [
            "公共参数",
            "Common parameter: value of the API",
            "Common parameter: The value of the API",
            "Common parameter; see https://a.b/C",
            "The value is Get Lamp",
        ] {
            assert_eq!(action(docs), Naming::None, "{docs}");
        }
    }
}
