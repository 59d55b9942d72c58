//! External text on one line. Not here: removing secrets from it (error/redact.rs).

use std::fmt::{self, Write};

/// Displays a text on one line: control and invisible characters are escaped, as `\n` or
/// `\u{202e}`.
pub(crate) struct OneLine<'a>(pub(crate) &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_hidden(*c)) {
            f.write_str(&rest[..at])?;
            c.escape_default().try_for_each(|c| f.write_char(c))?;
            rest = &rest[at + c.len_utf8()..];
        }
        f.write_str(rest)
    }
}

/// Returns whether a character is invisible or changes how the text around it is shown.
///
/// These are control characters, line separators, marks of writing direction and characters without
/// a width.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Returns the part of a URL that is safe to show: its scheme, host and port.
///
/// A user name, a path and a query may contain secrets.
pub(crate) fn shown_url(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").map_or(("", url), |(scheme, rest)| (scheme, rest));
    let (authority, after) = rest.split_at(rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()));
    // After a slash, an @ may end a password or be part of a path: the host is then unknown.
    let host =
        if after.contains('@') { "" } else { authority.rsplit('@').next().unwrap_or_default() };
    let is_of_host = |c: &char| c.is_alphanumeric() || ".-_:[]".contains(*c);
    let host: String = host.chars().take_while(is_of_host).take(100).collect();
    let is_scheme = !scheme.is_empty()
        && scheme.len() < 12
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_whole = authority.rsplit('@').next() == Some(&host) && matches!(after, "" | "/");
    format!(
        "{}{host}{}",
        if is_scheme { format!("{scheme}://") } else { String::new() },
        if is_whole { "" } else { "…" }
    )
}

#[cfg(test)]
mod tests {
    use super::{OneLine, is_hidden, shown_url};

    #[test]
    fn hidden_characters_are_escaped() {
        let cases = [
            ("plain 中文 é 😀", "plain 中文 é 😀"),
            ("a\nb\r\tc\u{1b}[2J", "a\\nb\\r\\tc\\u{1b}[2J"),
            ("\u{202e}x\u{2066}\u{200b}\u{feff}", "\\u{202e}x\\u{2066}\\u{200b}\\u{feff}"),
            ("\u{85}\u{9b}31m\u{2028}", "\\u{85}\\u{9b}31m\\u{2028}"),
        ];
        for (text, shown) in cases {
            assert_eq!(OneLine(text).to_string(), shown);
            assert!(!OneLine(text).to_string().contains(is_hidden));
        }
    }

    #[test]
    fn urls_without_secrets() {
        let cases = [
            ("https://a.example.com:8080", "https://a.example.com:8080"),
            ("proxy:3128", "proxy:3128"),
            ("https://user:word@host/", "https://host"),
            ("https://user:wo@rd@host", "https://host"),
            ("https://user:wo/rd@host", "https://…"),
            ("https://host/?a=b@c&token=word", "https://…"),
            ("https://host?token=word", "https://host…"),
            ("https://host#word", "https://host…"),
            ("https://ho st", "https://ho…"),
            ("https://host\\word", "https://host…"),
            ("user:word@host", "host"),
            ("ftp://", "ftp://"),
            ("", ""),
        ];
        for (url, shown) in cases {
            assert_eq!(shown_url(url), shown, "{url}");
        }
    }
}
