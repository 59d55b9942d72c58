//! The file of a report: a new file, or one with an earlier report.

use serde_json::Value;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_tool::files::{NewFile, sweep, write_all};
use tencentcloud_tool::lock::Lock;

/// A file that a report may be written to.
#[derive(Debug)]
pub(crate) struct ReportFile {
    path: PathBuf,
    /// True for a pipe or a device, which cannot be replaced.
    is_special: bool,
}

impl ReportFile {
    /// Inspects the existing file before any work is done. A report is recognised by the keys of
    /// its JSON.
    ///
    /// # Errors
    /// Returns an error if the file is not a report.
    pub(crate) fn check(path: &Path, keys: &[&str]) -> Result<Self, Diagnostics> {
        // A link that the user names is followed.
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let is_special = match fs::metadata(&real) {
            Err(_) => false,
            Ok(metadata)
                if metadata.is_file() && (metadata.len() == 0 || is_report(&real, keys)) =>
            {
                false
            }
            Ok(metadata) if metadata.is_file() || metadata.is_dir() => {
                return Err(Diagnostic::error(
                    "foreign-file",
                    "exists, and is not a report of an earlier run",
                )
                .in_file(path.display().to_string())
                .help("move it away, or name another file")
                .into());
            }
            Ok(_) => true,
        };
        Ok(Self { path: real, is_special })
    }

    /// Writes a report as a whole.
    ///
    /// # Errors
    /// Returns an error that names the file if it cannot be written.
    pub(crate) fn write(self, report: &str) -> io::Result<()> {
        if self.is_special {
            return fs::write(&self.path, report)
                .map_err(|error| tencentcloud_tool::lock::named(&error, &self.path));
        }
        let folder = match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        let lock = Lock::acquire(&[&folder])?;
        sweep(&folder, &lock);
        write_all(&folder, &[NewFile { path: self.path, content: report.to_owned() }])
    }
}

/// Returns whether a file contains a JSON object with these keys.
fn is_report(path: &Path, keys: &[&str]) -> bool {
    let report = fs::read(path).ok().and_then(|text| serde_json::from_slice::<Value>(&text).ok());
    report.is_some_and(|report| keys.iter().all(|key| report.get(key).is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 3] = ["products", "failures", "seconds"];

    #[test]
    fn only_a_report_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/report.json");
        let report = r#"{"products": {}, "failures": [], "seconds": {}}"#;
        for _ in 0..2 {
            ReportFile::check(&path, &KEYS).unwrap().write(report).unwrap();
        }
        fs::write(&path, "").unwrap();
        ReportFile::check(&path, &KEYS).unwrap();
        fs::write(&path, "[package]").unwrap();
        assert!(
            ReportFile::check(&path, &KEYS).unwrap_err().to_string().contains("deep/report.json")
        );
        assert!(ReportFile::check(folder.path(), &KEYS).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "[package]");
    }
}
