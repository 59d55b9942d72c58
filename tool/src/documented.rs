//! Commands in help texts and pages, for tests that each is one that the command line takes.

use std::path::{Path, PathBuf};

/// Returns the words of the commands in a text that begin with a prefix, such as `cargo xtask `;
/// without comments, redirections and what runs them in the background.
pub fn commands(text: &str, prefix: &str) -> Vec<Vec<String>> {
    let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix(prefix));
    let ends = |word: &&str| ["#", ">", ">>", "&", "|"].contains(word);
    lines
        .map(|line| {
            line.split_whitespace().take_while(|word| !ends(word)).map(str::to_owned).collect()
        })
        .collect()
}

/// Returns what a command line says of those commands that it does not take. `parse` is given the
/// words of a command with a program's name before them.
pub fn refused(
    text: &str,
    prefix: &str,
    parse: impl Fn(&[String]) -> Option<clap::Error>,
) -> Vec<String> {
    let words = |arguments: Vec<String>| [vec!["program".to_owned()], arguments].concat();
    let errors =
        commands(text, prefix).into_iter().filter_map(|arguments| parse(&words(arguments)));
    errors.filter(|error| error.exit_code() != 0).map(|error| error.to_string()).collect()
}

/// Returns the Markdown files that people write at the root of the repository and in its guide.
pub fn pages(root: &Path) -> Vec<PathBuf> {
    let folders = [root.to_owned(), root.join("docs")];
    let entries =
        folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .collect()
}
