//! Folders of generated files: links and files in their places, and other entries in them.

use super::manifest::Manifest;
use super::{Finding, Stale, is_marked};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};
use tencentcloud_codegen::Files;

/// The state of each folder of a generated file.
pub(super) struct FolderStates {
    root: PathBuf,
    states: BTreeMap<String, FolderState>,
    /// The names to write in each folder, by their lower case.
    wanted: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(PartialEq, Eq)]
enum FolderState {
    Missing,
    There,
    /// Another kind of file is in its place.
    Blocked(Stale),
    /// A parent folder is blocked.
    Below,
}

impl FolderStates {
    /// Inspects the folders of all files. Links are not followed.
    pub(super) fn look(root: &Path, files: &Files, known: Option<&Manifest>) -> io::Result<Self> {
        let mut wanted: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        wanted.entry(String::new()).or_default();
        for (path, _) in files.iter() {
            let mut rest = path;
            while !rest.is_empty() {
                let (folder, name) = rest.rsplit_once('/').unwrap_or(("", rest));
                wanted
                    .entry(folder.to_owned())
                    .or_default()
                    .insert(name.to_lowercase(), name.to_owned());
                rest = folder;
            }
        }
        let known = known.iter().flat_map(|known| known.paths()).flat_map(ancestors);
        let all: BTreeSet<&str> = wanted.keys().map(String::as_str).chain(known).collect();
        let mut states = BTreeMap::new();
        for folder in all {
            states.insert(folder.to_owned(), state(root, folder, &states)?);
        }
        Ok(Self { root: root.to_owned(), states, wanted })
    }

    /// Returns whether a file can be written at a path.
    pub(super) fn lets_through(&self, path: &str) -> bool {
        matches!(self.states.get(parent(path)), Some(FolderState::Missing | FolderState::There))
    }

    /// Returns the obstacles to folders, and the entries next to generated files.
    pub(super) fn findings(&self, known: Option<&Manifest>) -> io::Result<Vec<Finding>> {
        let mut found = Vec::new();
        for (folder, names) in &self.wanted {
            match self.states.get(folder) {
                Some(FolderState::Blocked(why)) => found.push(Finding::new(folder, why.clone())),
                Some(FolderState::There) => found.extend(self.beside(folder, names, known)?),
                _ => {}
            }
        }
        Ok(found)
    }

    /// Returns entries whose names differ only in case from a name to write, and those that an
    /// earlier version left behind.
    fn beside(
        &self,
        folder: &str,
        names: &BTreeMap<String, String>,
        known: Option<&Manifest>,
    ) -> io::Result<Vec<Finding>> {
        let mut found = Vec::new();
        let place = self.root.join(folder);
        let named = |error: io::Error| crate::lock::named(&error, &place);
        for entry in fs::read_dir(&place).map_err(named)? {
            let entry = entry.map_err(named)?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            match names.get(&name.to_lowercase()) {
                _ if name.starts_with('.') || known.is_some_and(|known| known.lists(&path)) => {}
                Some(wanted) if *wanted == name => {}
                Some(wanted) => found.push(Finding::new(&path, Stale::CaseTwin(wanted.clone()))),
                None if known.is_none() && is_stray(&entry) => {
                    found.push(Finding::new(&path, Stale::Stray))
                }
                None => {}
            }
        }
        Ok(found)
    }
}

/// Returns whether an entry is a Rust file that is marked as generated.
fn is_stray(entry: &fs::DirEntry) -> bool {
    let is_rust = entry.path().extension().is_some_and(|extension| extension == "rs");
    let is_file = || entry.file_type().is_ok_and(|kind| kind.is_file());
    is_rust && is_file() && fs::read(entry.path()).is_ok_and(|content| is_marked(&content))
}

/// Returns the state of a folder. Parent folders must be in `outer` already.
fn state(
    root: &Path,
    folder: &str,
    outer: &BTreeMap<String, FolderState>,
) -> io::Result<FolderState> {
    if !folder.is_empty() {
        match outer.get(parent(folder)) {
            Some(FolderState::There) => {}
            Some(FolderState::Missing) => return Ok(FolderState::Missing),
            _ => return Ok(FolderState::Below),
        }
    }
    let place = if folder.is_empty() { root.to_owned() } else { root.join(folder) };
    match fs::symlink_metadata(&place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(FolderState::Missing),
        Err(error) => Err(crate::lock::named(&error, &place)),
        Ok(metadata) if metadata.is_symlink() => Ok(FolderState::Blocked(Stale::Link)),
        Ok(metadata) if !metadata.is_dir() => Ok(FolderState::Blocked(Stale::NoFolder)),
        Ok(_) => Ok(FolderState::There),
    }
}

/// Returns the folder of a path, or an empty text for a file at the top.
fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Returns all folders of a path, the innermost first.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(parent(path)), |folder| {
        if folder.is_empty() { None } else { Some(parent(folder)) }
    })
}
