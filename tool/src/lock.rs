//! A lock that lets one run at a time write to a folder. The operating system releases the lock of
//! a killed run.

use crate::{paths, print, program};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The exclusive right to write below some folders.
pub struct Lock {
    locked: Vec<(PathBuf, Option<File>)>,
    created: Vec<PathBuf>,
}

impl Lock {
    /// Creates missing folders and locks all. Waits while another run has a lock, and prints a line
    /// about it.
    ///
    /// # Errors
    /// Returns an error that names the folder if it cannot be created or opened.
    pub fn acquire(folders: &[&Path]) -> io::Result<Self> {
        let mut lock = Self { locked: Vec::new(), created: Vec::new() };
        // Sorted, so that two runs never wait for each other.
        let folders: BTreeSet<PathBuf> =
            folders.iter().map(|folder| paths::absolute(folder)).collect();
        for folder in folders {
            lock.add(&folder).map_err(|error| named(&error, &folder))?;
        }
        Ok(lock)
    }

    fn add(&mut self, folder: &Path) -> io::Result<()> {
        loop {
            self.created.extend(create(folder)?);
            let file = platform::lock(folder)?;
            // A run without changes removes the folder that it created, so the path may be gone by
            // now.
            if file.as_ref().is_none_or(|file| platform::is_at(file, folder)) {
                self.locked.push((folder.to_owned(), file));
                return Ok(());
            }
        }
    }

    /// Returns whether the lock covers a folder. Only then may files of killed runs be removed.
    pub fn holds(&self, folder: &Path) -> bool {
        let folder = paths::absolute(folder);
        self.locked.iter().any(|(locked, file)| file.is_some() && folder.starts_with(locked))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.locked.clear();
        // A folder that is not empty is kept.
        self.created.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
    }
}

/// Creates a folder, and returns the parts of its path that were missing, the outermost first.
///
/// # Errors
/// Returns an error if the folder cannot be created. Parts that were created are removed again.
pub fn create(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_missing = |ancestor: &&Path| !ancestor.as_os_str().is_empty() && !ancestor.exists();
    let mut missing: Vec<PathBuf> =
        folder.ancestors().take_while(is_missing).map(Path::to_owned).collect();
    missing.reverse();
    match fs::create_dir_all(folder) {
        Ok(()) => Ok(missing),
        Err(error) => {
            missing.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
            Err(error)
        }
    }
}

/// Returns the error with the path that it is about.
pub fn named(error: &io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

fn say_waiting(folder: &Path) {
    print::stderr(&format!(
        "waiting: another run of `{}` writes to {}\n",
        program::name(),
        folder.display()
    ));
}

/// The folder itself is locked, so no file is left in it.
#[cfg(unix)]
mod platform {
    use rustix::fs::{FlockOperation, flock};
    use rustix::io::Errno;
    use std::fs::{self, File};
    use std::io;
    use std::os::unix::fs::MetadataExt as _;
    use std::path::Path;

    /// Returns `None` on a file system that has no locks.
    pub(super) fn lock(folder: &Path) -> io::Result<Option<File>> {
        let file = File::open(folder)?;
        let first = flock(&file, FlockOperation::NonBlockingLockExclusive);
        let locked = match first {
            Err(Errno::WOULDBLOCK) => {
                super::say_waiting(folder);
                rustix::io::retry_on_intr(|| flock(&file, FlockOperation::LockExclusive))
            }
            other => other,
        };
        Ok(locked.is_ok().then_some(file))
    }

    /// Returns whether the locked folder is still the one at its path.
    pub(super) fn is_at(file: &File, folder: &Path) -> bool {
        let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
        match (file.metadata(), fs::metadata(folder)) {
            (Ok(locked), Ok(there)) => identity(locked) == identity(there),
            _ => false,
        }
    }
}

/// A file that nobody else can open while it is open, and that the system deletes when it is
/// closed.
#[cfg(windows)]
mod platform {
    use std::fs::{File, OpenOptions};
    use std::io;
    use std::os::windows::fs::OpenOptionsExt as _;
    use std::path::Path;
    use std::time::Duration;

    const DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const SHARING_VIOLATION: i32 = 32;
    /// The error code of opening a file that the system is deleting.
    const ACCESS_DENIED: i32 = 5;

    pub(super) fn lock(folder: &Path) -> io::Result<Option<File>> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).share_mode(0).custom_flags(DELETE_ON_CLOSE);
        for attempt in 0u64.. {
            match options.open(folder.join(".codegen-lock")) {
                Err(error)
                    if error.raw_os_error() == Some(SHARING_VIOLATION)
                        || (error.raw_os_error() == Some(ACCESS_DENIED) && attempt < 10) =>
                {
                    if attempt == 0 {
                        super::say_waiting(folder);
                    }
                    std::thread::sleep(Duration::from_millis(200));
                }
                other => return other.map(Some),
            }
        }
        Ok(None)
    }

    pub(super) fn is_at(_: &File, _: &Path) -> bool {
        true
    }
}

#[cfg(not(any(unix, windows)))]
mod platform {
    use std::fs::File;
    use std::io;
    use std::path::Path;

    pub(super) fn lock(_: &Path) -> io::Result<Option<File>> {
        Ok(None)
    }

    pub(super) fn is_at(_: &File, _: &Path) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_stays_empty_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        let lock = Lock::acquire(&[&deep, &deep]).unwrap();
        assert!(deep.is_dir() && lock.holds(&deep.join("c")) && !lock.holds(folder.path()));
        drop(lock);
        assert!(!folder.path().join("a").exists());
        let lock = Lock::acquire(&[&deep]).unwrap();
        fs::write(deep.join("file"), "").unwrap();
        drop(lock);
        assert!(deep.exists());
    }

    #[test]
    fn a_file_in_the_way_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        let error = Lock::acquire(&[&folder.path().join("file/out")]).err().unwrap();
        assert!(error.to_string().contains("file/out"), "{error}");
    }
}
