//! Hashes of contents, by which changes are detected.

use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::{fs, io};

/// A hash of named parts.
#[derive(Default)]
pub struct Content(Sha256);

impl Content {
    /// Adds a part with its length, so that different lists of parts never have the same bytes.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        for part in [name.as_bytes(), bytes] {
            self.0.update((part.len() as u64).to_le_bytes());
            self.0.update(part);
        }
    }

    /// Returns the hash of all parts.
    pub fn hash(self) -> String {
        hex(&self.0.finalize())
    }
}

/// Returns the size and the time of this program's file.
///
/// They identify the generator. A hash of the file would take a quarter of the time of generating a
/// large product.
///
/// # Errors
/// Returns an error if the file cannot be found.
pub fn generator() -> io::Result<String> {
    let program = fs::metadata(std::env::current_exe()?)?;
    Ok(format!("{} bytes, {:?}", program.len(), program.modified()?))
}

/// Returns the hash of the inputs of a crate: the generator and its named inputs.
pub fn input_hash(
    generator: &str,
    parts: impl Iterator<Item = (impl AsRef<str>, impl AsRef<[u8]>)>,
) -> String {
    let mut content = Content::default();
    content.add("generator", generator.as_bytes());
    parts.for_each(|(name, bytes)| content.add(name.as_ref(), bytes.as_ref()));
    content.hash()
}

/// Returns the hash of a text. Line endings make no difference.
pub fn text_hash(text: &[u8]) -> String {
    hex(&Sha256::digest(with_lf(text)))
}

/// Returns whether two texts are equal, ignoring line endings. Git may change those when it checks
/// a file out.
pub fn same_text(one: &[u8], other: &[u8]) -> bool {
    one == other || with_lf(one) == with_lf(other)
}

/// Returns the text with `\n` in place of `\r\n`.
fn with_lf(text: &[u8]) -> Cow<'_, [u8]> {
    // Almost no text has `\r`, and a search for one byte is much faster than for two.
    if !text.contains(&b'\r') {
        return Cow::Borrowed(text);
    }
    let mut lf = Vec::with_capacity(text.len());
    for (at, byte) in text.iter().enumerate() {
        if *byte != b'\r' || text.get(at + 1) != Some(&b'\n') {
            lf.push(*byte);
        }
    }
    Cow::Owned(lf)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_endings_make_no_difference() {
        assert_eq!(text_hash(b"a\r\nb\r\n"), text_hash(b"a\nb\n"));
        assert!(
            same_text(b"a\r\n", b"a\n")
                && !same_text(b"a\r", b"a\n")
                && !same_text(b"a\r\r\n", b"a\n")
        );
        assert_eq!(
            text_hash(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
