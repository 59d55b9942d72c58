//! `cargo xtask completions`: prints scripts for shells.

use clap::Command;
use clap_complete::{Shell, generate};
use std::process::ExitCode;
use tencentcloud_tool::print;

/// The name of the completed program. Shells complete names of programs, and `cargo xtask` is not
/// one.
const NAME: &str = "xtask";

const EXAMPLES: &str = "\
Examples:
  cargo xtask completions bash >> ~/.bash_completion
  cargo xtask completions fish > ~/.config/fish/completions/xtask.fish

They are for the name `xtask`, so set `alias xtask='cargo xtask'` beside them.";

/// Print a script that completes commands and options in a shell.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The shell that is to complete
    shell: Shell,
}

/// Prints the script for a command and its subcommands.
pub(crate) fn run(args: &Args, command: Command) -> ExitCode {
    let mut script = Vec::new();
    generate(args.shell, &mut command.name(NAME), NAME, &mut script);
    print::raw(&String::from_utf8_lossy(&script), ExitCode::SUCCESS)
}
