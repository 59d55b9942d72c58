//! `cargo xtask codegen`.

use std::process::ExitCode;

/// Generate crates from the normalised descriptions.
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args) -> ExitCode {
    ExitCode::FAILURE
}
