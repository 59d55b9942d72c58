//! JSON of which a translation lost marks: it went line by line, and where it put words of its own,
//! the comma behind a text or quotes around a text or a name are gone. They are put back where the
//! lines around leave one reading. If two requests follow each other, the first is taken.
//!
//! A part that cannot be restored, such as a lost name of a field, stays lost: such a text is still
//! not JSON afterwards.

use serde_json::Value;

/// The value of a damaged text, and how many lines were put right.
pub(super) fn repair(text: &str) -> Option<(Value, usize)> {
    lines(text).or_else(|| Some((first_of_two(text)?, 1)))
}

fn first_of_two(text: &str) -> Option<Value> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let first = values.next()?.ok()?;
    (values.next()?.is_ok() && values.next().is_none()).then_some(first)
}

fn lines(text: &str) -> Option<(Value, usize)> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut whole = String::with_capacity(text.len() + 16);
    let (mut mended, mut in_list) = (0, false);
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).copied().unwrap_or_default();
        let quoted = if in_list && is_bare(line) { quote(line) } else { quoted_field(line) };
        // A list of texts, one a line, goes on until another kind of line.
        in_list =
            line.ends_with('[') || (in_list && quoted.starts_with('"') && !quoted.contains("\":"));
        let with_comma = comma(&quoted, next, in_list);
        mended += usize::from(with_comma != *line);
        whole.push_str(&with_comma);
        whole.push('\n');
    }
    let value = serde_json::from_str(&whole).ok()?;
    (mended > 0).then_some((value, mended))
}

/// A field's line with quotes around its name and around a value that is words, and commas between
/// it and a next field in the same line.
fn quoted_field(line: &str) -> String {
    let Some((name, value)) = line.split_once(':') else { return line.to_owned() };
    let word = name.trim().trim_matches('"');
    let is_name = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !is_name {
        return line.to_owned();
    }
    let value = value.trim_start();
    let value = if is_bare(value) { quote(value) } else { value.to_owned() };
    format!("\"{word}\": {}", with_inner_comma(&value))
}

/// `"one"    "Two": 2` is two fields.
fn with_inner_comma(value: &str) -> String {
    match value.split_once("\"    \"") {
        Some((text, rest)) if text.starts_with('"') && rest.contains("\":") => {
            format!("{text}\", \"{rest}")
        }
        _ => value.to_owned(),
    }
}

fn quote(text: &str) -> String {
    let comma = if text.ends_with(',') { "," } else { "" };
    format!("{}{comma}", Value::from(text.trim_end_matches(',')))
}

/// The line with the comma that the next one asks for.
fn comma(line: &str, next: &str, in_list: bool) -> String {
    let follows =
        next.starts_with(['"', '{', '[', '-']) || next.starts_with(|c: char| c.is_ascii_digit());
    let ends = line.ends_with(['"', '}', ']']) || line.ends_with(|c: char| c.is_ascii_digit());
    let ends = ends || ["true", "false", "null"].iter().any(|word| line.ends_with(word));
    match line.strip_suffix(',') {
        Some(line) if next.starts_with(['}', ']']) => line.to_owned(),
        None if ends && (follows || (in_list && is_bare(next))) => format!("{line},"),
        _ => line.to_owned(),
    }
}

/// Returns whether a line is words alone: a text without its quotes.
fn is_bare(line: &str) -> bool {
    let is_literal = ["true", "false", "null"].contains(&line.trim_end_matches(','));
    line.starts_with(char::is_alphabetic)
        && !line.contains(['"', '{', '}', '[', ']'])
        && !is_literal
}

#[cfg(test)]
mod tests {
    use super::repair;

    fn repaired(text: &str) -> Option<(String, usize)> {
        repair(text).map(|(value, mended)| (value.to_string(), mended))
    }

    #[test]
    fn lost_marks_are_put_back() {
        let cases = [
            (
                "{\n\"A\": \"x\"\n  \"B\": [\n1\n2\n]\n\"C\": true\n\"D\": null\n}",
                r#"{"A":"x","B":[1,2],"C":true,"D":null}"#,
                4,
            ),
            ("{\n\"A\": {\n\"B\": 1,\n},\n}", r#"{"A":{"B":1}}"#, 2),
            (
                "{\n\"A\": [\n\"one word\"\ntwo words\n],\n\"B\": [\nthree\n]\n}",
                r#"{"A":["one word","two words"],"B":["three"]}"#,
                3,
            ),
            ("{\n\"A\": [\n{\n}\n{\n}\n]\n}", r#"{"A":[{},{}]}"#, 1),
            ("{\nA\": \"x: y\",\nB: \"z\"\n\"C\": png\n}", r#"{"A":"x: y","B":"z","C":"png"}"#, 3),
            ("{\n\"A\": \"x\"    \"B\": \"y\"\n}", r#"{"A":"x","B":"y"}"#, 1),
            ("{\"A\": 1}\n\n{\"A\": 2}", r#"{"A":1}"#, 1),
        ];
        for (text, expected, mended) in cases {
            assert_eq!(repaired(text), Some((expected.to_owned(), mended)), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_known_stays_lost() {
        for text in [
            "{\nname without quotes\n\"A\": 1\n}",
            "{\n\"A\": \n",
            "",
            "{\"A\": \"}",
            "{\n&A=1\n}",
            "{} {} {}",
        ] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }

    #[test]
    fn whole_json_needs_no_repair() {
        assert_eq!(repaired("{\n\"A\": [\n1,\n2\n]\n}"), None);
    }
}
