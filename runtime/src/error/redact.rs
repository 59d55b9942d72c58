//! Redaction of external text: proxies print requests, services repeat refused values.

use super::canon::{Canon, canon};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use std::cell::OnceCell;
use std::collections::HashSet;

/// The length below which a text is not a secret: to remove shorter texts would mutilate the rest.
const SHORTEST: usize = 6;
/// The length from which a part of a key, a token or a signature is revealing.
const PART_OF_KEY: usize = 8;
/// The length from which a part of a request's value is revealing: some values are words.
const PART_OF_VALUE: usize = 16;
/// The size above which values are searched as they are, not encoded.
const LARGE: usize = 64 * 1024;
/// The largest size of a text that is kept.
const LONGEST_TEXT: usize = 1024 * 1024;
/// The size that is dropped at the end of a truncated text: it may be the beginning of a secret.
const CUT: usize = 64;

/// Removes the secrets of a call from a text.
///
/// A secret and its parts are found in every form that external text uses: as they are, escaped
/// once or more in JSON, in a URL or in HTML, in Base64, broken over lines, in other case.
#[derive(Default)]
pub(crate) struct Redactor<'a> {
    keys: Vec<&'a str>,
    values: Vec<&'a str>,
    patterns: OnceCell<Vec<Pattern>>,
}

/// A form of a secret, and the length of its parts that are searched.
struct Pattern {
    text: Vec<char>,
    part: usize,
}

impl<'a> Redactor<'a> {
    /// Creates a redactor of keys, tokens and signatures.
    pub(crate) fn new(keys: impl IntoIterator<Item = &'a str>) -> Self {
        let keys = keys.into_iter().filter(|key| key.len() >= SHORTEST).collect();
        Self { keys, ..Self::default() }
    }

    /// Adds values of the request that must not be shown.
    pub(crate) fn and_values(mut self, values: impl IntoIterator<Item = &'a str>) -> Self {
        self.values.extend(values.into_iter().filter(|value| value.len() >= SHORTEST));
        self
    }

    /// Returns the text without the secrets, and at most 1 MiB of it.
    pub(crate) fn clean(&self, text: &str) -> String {
        let kept = &text[..boundary(text, LONGEST_TEXT)];
        let found = canon(kept);
        let mut cleaned = String::with_capacity(kept.len());
        let mut done = 0;
        for (start, end) in self.spans(&found) {
            cleaned += &kept[done..start];
            cleaned += "***";
            done = end;
        }
        cleaned += &kept[done..];
        if kept.len() < text.len() {
            cleaned.truncate(boundary(&cleaned, cleaned.len().saturating_sub(CUT)));
            cleaned.push('…');
        }
        cleaned
    }

    /// Returns whether the text contains no secret.
    pub(crate) fn is_clean(&self, text: &str) -> bool {
        text.len() <= LONGEST_TEXT && self.spans(&canon(text)).is_empty()
    }

    /// Returns the ranges of secrets in a text, in order and not adjacent.
    fn spans(&self, text: &Canon) -> Vec<(usize, usize)> {
        let mut is_secret = vec![false; text.chars.len()];
        let patterns = self.patterns.get_or_init(|| self.patterns());
        let parts: HashSet<usize> = patterns.iter().map(|pattern| pattern.part).collect();
        for part in parts {
            mark(
                &text.chars,
                patterns.iter().filter(|pattern| pattern.part == part),
                part,
                &mut is_secret,
            );
        }
        let mut spans: Vec<(usize, usize)> = Vec::new();
        let mut before = false;
        for (&is_secret, &(start, end)) in is_secret.iter().zip(&text.places) {
            match spans.last_mut() {
                Some(last) if is_secret && before => last.1 = end,
                _ if is_secret => spans.push((start, end)),
                _ => {}
            }
            before = is_secret;
        }
        spans
    }

    fn patterns(&self) -> Vec<Pattern> {
        let keys = self.keys.iter().map(|key| (*key, PART_OF_KEY));
        let all = keys.chain(self.values.iter().map(|value| (*value, PART_OF_VALUE)));
        let forms = all.flat_map(|(secret, part)| {
            let plain = std::iter::once((canon(secret).chars, part));
            // A shorter form in Base64 reveals nothing.
            let encoded =
                (secret.len() <= LARGE).then(|| encoded(secret.as_bytes())).into_iter().flatten();
            let encoded =
                encoded.map(|text| canon(&text).chars).filter(|text| text.len() >= PART_OF_KEY);
            plain.chain(encoded.map(move |text| (text, part)))
        });
        let shortest = |(text, _): &(Vec<char>, usize)| text.len() >= SHORTEST;
        let pattern =
            |(text, part): (Vec<char>, usize)| Pattern { part: part.min(text.len()), text };
        forms.filter(shortest).map(pattern).collect()
    }
}

/// Returns the last character boundary at or before a position.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Marks the characters of a text that are part of a pattern.
fn mark<'p>(
    text: &[char],
    patterns: impl Iterator<Item = &'p Pattern>,
    part: usize,
    is_secret: &mut [bool],
) {
    let parts: HashSet<&[char]> = text.windows(part).collect();
    // The first two characters rule out nearly all parts of patterns.
    let mut begins = [false; 4096];
    parts.iter().for_each(|part| begins[begin(part)] = true);
    let mut found: HashSet<&[char]> = HashSet::new();
    for pattern in patterns {
        let candidates = pattern.text.windows(part).filter(|part| begins[begin(part)]);
        found.extend(candidates.filter(|part| parts.contains(part)));
    }
    for (at, _) in text.windows(part).enumerate().filter(|(_, part)| found.contains(part)) {
        is_secret[at..at + part].fill(true);
    }
}

