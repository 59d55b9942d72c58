//! The last release, read through `git`: its files, and the differences of today's files.

use super::packages::{CHANGELOG, Package};
use crate::process::run;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};

/// The commit of the last release.
pub(super) struct Baseline {
    root: PathBuf,
    /// `None` before the first release.
    pub(super) reference: Option<String>,
    /// The files that differ from it, relative to the root.
    changed: BTreeSet<PathBuf>,
}

impl Baseline {
    /// Finds the last release.
    ///
    /// # Errors
    /// Returns an error if git fails, or if there is no such commit.
    pub(super) fn new(root: &Path, since: Option<&str>) -> Result<Self, Diagnostics> {
        let mut baseline =
            Self { root: root.to_owned(), reference: None, changed: BTreeSet::new() };
        baseline.reference = match since {
            Some(since) => Some(since.to_owned()),
            None => baseline.last_tag()?,
        };
        if let Some(reference) = &baseline.reference {
            let committed =
                baseline.git(&["diff", "--name-only", "--relative", "-z", reference, "--"])?;
            let new = baseline.git(&["ls-files", "--others", "--exclude-standard", "-z"])?;
            let paths = committed.split('\0').chain(new.split('\0')).map(PathBuf::from);
            baseline.changed = paths.filter(|path| !path.as_os_str().is_empty()).collect();
        }
        Ok(baseline)
    }

    fn last_tag(&self) -> Result<Option<String>, Diagnostics> {
        let tags = ["tag", "--merged", "HEAD", "--sort=-creatordate", "--list", "v*"];
        Ok(self.git(&tags)?.lines().next().map(str::to_owned))
    }

    /// Returns whether a file of a package differs from the last release, ignoring its changelog.
    pub(super) fn is_changed(&self, package: &Package) -> bool {
        self.changes(package).next().is_some()
    }

    /// Returns whether code of a package differs from the last release, and not only data.
    pub(super) fn has_changed_code(&self, package: &Package) -> bool {
        let is_code = |path: &Path| {
            path.extension().is_some_and(|it| it == "rs") || path.ends_with("Cargo.toml")
        };
        self.changes(package).any(is_code)
    }

    fn changes(&self, package: &Package) -> impl Iterator<Item = &Path> {
        let folder = package.folder.strip_prefix(&self.root).unwrap_or(&package.folder).to_owned();
        let changelog = folder.join(CHANGELOG);
        let paths = self.changed.iter().map(PathBuf::as_path);
        paths.filter(move |path| path.starts_with(&folder) && *path != changelog)
    }

    /// Returns the text of a file at the last release, or `None` if it did not exist.
    ///
    /// # Errors
    /// Returns an error if git fails.
    pub(super) fn file(&self, path: &Path) -> Result<Option<String>, Diagnostics> {
        let files = self.files(path)?;
        let Some((reference, file)) = self.reference.as_ref().zip(files.first()) else {
            return Ok(None);
        };
        self.git(&["show", &format!("{reference}:./{file}")]).map(Some)
    }

    /// Returns the paths of a file, or of all files below a folder, relative to the root.
    ///
    /// # Errors
    /// Returns an error if git fails.
    pub(super) fn files(&self, path: &Path) -> Result<Vec<String>, Diagnostics> {
        let Some(reference) = &self.reference else { return Ok(Vec::new()) };
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        let below = below.to_string_lossy().replace('\\', "/");
        let list = self.git(&["ls-tree", "-r", "-z", "--name-only", reference, "--", &below])?;
        Ok(list.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
    }

    fn git(&self, arguments: &[&str]) -> Result<String, Diagnostics> {
        let mut git = Command::new("git");
        let output = run(git.arg("-C").arg(&self.root).args(arguments)).map_err(|message| {
            let help = "name the commit or the tag of the last release with `--since`";
            let error = Diagnostic::error("no-baseline", message);
            Diagnostics::from(error.in_file(self.root.display().to_string()).help(help))
        })?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
