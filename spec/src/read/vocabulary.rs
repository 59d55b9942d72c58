//! The words that the documents use for their own parts, in English, Chinese, Japanese and Korean.
//!
//! One table for both page readers. Words are compared without case, blanks, numbering and
//! emphasis, so that `## **2. Input Parameters**` and `2.Input parameters` are the same heading.

mod kinds;
mod parts;
mod words;

pub(crate) use kinds::{Column, Role, Side};
use words::{COLUMNS, EXAMPLE_WORDS, NO, ROLES, SIDES, YES};

/// The key under which a word is looked up: lower case, without numbering, emphasis, blanks and
/// final colon.
pub(crate) fn key(text: &str) -> String {
    let text = without_number(text.trim_matches(is_decoration));
    let text = text
        .trim_matches(is_decoration)
        .trim_end_matches([':', '：', '.', '。'])
        .trim_matches(is_decoration);
    text.chars().filter(|other| !other.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn is_decoration(other: char) -> bool {
    other.is_whitespace() || matches!(other, '*' | '_' | '`' | '#' | '\u{feff}' | '\u{200b}')
}

/// A heading without `1.`, `2.3)` or `4、` before it.
pub(crate) fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|other: char| other.is_ascii_digit() || other == '.');
    let numbered =
        rest.len() < text.len() && text.starts_with(|first: char| first.is_ascii_digit());
    match numbered {
        true => rest.trim_start_matches([')', '、', '．', '）', '\\', '.']).trim_start(),
        false => text,
    }
}

/// The role of a section with this heading.
pub(crate) fn role(heading: &str) -> Option<Role> {
    // A structure may be called `RequestParameters`; a section is called so in two words.
    let name = heading.trim_matches(is_decoration);
    let humps = name.bytes().filter(u8::is_ascii_uppercase).count();
    if humps > 1 && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let key = key(heading);
    look_up(&ROLES, &key).or_else(|| parts::role(&key))
}

/// Words for what all products have in common.
pub(crate) const SHARED: [&str; 5] = ["common", "公共", "共通", "공통", "공용"];

/// Returns whether a line is the heading of a list of error codes, such as `Common Error Codes`.
pub(crate) fn codes_heading(line: &str) -> bool {
    const LONGEST: usize = 80;
    let Some(key) = Some(line).filter(|line| line.len() < LONGEST).map(key) else { return false };
    let shared = SHARED.iter().find(|word| key.contains(**word));
    let rest = shared.map_or(key.clone(), |word| key.replace(word, ""));
    look_up(&ROLES, &rest).or_else(|| parts::role(&rest)) == Some(Role::Errors)
}

/// The side of an example that a heading inside the examples announces.
pub(crate) fn side(heading: &str) -> Option<Side> {
    let key = key(heading);
    let plain = key.trim_end_matches(|other: char| other.is_ascii_digit());
    look_up(&SIDES, plain)
}

/// Returns the meaning of the column with this header.
pub(crate) fn column(header: &str) -> Option<Column> {
    look_up(&COLUMNS, &key(header))
}

/// The columns whose words a text without blanks starts with, and how long each word is; the
/// longest first.
pub(crate) fn column_prefixes(text: &str) -> Vec<(Column, usize)> {
    let words = COLUMNS.iter().flat_map(|(column, words)| words.iter().map(|word| (*column, word)));
    let mut found: Vec<_> = words
        .filter(|(_, word)| text.starts_with(**word))
        .map(|(column, word)| (column, word.len()))
        .collect();
    found.sort_by_key(|(_, length)| std::cmp::Reverse(*length));
    found
}

/// Returns the length of the header of a column of error codes at the start of a text without
/// blanks.
pub(crate) fn code_header(text: &str) -> Option<usize> {
    const WORDS: [&str; 8] = [
        "errorcode",
        "errorcodes",
        "错误码",
        "错误代码",
        "エラーコード",
        "오류코드",
        "에러코드",
        "code",
    ];
    WORDS.iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max()
}

fn look_up<T: Copy>(table: &[(T, &[&str])], key: &str) -> Option<T> {
    table.iter().find(|(_, words)| words.contains(&key)).map(|(meaning, _)| *meaning)
}

/// Returns whether a cell says yes or no; `None` if it says neither.
pub(crate) fn yes_no(cell: &str) -> Option<bool> {
    // No yes/no word is longer, and cells may be megabytes long.
    if cell.len() > 40 {
        return None;
    }
    let key = key(cell);
    match (YES.contains(&key.as_str()), NO.contains(&key.as_str())) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// The title of an example without `Example 1.` before it; `None` if the heading announces no
/// example.
pub(crate) fn example_title(heading: &str) -> Option<&str> {
    let bold = heading.trim().strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    let heading = bold.unwrap_or(heading).trim_start_matches(is_decoration).trim_end();
    let word = EXAMPLE_WORDS.iter().find(|word| starts_with(heading, word))?;
    let rest = heading.get(word.len()..)?;
    let numbered =
        rest.trim_start().trim_start_matches(|other: char| other.is_ascii_digit() || other == '.');
    let counted = numbered.len() < rest.trim_start().len();
    let rest =
        numbered.trim_start_matches([':', '：', ')', '）', '、', '-', ' ', '\u{3000}']).trim();
    let separated =
        rest.is_empty() || counted || heading.get(word.len()..)?.starts_with([' ', ':', '：']);
    separated.then_some(rest)
}

/// Returns whether a text starts with an ASCII word in any case, or with a word of another script.
pub(crate) fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_all_spellings_have_a_role() {
        for (heading, expected) in [
            ("**1. API Description**", Some(Role::Description)),
            ("2.Input Parameters", Some(Role::Input)),
            ("7. Request parameters:", Some(Role::Input)),
            ("Return Parameters", Some(Role::Output)),
            ("3. 输出参数", Some(Role::Output)),
            ("2. 入力パラメータ", Some(Role::Input)),
            ("3. 출력 매개변수", Some(Role::Output)),
            ("4. 예시", Some(Role::Examples)),
            ("Example 1 Querying", None),
            ("6. エラーコード", Some(Role::Errors)),
            ("Resources for Developers", Some(Role::Developer)),
            ("Input", None),
            ("RequestParameters", None),
        ] {
            assert_eq!(role(heading), expected, "{heading}");
        }
    }

    #[test]
    fn examples_lose_their_number() {
        for (heading, expected) in [
            ("Example 1. Querying a task", Some("Querying a task")),
            ("Example1 Querying", Some("Querying")),
            ("示例1 查询任务", Some("查询任务")),
            ("예시 1 작업 조회", Some("작업 조회")),
            ("例1：タスク", Some("タスク")),
            ("Example", Some("")),
            ("Exampleless", None),
            ("例外", None),
        ] {
            assert_eq!(example_title(heading), expected, "{heading}");
        }
    }

    #[test]
    fn yes_and_no_in_four_languages() {
        for yes in ["Yes", "Y", " 是 ", "はい", "要", "예", "**Yes**"] {
            assert_eq!(yes_no(yes), Some(true), "{yes}");
        }
        for no in ["No", "N", "否", "いいえ", "不要", "아니요", "아니오"] {
            assert_eq!(yes_no(no), Some(false), "{no}");
        }
        assert_eq!(yes_no("Maybe"), None);
    }
}
