//! Writing a generated folder in two steps: all new content next to the old, then one rename per
//! file.
//!
//! A killed run leaves complete files, old or new, a manifest that lists both, and a folder that
//! the next run removes.

use super::{OPEN_FILES, manifest};
use crate::lock::{Lock, create, named};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};
use tempfile::TempDir;

/// The prefix of the folder that has the new content until it is put in place.
const PREFIX: &str = ".codegen-staging-";

/// New content that waits to be put in place. Dropping it leaves everything unchanged.
pub struct Staged {
    folder: PathBuf,
    staging: TempDir,
    /// The paths of the files, by their numbers.
    places: Vec<PathBuf>,
    removed: Vec<PathBuf>,
    created: Created,
}

/// Created folders, which are removed again if they are empty in the end.
#[derive(Default)]
struct Created(Vec<PathBuf>);

impl Drop for Created {
    fn drop(&mut self) {
        self.0.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
    }
}

/// Writes new content next to the old, with one manifest for the time of the renames and one for
/// afterwards.
pub(super) fn stage(
    folder: &Path,
    written: &[(&str, &str)],
    removed: &[&str],
    manifests: [String; 2],
) -> io::Result<Staged> {
    let [places, removed] =
        [written.iter().map(|it| it.0).collect(), removed.to_vec()].map(|paths: Vec<&str>| {
            paths.into_iter().map(|path| folder.join(path)).collect::<Vec<_>>()
        });
    let mut created = Created(create(folder).map_err(|error| named(&error, folder))?);
    for parent in parents(places.iter().chain(&removed)) {
        created.0.extend(create(parent).map_err(|error| named(&error, parent))?);
        writable(parent).map_err(|error| named(&error, parent))?;
    }
    let staging = tempfile::Builder::new().prefix(PREFIX).tempdir_in(folder);
    let staging = staging.map_err(|error| named(&error, folder))?;
    let put = |name: &str, text: &str, place: &Path| {
        fs::write(staging.path().join(name), text).map_err(|error| named(&error, place))
    };
    let [during, after] = &manifests;
    put("during", during, &folder.join(manifest::FILE))?;
    put("after", after, &folder.join(manifest::FILE))?;
    // Creating a file takes longer than writing its content, on some disks much longer.
    let min = written.len().div_ceil(OPEN_FILES).max(1);
    let all = places.par_iter().enumerate().with_min_len(min);
    all.try_for_each(|(number, place)| put(&number.to_string(), written[number].1, place))?;
    Ok(Staged { folder: folder.to_owned(), staging, places, removed, created })
}

fn parents<'a>(paths: impl Iterator<Item = &'a PathBuf>) -> BTreeSet<&'a Path> {
    paths.filter_map(|path| path.parent()).collect()
}

/// Returns an error if files of a folder cannot be replaced, before any file is.
#[cfg(unix)]
fn writable(folder: &Path) -> io::Result<()> {
    use rustix::fs::{Access, access};
    Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
}

#[cfg(not(unix))]
fn writable(_: &Path) -> io::Result<()> {
    Ok(())
}

impl Staged {
    /// Puts all files in place.
    ///
    /// # Errors
    /// Returns an error that names the file if the system refuses a rename. Each file is then
    /// complete, old or new, and the next run finishes the work.
    pub fn commit(self) -> io::Result<()> {
        let Self { folder, staging, places, removed, created } = self;
        let put = |name: &str, place: &Path| {
            fs::rename(staging.path().join(name), place).map_err(|error| named(&error, place))
        };
        put("during", &folder.join(manifest::FILE))?;
        // Files are removed first, because the name of a new file may differ only in case.
        for path in &removed {
            fs::remove_file(path).map_err(|error| named(&error, path))?;
        }
        let min = places.len().div_ceil(OPEN_FILES).max(1);
        let all = places.par_iter().enumerate().with_min_len(min);
        all.try_for_each(|(number, place)| put(&number.to_string(), place))?;
        put("after", &folder.join(manifest::FILE))?;
        remove_empty(&folder, &removed);
        drop(created);
        staging.close()
    }
}

/// Removes the folders that contained only removed files.
fn remove_empty(folder: &Path, removed: &[PathBuf]) {
    for path in removed {
        let inside = path.ancestors().skip(1).take_while(|outer| *outer != folder);
        // The first folder that is not empty ends the loop, because its parents are not empty
        // either.
        let _ = inside.map(fs::remove_dir).take_while(Result::is_ok).count();
    }
}

/// Removes the folder of a run that was killed while it wrote this folder.
pub fn sweep(folder: &Path, lock: &Lock) {
    if !lock.holds(folder) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
        if is_ours && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            // A folder that cannot be removed does no harm.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
