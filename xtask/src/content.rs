//! Hashes of contents: what tells whether anything changed.

use crate::tree;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::{fs, io};
use tencentcloud_codegen::Files;

/// Named parts, hashed one after the other.
#[derive(Default)]
pub(crate) struct Content(Sha256);

impl Content {
    /// Adds a part with its length, so that no two lists of parts are the same bytes.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) {
        for part in [name.as_bytes(), bytes] {
            self.0.update((part.len() as u64).to_le_bytes());
            self.0.update(part);
        }
    }

    /// The hash of all parts.
    pub(crate) fn hash(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What tells this very program, which decides what is generated, from others that are built in its place: how long it
/// is and when it was written. To hash it took a quarter of the time of generating a large product.
///
/// # Errors
/// Where it cannot be found.
pub(crate) fn generator() -> io::Result<String> {
    let program = fs::metadata(std::env::current_exe()?)?;
    Ok(format!("{} bytes, {:?}", program.len(), program.modified()?))
}

/// The hash of what a crate is made from: the generator and its named inputs.
pub(crate) fn input_hash(generator: &str, parts: impl Iterator<Item = (impl AsRef<str>, impl AsRef<[u8]>)>) -> String {
    let mut content = Content::default();
    content.add("generator", generator.as_bytes());
    parts.for_each(|(name, bytes)| content.add(name.as_ref(), bytes.as_ref()));
    content.hash()
}

/// The hash of files that are to be in a folder.
pub(crate) fn files_hash(files: &Files) -> String {
    let mut content = Content::default();
    files.iter().for_each(|(path, text)| content.add(path, text.as_bytes()));
    content.hash()
}

/// The hash of the files that are in a folder.
///
/// # Errors
/// Where the folder or a file cannot be read.
pub(crate) fn folder_hash(folder: &Path) -> io::Result<String> {
    let mut content = Content::default();
    for path in tree::all_files(folder)? {
        content.add(&path, &fs::read(folder.join(&path))?);
    }
    Ok(content.hash())
}
