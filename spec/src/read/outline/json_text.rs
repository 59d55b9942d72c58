//! JSON in examples: as it stands, or after repairs that lose nothing.

use serde_json::Value;

/// Why a text is not JSON.
#[derive(Debug)]
pub(crate) struct NotJson {
    /// The line in the text, counted from 0.
    pub line: usize,
    /// The message of the parser.
    pub message: String,
}

/// Reads a JSON text. Comments, commas before a closing bracket and raw control characters in
/// strings are forgiven: mending them changes no value.
///
/// # Errors
/// Returns an error if and why the text is not JSON; the recursion limit of the parser is one of
/// the reasons.
pub(crate) fn parse(text: &str) -> Result<Value, NotJson> {
    let first = match serde_json::from_str(text) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    serde_json::from_str(&mend(text)).map_err(|_| NotJson {
        line: first.line().saturating_sub(1),
        message: first.to_string().split(" at line ").next().unwrap_or_default().to_owned(),
    })
}

/// The text without comments and trailing commas, with control characters in strings escaped.
fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let used = match first {
            '"' => copy_string(rest, &mut out),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            ']' | '}' => {
                drop_comma(&mut out);
                out.push(first);
                1
            }
            '\u{feff}' | '\u{a0}' => first.len_utf8(),
            _ => {
                out.push(first);
                first.len_utf8()
            }
        };
        rest = &rest[used..];
    }
    out
}

fn copy_string(text: &str, out: &mut String) -> usize {
    let mut escaped = false;
    for (at, other) in text.char_indices() {
        match other {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => out.push(other),
        }
        if other == '"' && !escaped && at > 0 {
            return at + 1;
        }
        escaped = other == '\\' && !escaped;
    }
    text.len()
}

fn drop_comma(out: &mut String) {
    let kept = out.trim_end().len();
    if out[..kept].ends_with(',') {
        out.truncate(kept - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_faults_are_mended() {
        for (text, expected) in [
            ("{\"a\": [1, 2,], }", "{\"a\":[1,2]}"),
            ("{ // one\n \"a\": 1 /* two */ }", "{\"a\":1}"),
            ("{\"a\": \"x // y, ]\"}", "{\"a\":\"x // y, ]\"}"),
            ("{\"a\": \"x\ty\"}", "{\"a\":\"x\\ty\"}"),
        ] {
            assert_eq!(parse(text).unwrap().to_string(), expected, "{text}");
        }
    }

    #[test]
    fn the_place_of_a_fault_is_told() {
        let error = parse("{\n  \"a\": 1\n  \"b\": 2\n}").unwrap_err();
        assert_eq!((error.line, error.message.as_str()), (2, "expected `,` or `}`"));
        let deep = "[".repeat(100_000);
        assert_eq!(parse(&deep).unwrap_err().message, "recursion limit exceeded");
    }
}
