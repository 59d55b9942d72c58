//! The crates of a workspace that are published, as cargo lists them, in the order of publication.

use crate::process::{cargo, run};
use serde_json::Value;
use std::path::{Path, PathBuf};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};

/// The name of a changelog, in the folder of the workspace or of a product crate.
pub(super) const CHANGELOG: &str = "CHANGELOG.md";

/// A crate that is published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) folder: PathBuf,
    /// True if it has a library, which cargo-semver-checks can examine.
    pub(super) is_library: bool,
    /// The crates that must be in the registry before this one.
    pub(super) needs: Vec<String>,
}

/// Returns the folder of a workspace as cargo writes it, and the published crates.
///
/// Each crate comes after those that it needs, and the crates of products come last.
///
/// # Errors
/// Returns an error if cargo cannot read the workspace, or if crates form a cycle.
pub(super) fn published(root: &Path) -> Result<(PathBuf, Vec<Package>), Diagnostics> {
    let mut command = cargo();
    command.args(["metadata", "--no-deps", "--offline", "--format-version=1", "--manifest-path"]);
    let unusable = |message: String| {
        let error = Diagnostic::error("unusable-workspace", message);
        Diagnostics::from(error.in_file(root.join("Cargo.toml").display().to_string()))
    };
    let output = run(command.arg(root.join("Cargo.toml"))).map_err(unusable)?;
    let metadata: Value =
        serde_json::from_slice(&output.stdout).map_err(|error| unusable(error.to_string()))?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let published = packages.filter(|it| it["publish"].as_array().is_none_or(|it| !it.is_empty()));
    let root = PathBuf::from(text(&metadata["workspace_root"]));
    let packages = order(published.map(package).collect(), &root.join("generated"))?;
    Ok((root, packages))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn package(value: &Value) -> Package {
    let manifest = PathBuf::from(text(&value["manifest_path"]));
    let is_library = |target: &Value| {
        let kinds = target["kind"].as_array().into_iter().flatten();
        kinds.into_iter().any(|kind| kind == "lib")
    };
    // A requirement `*` is a path without a version, which cargo leaves out of a package.
    let dependencies = value["dependencies"].as_array().into_iter().flatten();
    let needs = dependencies.filter(|it| it["path"].is_string() && it["req"] != "*");
    Package {
        name: text(&value["name"]),
        version: text(&value["version"]),
        folder: manifest.parent().unwrap_or(Path::new(".")).to_owned(),
        is_library: value["targets"].as_array().into_iter().flatten().any(is_library),
        needs: needs.map(|it| text(&it["name"])).collect(),
    }
}

/// Sorts crates so that each comes after those that it needs.
///
/// Among the possible next crates, product crates come last, and the name decides.
fn order(mut open: Vec<Package>, products: &Path) -> Result<Vec<Package>, Diagnostics> {
    open.sort_by_cached_key(|it| (it.folder.starts_with(products), it.name.clone()));
    let mut sorted = Vec::new();
    while !open.is_empty() {
        let is_ready = |it: &Package| !open.iter().any(|other| it.needs.contains(&other.name));
        let Some(next) = open.iter().position(is_ready) else {
            let names: Vec<_> = open.iter().map(|it| it.name.as_str()).collect();
            let message = format!("these crates need each other: {}", names.join(", "));
            let help = "a development dependency without a version is left out of a package";
            return Err(Diagnostic::error("circle-of-crates", message).help(help).into());
        };
        sorted.push(open.remove(next));
    }
    Ok(sorted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(needs: &[(&str, &[&str])]) -> Result<Vec<String>, Diagnostics> {
        let package = |(folder, needs): &(&str, &[&str])| Package {
            name: folder.trim_start_matches("products/").to_owned(),
            folder: folder.into(),
            needs: needs.iter().map(|&it| it.to_owned()).collect(),
            ..Package::default()
        };
        let sorted = order(needs.iter().map(package).collect(), Path::new("products"))?;
        Ok(sorted.into_iter().map(|it| it.name).collect())
    }

    #[test]
    fn dependencies_come_first() {
        let needs = [
            ("products/a", &["b"][..]),
            ("tool", &["z"]),
            ("b", &[]),
            ("m", &["b"]),
            ("z", &["m"]),
        ];
        assert_eq!(sorted(&needs).unwrap(), ["b", "m", "z", "tool", "a"]);
        let error = sorted(&[("a", &["b"]), ("b", &["a"]), ("c", &[])]).unwrap_err();
        assert!(error.to_string().contains("these crates need each other: a, b\n"), "{error}");
    }
}
