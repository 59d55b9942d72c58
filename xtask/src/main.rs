//! The project's command line: documents to descriptions, descriptions to crates.

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic))]

mod catalogue;
mod codegen;
mod content;
mod diff;
mod files;
mod import;
mod mock;
mod tree;
mod update;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Codegen(codegen::Args),
    Import(import::Args),
    Diff(diff::Args),
    Mock(mock::Args),
    Update(update::Args),
    Catalogue(catalogue::Args),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Codegen(args) => codegen::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Mock(args) => mock::run(&args),
        Command::Update(args) => update::run(&args),
        Command::Catalogue(args) => catalogue::run(&args),
    }
}
