//! The files of a release: the manifest of the workspace, names files with versions, changelogs.

use super::packages::{CHANGELOG, Package};
use super::plan::{Plan, Release};
use std::fs;
use std::io;
use std::path::Path;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_tool::codegen::{kept, unusable};
use tencentcloud_tool::files::{NewFile, sweep, write_all};
use tencentcloud_tool::lock::Lock;
use tencentcloud_tool::tree;
use toml_edit::{DocumentMut, Item, Value};

/// Returns the files that a release changes and that are not written yet.
///
/// # Errors
/// Returns an error if a file cannot be read, or if the manifest is not TOML.
pub(super) fn files(root: &Path, plan: &Plan) -> Result<Vec<NewFile>, Diagnostics> {
    let mut files = Vec::new();
    if let Some(version) = &plan.version {
        files.push(manifest(&root.join("Cargo.toml"), plan, version)?);
        files.push(history(&root.join(CHANGELOG), version)?);
    }
    for release in &plan.releases {
        let Some(product) = &release.product else { continue };
        let folder = root.join("spec/api").join(product);
        let mut names = kept::read_names(&folder)?;
        names.set_crate_version(release.to.clone());
        files.extend(kept::changed(&folder, &names));
        files.push(changelog(release)?);
    }
    files.retain(|file| !file.is_there());
    Ok(files)
}

/// Writes the files.
///
/// # Errors
/// Returns an error if a file cannot be written. No file is then changed.
pub(super) fn write(root: &Path, files: &[NewFile]) -> Result<(), Diagnostics> {
    let lock = Lock::acquire(&[root]).map_err(tree::unwritable)?;
    files.iter().filter_map(|file| file.path.parent()).for_each(|folder| sweep(folder, &lock));
    write_all(root, files).map_err(tree::unwritable)
}

/// Refuses a publication if crates differ from the plan.
///
/// # Errors
/// Returns an error for each file that is not written, and for each crate of another version.
pub(super) fn refuse_unwritten(
    root: &Path,
    packages: &[Package],
    plan: &Plan,
    files: &[NewFile],
) -> Result<(), Diagnostics> {
    let mut faults = Diagnostics::default();
    for file in files {
        let name = file.path.strip_prefix(root).unwrap_or(&file.path).display().to_string();
        let error = Diagnostic::error("unwritten-release", "the release is not written");
        faults.push(error.in_file(name).help("run `cargo xtask release --write`"));
    }
    for Release { name, to, .. } in &plan.releases {
        let package = packages.iter().find(|package| package.name == *name);
        if let Some(package) = package.filter(|it| it.version != *to && files.is_empty()) {
            let message = format!("{name} has the version {}, not {to}", package.version);
            let error = Diagnostic::error("unwritten-release", message);
            faults.push(error.help("run `cargo xtask codegen`, and commit"));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Returns the manifest of the workspace with the version of its crates.
fn manifest(path: &Path, plan: &Plan, version: &str) -> Result<NewFile, Diagnostics> {
    let text = fs::read_to_string(path).map_err(|error| unusable(path, &error))?;
    let wrong = |message: String| {
        Diagnostics::from(
            Diagnostic::error("malformed-manifest", message).in_file(path.display().to_string()),
        )
    };
    let mut manifest: DocumentMut = text.parse().map_err(|error| wrong(format!("{error}")))?;
    let workspace = manifest.get_mut("workspace");
    let workspace = workspace.ok_or_else(|| wrong("there is no [workspace]".to_owned()))?;
    set(workspace.get_mut("package").and_then(|it| it.get_mut("version")), version);
    for release in plan.releases.iter().filter(|release| release.product.is_none()) {
        let dependencies = workspace.get_mut("dependencies");
        let dependency = dependencies.and_then(|it| it.get_mut(&release.name));
        set(dependency.and_then(|it| it.get_mut("version")), version);
    }
    Ok(NewFile { path: path.to_owned(), content: manifest.to_string() })
}

/// Replaces a version, and keeps the text around it.
fn set(item: Option<&mut Item>, version: &str) {
    if let Some(value) = item.and_then(Item::as_value_mut) {
        let around = value.decor().clone();
        *value = Value::from(version);
        *value.decor_mut() = around;
    }
}

/// Returns the changelog of the workspace, in which the unreleased section has a version.
fn history(path: &Path, version: &str) -> Result<NewFile, Diagnostics> {
    let text = read_text(path)?;
    let (title, unreleased) = (format!("\n## {version}\n"), "\n## Unreleased\n");
    let content = match text.contains(&title) {
        true => text,
        false => text.replacen(unreleased, &format!("{unreleased}{title}"), 1),
    };
    Ok(NewFile { path: path.to_owned(), content })
}

/// Returns the changelog of a product crate, with the section of the release on top.
fn changelog(release: &Release) -> Result<NewFile, Diagnostics> {
    let path = release.folder.join(CHANGELOG);
    let text = read_text(&path)?;
    let former = match text.find("\n## ") {
        Some(at) => &text[at..],
        None => "",
    };
    let title = format!("\n## {}\n", release.to);
    // The section that an earlier run wrote is replaced.
    let former = match former.strip_prefix(&title) {
        Some(rest) => rest.find("\n## ").map_or("", |at| &rest[at..]),
        None => former,
    };
    let content = format!("# Changelog\n{title}\n{}{former}", release.changelog);
    Ok(NewFile { path, content })
}

fn read_text(path: &Path) -> Result<String, Diagnostics> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text.replace("\r\n", "\n")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(unusable(path, &error)),
    }
}
