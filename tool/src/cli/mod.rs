//! The commands that only `tencentcloud` has, and the folder from which the library's commands
//! read.

pub(crate) mod add;
pub(crate) mod call;
mod carried;
pub(crate) mod completions;
pub(crate) mod describe;
pub(crate) mod facts;
pub(crate) mod generate;
pub(crate) mod man;
mod package;
pub(crate) mod serve;

use std::process::ExitCode;
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_tool::print;

/// Prints the diagnostics of a failed command, and returns the exit code.
fn finish(result: Result<ExitCode, Diagnostics>) -> ExitCode {
    result.unwrap_or_else(|diagnostics| {
        print::stderr(diagnostics);
        ExitCode::FAILURE
    })
}
