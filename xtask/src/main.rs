//! The project's command line: documents to descriptions, descriptions to crates.

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic))]
// Everything that is printed goes through `print`.
#![warn(clippy::print_stdout, clippy::print_stderr)]

mod bench;
mod catalogue;
mod codegen;
mod completions;
mod content;
mod diff;
#[cfg(test)]
mod documented;
mod facts;
mod files;
mod history;
mod import;
mod lock;
mod mock;
mod print;
mod report;
mod services;
mod tree;
mod update;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Makes typed Rust crates from the documents of Tencent Cloud API 3.0.
///
/// Documents become descriptions in spec/api, which people review; descriptions become crates in generated/.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true, after_help = EXAMPLES)]
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
    Codegen(codegen::Args),
    Facts(facts::Args),
    Import(import::Args),
    Diff(diff::Args),
    Mock(mock::Args),
    Update(update::Args),
    Catalogue(catalogue::Args),
    Bench(bench::Args),
    History(history::Args),
    Completions(completions::Args),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Codegen(args) => codegen::run(&args),
        Command::Facts(args) => facts::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Mock(args) => mock::run(&args),
        Command::Update(args) => update::run(&args),
        Command::Catalogue(args) => catalogue::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::History(args) => history::run(&args),
        Command::Completions(args) => completions::run(&args),
    }
}
