//! Module of `tencentcloud completions`: prints scripts for shells.

use clap_complete::{Shell, generate};
use std::process::ExitCode;
use tencentcloud_tool::print;

const EXAMPLES: &str = "\
Examples:
  tencentcloud completions bash >> ~/.bash_completion
  tencentcloud completions fish > ~/.config/fish/completions/tencentcloud.fish";

/// Print a script that completes commands and options in a shell.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The shell that is to complete
    shell: Shell,
}

pub(crate) fn run(args: &Args, mut command: clap::Command) -> ExitCode {
    let mut script = Vec::new();
    generate(args.shell, &mut command, "tencentcloud", &mut script);
    print::raw(&String::from_utf8_lossy(&script), ExitCode::SUCCESS)
}
