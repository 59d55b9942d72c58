//! What commands print on stdout.

use std::io::{self, Write};
use std::process::ExitCode;

/// Prints a text on stdout. A reader that closes the pipe early has seen what it wanted; any other failure is said,
/// and is the command's own.
pub(crate) fn stdout(text: &str, code: ExitCode) -> ExitCode {
    let mut out = io::stdout();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let _ = writeln!(io::stderr(), "error: the output cannot be written: {error}");
            ExitCode::FAILURE
        }
        _ => code,
    }
}
