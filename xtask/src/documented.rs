//! Every `cargo xtask` line that the help texts and the repository's Markdown show is one that the command line takes.

use crate::{Cli, workspace};
use clap::{CommandFactory, Parser};
use std::fs;
use std::path::{Path, PathBuf};

/// The arguments of the commands in a text; without comments, redirections and what runs them in the background.
fn commands(text: &str) -> Vec<Vec<String>> {
    let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix("cargo xtask "));
    let ends = |word: &&str| ["#", ">", ">>", "&", "|"].contains(word);
    lines.map(|line| line.split_whitespace().take_while(|word| !ends(word)).map(str::to_owned).collect()).collect()
}

fn refused(text: &str) -> Vec<String> {
    let parse = |arguments: &Vec<String>| Cli::try_parse_from(["xtask".to_owned()].iter().chain(arguments));
    let bad = |error: &clap::Error| error.exit_code() != 0;
    let errors = commands(text).into_iter().filter_map(|arguments| parse(&arguments).err().filter(bad));
    errors.map(|error| error.to_string()).collect()
}

/// The Markdown files that people write, and whose commands they paste.
fn pages(root: &Path) -> Vec<PathBuf> {
    let folders = [root.to_owned(), root.join("docs")];
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    files.filter(|path| path.extension().is_some_and(|it| it == "md")).collect()
}

#[test]
fn the_command_line_holds_together() {
    Cli::command().debug_assert();
}

#[test]
fn examples_in_help_texts_are_taken() {
    for mut command in Cli::command().get_subcommands().cloned() {
        let help = command.render_long_help().to_string();
        assert!(!commands(&help).is_empty(), "no example:\n{help}");
        assert_eq!(refused(&help), Vec::<String>::new());
    }
}

#[test]
fn commands_in_pages_are_taken() {
    let mut count = 0;
    for page in pages(&workspace::root()) {
        let text = fs::read_to_string(&page).unwrap();
        // The changes of earlier versions tell what was then.
        let text = if page.ends_with("CHANGELOG.md") { String::new() } else { text };
        assert_eq!(refused(&text), Vec::<String>::new(), "{}", page.display());
        count += commands(&text).len();
    }
    assert!(count > 10, "only {count} commands were found");
}

#[test]
fn a_wrong_command_is_seen() {
    assert_eq!(refused("  cargo xtask codegen --chekc  # a comment").len(), 1);
    assert_eq!(refused("cargo xtask mock --product batch &\ncargo xtask diff A B > out"), Vec::<String>::new());
}
