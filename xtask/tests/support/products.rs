//! Small descriptions of products, and runs of `codegen` with them.

#![allow(dead_code)] // Each test uses a part of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

pub fn action() -> String {
    r#"{"docs": "Lists cats.", "region": "none",
        "input": [{"name": "Name", "type": "String", "docs": "A name."}],
        "output": [{"name": "RequestId", "type": "String", "docs": "The request."}],
        "errors": ["ResourceNotFound"],
        "examples": [{"title": "One", "input": {"Name": "tom"}, "output": {"RequestId": "r-1"}}]}"#
        .to_owned()
}

/// Returns a description with these actions and structures.
pub fn description(product: &str, actions: &[&str], structures: &[&str]) -> String {
    let actions: Vec<_> = actions.iter().map(|name| format!("\"{name}\": {}", action())).collect();
    let structure = |name: &&str| format!(r#""{name}": {{"docs": "A cat.", "fields": []}}"#);
    let structures: Vec<_> = structures.iter().map(structure).collect();
    format!(
        r#"{{"format": 1, "product": "{product}", "version": "2020-01-01",
            "endpoint": "{product}.tencentcloudapi.com", "actions": {{{}}}, "structures": {{{}}},
            "errors": {{"ResourceNotFound": "No such cat."}}}}"#,
        actions.join(","),
        structures.join(",")
    )
}

pub fn write(path: &Path, content: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

pub fn describe(folder: &Path, product: &str, actions: &[&str], structures: &[&str]) {
    write(
        &folder.join(format!("api/{product}/2020-01-01.json")),
        description(product, actions, structures),
    );
}

/// Creates a folder with a description of cats.
pub fn cats() -> TempDir {
    let folder = TempDir::new().unwrap();
    describe(folder.path(), "cats", &["ListCats", "FeedCat"], &["Cat", "Dog"]);
    folder
}

/// Returns the command, with descriptions and output below a folder.
pub fn codegen_command(folder: &Path, more: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .arg("codegen")
        .arg("--spec")
        .arg(folder.join("api"))
        .arg("--out")
        .arg(folder.join("out"))
        .args(more);
    command
}

pub fn codegen(folder: &Path, more: &[&str]) -> Output {
    codegen_command(folder, more).output().unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn succeeds(output: &Output) {
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        stderr(output)
    );
}

pub fn fails_with(output: &Output, parts: &[&str]) {
    let said = stderr(output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    parts.iter().for_each(|part| assert!(said.contains(part), "no `{part}` in\n{said}"));
}

/// Returns every file below a folder, also hidden ones, with its content. A link has its target as
/// content.
pub fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(below) = open.pop() {
        for entry in fs::read_dir(below).into_iter().flatten().flatten() {
            let kind = entry.file_type().unwrap();
            match () {
                () if kind.is_dir() => open.push(entry.path()),
                () if kind.is_file() => {
                    drop(all.insert(entry.path(), fs::read(entry.path()).unwrap()))
                }
                () => drop(all.insert(
                    entry.path(),
                    format!("{:?}", fs::read_link(entry.path())).into_bytes(),
                )),
            }
        }
    }
    all
}
