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
            return Some("is in quotes, which would be a part of it: take them off".to_owned());
        }
        (Some(_), None) => {
            return Some(
                "begins with a quote, which would be a part of it: take it off".to_owned(),
            );
        }
        (None, Some(_)) => {
            return Some("ends with a quote, which would be a part of it: take it off".to_owned());
        }
        (None, None) => {}
    }
    let wrong = text.chars().find(|c| !is_right(*c))?;
    Some(format!("holds {}: copy it again without", name(wrong)))
}

/// Returns the code point of a character, and its name if it is one that is often pasted into keys.
fn name(c: char) -> String {
    let name = match c {
        '\t' => "a tab",
        '\n' => "a line feed",
        '\r' => "a carriage return",
        ' ' => "a blank",
        '\u{a0}' => "a no-break space",
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a zero width space",
        '\u{200c}' | '\u{200d}' => "a zero width joiner",
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "a mark of writing direction"
        }
        '\u{2060}' => "a word joiner",
        '\u{3000}' => "a wide blank",
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
        let quotes = "is in quotes, which would be a part of it: take them off";
        let cases = [
            ("AKIDab12/+=_-.", None),
            ("it's", None),
            ("\"AKID\"", Some(quotes)),
            ("'AKID'", Some(quotes)),
            ("\u{201c}AKID\u{201d}", Some(quotes)),
            ("\"", Some(quotes)),
            ("\"AKID", Some("begins with a quote, which would be a part of it: take it off")),
            ("AKID'", Some("ends with a quote, which would be a part of it: take it off")),
            ("AKID\u{200b}", Some("holds a zero width space (U+200B): copy it again without")),
            ("AK\u{a0}ID", Some("holds a no-break space (U+00A0): copy it again without")),
            ("\u{feff}AKID", Some("holds a byte order mark (U+FEFF): copy it again without")),
            ("AKID\r", Some("holds a carriage return (U+000D): copy it again without")),
            ("AK ID", Some("holds a blank (U+0020): copy it again without")),
            ("AK\u{7f}ID", Some("holds a control character (U+007F): copy it again without")),
            (
                "\u{202e}AKID",
                Some("holds a mark of writing direction (U+202E): copy it again without"),
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(flaw_of_key(text).as_deref(), expected, "{text:?}");
            assert_eq!(flaw_of_text(text).as_deref(), expected, "{text:?}");
        }
        let foreign = "holds the character U+041A: copy it again without";
        assert_eq!(
            (flaw_of_key("A\u{41a}ID").as_deref(), flaw_of_text("A\u{41a}ID")),
            (Some(foreign), None)
        );
    }
}
