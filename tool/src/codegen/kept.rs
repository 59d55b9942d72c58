//! The names file next to a product's descriptions.

use super::unusable;
use crate::files::{NewFile, sweep, write_all};
use crate::lock::Lock;
use std::io;
use std::path::{Path, PathBuf};
use tencentcloud_codegen::{NAMES_FILE, Names};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};

/// Returns the path of a product's names file, in the folder of its descriptions.
pub fn path(folder: &Path) -> PathBuf {
    folder.join(NAMES_FILE)
}

/// Returns the names in a folder of descriptions, or no names if there is no file yet.
///
/// # Errors
/// Returns an error if the file cannot be read, or is not a names file.
pub fn read_names(folder: &Path) -> Result<Names, Diagnostics> {
    let path = path(folder);
    match std::fs::read_to_string(&path) {
        Ok(text) => Names::from_json(&text, &path.display().to_string()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Names::default()),
        Err(error) => Err(unusable(&path, &error)),
    }
}

/// Returns the names file if its content on the disk is different.
pub fn changed(folder: &Path, names: &Names) -> Option<NewFile> {
    let file = NewFile { path: path(folder), content: names.to_json() };
    (!file.is_there()).then_some(file)
}

/// Writes names files into folders below `root`, using `lock` or a new lock.
///
/// # Errors
/// Returns a warning if they cannot be written: a crate is correct without them today.
pub(super) fn write(
    root: &Path,
    files: &[&NewFile],
    lock: Option<&Lock>,
) -> Result<(), Diagnostic> {
    if files.is_empty() {
        return Ok(());
    }
    let write = |lock: &Lock| {
        files.iter().filter_map(|file| file.path.parent()).for_each(|folder| sweep(folder, lock));
        write_all(root, &files.iter().map(|file| (*file).clone()).collect::<Vec<_>>())
    };
    let written = match lock {
        Some(lock) => write(lock),
        None => Lock::acquire(&[root]).and_then(|lock| write(&lock)),
    };
    written.map_err(|error| {
        Diagnostic::warning(
            "names-not-kept",
            format!("the names of the crates are not kept: {error}"),
        )
        .in_file(root.display().to_string())
        .help("without them a later update may change names: make the folder writable, or copy it")
    })
}

/// Returns the diagnostic of a check for a names file that is missing or outdated.
pub(super) fn stale(file: &NewFile, command: &str) -> Diagnostic {
    Diagnostic::error("stale-names", "the names of the crate are not all kept")
        .in_file(file.path.display().to_string())
        .help(format!("run `{command}`"))
}
