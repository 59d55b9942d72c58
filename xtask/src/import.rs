//! `cargo xtask import`.

use std::process::ExitCode;

/// Read documents into normalised descriptions.
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_args: &Args) -> ExitCode {
    ExitCode::FAILURE
}
