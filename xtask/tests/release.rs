//! Tests of `cargo xtask release` with a small workspace that has a history: versions, changelogs,
//! the order and the times. They use neither the network nor a clock.

#![allow(clippy::unwrap_used, clippy::panic)] // A test may fail by a panic.

#[path = "support/products.rs"]
mod products;

use products::{codegen, describe, fails_with, succeeds, write};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const ROOT: &str = "[workspace]
resolver = \"3\"
members = [\"runtime\", \"guide\", \"generated/*\"]

[workspace.package]
version = \"0.1.0\" # shared

[workspace.dependencies]
tencentcloud-runtime = { version = \"0.1.0\", path = \"runtime\" }
";

fn manifest(name: &str, more: &str) -> String {
    format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n{more}")
}

/// Writes the crate of a product, with the version of its names as codegen would.
fn product(root: &Path, name: &str) {
    let names = fs::read_to_string(root.join(format!("spec/api/{name}/names.lock"))).unwrap();
    let names: serde_json::Value = serde_json::from_str(&names).unwrap();
    let more = format!(
        "version = {}\n[dependencies]\ntencentcloud-runtime.workspace = true\n",
        names["crate"]
    );
    let folder = root.join("generated").join(name);
    write(&folder.join("Cargo.toml"), manifest(&format!("tencentcloud-api-{name}"), &more));
    write(&folder.join("src/lib.rs"), "");
}

/// Chooses the names of all items that are described.
fn settle(root: &Path) {
    let folder = root.join("spec");
    succeeds(&codegen(&folder, &[]));
    fs::remove_dir_all(folder.join("out")).unwrap();
}

fn git(root: &Path, arguments: &[&str]) {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-C"]).arg(root);
    succeeds(&git.args(arguments).output().unwrap());
}

/// Creates a workspace whose crates were released as 0.1.0.
fn setup() -> TempDir {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    write(&root.join("Cargo.toml"), ROOT);
    write(&root.join("CHANGELOG.md"), "# Changelog\n\n## Unreleased\n\n- Cats.\n");
    write(
        &root.join("runtime/Cargo.toml"),
        manifest("tencentcloud-runtime", "version.workspace = true"),
    );
    write(&root.join("runtime/src/lib.rs"), "");
    write(&root.join("guide/Cargo.toml"), manifest("guide", "publish = false"));
    write(&root.join("guide/src/lib.rs"), "");
    for name in ["cats", "dogs", "emus"] {
        describe(&root.join("spec"), name, &["ListCats", "FeedCat"], &["Cat", "Dog"]);
    }
    settle(root);
    ["cats", "dogs", "emus"].iter().for_each(|name| product(root, name));
    git(root, &["init", "--quiet"]);
    git(root, &["add", "."]);
    git(root, &["commit", "--quiet", "--message", "Release"]);
    git(root, &["tag", "v0.1.0"]);
    folder
}

fn release(root: &Path, more: &[&str]) -> Output {
    let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
    xtask.arg("release").arg("--workspace").arg(root).args(more).output().unwrap()
}

fn text(output: &Output) -> String {
    succeeds(output);
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn nothing_is_released_that_did_not_change() {
    let folder = setup();
    let root = folder.path();
    assert_eq!(text(&release(root, &[])), "nothing changed since the last release\n\nOrder:\n");
    write(&root.join("guide/src/lib.rs"), "//! Changed.");
    assert!(text(&release(root, &[])).starts_with("nothing changed"));
}

#[test]
fn each_crate_is_raised_by_its_own_changes() {
    let folder = setup();
    let root = folder.path();
    describe(&root.join("spec"), "cats", &["ListCats"], &["Cat", "Dog"]);
    describe(&root.join("spec"), "dogs", &["ListCats", "FeedCat", "WalkDog"], &["Cat", "Dog"]);
    describe(&root.join("spec"), "foxes", &["ListCats"], &["Cat"]);
    settle(root);
    product(root, "foxes");
    insta::assert_snapshot!(text(&release(root, &[])), @"
    Versions:
      tencentcloud-api-cats 0.1.0 -> 0.2.0 breaking
      tencentcloud-api-dogs 0.1.0 -> 0.1.1 additive
      tencentcloud-api-foxes new -> 0.1.0

    Order:
      00:00  tencentcloud-api-cats 0.2.0
      00:00  tencentcloud-api-dogs 0.1.1
      00:00  tencentcloud-api-foxes 0.1.0

    # tencentcloud-api-cats

    API version 2020-01-01:

    ### Breaking (1)

    - **action removed**: calls of it are refused
      - `/actions/FeedCat`

    ### In the crate: breaking (4)

    - `v20200101::Client::feed_cat()` **removed**: `fn(FeedCatRequest) -> Call`
    - `v20200101::FeedCatErrorCode` **removed**: enum
    - `v20200101::FeedCatRequest` **removed**: struct
    - `v20200101::FeedCatResponse` **removed**: struct

    # tencentcloud-api-dogs

    API version 2020-01-01:

    ### Additive (1)

    - **action added**: nobody calls it yet
      - `/actions/WalkDog`

    ### In the crate: additive (4)

    - `v20200101::Client::walk_dog()` **added**: `fn(WalkDogRequest) -> Call`
    - `v20200101::WalkDogErrorCode` **added**: enum
    - `v20200101::WalkDogRequest` **added**: struct
    - `v20200101::WalkDogResponse` **added**: struct

    # tencentcloud-api-foxes

    The first release.
    ");
}

#[test]
fn a_release_is_written_once_and_then_published() {
    let folder = setup();
    let root = folder.path();
    write(&root.join("runtime/src/lib.rs"), "//! Changed.");
    describe(&root.join("spec"), "cats", &["ListCats", "FeedCat", "PetCat"], &["Cat", "Dog"]);
    settle(root);
    fails_with(
        &release(root, &["--publish"]),
        &["error[unwritten-release]", "generated/emus/CHANGELOG.md", "release --write"],
    );
    let given = ["--class", "tencentcloud-runtime=additive"];
    let plan = text(&release(root, &[&given[..], &["--write"]].concat()));
    insta::assert_snapshot!(plan, @"
    Versions:
      tencentcloud-runtime 0.1.0 -> 0.1.1 additive
      tencentcloud-api-cats 0.1.0 -> 0.1.1 additive
      tencentcloud-api-dogs 0.1.0 -> 0.1.1 docs
      tencentcloud-api-emus 0.1.0 -> 0.1.1 docs

    Now run `cargo xtask codegen`, and commit.
    ");
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    assert_eq!(read("Cargo.toml"), ROOT.replace("0.1.0", "0.1.1"));
    assert_eq!(read("CHANGELOG.md"), "# Changelog\n\n## Unreleased\n\n## 0.1.1\n\n- Cats.\n");
    insta::assert_snapshot!(read("generated/cats/CHANGELOG.md"), @"
    # Changelog

    ## 0.1.1

    Needs tencentcloud-runtime 0.1.1.

    API version 2020-01-01:

    ### Additive (1)

    - **action added**: nobody calls it yet
      - `/actions/PetCat`

    ### In the crate: additive (4)

    - `v20200101::Client::pet_cat()` **added**: `fn(PetCatRequest) -> Call`
    - `v20200101::PetCatErrorCode` **added**: enum
    - `v20200101::PetCatRequest` **added**: struct
    - `v20200101::PetCatResponse` **added**: struct
    ");
    // Before codegen runs, the crates have their old versions.
    fails_with(
        &release(root, &["--publish", given[0], given[1]]),
        &["has the version 0.1.0, not 0.1.1"],
    );
    ["cats", "dogs", "emus"].iter().for_each(|name| product(root, name));
    // A second write changes nothing, because versions follow from the last release.
    let before = [read("generated/cats/CHANGELOG.md"), read("spec/api/cats/names.lock")];
    assert_eq!(text(&release(root, &[&given[..], &["--write"]].concat())), plan);
    assert_eq!([read("generated/cats/CHANGELOG.md"), read("spec/api/cats/names.lock")], before);
    // The section of the next release comes first.
    git(root, &["add", "."]);
    git(root, &["commit", "--quiet", "--message", "Release"]);
    git(root, &["tag", "v0.1.1"]);
    describe(&root.join("spec"), "cats", &["ListCats"], &["Cat", "Dog"]);
    text(&release(root, &["--since", "v0.1.1", "--write"]));
    let headings: Vec<String> = read("generated/cats/CHANGELOG.md")
        .lines()
        .filter(|line| line.starts_with("## "))
        .map(str::to_owned)
        .collect();
    assert_eq!(headings, ["## 0.2.0", "## 0.1.1"]);
}

#[test]
fn a_change_of_code_without_a_class_is_breaking() {
    let folder = setup();
    let root = folder.path();
    write(&root.join("runtime/data.json"), "{}");
    let plan = text(&release(root, &[]));
    assert!(plan.contains("  tencentcloud-runtime 0.1.0 -> 0.1.1 additive\n"), "{plan}");
    write(&root.join("runtime/src/lib.rs"), "//! Changed.");
    let plan = text(&release(root, &[]));
    assert!(plan.contains("  tencentcloud-runtime 0.1.0 -> 0.2.0 breaking\n"), "{plan}");
    assert!(plan.contains("  tencentcloud-api-emus 0.1.0 -> 0.2.0 breaking\n"), "{plan}");
}

#[test]
fn wrong_input_is_said() {
    let folder = setup();
    let root = folder.path();
    fails_with(&release(root, &["--since", "v9"]), &["error[no-baseline]", "--since"]);
    fails_with(
        &release(root, &["--class", "guide=docs"]),
        &["error[unknown-crate]", "no crate `guide` is published"],
    );
    let wrong = release(root, &["--class", "tencentcloud-runtime=huge"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn without_a_release_everything_is_new() {
    let folder = setup();
    let root = folder.path();
    git(root, &["tag", "--delete", "v0.1.0"]);
    insta::assert_snapshot!(text(&release(root, &[])), @"
    Versions:
      tencentcloud-runtime new -> 0.1.0
      tencentcloud-api-cats new -> 0.1.0
      tencentcloud-api-dogs new -> 0.1.0
      tencentcloud-api-emus new -> 0.1.0

    Order:
      00:00  tencentcloud-runtime 0.1.0
      00:00  tencentcloud-api-cats 0.1.0
      00:00  tencentcloud-api-dogs 0.1.0
      00:00  tencentcloud-api-emus 0.1.0

    # tencentcloud-api-cats

    The first release.

    # tencentcloud-api-dogs

    The first release.

    # tencentcloud-api-emus

    The first release.
    ");
}
