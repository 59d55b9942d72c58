//! Test that the table of products in the README agrees with the descriptions.

#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Counts the actions, the error codes, the documented calls and the waiters of a product, over all
/// versions.
fn counts(folder: &Path) -> [usize; 4] {
    let (mut codes, mut actions, mut calls, mut waiters) = (BTreeSet::new(), 0, 0, 0);
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|it| it != "json") {
            continue;
        }
        let api: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        for action in api["actions"].as_object().unwrap().values() {
            actions += 1;
            calls += action["examples"].as_array().map_or(0, Vec::len);
            waiters += action["waiters"].as_object().map_or(0, |it| it.len());
            let texts = action["errors"].as_array().into_iter().flatten();
            codes.extend(texts.map(|code| code.as_str().unwrap().to_owned()));
        }
    }
    [actions, codes.len(), calls, waiters]
}

#[test]
fn the_table_of_products_is_true() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let start = "| product | name |";
    let table: Vec<_> =
        readme.lines().skip_while(|line| !line.starts_with(start)).skip(2).collect();
    let mut folders: Vec<_> =
        fs::read_dir(root().join("spec/api")).unwrap().map(|it| it.unwrap().path()).collect();
    folders.sort();
    for (folder, line) in folders.iter().zip(&table) {
        let product = folder.file_name().unwrap().to_str().unwrap();
        let counts = counts(folder).map(|it| it.to_string()).join(" | ");
        assert!(line.starts_with(&format!("| {product} | ")), "{product}: {line}");
        assert!(line.contains(&format!(" | {counts} | ")), "{product} has {counts}: {line}");
    }
    assert!(!table[folders.len()].starts_with('|'), "{}", table[folders.len()]);
}
