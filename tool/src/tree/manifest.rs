//! The manifest of a generated folder: the files that this tool wrote there, with their hashes.

use super::names;
use crate::content::text_hash;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};
use tencentcloud_codegen::Files;

/// The name of the manifest file.
pub const FILE: &str = ".codegen-manifest.json";

const FORMAT: u32 = 1;

/// The files of a folder that this tool wrote. Files that are not listed belong to somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    format: u32,
    /// SHA-256 of each file, with LF line endings.
    files: BTreeMap<String, String>,
    /// The hashes of the files before the current write, or before a write that was killed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    before: BTreeMap<String, String>,
}

impl Manifest {
    /// Returns the manifest of a folder with exactly these files.
    pub(super) fn from_files(files: &Files) -> Self {
        let files: Vec<_> = files.iter().collect();
        let hash =
            |(path, content): &(&str, &str)| ((*path).to_owned(), text_hash(content.as_bytes()));
        Self {
            format: FORMAT,
            files: files.par_iter().map(hash).collect(),
            before: BTreeMap::new(),
        }
    }

    /// Returns the manifest for the time of a write, with the hashes of the replaced files.
    pub(super) fn during(&self, before: BTreeMap<String, String>) -> Self {
        Self { before, ..self.clone() }
    }

    /// Reads the manifest of a folder. Returns `None` if it has none.
    ///
    /// # Errors
    /// Returns the reason if the manifest cannot be used.
    pub(super) fn load(folder: &Path) -> Result<Option<Self>, String> {
        let path = folder.join(FILE);
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("it cannot be read: {error}")),
            Ok(metadata) if !metadata.is_file() => return Err("it is no regular file".to_owned()),
            Ok(_) => {}
        }
        let text = fs::read(&path).map_err(|error| format!("it cannot be read: {error}"))?;
        let manifest: Self = serde_json::from_slice(&text).map_err(|error| error.to_string())?;
        if manifest.format != FORMAT {
            return Err(format!("its format is {}, and this tool knows {FORMAT}", manifest.format));
        }
        let outside =
            manifest.paths().into_iter().find(|path| !names::is_inside(path)).map(str::to_owned);
        match outside {
            Some(outside) => {
                Err(format!("it lists `{outside}`, which is no path of a generated file"))
            }
            None => Ok(Some(manifest)),
        }
    }

    /// Returns whether this tool wrote a file with this content.
    pub(super) fn wrote(&self, path: &str, hash: &str) -> bool {
        [&self.files, &self.before]
            .into_iter()
            .any(|hashes| hashes.get(path).is_some_and(|known| known == hash))
    }

    /// Returns whether this tool wrote a file, also if it was changed since.
    pub(super) fn lists(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.before.contains_key(path)
    }

    /// Returns the paths of all files that this tool wrote, sorted.
    pub(super) fn paths(&self) -> BTreeSet<&str> {
        self.files.keys().chain(self.before.keys()).map(String::as_str).collect()
    }

    /// Returns the content of the manifest file.
    ///
    /// # Errors
    /// Never fails for these types; the result is due to serde's signature.
    pub(super) fn to_json(&self) -> io::Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

/// Returns the hash of the manifest of these files.
pub fn manifest_hash(files: &Files) -> String {
    hash_of(&Manifest::from_files(files))
}

fn hash_of(manifest: &Manifest) -> String {
    text_hash(manifest.to_json().unwrap_or_default().as_bytes())
}

/// Returns the hash of a folder's manifest if every file has the listed content.
pub fn intact(folder: &Path) -> Option<String> {
    let manifest = Manifest::load(folder).ok()??;
    let is_intact = |(path, hash): (&String, &String)| {
        let path = folder.join(path);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file());
        is_file && fs::read(&path).is_ok_and(|bytes| text_hash(&bytes) == *hash)
    };
    (manifest.before.is_empty() && manifest.files.par_iter().all(is_intact))
        .then(|| hash_of(&manifest))
}

/// Returns whether this tool wrote into a folder before.
pub fn has_manifest(folder: &Path) -> bool {
    matches!(Manifest::load(folder), Ok(Some(_)))
}
