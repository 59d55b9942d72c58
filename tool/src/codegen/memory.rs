//! Notes about earlier runs. A product that did not change is not generated again.
//!
//! A note for each crate states its input, its generator and the hashes of its files. It is kept
//! next to this program, in cargo's target folder, because generated folders contain only what
//! follows from the description. The files on the disk are compared with the note, so an edited
//! file is noticed and repaired.

use super::generated::Product;
use crate::content::{Content, generator, input_hash};
use crate::files::{NewFile, sweep, write_all};
use crate::lock::Lock;
use crate::tree::{intact, manifest_hash};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::{fs, io};
use tencentcloud_codegen::Files;

/// The folder of notes.
pub(super) struct Memory {
    folder: PathBuf,
    generator: String,
}

/// The note about one crate.
#[derive(Serialize, Deserialize)]
struct Note {
    /// The folder of the crate.
    place: PathBuf,
    /// The hash of the generator and of all inputs.
    input: String,
    /// The hash of the crate's manifest, which has the hashes of its files.
    files: String,
    /// The result of a run that changes nothing.
    product: Product,
}

impl Memory {
    /// Opens the notes of this program. Returns `None` if its folder is unknown, which costs only
    /// time.
    pub(super) fn open() -> Option<Self> {
        let folder = std::env::current_exe().ok()?.parent()?.join("xtask-codegen");
        Some(Self { folder, generator: generator().ok()? })
    }

    /// Returns the hash of the inputs of a crate.
    pub(super) fn input(&self, parts: impl Iterator<Item = (String, Vec<u8>)>) -> String {
        input_hash(&self.generator, parts)
    }

    /// Returns the result for a crate that is up to date with this input and this generator.
    pub(super) fn recall(&self, place: &Path, input: &str) -> Option<Product> {
        let note: Note = serde_json::from_slice(&fs::read(self.file(place)?).ok()?).ok()?;
        let is_current =
            note.input == input && intact(place).is_some_and(|files| files == note.files);
        is_current.then_some(note.product)
    }

    /// Writes the note of a crate. If that fails, the next run generates the crate again.
    pub(super) fn remember(&self, place: &Path, input: &str, files: &Files, product: Product) {
        let _ = self.write(place, input, files, product);
    }

    fn write(&self, place: &Path, input: &str, files: &Files, product: Product) -> io::Result<()> {
        let Some(file) = self.file(place) else { return Ok(()) };
        let lock = Lock::acquire(&[&self.folder])?;
        self.forget_gone();
        let note = Note {
            place: place.canonicalize()?,
            input: input.to_owned(),
            files: manifest_hash(files),
            product,
        };
        sweep(&self.folder, &lock);
        write_all(&self.folder, &[NewFile { path: file, content: serde_json::to_string(&note)? }])
    }

    /// Returns the path of the note of a crate that exists.
    fn file(&self, place: &Path) -> Option<PathBuf> {
        let mut content = Content::default();
        content.add("place", place.canonicalize().ok()?.to_string_lossy().as_bytes());
        Some(self.folder.join(content.hash()).with_extension("json"))
    }

    /// Removes the notes of crates that no longer exist.
    fn forget_gone(&self) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let note = fs::read(entry.path())
                .ok()
                .and_then(|text| serde_json::from_slice::<Note>(&text).ok());
            if note.is_some_and(|note| !note.place.exists()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product() -> Product {
        let (versions, written, removed) = (Vec::new(), Vec::new(), Vec::new());
        let (product, folder) = ("cats".to_owned(), "cats".to_owned());
        Product { product, folder, versions, files: 1, written, removed }
    }

    #[test]
    fn a_crate_is_known_until_its_input_or_one_of_its_files_changes() {
        let temporary = tempfile::tempdir().unwrap();
        let place = temporary.path().join("crate");
        let mut files = Files::default();
        files.insert("one.rs", "// one\n");
        crate::tree::write(&place, files.clone(), false, "").unwrap();
        let memory =
            Memory { folder: temporary.path().join("notes"), generator: "this".to_owned() };
        let input =
            |text: &str| memory.input([("file".to_owned(), text.as_bytes().to_vec())].into_iter());
        assert_eq!(memory.recall(&place, &input("a")), None, "nothing was noted");

        memory.remember(&place, &input("a"), &files, product());
        assert_eq!(memory.recall(&place, &input("a")), Some(product()));
        assert_eq!(memory.recall(&place, &input("b")), None, "another description");
        fs::write(place.join("two.rs"), "").unwrap();
        fs::write(place.join("one.rs"), "// one\r\n").unwrap();
        assert!(
            memory.recall(&place, &input("a")).is_some(),
            "somebody's file, and other line endings"
        );
        fs::write(place.join("one.rs"), "// edited").unwrap();
        assert_eq!(memory.recall(&place, &input("a")), None, "an edited file");

        fs::remove_dir_all(&place).unwrap();
        fs::create_dir_all(temporary.path().join("other")).unwrap();
        memory.remember(&temporary.path().join("other"), &input("a"), &files, product());
        assert_eq!(
            fs::read_dir(temporary.path().join("notes")).unwrap().count(),
            1,
            "the note of what is gone"
        );
    }
}
