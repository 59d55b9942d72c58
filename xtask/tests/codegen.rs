//! Tests of `cargo xtask codegen` as users run it: the files that it writes and removes, and its
//! reports. The content of generated code is not tested here.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "support/wrap.rs"]
mod wrap;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;
use wrap::wrapped;

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().unwrap()
}

/// Returns the output of a run, with the temporary folder as `TMP`.
fn said(folder: &TempDir, bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace(&folder.path().display().to_string(), "TMP")
}

fn description(product: &str, version: &str) -> String {
    let head = format!(r#""format": 1, "product": "{product}", "version": "{version}""#);
    let name = r#"{"name": "Name", "type": "String", "docs": "Its name."}"#;
    format!(
        r#"{{{head}, "endpoint": "{product}.tencentcloudapi.com",
            "actions": {{
                "ListCats": {{"docs": "Lists cats.", "region": "none",
                    "input": [{{"name": "Name", "type": "String", "docs": "A name."}}],
                    "output": [{{"name": "Cats", "type": "Array of Cat", "docs": "Cats."}},
                               {{"name": "RequestId", "type": "String", "docs": "The request."}}],
                    "errors": ["ResourceNotFound"], "examples": []}},
                "FeedCat": {{"docs": "Feeds a cat.", "region": "none", "input": [],
                    "output": [{{"name": "RequestId", "type": "String", "docs": "The request."}}],
                    "errors": [], "examples": []}}
            }},
            "structures": {{"Cat": {{"docs": "A cat.", "fields": [{name}]}},
                           "Dog": {{"docs": "A dog.", "fields": []}}}},
            "errors": {{"ResourceNotFound": "No such cat."}}}}"#
    )
}

/// Creates a folder with descriptions of two products, one of them in two versions.
fn setup() -> TempDir {
    let folder = TempDir::new().unwrap();
    for (product, version) in
        [("cats", "2020-01-01"), ("cats", "2021-01-01"), ("dogs", "2020-01-01")]
    {
        let place = folder.path().join("api").join(product);
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join(format!("{version}.json")), description(product, version)).unwrap();
    }
    folder
}

fn codegen(folder: &TempDir, more: &[&str]) -> Output {
    let [spec, out] = ["api", "out"].map(|name| folder.path().join(name).display().to_string());
    xtask(&[&["codegen", "--spec", &spec, "--out", &out], more].concat())
}

