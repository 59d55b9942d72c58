//! Tests of `cargo xtask catalogue` with a small folder of metadata: counts, failures, a second
//! run, compiled crates. The real catalogue needs the vendor's package and is not tested here.

#![allow(clippy::unwrap_used)] // A test may fail by a panic.

#[path = "support/metadata.rs"]
mod metadata;
#[path = "support/wrap.rs"]
mod wrap;

use metadata::{EXAMPLES, api, write, xtask};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;
use wrap::wrapped;

/// Creates two versions of `cats` and one of `dogs`, which is `hounds` on the wire.
fn setup() -> TempDir {
    let folder = TempDir::new().unwrap();
    let services = folder.path().join("services");
    write(&services, "cats/v20200101/api.json", &api("cats", "2020-01-01", ""));
    write(&services, "cats/v20200101/examples.json", EXAMPLES);
    write(&services, "cats/v20210101/api.json", &api("cats", "2021-01-01", ""));
    write(&services, "cats/cats_client.py", "");
    write(&services, "dogs/v20200101/api.json", &api("hounds", "2020-01-01", ""));
    write(&services, "__init__.py", "");
    folder
}

fn catalogue(folder: &TempDir, more: &[&str]) -> Output {
    let [services, out, report] =
        ["services", "out", "report.json"].map(|name| folder.path().join(name));
    let paths = [&services, &out, &report].map(|path| path.display().to_string());
    xtask(&[&["catalogue", &paths[0], "--out", &paths[1], "--report", &paths[2]], more].concat())
}

fn report(folder: &TempDir) -> Value {
    let mut report: Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("report.json")).unwrap())
            .unwrap();
    report["seconds"]
        .as_object_mut()
        .unwrap()
        .values_mut()
        .for_each(|seconds| *seconds = Value::Null);
    report
}

/// Returns every file below a folder with its content.
fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(below) = open.pop() {
        for entry in fs::read_dir(&below).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            if path.is_dir() {
                open.push(path)
            } else {
                files.push((name, fs::read(path).unwrap()))
            }
        }
    }
    files.sort();
    files
}

