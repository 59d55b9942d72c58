//! Output of commands.
//!
//! Everything that is printed passes through here, so no text of a document and no file name can
//! send a command to a terminal. The one-line form of single texts is in `tencentcloud_spec::text`.

use crate::render::render;
use serde::Serialize;
use std::io::{self, Write};
use std::process::ExitCode;
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::text::{is_hidden, lines};

/// Prints lines on stdout, and returns the exit code.
///
/// A reader that closes the pipe early is not an error. Any other failure is printed, and the
/// command fails.
pub fn stdout(text: &str, code: ExitCode) -> ExitCode {
    raw(&lines(text), code)
}

/// Prints text that contains nothing from a document on stdout, as [`stdout`] does.
pub fn raw(text: &str, code: ExitCode) -> ExitCode {
    let mut out = io::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            stderr(&format!("error: the output cannot be written: {error}\n"));
            ExitCode::FAILURE
        }
        _ => code,
    }
}

/// Prints lines on stderr. A closed pipe is not an error.
pub fn stderr(text: &str) {
    let _ = io::stderr().write_all(lines(text).as_bytes());
}

/// Prints diagnostics on stderr, with their source lines. A terminal gets colours, unless NO_COLOR
/// is set.
pub fn diagnostics(diagnostics: &Diagnostics) {
    let _ = anstream::stderr().write_all(render(diagnostics).as_bytes());
}

/// Returns a value as indented JSON, with hidden characters escaped, which only its strings can
/// contain.
pub fn json(value: &impl Serialize) -> String {
    // Writing to memory cannot fail, and every key is a string.
    let json = serde_json::to_string_pretty(value).unwrap_or_default() + "\n";
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\n' => out.push('\n'),
            c if is_hidden(c) => {
                out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_stays_the_same() {
        let value = serde_json::json!({ "a": "\u{1b}[2J\u{202e}\u{9b}\u{e0041}\n文" });
        let text = json(&value);
        assert!(!text.chars().any(|c| c != '\n' && is_hidden(c)), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
