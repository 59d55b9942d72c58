//! `cargo xtask diff`.

use std::process::ExitCode;

/// Compare two descriptions.
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args) -> ExitCode {
    ExitCode::FAILURE
}