fn begin(part: &[char]) -> usize {
    let number = |index: usize| part.get(index).map_or(0, |c| *c as usize);
    (number(0) * 64 + number(1)) % 4096
}

/// Returns a text in Base64, for each of its three possible positions in an encoded text.
///
/// Characters that depend on the surrounding text are omitted.
fn encoded(text: &[u8]) -> Vec<String> {
    let mut all = Vec::with_capacity(6);
    for before in 0..3 {
        let padded = [&[0; 2][..before], text].concat();
        let (start, end) = ((before * 8).div_ceil(6), padded.len() * 8 / 6);
        for form in [STANDARD_NO_PAD.encode(&padded), URL_SAFE_NO_PAD.encode(&padded)] {
            all.push(form[start..end].to_owned());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_TEXT, Redactor};
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE};

    #[test]
    fn secrets_in_every_form() {
        let redactor = Redactor::new(["p<a>\"\\ß+/", "secret", "secrets", "short", "ends-in-\\"]);
        let cases = [
            ("secrets and secret, shorter", "*** and ***, shorter"),
            (r#"plain p<a>"\ß+/."#, "plain ***."),
            (r#"{"Password":"p<a>\"\\ß+/"}"#, r#"{"Password":"***"}"#),
            (r#"{"Password":"p\u003ca\u003E\"\\\u00df+\/"}"#, r#"{"Password":"***"}"#),
            (
                r#"{"Message":"{\"Password\":\"p<a>\\\"\\\\ß+/\"}"}"#,
                r#"{"Message":"{\"Password\":\"***\"}"}"#,
            ),
            (r"<b>p&lt;a&gt;&quot;\ß+/</b>", "<b>***</b>"),
            (r"<b>p&#60;a&#x3E;&amp;quot;\&#xDF;&#43;/</b>", "<b>***</b>"),
            ("?password=p%3Ca%3E%22%5C%C3%9F%2B%2F&x", "?password=***&x"),
            ("?password=p%3ca%3e%22%5c%c3%9f%2b/&x", "?password=***&x"),
            (
                "?to=%3Fpassword%3Dp%253Ca%253E%2522%255C%25C3%259F%252B%252F&x",
                "?to=%3Fpassword%3D***&x",
            ),
            ("p<a>\"\n  \\ß+/", "***"),
            ("P<A>\"\\ß+/", "***"),
            (r#"{"a":"ends-in-\\"}"#, r#"{"a":"***\\"}"#),
        ];
        for (text, expected) in cases {
            assert_eq!(redactor.clean(text), expected, "{text}");
            assert!(!redactor.is_clean(text));
        }
        assert_eq!(Redactor::default().clean("secret"), "secret");
        assert!(Redactor::default().is_clean("secret"));
    }

    #[test]
    fn parts_of_secrets() {
        let signature = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";
        let redactor = Redactor::new([signature]).and_values(["production-database-word"]);
        let cases = [
            (format!("Signature={signature}"), "Signature=***"),
            (format!("Signature={}", &signature[..8]), "Signature=***"),
            (format!("Signature={}", &signature[13..40]), "Signature=***"),
            (format!("Signature={}\r\n {}", &signature[..32], &signature[32..]), "Signature=***"),
            (format!("Signature={}", &signature[..7]), "Signature=0f1e2d3"),
            ("no production-database-word here".to_owned(), "no *** here"),
            ("no production-database- here".to_owned(), "no *** here"),
            ("the database of production".to_owned(), "the database of production"),
        ];
        for (text, expected) in cases {
            assert_eq!(redactor.clean(&text), expected, "{text}");
        }
    }

    #[test]
    fn secrets_in_base64() {
        let redactor = Redactor::new(["the-token/+?>"]).and_values(["hunter2-hunter2"]);
        for before in ["", "u", "us", "user:"] {
            for after in ["", "!", ":x", "\"}}"] {
                for secret in ["the-token/+?>", "hunter2-hunter2"] {
                    let text = format!("{before}{secret}{after}");
                    for encoded in [STANDARD.encode(&text), URL_SAFE.encode(&text)] {
                        let shown = redactor.clean(&format!("Basic {encoded}"));
                        assert!(
                            shown.contains("***") && shown.len() <= 6 + 3 + 16,
                            "{text}: {encoded}: {shown}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn long_texts_are_cut() {
        let redactor = Redactor::new(["the-signature"]);
        for blanks in [LONGEST_TEXT - 13, LONGEST_TEXT - 5, LONGEST_TEXT] {
            let text = format!("{}the-signature and more", " ".repeat(blanks));
            let cleaned = redactor.clean(&text);
            assert!(cleaned.len() <= LONGEST_TEXT && !cleaned.contains("the"), "{blanks}");
        }
        let large = "0123456789abcdef".repeat(10_000);
        assert!(Redactor::default().and_values([large.as_str()]).clean(&large).len() < 10);
    }
}
