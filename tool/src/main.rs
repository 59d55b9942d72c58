//! The command `tencentcloud`: generates clients for any product from the facts inside the program,
//! calls actions by name, and serves a mock.
//!
//! Commands that `cargo xtask` has as well are in the library.

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic))]
// Everything that is printed goes through `print`.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod cli;

use clap::{CommandFactory, Parser, Subcommand};
use cli::{add, call, completions, describe, facts, generate, man, serve};
use std::process::ExitCode;
use tencentcloud_tool::{diff, import};

/// Writes typed Rust clients for any Tencent Cloud product, calls actions by name, and serves a
/// mock.
///
/// The facts of all products are inside: no download and no account is needed to write a client.
#[derive(Parser)]
#[command(name = "tencentcloud", version, disable_help_subcommand = true, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  tencentcloud add sms --actions SendSms --write    # a module in the package of this folder
  tencentcloud describe sms SendSms                 # what the action takes and returns
  tencentcloud mock --product sms --port 9000       # a service to try it against
  tencentcloud call cvm DescribeZones --region ap-guangzhou";

#[derive(Subcommand)]
enum Command {
    Add(add::Args),
    Codegen(generate::Args),
    #[command(after_help = IMPORT)]
    Import(import::Args),
    #[command(after_help = DIFF)]
    Diff(diff::Args),
    Mock(serve::Args),
    Call(call::Args),
    Describe(describe::Args),
    Facts(facts::Args),
    Completions(completions::Args),
    Man(man::Args),
}

const IMPORT: &str = "\
Examples:
  tencentcloud import SERVICES/vpc --into my-spec/api     # SERVICES: the folder of that name in \
  the tccli package
  tencentcloud import pages --into my-spec/api --keep-going";

const DIFF: &str = "\
Examples:
  tencentcloud diff OLD.json NEW.json
  tencentcloud diff OLD.json NEW.json --format markdown --fail-on breaking";

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Add(args) => add::run(&args),
        Command::Codegen(args) => generate::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Mock(args) => serve::run(&args),
        Command::Call(args) => call::run(&args),
        Command::Describe(args) => describe::run(&args),
        Command::Facts(args) => facts::run(&args),
        Command::Completions(args) => completions::run(&args, Cli::command()),
        Command::Man(args) => man::run(&args, Cli::command()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tencentcloud_tool::documented::{pages, refused};

    fn faults(text: &str) -> Vec<String> {
        refused(text, "tencentcloud ", |words| Cli::try_parse_from(words).err())
    }

    #[test]
    fn the_command_line_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn examples_in_help_texts_are_taken() {
        for mut command in Cli::command().get_subcommands().cloned() {
            let help = command.render_long_help().to_string();
            assert!(help.contains("\n  tencentcloud "), "no example:\n{help}");
            assert_eq!(faults(&help), Vec::<String>::new());
        }
    }

    #[test]
    fn commands_in_pages_are_taken() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for page in pages(&root) {
            let text = std::fs::read_to_string(&page).unwrap();
            assert_eq!(faults(&text), Vec::<String>::new(), "{}", page.display());
        }
        assert_eq!(faults("tencentcloud add sms --acitons SendSms").len(), 1);
    }
}
