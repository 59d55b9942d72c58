//! The project's command line: converts documents to descriptions, and descriptions to crates.

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic))]
// Everything that is printed goes through `print`.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod bench;
mod catalogue;
mod completions;
#[cfg(test)]
mod documented;
mod facts;
mod history;
mod process;
mod release;
mod update;
mod workspace;

use clap::{CommandFactory, Parser, Subcommand};
use std::process::ExitCode;
use tencentcloud_tool::codegen::{self, Defaults};
use tencentcloud_tool::{diff, import, mock, program};

/// Makes typed Rust crates from the documents of Tencent Cloud API 3.0.
///
/// Documents become descriptions in spec/api, which people review; descriptions become crates in
/// generated/.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true,
    after_help = EXAMPLES
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask codegen                         # after a description changed
  cargo xtask import spec/sources/batch       # after a document or an overlay changed
  cargo xtask mock --product batch            # to try a program without an account
  cargo xtask codegen --help                  # each command has examples of its own

The guide is in docs/README.md.";

#[derive(Subcommand)]
enum Command {
    #[command(after_help = CODEGEN)]
    Codegen(codegen::Args),
    Facts(facts::Args),
    #[command(after_help = IMPORT)]
    Import(import::Args),
    #[command(after_help = DIFF)]
    Diff(diff::Args),
    #[command(after_help = MOCK)]
    Mock(mock::Args),
    Update(update::Args),
    Catalogue(catalogue::Args),
    Bench(bench::Args),
    History(history::Args),
    Release(release::Args),
    Completions(completions::Args),
}

const CODEGEN: &str = "\
Without --spec and --out it writes spec/api to generated/, and takes the runtime of the workspace.

Examples:
  cargo xtask codegen                         # all that is described
  cargo xtask codegen batch --check           # what CI does: write nothing, fail if a file is \
  stale
  cargo xtask codegen sms --out ../clients    # any product, from the facts in spec/facts
  cargo xtask codegen batch --out target/mine --actions DescribeTask,SubmitJob";

const IMPORT: &str = "\
Examples:
  cargo xtask import spec/sources/batch
  cargo xtask import SERVICES/vpc --into target/spec      # SERVICES: the folder of that name in \
  the tccli package
  cargo xtask import pages --into target/spec --keep-going
  cargo xtask import DescribeTask.md --product batch --version 2017-03-12";

const DIFF: &str = "\
Examples:
  cargo xtask diff OLD.json spec/api/batch/2017-03-12.json
  cargo xtask diff OLD.json NEW.json --format markdown --fail-on breaking";

const MOCK: &str = "\
Examples:
  cargo xtask mock --product batch --port 9000
  cargo xtask mock --spec target/spec --product vpc --product cvm --port 0";

/// Returns the repository's folders.
fn defaults() -> Defaults {
    let root = workspace::root();
    Defaults {
        spec: root.join("spec/api"),
        out: root.join("generated"),
        workspace: Some(root),
        command: None,
    }
}

fn main() -> ExitCode {
    program::set("cargo xtask");
    match Cli::parse().command {
        Command::Codegen(args) => codegen::run(&args, &defaults()),
        Command::Facts(args) => facts::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Mock(args) => mock::run(&args, &defaults().spec),
        Command::Update(args) => update::run(&args),
        Command::Catalogue(args) => catalogue::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::History(args) => history::run(&args),
        Command::Release(args) => release::run(&args),
        Command::Completions(args) => completions::run(&args, Cli::command()),
    }
}
