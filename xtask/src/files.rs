//! Writing files: all of them or none, each one whole at any moment.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::NamedTempFile;

/// A file to be written.
pub(crate) struct NewFile {
    pub(crate) path: PathBuf,
    pub(crate) content: String,
}

/// Writes all files. Until everything is on the disk beside its place, nothing is put in place; each file is then
/// renamed, so that whoever looks finds the old or the new one, whole.
pub(crate) fn write_all(files: &[NewFile]) -> io::Result<()> {
    let folders: BTreeSet<&Path> = files.iter().map(|file| folder(&file.path)).collect();
    folders.iter().for_each(|folder| sweep(folder));
    let mut created = Vec::new();
    let result = stage_all(files, &mut created).and_then(|staged| {
        for (temporary, file) in staged.into_iter().zip(files) {
            temporary.persist(&file.path).map_err(|error| named(error.error, &file.path))?;
        }
        sync_all(&folders)
    });
    if result.is_err() {
        // A folder that holds something stays: then it is not ours alone.
        created.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
    }
    result
}

fn stage_all(files: &[NewFile], created: &mut Vec<PathBuf>) -> io::Result<Vec<NamedTempFile>> {
    files.iter().map(|file| stage(file, created).map_err(|error| named(error, &file.path))).collect()
}

fn stage(file: &NewFile, created: &mut Vec<PathBuf>) -> io::Result<NamedTempFile> {
    let folder = folder(&file.path);
    let missing = folder.ancestors().take_while(|ancestor| !ancestor.as_os_str().is_empty() && !ancestor.exists());
    let missing: Vec<PathBuf> = missing.map(Path::to_owned).collect();
    created.extend(missing.into_iter().rev());
    fs::create_dir_all(folder)?;
    let mut temporary = builder().tempfile_in(folder)?;
    temporary.write_all(file.content.as_bytes())?;
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// Takes away what runs left behind that were killed: who else is at work now needs his files for seconds.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        if is_ours && age().is_some_and(|age| age > LEFT_BEHIND) {
            // What cannot be taken away harms nobody.
            let _ = fs::remove_file(entry.path());
        }
    }
}

const PREFIX: &str = ".new-";
const SUFFIX: &str = ".tmp";
/// How old a temporary file is that nobody is writing any more.
const LEFT_BEHIND: Duration = Duration::from_secs(60 * 60);

/// Temporary files are readable like others once they are in place.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    builder
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A rename is on the disk when its folder is.
fn sync_all(folders: &BTreeSet<&Path>) -> io::Result<()> {
    if cfg!(unix) {
        folders.iter().try_for_each(|folder| File::open(folder)?.sync_all().map_err(|error| named(error, folder)))?;
    }
    Ok(())
}

fn named(error: io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: PathBuf, content: &str) -> NewFile {
        NewFile { path, content: content.to_owned() }
    }

    #[test]
    fn folders_are_made_and_files_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/c.json");
        write_all(&[file(path.clone(), "old")]).unwrap();
        write_all(&[file(path.clone(), "new")]).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path().join("a/b")).unwrap().count(), 1);
    }

    #[test]
    fn what_was_left_behind_is_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let names = [".new-old.tmp", ".new-young.tmp", "old.tmp"];
        for name in names {
            let file = File::create(folder.path().join(name)).unwrap();
            if name.contains("old") {
                file.set_modified(std::time::SystemTime::now() - LEFT_BEHIND * 2).unwrap();
            }
        }
        write_all(&[file(folder.path().join("c.json"), "new")]).unwrap();
        assert_eq!(names.map(|name| folder.path().join(name).exists()), [false, true, true]);
    }

    #[test]
    fn one_that_cannot_be_written_keeps_all_others_back() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        let good = folder.path().join("new/good.json");
        let bad = folder.path().join("file/bad.json");
        assert!(write_all(&[file(good.clone(), "x"), file(bad, "y")]).is_err());
        assert!(!good.exists());
        assert!(!folder.path().join("new").exists());
    }
}
