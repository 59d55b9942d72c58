//! A rewriter of JSON texts that lets a JSON parser read them without loss.
//!
//! A parser returns numbers as floats, which drops digits, and rejects a whole text for one broken
//! character. The rewriter replaces each number that a float may not represent by a token, an
//! object that contains the number's text. It also turns invalid parts into JSON: broken
//! characters, control characters in strings, and bare words such as `NaN`. A text is rewritten
//! only after reading the original has failed or has found such a number.

use super::json_path::DroppedValue;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// The only field of an object that represents a number or a bare word.
const TOKEN: &str = "$#";
const BOM: &[u8] = "\u{feff}".as_bytes();

/// A rewritten text.
pub(crate) struct Exact {
    pub(crate) text: String,
    /// The parts of the text that were not JSON.
    pub(crate) repairs: Vec<DroppedValue>,
}

/// Removes the byte order mark that some gateways send before JSON.
pub(crate) fn without_mark(json: &[u8]) -> &[u8] {
    json.strip_prefix(BOM).unwrap_or(json)
}

/// Rewrites a text. Returns `None` if it needs no change.
pub(crate) fn exact(json: &[u8]) -> Option<Exact> {
    let text = String::from_utf8_lossy(json);
    let is_utf8 = matches!(text, Cow::Borrowed(_));
    let mut rewriter = Rewriter {
        text: &text,
        at: 0,
        out: String::with_capacity(text.len() + 64),
        found: Irregularities::default(),
    };
    rewriter.rewrite();
    let Rewriter { out, mut found, .. } = rewriter;
    found.characters |= !is_utf8;
    found.is_any().then(|| Exact { text: out, repairs: found.repairs() })
}

/// Returns the text of the token, if the object is one.
pub(super) fn token(object: &Map<String, Value>) -> Option<&str> {
    if object.len() != 1 { None } else { object.get(TOKEN)?.as_str() }
}

/// Returns whether a field's name marks a token.
pub(super) fn is_token(name: &str) -> bool {
    name == TOKEN
}

/// Replaces tokens by numbers.
///
/// Returns `false` if a token is not a number that a value can hold; it becomes null.
pub(super) fn without_tokens(value: &mut Value) -> bool {
    match value {
        Value::Array(items) => items.iter_mut().fold(true, |all, item| without_tokens(item) & all),
        Value::Object(object) => match token(object) {
            Some(text) => {
                let number = serde_json::from_str(text).ok().filter(Value::is_number);
                let is_number = number.is_some();
                *value = number.unwrap_or_default();
                is_number
            }
            None => object.values_mut().fold(true, |all, member| without_tokens(member) & all),
        },
        _ => true,
    }
}

/// Returns a value as text, with its numbers as they were received.
pub(super) fn text_of(value: &Value) -> String {
    fn list<'a>(
        out: &mut String,
        ends: [char; 2],
        items: impl Iterator<Item = (Option<&'a String>, &'a Value)>,
    ) {
        out.push(ends[0]);
        for (index, (name, item)) in items.enumerate() {
            if index > 0 {
                out.push(',');
            }
            if let Some(name) = name {
                *out += &Value::from(name.as_str()).to_string();
                out.push(':');
            }
            write(out, item);
        }
        out.push(ends[1]);
    }
    fn write(out: &mut String, value: &Value) {
        match value {
            Value::Array(items) => list(out, ['[', ']'], items.iter().map(|item| (None, item))),
            Value::Object(object) => match token(object) {
                Some(text) => *out += text,
                None => list(out, ['{', '}'], object.iter().map(|(name, item)| (Some(name), item))),
            },
            other => *out += &other.to_string(),
        }
    }
    let mut out = String::new();
    write(&mut out, value);
    out
}

/// Returns whether a text is a JSON number.
pub(super) fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
        }
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    digits(whole) && !leading_zero && fraction.is_none_or(digits) && exponent.is_none_or(digits)
}

/// Returns whether a parser returns exactly the number in the text.
fn is_exact(number: &str) -> bool {
    if number.parse::<u64>().is_ok() || number.parse::<i64>().is_ok_and(|value| value != 0) {
        return true;
    }
    let value: f64 = number.parse().unwrap_or(f64::NAN);
    value.abs() < super::number::EXACT
        && serde_json::to_string(&value).is_ok_and(|text| text == number)
}

/// The kinds of changes to a text.
#[derive(Default)]
struct Irregularities {
    /// Numbers became tokens, or trailing text was removed.
    rewritten: bool,
    characters: bool,
    words: bool,
    more: bool,
}

impl Irregularities {
    fn is_any(&self) -> bool {
        self.rewritten || self.characters || self.words || self.more
    }

    fn repairs(&self) -> Vec<DroppedValue> {
        let repairs = [
            (self.characters, "whole characters", "broken ones, which are replaced"),
            (self.words, "values of JSON", "bare words"),
            (self.more, "the end of the JSON", "more after it"),
        ];
        let found = repairs.into_iter().filter(|(found, ..)| *found);
        found.map(|(_, expected, found)| DroppedValue::of_text(expected, found)).collect()
    }
}

struct Rewriter<'a> {
    text: &'a str,
    at: usize,
    out: String,
    found: Irregularities,
}