#[test]
fn a_second_run_changes_nothing() {
    let folder = setup();
    let first = codegen(&folder, &[]);
    assert!(first.status.success());
    insta::assert_snapshot!(said(&folder, &first.stdout), @r"
    cats 2020-01-01: 2 actions, 2 structures, 1 error code, 28 of 28 files changed
    cats 2021-01-01: 2 actions, 2 structures, 1 error code, 28 of 28 files changed
    dogs 2020-01-01: 2 actions, 2 structures, 1 error code, 16 of 16 files changed
    ");
    insta::assert_snapshot!(said(&folder, &codegen(&folder, &["dogs"]).stdout), @"dogs 2020-01-01: \
        2 actions, 2 structures, 1 error code, 0 of 16 files changed");
    let check = codegen(&folder, &["--check"]);
    assert!(check.status.success() && check.stderr.is_empty());
}

#[test]
fn check_names_every_stale_file_and_a_run_mends_them() {
    let folder = setup();
    codegen(&folder, &[]);
    let cats = folder.path().join("out/cats");
    fs::write(cats.join("src/lib.rs"), "// edited").unwrap();
    fs::remove_file(cats.join("src/v20210101/structures/cat.rs")).unwrap();
    let mine = ["src/v2019/deep/old.rs", "target/debug/cargos"];
    for name in mine {
        fs::create_dir_all(cats.join(name).parent().unwrap()).unwrap();
        fs::write(cats.join(name), "").unwrap();
    }
    fs::write(folder.path().join("out/mine.txt"), "not ours").unwrap();

    let check = codegen(&folder, &["--check"]);
    assert_eq!(check.status.code(), Some(1));
    insta::assert_snapshot!(wrapped(&said(&folder, &check.stderr)), @r"
    error[edited-file]: was edited by hand since it was generated
      --> TMP/out/cats/src/lib.rs
      = help: keep the edit elsewhere, then discard it with `cargo xtask codegen --spec ↩
        TMP/api --out TMP/out --force`
    error[stale-file]: is missing
      --> TMP/out/cats/src/v20210101/structures/cat.rs
      = help: run `cargo xtask codegen --spec TMP/api --out TMP/out`
    ");
    assert_eq!(
        fs::read_to_string(cats.join("src/lib.rs")).unwrap(),
        "// edited",
        "--check writes nothing"
    );

    assert_eq!(codegen(&folder, &[]).status.code(), Some(1));
    assert!(codegen(&folder, &["--force"]).status.success());
    assert!(codegen(&folder, &["--check"]).status.success());
    assert!(
        mine.iter().all(|name| cats.join(name).exists())
            && folder.path().join("out/mine.txt").exists()
    );
}

#[test]
fn files_that_were_removed_are_written_again() {
    let folder = setup();
    codegen(&folder, &[]);
    let dogs = folder.path().join("out/dogs");
    fs::remove_file(dogs.join("Cargo.toml")).unwrap();
    fs::write(dogs.join("src/mine.rs"), "").unwrap();
    assert!(codegen(&folder, &[]).status.success());
    assert!(dogs.join("Cargo.toml").exists() && dogs.join("src/mine.rs").exists());
}

#[test]
fn a_folder_that_was_not_generated_is_not_cleaned() {
    let folder = setup();
    let dogs = folder.path().join("out/dogs");
    fs::create_dir_all(&dogs).unwrap();
    fs::write(dogs.join("diary.txt"), "mine").unwrap();
    assert!(codegen(&folder, &["dogs"]).status.success());
    assert!(dogs.join("diary.txt").exists());
}

#[test]
fn only_the_actions_that_are_asked_for() {
    let folder = setup();
    let run = codegen(&folder, &["--actions", "FeedCat", "dogs"]);
    insta::assert_snapshot!(said(&folder, &run.stdout), @"dogs 2020-01-01: 1 action, 0 structures, \
        0 error codes, 13 of 13 files changed");
    let wrong = codegen(&folder, &["--actions", "FeedDog,ListCat"]);
    assert_eq!(wrong.status.code(), Some(1));
    insta::assert_snapshot!(said(&folder, &wrong.stderr), @r"
    error[unknown-action]: cats 2020-01-01 has no action `FeedDog`
      = help: action names are spelt as in the documents, each word with a capital
    error[unknown-action]: cats 2020-01-01 has no action `ListCat`
      = help: there is ListCats
    ");
}

#[test]
fn modules_for_a_crate_of_ones_own() {
    let folder = setup();
    let run = codegen(&folder, &["--module", "--actions", "ListCats"]);
    insta::assert_snapshot!(said(&folder, &run.stdout), @r"
    cats 2020-01-01: 1 action, 1 structure, 1 error code, 17 of 17 files changed
    cats 2021-01-01: 1 action, 1 structure, 1 error code, 17 of 17 files changed
    dogs 2020-01-01: 1 action, 1 structure, 1 error code, 9 of 9 files changed
    ");
    let cats = folder.path().join("out/cats");
    let root = fs::read_to_string(cats.join("mod.rs")).unwrap();
    insta::assert_snapshot!(root, @r"
    // Generated by `cargo xtask codegen`. Do not edit: change `spec/` and generate it again.

    //! Client for cats (`cats`), a product of Tencent Cloud.
    #![allow(clippy::all, clippy::nursery, clippy::pedantic)]
    #![allow(dead_code, deprecated, unreachable_pub, unused_imports)]

    /// Version 2020-01-01.
    pub mod v20200101;
    /// Version 2021-01-01.
    pub mod v20210101;

    pub use v20210101::*;
    pub use tencentcloud_runtime as runtime;
    pub use tencentcloud_runtime::{
        ActionError, Call, CallSettings, Config, Credential, CredentialProvider, Endpoint,
        Error, ErrorKind, EventStream, Items, Language, Moment, MomentError, NamedAction,
        Page, Pages, Proxy, RateLimiter, Region, RetryPolicy, StreamEvent, Value, WaitError,
        WaitReason, Waiter,
    };
    ");
    assert!(!cats.join("Cargo.toml").exists() && !cats.join("v20210101/blocking.rs").exists());
    assert!(!cats.join("v20210101/actions/feed_cat.rs").exists());

    // Files of another run that are no longer generated are removed, and a check reports them
    // before.
    assert!(codegen(&folder, &["--module", "--blocking"]).status.success());
    assert!(
        cats.join("v20210101/blocking.rs").exists()
            && cats.join("v20210101/actions/feed_cat.rs").exists()
    );
    let check = codegen(&folder, &["--module", "--check", "dogs"]);
    insta::assert_snapshot!(said(&folder, &check.stderr), @r"
    error[stale-file]: is left over: nothing generates it
      --> TMP/out/dogs/v20200101/blocking.rs
      = help: run `cargo xtask codegen dogs --spec TMP/api --out TMP/out --module`
    error[stale-file]: differs from what its description gives
      --> TMP/out/dogs/v20200101/mod.rs
      = help: run `cargo xtask codegen dogs --spec TMP/api --out TMP/out --module`
    ");
    assert!(codegen(&folder, &["--module"]).status.success());
    assert!(!cats.join("v20210101/blocking.rs").exists());
    let without_out = xtask(&["codegen", "--module"]);
    assert_eq!(without_out.status.code(), Some(2), "the folder of crates is no place for modules");
}

#[test]
fn wrong_descriptions_write_nothing() {
    let folder = setup();
    let cat = folder.path().join("api/cats/2020-01-01.json");
    let good = fs::read_to_string(&cat).unwrap();
    let cases = [
        ("not-json", "{".to_owned()),
        ("other-format", good.replace("\"format\": 1", "\"format\": 2")),
        ("unknown-key", good.replace("\"endpoint\"", "\"endpiont\"")),
        ("misplaced", good.replace("2020-01-01", "2020-01-02")),
        ("bad-type", good.replace("Array of Cat", "List<Cat>")),
        ("bad-name", good.replace("\"Dog\"", "\"Dog}; bad\"")),
        ("dangling", good.replace("Array of Cat", "Array of Bird")),
    ];
    let mut all = String::new();
    for (name, text) in cases {
        fs::write(&cat, text).unwrap();
        let run = codegen(&folder, &[]);
        assert_eq!(run.status.code(), Some(1), "{name}");
        all += &format!("{name}\n{}", said(&folder, &run.stderr));
        assert!(!Path::new(&folder.path().join("out")).exists(), "{name}");
    }
    insta::assert_snapshot!(all);
    let empty = TempDir::new().unwrap();
    insta::assert_snapshot!(said(&empty, &codegen(&empty, &["birds"]).stderr), @r"
    error[no-description]: there is no description of `birds`
      --> TMP/api
      = help: make one with `cargo xtask import SOURCE…`
    ");
}
