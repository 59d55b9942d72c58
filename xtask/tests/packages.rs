//! Tests of the published package of each crate: the fields that the registry shows, its licence,
//! and the files that users need. `.ci/run` checks that the packages compile.

#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--offline")
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Returns the published packages, by name.
fn published() -> BTreeMap<String, Value> {
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--no-deps", "--format-version=1"])).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    let published = packages.filter(|package| package["publish"].is_null());
    published
        .map(|package| (package["name"].as_str().unwrap().to_owned(), package.clone()))
        .collect()
}

#[test]
fn each_has_what_the_registry_shows() {
    let packages = published();
    assert!(packages.len() > 20, "{:?}", packages.keys());
    for (name, package) in packages {
        for key in
            ["description", "license", "repository", "documentation", "readme", "rust_version"]
        {
            assert!(package[key].is_string(), "{name}: {key}");
        }
        for key in ["keywords", "categories"] {
            let count = package[key].as_array().unwrap().len();
            assert!((1..=5).contains(&count), "{name}: {key}");
        }
        let description = package["description"].as_str().unwrap();
        assert!(description.len() > 20 && !description.ends_with('.'), "{name}: {description}");
        assert_eq!(package["metadata"]["docs"]["rs"]["all-features"], true, "{name}");
        for dependency in package["dependencies"].as_array().unwrap() {
            let is_path =
                dependency["path"].is_string() && dependency["kind"].as_str() != Some("dev");
            assert!(
                !is_path || dependency["req"] != "*",
                "{name}: {} has no version",
                dependency["name"]
            );
        }
    }
}

#[test]
fn each_carries_its_licence_and_no_more_than_users_need() {
    let packages = published();
    let mut arguments = vec!["package".to_owned(), "--list".to_owned(), "--allow-dirty".to_owned()];
    arguments.extend(packages.keys().map(|name| format!("--package={name}")));
    let text = cargo(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    // The lists follow each other, and each has one manifest.
    let files: Vec<&str> = text.lines().collect();
    let count = |name: &str| files.iter().filter(|file| **file == name).count();
    for file in ["Cargo.toml", "LICENSE", "README.md"] {
        assert_eq!(count(file), packages.len(), "{file}");
    }
    let is_ours = |file: &&&str| file.contains(".codegen-manifest") || file.starts_with("sources/");
    assert_eq!(files.iter().find(is_ours), None);
    for file in [
        "api/batch/2017-03-12.json",
        "facts/vpc/2017-03-12.json",
        "build.rs",
        "description/2017-03-12.json",
    ] {
        assert!(count(file) > 0, "{file}");
    }
}

#[test]
fn licences_are_the_repository_s() {
    let licence = std::fs::read_to_string(root().join("LICENSE")).unwrap();
    for package in published().values() {
        let folder = Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap();
        let there = std::fs::read_to_string(folder.join("LICENSE")).unwrap();
        assert_eq!(
            there.replace("\r\n", "\n"),
            licence.replace("\r\n", "\n"),
            "{}",
            folder.display()
        );
    }
}
