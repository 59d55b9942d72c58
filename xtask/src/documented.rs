//! Test that the command line accepts every `cargo xtask` line in the help texts and the
//! repository's Markdown.

use crate::{Cli, workspace};
use clap::{CommandFactory, Parser};
use std::fs;
use tencentcloud_tool::documented::{commands, pages, refused};

const PREFIX: &str = "cargo xtask ";

fn faults(text: &str) -> Vec<String> {
    refused(text, PREFIX, |words| Cli::try_parse_from(words).err())
}

#[test]
fn the_command_line_holds_together() {
    Cli::command().debug_assert();
}

#[test]
fn examples_in_help_texts_are_taken() {
    for mut command in Cli::command().get_subcommands().cloned() {
        let help = command.render_long_help().to_string();
        assert!(!commands(&help, PREFIX).is_empty(), "no example:\n{help}");
        assert_eq!(faults(&help), Vec::<String>::new());
    }
}

#[test]
fn commands_in_pages_are_taken() {
    let mut count = 0;
    for page in pages(&workspace::root()) {
        let text = fs::read_to_string(&page).unwrap();
        // The changes of earlier versions describe the commands of their time.
        let text = if page.ends_with("CHANGELOG.md") { String::new() } else { text };
        assert_eq!(faults(&text), Vec::<String>::new(), "{}", page.display());
        count += commands(&text, PREFIX).len();
    }
    assert!(count > 10, "only {count} commands were found");
}

#[test]
fn a_wrong_command_is_seen() {
    assert_eq!(faults("  cargo xtask codegen --chekc  # a comment").len(), 1);
    assert_eq!(
        faults("cargo xtask mock --product batch &\ncargo xtask diff A B > out"),
        Vec::<String>::new()
    );
}
