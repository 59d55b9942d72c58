//! Characters that IDs, keys and tokens never contain: quotes, blanks, invisible ones.
//!
//! Nothing here shows the text.

use crate::text::is_hidden;

const QUOTES: &str =
    "\"'`\u{201c}\u{201d}\u{201e}\u{2018}\u{2019}\u{201a}\u{ab}\u{bb}\u{ff02}\u{ff07}";

/// Describes the flaw of an ID, a key or a token, if there is one: only visible ASCII characters
/// are valid.
pub(crate) fn flaw_of_key(text: &str) -> Option<String> {
    flaw(text, |c| c.is_ascii_graphic())
}

/// Describes the flaw of a name or a URL, if there is one: blanks or invisible characters.
pub(super) fn flaw_of_text(text: &str) -> Option<String> {
    flaw(text, |c| !c.is_whitespace() && !is_hidden(c))
}

fn flaw(text: &str, is_right: impl Fn(char) -> bool) -> Option<String> {
    let quote = |c: Option<char>| c.filter(|c| QUOTES.contains(*c));
    match (quote(text.chars().next()), quote(text.chars().next_back())) {
        (Some(_), Some(_)) => {
            return Some("is in quotes, which would be part of the value: remove them".to_owned());
        }
        (Some(_), None) => {
            return Some(
                "begins with a quote, which would be part of the value: remove it".to_owned(),
            );
        }
        (None, Some(_)) => {
            return Some(
                "ends with a quote, which would be part of the value: remove it".to_owned(),
            );
        }
        (None, None) => {}
    }
    let wrong = text.chars().find(|c| !is_right(*c))?;
    Some(format!("contains {}: copy the value again without it", name(wrong)))
}

/// Returns the code point of a character, and its name if it is one that is often pasted into keys.
fn name(c: char) -> String {
    let name = match c {
        '\t' => "a tab",
        '\n' => "a line feed",
        '\r' => "a carriage return",
        ' ' => "a space",
        '\u{a0}' => "a no-break space",
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a zero width space",
        '\u{200c}' | '\u{200d}' => "a zero width joiner",
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "a mark of writing direction"
        }
        '\u{2060}' => "a word joiner",
        '\u{3000}' => "an ideographic space",
        '\u{feff}' => "a byte order mark",
        '\u{fffd}' => "a replacement character",
        c if c.is_control() => "a control character",
        _ => return format!("the character U+{:04X}", u32::from(c)),
    };
    format!("{name} (U+{:04X})", u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::{flaw_of_key, flaw_of_text};

    #[test]
    fn flaws() {
        let quotes = "is in quotes, which would be part of the value: remove them";
        let cases = [
            ("AKIDab12/+=_-.", None),
            ("it's", None),
            ("\"AKID\"", Some(quotes)),
            ("'AKID'", Some(quotes)),
            ("\u{201c}AKID\u{201d}", Some(quotes)),
            ("\"", Some(quotes)),
            ("\"AKID", Some("begins with a quote, which would be part of the value: remove it")),
            ("AKID'", Some("ends with a quote, which would be part of the value: remove it")),
            (
                "AKID\u{200b}",
                Some("contains a zero width space (U+200B): copy the value again without it"),
            ),
            (
                "AK\u{a0}ID",
                Some("contains a no-break space (U+00A0): copy the value again without it"),
            ),
            (
                "\u{feff}AKID",
                Some("contains a byte order mark (U+FEFF): copy the value again without it"),
            ),
            (
                "AKID\r",
                Some("contains a carriage return (U+000D): copy the value again without it"),
            ),
            ("AK ID", Some("contains a space (U+0020): copy the value again without it")),
            (
                "AK\u{7f}ID",
                Some("contains a control character (U+007F): copy the value again without it"),
            ),
            (
                "\u{202e}AKID",
                Some(
                    "contains a mark of writing direction (U+202E): copy the value again \
                        without it",
                ),
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(flaw_of_key(text).as_deref(), expected, "{text:?}");
            assert_eq!(flaw_of_text(text).as_deref(), expected, "{text:?}");
        }
        let foreign = "contains the character U+041A: copy the value again without it";
        assert_eq!(
            (flaw_of_key("A\u{41a}ID").as_deref(), flaw_of_text("A\u{41a}ID")),
            (Some(foreign), None)
        );
    }
}
