//! The user's package: its manifest, and the dependencies that generated code needs.

use std::path::{Path, PathBuf};
use std::{fs, io};
use tencentcloud_codegen::Runtime;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_tool::codegen::unusable;
use tencentcloud_tool::files::{NewFile, write_all};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value};

/// The manifest of a package.
pub(super) struct Package {
    path: PathBuf,
    document: DocumentMut,
}

/// A dependency of a manifest.
pub(super) struct Dependency {
    pub(super) name: String,
    pub(super) source: Runtime,
    pub(super) features: Vec<&'static str>,
}

impl Package {
    /// Reads the manifest that is named, or the nearest one at or above this folder.
    ///
    /// # Errors
    /// Returns an error if there is none, or if it is not the manifest of a package.
    pub(super) fn locate(named: Option<&Path>) -> Result<Self, Diagnostics> {
        let path = match named {
            Some(path) => path.to_owned(),
            None => nearest()?,
        };
        let text = fs::read_to_string(&path).map_err(|error| unusable(&path, &error))?;
        let fault = |message: String| {
            Diagnostic::error("unusable-manifest", message).in_file(path.display().to_string())
        };
        let document: DocumentMut = text.parse().map_err(|error| fault(format!("{error}")))?;
        if document.get("package").is_none() {
            let help =
                "run the command in the folder of a package, or name one with --manifest-path";
            return Err(fault("there is no [package] in it".to_owned()).help(help).into());
        }
        Ok(Self { path, document })
    }

    /// Returns the path of the manifest.
    pub(super) fn path(&self) -> String {
        self.path.display().to_string()
    }

    /// Returns the package's folder.
    pub(super) fn folder(&self) -> PathBuf {
        let parent = self.path.parent().filter(|parent| !parent.as_os_str().is_empty());
        parent.unwrap_or(Path::new(".")).to_owned()
    }

    /// Returns a dependency of the manifest as a line.
    pub(super) fn line(&self, name: &str) -> Option<String> {
        let value = self.document.get("dependencies")?.get(name)?.as_value()?;
        Some(format!("{name} = {}", value.to_string().trim()))
    }

    /// Returns whether the manifest has a dependency.
    pub(super) fn has(&self, name: &str) -> bool {
        self.document.get("dependencies").is_some_and(|table| table.get(name).is_some())
    }

    /// Adds a dependency if the manifest has none of its name, and returns whether it did.
    ///
    /// # Errors
    /// Returns an error if `dependencies` is not a table, or if the manifest cannot be written.
    pub(super) fn add(&mut self, dependency: &Dependency) -> Result<bool, Diagnostics> {
        if self.has(&dependency.name) {
            return Ok(false);
        }
        let item = self.document.entry("dependencies").or_insert(Item::Table(Table::new()));
        let Some(table) = item.as_table_like_mut() else {
            let error = Diagnostic::error("unusable-manifest", "`dependencies` is not a table");
            return Err(error.in_file(self.path()).into());
        };
        table.insert(&dependency.name, Item::Value(dependency.value()));
        self.write().map_err(|error| unusable(&self.path, &error))?;
        Ok(true)
    }

    /// Replaces the manifest as a whole. If it is a symbolic link, its target is replaced.
    fn write(&self) -> io::Result<()> {
        let path = self.path.canonicalize()?;
        let folder = path.parent().unwrap_or(&path).to_owned();
        write_all(&folder, &[NewFile { path, content: self.document.to_string() }])
    }
}

fn nearest() -> Result<PathBuf, Diagnostics> {
    let here = std::env::current_dir().map_err(|error| unusable(Path::new("."), &error))?;
    let found =
        here.ancestors().map(|folder| folder.join("Cargo.toml")).find(|path| path.is_file());
    found.ok_or_else(|| {
        Diagnostic::error("no-package", "there is no Cargo.toml here or above")
            .in_file(here.display().to_string())
            .help("make a package with `cargo init`, or name one with --manifest-path")
            .into()
    })
}

impl Dependency {
    /// Returns the dependency as a line of a manifest.
    pub(super) fn line(&self) -> String {
        format!("{} = {}", self.name, self.value())
    }

    fn value(&self) -> Value {
        let mut table = InlineTable::new();
        match &self.source {
            Runtime::Version(version) if self.features.is_empty() => return Value::from(version),
            Runtime::Version(version) => table.insert("version", version.into()),
            Runtime::Path(path) => table.insert("path", path.into()),
            Runtime::Git(url) => table.insert("git", url.into()),
        };
        if !self.features.is_empty() {
            table
                .insert("features", Value::Array(self.features.iter().copied().collect::<Array>()));
        }
        Value::InlineTable(table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dependency(source: Runtime, features: Vec<&'static str>) -> Dependency {
        Dependency { name: "tencentcloud-runtime".to_owned(), source, features }
    }

    #[test]
    fn lines_of_each_source() {
        let version = || Runtime::Version("0.1".to_owned());
        for (source, features, line) in [
            (version(), vec![], "tencentcloud-runtime = \"0.1\""),
            (
                version(),
                vec!["blocking"],
                "tencentcloud-runtime = { version = \"0.1\", features = [\"blocking\"] }",
            ),
            (
                Runtime::Path("../r".to_owned()),
                vec![],
                "tencentcloud-runtime = { path = \"../r\" }",
            ),
            (
                Runtime::Git("https://x".to_owned()),
                vec![],
                "tencentcloud-runtime = { git = \"https://x\" }",
            ),
        ] {
            assert_eq!(dependency(source, features).line(), line);
        }
    }

    #[test]
    fn a_manifest_keeps_what_it_has() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Cargo.toml");
        let text = "# mine\n[package]\nname = \"a\"\n\n[dependencies]\nserde = \"1\" # why\n";
        fs::write(&path, text).unwrap();
        let add = || {
            let mut package = Package::locate(Some(&path)).unwrap();
            package.add(&dependency(Runtime::Version("0.1".to_owned()), vec![])).unwrap()
        };
        assert!(add());
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            format!("{text}tencentcloud-runtime = \"0.1\"\n")
        );
        assert!(!add(), "the second time");
    }

    #[test]
    fn a_workspace_is_no_package() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Cargo.toml");
        fs::write(&path, "[workspace]\n").unwrap();
        let text = Package::locate(Some(&path)).err().unwrap().to_string();
        assert!(
            text.contains("there is no [package] in it") && text.contains("--manifest-path"),
            "{text}"
        );
    }
}