impl Rewriter<'_> {
    fn rewrite(&mut self) {
        let mut depth = 0_usize;
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            match byte {
                b'"' => self.string(),
                b'{' | b'[' | b'}' | b']' | b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' => {
                    self.out.push(char::from(byte));
                    self.at += 1;
                }
                _ => self.word(),
            }
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && matches!(byte, b'}' | b']') {
                let rest =
                    self.text[self.at..].trim_matches(|c: char| c.is_whitespace() || c == '\0');
                self.found.more |= self.text.len() > self.at && !rest.is_empty();
                self.found.rewritten |= self.text[self.at..].contains('\0');
                return;
            }
        }
    }

    /// Copies a number or a constant, or rewrites another word.
    fn word(&mut self) {
        let rest = &self.text[self.at..];
        let ends = |c: char| "{}[],:\" \t\r\n".contains(c);
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        let number = is_number(word);
        if matches!(word, "true" | "false" | "null") || (number && is_exact(word)) {
            self.out.push_str(word);
            return;
        }
        self.found.rewritten |= number;
        self.found.words |= !number;
        self.out.push_str("{\"$#\":");
        self.out.push_str(&Value::from(word).to_string());
        self.out.push('}');
    }

    /// Copies a string, from its opening quote to its closing one.
    fn string(&mut self) {
        self.out.push('"');
        self.at += 1;
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.find(|c: char| c == '"' || c == '\\' || c < ' ').unwrap_or(rest.len());
            self.out.push_str(&rest[..plain]);
            self.at += plain;
            match rest.as_bytes().get(plain) {
                None => return,
                Some(b'"') => {
                    self.out.push('"');
                    self.at += 1;
                    return;
                }
                Some(b'\\') => self.escape(),
                Some(control) => {
                    self.out.push_str(&format!("\\u{control:04x}"));
                    self.at += 1;
                    self.found.characters = true;
                }
            }
        }
    }

    /// Copies an escape sequence, or repairs it.
    fn escape(&mut self) {
        let rest = &self.text[self.at..];
        if rest[1..].starts_with(['"', '\\', '/', 'b', 'f', 'n', 'r', 't']) {
            self.out.push_str(&rest[..2]);
            self.at += 2;
            return;
        }
        let (written, length) = match (unit(rest), rest.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (&rest[..12], 12),
            (Some(0xd800..=0xdfff), _) => ("\\ufffd", 6),
            (Some(_), _) => (&rest[..6], 6),
            // Not a JSON escape: the backslash is literal.
            (None, _) => ("\\\\", 1),
        };
        self.found.characters |= written != &rest[..length];
        self.out.push_str(written);
        self.at += length;
    }
}

/// Returns the number in an escape `\uXXXX` at the start of a text.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        u16::from_str_radix(digits, 16).ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{exact, text_of, without_tokens};

    #[test]
    fn what_is_json_stays() {
        let json = concat!(
            r#"{"a":[1,-2,1.5,0,18446744073709551615,"\ud83d\ude00 \u0041\n"],"b":{"c":null,"#,
            r#""d":true}}"#,
        );
        for json in [json, "[]", "", "{", "\"cut", "\n {} \r\n"] {
            assert!(exact(json.as_bytes()).is_none(), "{json}");
        }
    }

    #[test]
    fn what_is_not_becomes_json() {
        let cases: [(&[u8], &str, usize); 17] = [
            (b"[1e3]", r#"[{"$#":"1e3"}]"#, 0),
            (b"[1.10,-0]", r#"[{"$#":"1.10"},{"$#":"-0"}]"#, 0),
            (b"[9007199254740994.0]", r#"[{"$#":"9007199254740994.0"}]"#, 0),
            (b"[18446744073709551616]", r#"[{"$#":"18446744073709551616"}]"#, 0),
            (b"[1e400]", r#"[{"$#":"1e400"}]"#, 0),
            (b"[NaN,-Infinity]", r#"[{"$#":"NaN"},{"$#":"-Infinity"}]"#, 1),
            (b"[01,+1,.5]", r#"[{"$#":"01"},{"$#":"+1"},{"$#":".5"}]"#, 1),
            (b"[\"a \\ud83d\"]", "[\"a \\ufffd\"]", 1),
            (b"[\"\\ud83d\\u0041\"]", "[\"\\ufffd\\u0041\"]", 1),
            (b"[\"\\ude00\\ud83d\"]", "[\"\\ufffd\\ufffd\"]", 1),
            (b"[\"a\xff\xe5\x9c\"]", "[\"a\u{fffd}\u{fffd}\"]", 1),
            (b"[\"a\nb\"]", r#"["a\u000ab"]"#, 1),
            (b"[\"a\\x41 \\'\"]", r#"["a\\x41 \\'"]"#, 1),
            (b"[\"\\u12\"]", r#"["\\u12"]"#, 1),
            (b"{}<html>", "{}", 1),
            (b"{}\0\0", "{}", 0),
            (b"[\"\xff\",NaN]x", "[\"\u{fffd}\",{\"$#\":\"NaN\"}]", 3),
        ];
        for (json, expected, repairs) in cases {
            let written = exact(json).unwrap();
            let shown = String::from_utf8_lossy(json);
            assert_eq!(
                (written.text.as_str(), written.repairs.len()),
                (expected, repairs),
                "{shown}"
            );
            assert!(serde_json::from_str::<serde_json::Value>(&written.text).is_ok(), "{shown}");
        }
    }

    #[test]
    fn tokens_become_numbers_again() {
        let written = exact(br#"{"a":[1e3,{"b":1.10}],"c":NaN}"#).unwrap();
        let mut value = serde_json::from_str(&written.text).unwrap();
        assert_eq!(text_of(&value), r#"{"a":[1e3,{"b":1.10}],"c":NaN}"#);
        assert!(!without_tokens(&mut value));
        assert_eq!(value.to_string(), r#"{"a":[1000.0,{"b":1.1}],"c":null}"#);
    }
}
