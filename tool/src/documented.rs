//! Commands in help texts and pages. Tests check that the command line accepts each one.

use std::path::{Path, PathBuf};

/// Returns the words of the commands in a text that begin with a prefix, such as `cargo xtask `,
/// without comments, redirections, pipes and a final `&`.
pub fn commands(text: &str, prefix: &str) -> Vec<Vec<String>> {
    let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix(prefix));
    let ends = |word: &&str| ["#", ">", ">>", "&", "|"].contains(word);
    lines
        .map(|line| {
            line.split_whitespace().take_while(|word| !ends(word)).map(str::to_owned).collect()
        })
        .collect()
}

/// Returns the errors of the commands that a command line does not accept.
///
/// `parse` receives the words of a command after a program's name.
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

/// Returns the hand-written Markdown files at the root of the repository and in its guide.
pub fn pages(root: &Path) -> Vec<PathBuf> {
    let folders = [root.to_owned(), root.join("docs")];
    let entries =
        folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .collect()
}
