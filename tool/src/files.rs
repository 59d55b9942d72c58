//! Writing files: all or none, and each file is complete at any moment.

use crate::content::same_text;
use crate::lock::{Lock, create, named};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// A file to be written.
#[derive(Clone)]
pub struct NewFile {
    /// The path of the file.
    pub path: PathBuf,
    /// The content of the file.
    pub content: String,
}

impl NewFile {
    /// Returns whether the file exists with this content. Line endings make no difference.
    pub fn is_there(&self) -> bool {
        fs::read(&self.path).is_ok_and(|there| same_text(&there, self.content.as_bytes()))
    }
}

/// Writes all files below a folder that the run has locked.
///
/// All files are first written next to their places, then each one is renamed. A reader finds the
/// old or the new file, complete.
///
/// # Errors
/// Returns an error that names the file if one cannot be written, or would be written through a
/// symbolic link.
pub fn write_all(root: &Path, files: &[NewFile]) -> io::Result<()> {
    let folders: BTreeSet<&Path> = files.iter().map(|file| folder(&file.path)).collect();
    files.iter().try_for_each(|file| refuse_links(root, &file.path))?;
    let mut created = Vec::new();
    let result = stage_all(files, &mut created).and_then(|staged| {
        for (temporary, file) in staged.into_iter().zip(files) {
            temporary.persist(&file.path).map_err(|error| named(&error.error, &file.path))?;
        }
        sync_all(&folders)
    });
    if result.is_err() {
        // A folder that is not empty is kept: somebody else uses it too.
        created.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
    }
    result
}

/// Returns an error if a path is not a regular file, or is below a symbolic link.
fn refuse_links(root: &Path, path: &Path) -> io::Result<()> {
    let inside = path.ancestors().take_while(|ancestor| *ancestor != root);
    for ancestor in inside {
        let Ok(metadata) = fs::symlink_metadata(ancestor) else { continue };
        let is_right = if ancestor == path { metadata.is_file() } else { metadata.is_dir() };
        if !is_right {
            let what = if metadata.is_symlink() { "is a symbolic link" } else { "is in the way" };
            let message = format!("{what}: move it away, or write to another folder");
            return Err(named(&io::Error::new(io::ErrorKind::AlreadyExists, message), ancestor));
        }
    }
    Ok(())
}

fn stage_all(files: &[NewFile], created: &mut Vec<PathBuf>) -> io::Result<Vec<TempPath>> {
    files
        .iter()
        .map(|file| stage(file, created).map_err(|error| named(&error, &file.path)))
        .collect()
}

/// Writes a file next to its place, and closes it, because a system may allow few open files.
fn stage(file: &NewFile, created: &mut Vec<PathBuf>) -> io::Result<TempPath> {
    let folder = folder(&file.path);
    created.extend(create(folder)?);
    let mut temporary = builder().tempfile_in(folder)?;
    temporary.write_all(file.content.as_bytes())?;
    temporary.as_file().sync_all()?;
    Ok(temporary.into_temp_path())
}

/// Removes temporary files of killed runs, if no other run is writing now.
///
/// Call it before the first file is written, because threads of this run write at the same time.
pub fn sweep(folder: &Path, lock: &Lock) {
    if !lock.holds(folder) {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_ours = entry
            .file_name()
            .to_str()
            .is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if is_ours {
            // A file that cannot be removed does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

const PREFIX: &str = ".new-";
const SUFFIX: &str = ".tmp";

/// Returns a builder of temporary files with the usual permissions, which they keep in their
/// places.
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

/// Syncs the folders, because a rename is on the disk only after that.
fn sync_all(folders: &BTreeSet<&Path>) -> io::Result<()> {
    if cfg!(unix) {
        folders.iter().try_for_each(|folder| {
            File::open(folder)?.sync_all().map_err(|error| named(&error, folder))
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: PathBuf, content: &str) -> NewFile {
        NewFile { path, content: content.to_owned() }
    }

    fn write(root: &Path, files: &[NewFile]) -> io::Result<()> {
        let lock = Lock::acquire(&[root]).unwrap();
        files.iter().for_each(|file| sweep(folder(&file.path), &lock));
        write_all(root, files)
    }

    #[test]
    fn folders_are_created_and_files_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/c.json");
        write(folder.path(), &[file(path.clone(), "old")]).unwrap();
        fs::write(folder.path().join("a/b/.new-killed.tmp"), "half").unwrap();
        fs::write(folder.path().join("a/b/mine.tmp"), "").unwrap();
        write(folder.path(), &[file(path.clone(), "new")]).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path().join("a/b")).unwrap().count(), 2);
    }

    #[test]
    fn one_that_cannot_be_written_keeps_all_others_back() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        let good = folder.path().join("new/good.json");
        let bad = folder.path().join("file/bad.json");
        assert!(write(folder.path(), &[file(good.clone(), "x"), file(bad, "y")]).is_err());
        assert!(!good.exists());
        assert!(!folder.path().join("new").exists());
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let [root, outside] = ["root", "outside"].map(|name| folder.path().join(name));
        [&root, &outside].iter().for_each(|folder| fs::create_dir(folder).unwrap());
        symlink(&outside, root.join("linked")).unwrap();
        fs::write(outside.join("mine.json"), "mine").unwrap();
        symlink(outside.join("mine.json"), root.join("file.json")).unwrap();
        for name in ["linked/new.json", "file.json"] {
            let error = write(&root, &[file(root.join(name), "x")]).unwrap_err();
            assert!(error.to_string().contains("is a symbolic link"), "{error}");
        }
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
        assert_eq!(fs::read_to_string(outside.join("mine.json")).unwrap(), "mine");
    }
}
