//! The metadata of one version, as a description and documented calls.

use crate::services::{API, EXAMPLES};
use std::path::Path;
use std::{fs, io};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::import::{Options, SourceFile, import};
use tencentcloud_spec::model::Api;
use tencentcloud_spec::read::{Document, metadata};

/// The files of one version.
#[derive(Clone)]
pub struct VersionFiles {
    /// The version's folder below the services folder, with `/`.
    pub name: String,
    files: Vec<SourceFile>,
}

impl VersionFiles {
    /// Creates the sources from these files.
    pub fn new(name: String, files: Vec<SourceFile>) -> Self {
        Self { name, files }
    }

    /// Reads the files of a version.
    ///
    /// # Errors
    /// Returns an error if an existing file cannot be read.
    pub fn load(product: &str, version: &Path) -> io::Result<Self> {
        let folder = version.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{product}/{folder}");
        let mut files = Vec::new();
        for file in [API, EXAMPLES] {
            match fs::read(version.join(file)) {
                Ok(bytes) => {
                    files.push(SourceFile { name: format!("{name}/{file}"), bytes, named: true })
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound && file == EXAMPLES => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self::new(name, files))
    }

    /// Adds the files of another edition. The content of the files decides which one has priority.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        let edition = self.files.len();
        let named =
            |file: SourceFile| SourceFile { name: format!("{edition}/{}", file.name), ..file };
        self.files.extend(other.files.into_iter().map(named));
        self
    }

    /// Returns names and contents, by which changes are detected.
    pub fn parts(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice()))
    }

    /// Returns the description that the files give.
    ///
    /// Its product is the name of the folder. For some products that is not the name that requests
    /// are signed with.
    ///
    /// # Errors
    /// Returns the diagnostics of the files.
    pub fn describe(&self, product: &str) -> Result<Api, Diagnostics> {
        let options = Options { product: Some(product.to_owned()), version: None };
        let (mut imported, report) = import(&self.files, &|_| Vec::new(), &options);
        match imported.pop() {
            _ if report.diagnostics.has_errors() => Err(report.diagnostics),
            Some(only) if imported.is_empty() => Ok(only.api),
            _ => {
                Err(Diagnostic::error("versions", "the files of a folder describe one version")
                    .into())
            }
        }
    }

    /// Returns the documented calls unchanged, and the diagnostics of their texts.
    pub fn examples(&self) -> Option<(Document, Diagnostics)> {
        let file = self.files.iter().find(|file| file.name.ends_with(EXAMPLES))?;
        Some(metadata::read_metadata(std::str::from_utf8(&file.bytes).ok()?, &file.name))
    }
}
