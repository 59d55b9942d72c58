//! Files that the user names, and the files in the folders that the user names.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::import::SourceFile;

/// The length of the longest file that is read.
const LONGEST: u64 = 512 * 1024 * 1024;

/// Reads all files, sorted by path, so the same sources always give the same bytes.
pub fn collect(paths: &[PathBuf]) -> (Vec<SourceFile>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let mut files = Vec::new();
    for path in paths {
        match path.is_dir() {
            true => {
                files.extend(walk(path, &mut diagnostics).into_iter().map(|file| (file, false)))
            }
            false => files.push((path.clone(), true)),
        }
    }
    // If a file is listed twice, the entry that the user named comes first and is kept.
    files.sort_by(|(a, a_named), (b, b_named)| a.cmp(b).then(b_named.cmp(a_named)));
    files.dedup_by(|(a, _), (b, _)| a == b);
    let mut sources = Vec::new();
    for (file, named) in files {
        match read_file(&file) {
            Ok(bytes) => sources.push(SourceFile { name: name(&file), bytes, named }),
            Err(error) => diagnostics.push(unreadable(&file, &error)),
        }
    }
    (sources, diagnostics)
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return Err(io::Error::new(
            io::ErrorKind::FileTooLarge,
            format!("longer than {} MiB", LONGEST >> 20),
        ));
    }
    Ok(bytes)
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("unreadable-source", format!("the file cannot be read: {error}"))
        .at(name(path), 1)
}

/// Returns all files below a folder, without hidden ones. Links to folders are not followed,
/// because they may form a cycle.
fn walk(root: &Path, diagnostics: &mut Diagnostics) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                diagnostics.push(unreadable(&folder, &error));
                continue;
            }
        };
        for entry in entries.flatten().filter(|entry| !is_hidden(entry)) {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                _ if entry.path().is_file() => files.push(entry.path()),
                _ => {}
            }
        }
    }
    files.sort();
    files
}

fn is_hidden(entry: &fs::DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}