#[test]
fn every_version_is_counted_and_every_failure_has_its_reason() {
    let folder = setup();
    let output = catalogue(&folder, &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let without_seconds: String =
        text.lines().filter(|line| !line.ends_with(" s")).map(|l| l.to_owned() + "\n").collect();
    insta::assert_snapshot!(wrapped(&without_seconds), @r#"
    product   versions    actions structures     fields  responses    decoded  reencoded
    cats             2          4         10         18          3          2          2
    dogs             1          2          5          9          0          0          0
    all              3          6         15         27          3          2          2

    cats 2020-01-01 DescribeCats, example 2: decode: at Response.Cats[0]: invalid type: text, ↩
      expected an object at line 1 column 26
    cats 2020-01-01 DescribeCats, example 2: request: Odd (undeclared)
    cats 2020-01-01 DeleteCat, example 1: parse: the output of an example is left out: it is ↩
      not JSON: expected value at line 1 column 1
    responses: 3 of 4 are JSON, 2 decode (66.67 %), 2 are written again as they were (66.67 %)
    requests: 3 of 4 give the typed request with the same parameters (75.00 %)
    "#);
}

#[test]
fn the_report_has_the_counts_and_the_failures() {
    let folder = setup();
    let output = catalogue(&folder, &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    insta::assert_snapshot!(serde_json::to_string_pretty(&report(&folder)).unwrap());
}

#[test]
fn a_product_is_called_after_its_folder_and_signs_with_its_own_name() {
    let folder = setup();
    catalogue(&folder, &["--products", "dogs"]);
    let client =
        fs::read_to_string(folder.path().join("out/dogs/src/v20200101/client.rs")).unwrap();
    assert!(
        client.contains("Service::new(\n    \"hounds\",")
            && client.contains("hounds.tencentcloudapi.com"),
        "{client}"
    );
    assert!(!folder.path().join("out/cats").exists());
}

#[test]
fn two_runs_give_the_same_bytes_and_the_second_does_nothing() {
    let folder = setup();
    catalogue(&folder, &[]);
    let first = tree(&folder.path().join("out"));
    let output = catalogue(&folder, &[]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("2 of 2 products unchanged"));
    assert_eq!(tree(&folder.path().join("out")), first);
    let one = report(&folder);
    fs::remove_dir_all(folder.path().join("out")).unwrap();
    catalogue(&folder, &[]);
    assert_eq!(tree(&folder.path().join("out")), first);
    assert_eq!(report(&folder), one);
}

#[test]
fn what_changed_is_made_anew_and_what_was_edited_is_told() {
    let folder = setup();
    catalogue(&folder, &[]);
    let out = folder.path().join("out");
    let first = tree(&out);
    fs::remove_file(out.join("cats/src/lib.rs")).unwrap();
    write(&out, "cats/.codegen-staging-killed/1", "half");
    let output = catalogue(&folder, &[]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("1 of 2 products unchanged"));
    assert_eq!(tree(&out), first);
    write(&out, "cats/src/lib.rs", "// edited");
    write(&out, "cats/src/mine.rs", "");
    let output = catalogue(&folder, &[]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.contains("error[edited-file]") && text.contains("cargo xtask catalogue --force"),
        "{text}"
    );
    catalogue(&folder, &["--force"]);
    fs::remove_file(out.join("cats/src/mine.rs")).unwrap();
    assert_eq!(tree(&out), first);
    let more = r#", {"name": "Age", "type": "int", "member": "int64", "document": ""}"#;
    write(
        &folder.path().join("services"),
        "cats/v20210101/api.json",
        &api("cats", "2021-01-01", more),
    );
    catalogue(&folder, &[]);
    assert!(
        fs::read_to_string(out.join("cats/src/v20210101/structures/cat.rs"))
            .unwrap()
            .contains("pub age:")
    );
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let folder = setup();
    write(folder.path(), "out/cats/Cargo.toml", "[package]");
    let output = catalogue(&folder, &[]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.contains("cats: write: error[foreign-file]") && text.contains("out/cats/Cargo.toml"),
        "{text}"
    );
    assert!(folder.path().join("out/dogs/Cargo.toml").exists());
    assert_eq!(tree(&folder.path().join("out/cats")).len(), 1);

    let folder = setup();
    write(folder.path(), "out/Cargo.toml", "[workspace]");
    let output = catalogue(&folder, &[]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("out/Cargo.toml"));
    assert_eq!(fs::read_to_string(folder.path().join("out/Cargo.toml")).unwrap(), "[workspace]");

    let folder = setup();
    write(folder.path(), "report.json", "{\"mine\": 1}");
    let output = catalogue(&folder, &[]);
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("error[foreign-file]"));
    assert!(!folder.path().join("out").exists());
}

#[test]
fn a_broken_version_costs_only_itself() {
    let folder = setup();
    write(&folder.path().join("services"), "cats/v20210101/api.json", r#"{"actions": {"#);
    let output = catalogue(&folder, &[]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("cats v20210101: import: error["), "{text}");
    assert!(folder.path().join("out/cats/src/v20200101").exists());
    for products in ["birds", ""] {
        let output = catalogue(&folder, &["--products", products]);
        assert!(
            String::from_utf8_lossy(&output.stderr).starts_with("error[no-metadata]"),
            "{products}"
        );
    }
}

#[test]
fn every_crate_compiles_with_warnings_denied() {
    let folder = setup();
    let [services, out, report_file] = ["services", "out", "report.json"]
        .map(|name| folder.path().join(name).display().to_string());
    let target = concat!(env!("CARGO_TARGET_TMPDIR"), "/catalogue");
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args([
            "catalogue",
            &services,
            "--out",
            &out,
            "--report",
            &report_file,
            "--build",
            "--products",
            "cats",
        ])
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(report(&folder)["seconds"].get("build").is_some());
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stderr), @r"
    [1/1] generated cats
    [1/1] checked cats
    ");
}
