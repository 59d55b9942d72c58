//! The files that the user names, and those in the folders that the user names.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::import::SourceFile;

/// The longest file that is read.
const LONGEST: u64 = 512 * 1024 * 1024;

/// Reads all files; those of a folder in the order of their paths.
pub(crate) fn collect(paths: &[PathBuf]) -> (Vec<SourceFile>, Diagnostics) {
    let mut sources = Vec::new();
    let mut diagnostics = Diagnostics::default();
    for path in paths {
        let files = if path.is_dir() { walk(path, &mut diagnostics) } else { vec![path.clone()] };
        for file in files {
            match read(&file) {
                Ok(bytes) => sources.push(SourceFile { name: name(&file), bytes, named: file == *path }),
                Err(error) => diagnostics.push(unreadable(&file, &error)),
            }
        }
    }
    (sources, diagnostics)
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("longer than {} MiB", LONGEST >> 20)));
    }
    Ok(bytes)
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("unreadable-source", format!("the file cannot be read: {error}")).at(name(path), 1)
}

/// All files below a folder, but for hidden ones. Links to folders are not followed: they may lead in circles.
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
