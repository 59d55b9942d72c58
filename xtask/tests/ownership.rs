//! Tests that no command replaces or removes files that this tool did not write.

#![allow(clippy::unwrap_used)] // A test may fail by a panic.

#[path = "support/metadata.rs"]
mod metadata;
#[path = "support/products.rs"]
mod products;

use products::{cats, codegen, describe, fails_with, snapshot, stderr, succeeds, write};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const MANIFEST: &str = ".codegen-manifest.json";

fn git(folder: &Path, arguments: &[&str]) {
    let name = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
    let output =
        Command::new("git").args(name).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", stderr(&output));
}

/// Writes a crate of another author.
fn foreign(folder: &Path) {
    write(&folder.join("Cargo.toml"), "[package]\nname = \"mine\"\n");
    write(&folder.join("src/lib.rs"), "//! mine\n");
    write(&folder.join("src/main.rs"), "fn main() {}\n");
    git(folder, &["init", "-q"]);
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-qm", "mine"]);
    write(&folder.join("src/wip.rs"), "wip\n");
}

#[test]
fn a_foreign_crate_is_refused_and_stays_as_it_is() {
    let folder = cats();
    let crate_folder = folder.path().join("out/cats");
    foreign(&crate_folder);
    let before = snapshot(&folder.path().join("out"));
    for more in [
        [].as_slice(),
        &["--force"],
        &["--actions", "FeedCat"],
        &["--actions", "FeedCat", "--force"],
    ] {
        for _ in 0..2 {
            let run = codegen(folder.path(), more);
            fails_with(
                &run,
                &[
                    "error[foreign-file]",
                    "out/cats/Cargo.toml",
                    "out/cats/src/lib.rs",
                    "move it away",
                ],
            );
            assert_eq!(snapshot(&folder.path().join("out")), before, "{more:?}");
        }
    }
}

#[test]
fn nothing_is_written_of_any_product_if_one_is_in_the_way() {
    let folder = cats();
    describe(folder.path(), "birds", &["ListBirds"], &[]);
    write(&folder.path().join("out/cats"), "a file");
    let before = snapshot(&folder.path().join("out"));
    fails_with(&codegen(folder.path(), &[]), &["error[path-taken]", "out/cats", "is not a folder"]);
    assert_eq!(snapshot(&folder.path().join("out")), before);
}

#[test]
fn what_users_add_to_a_generated_crate_survives() {
    let folder = cats();
    succeeds(&codegen(folder.path(), &[]));
    let crate_folder = folder.path().join("out/cats");
    git(&crate_folder, &["init", "-q"]);
    let mine = [
        "NOTES.md",
        "src/wip.rs",
        "src/v20200101/actions/mine.rs",
        ".github/ci.yml",
        "target/x",
        "Cargo.lock",
    ];
    mine.iter().for_each(|name| write(&crate_folder.join(name), "mine"));
    fs::create_dir(crate_folder.join("empty")).unwrap();
    let odd = odd_name();
    odd.iter().for_each(|name| write(&crate_folder.join("src").join(name), "mine"));
    succeeds(&codegen(folder.path(), &["--check"]));
    describe(folder.path(), "cats", &["ListCats"], &["Cat", "Bird"]);
    for _ in 0..2 {
        succeeds(&codegen(folder.path(), &[]));
    }
    mine.iter()
        .for_each(|name| assert_eq!(fs::read_to_string(crate_folder.join(name)).unwrap(), "mine"));
    odd.iter().for_each(|name| assert!(crate_folder.join("src").join(name).exists()));
    assert!(crate_folder.join(".git/HEAD").exists() && crate_folder.join("empty").exists());
    let gone = ["src/v20200101/actions/feed_cat.rs", "tests/v20200101/feed_cat_1_request.json"];
    gone.iter().for_each(|name| assert!(!crate_folder.join(name).exists(), "{name}"));
    assert!(crate_folder.join("src/v20200101/structures/bird.rs").exists());
}

/// Returns a name that is not UTF-8, on systems that allow one.
fn odd_name() -> Option<std::ffi::OsString> {
    #[cfg(target_os = "linux")]
    return Some(std::os::unix::ffi::OsStringExt::from_vec(b"\xff\xfe.rs".to_vec()));
    #[cfg(not(target_os = "linux"))]
    None
}

#[test]
fn a_folder_of_modules_keeps_other_files() {
    let folder = cats();
    let module = folder.path().join("out/cats");
    for name in ["helper.rs", "v20200101/mine.rs"] {
        write(&module.join(name), "mine");
    }
    write(&folder.path().join("out/main.rs"), "mod cats;");
    for _ in 0..2 {
        succeeds(&codegen(folder.path(), &["--module"]));
    }
    assert!(module.join("helper.rs").exists() && module.join("v20200101/mine.rs").exists());
    assert!(folder.path().join("out/main.rs").exists());
    write(&folder.path().join("other/cats/mod.rs"), "//! mine");
    let out = folder.path().join("other").display().to_string();
    let run = codegen(folder.path(), &["--module", "--out", &out]);
    assert!(!run.status.success(), "--out twice or a foreign file");
}

#[test]
fn an_edited_file_is_an_error_that_names_the_way_out() {
    let folder = cats();
    succeeds(&codegen(folder.path(), &[]));
    let crate_folder = folder.path().join("out/cats");
    let generated = snapshot(&crate_folder);
    // A file that is still generated, and one that no longer will be.
    for name in ["src/lib.rs", "src/v20200101/actions/feed_cat.rs"] {
        let text = fs::read_to_string(crate_folder.join(name)).unwrap();
        fs::write(crate_folder.join(name), text + "// edited\n").unwrap();
    }
    describe(folder.path(), "cats", &["ListCats"], &["Cat", "Dog"]);
    let before = snapshot(&crate_folder);
    for more in ["--check", "--module"] {
        fails_with(&codegen(folder.path(), &[more]), &["feed_cat.rs"]);
        assert_eq!(snapshot(&crate_folder), before);
    }
    fails_with(
        &codegen(folder.path(), &[]),
        &["error[edited-file]", "src/lib.rs", "feed_cat.rs", "--force"],
    );
    assert_eq!(snapshot(&crate_folder), before);
    succeeds(&codegen(folder.path(), &["--force"]));
    succeeds(&codegen(folder.path(), &["--check"]));
    assert!(!crate_folder.join("src/v20200101/actions/feed_cat.rs").exists());
    describe(folder.path(), "cats", &["ListCats", "FeedCat"], &["Cat", "Dog"]);
    succeeds(&codegen(folder.path(), &[]));
    assert_eq!(snapshot(&crate_folder), generated);
}

#[test]
fn a_crate_without_a_manifest_is_adopted_where_it_is_as_it_would_be() {
    let folder = cats();
    succeeds(&codegen(folder.path(), &[]));
    let crate_folder = folder.path().join("out/cats");
    let generated = snapshot(&crate_folder);
    fs::remove_file(crate_folder.join(MANIFEST)).unwrap();
    write(
        &crate_folder.join("src/old.rs"),
        "// Generated by `cargo xtask codegen`. Do not edit.\n",
    );
    write(&crate_folder.join("src/mine.rs"), "// mine\n");
    fails_with(&codegen(folder.path(), &["--check"]), &["error[stale-file]: is missing", MANIFEST]);
    let run = codegen(folder.path(), &[]);
    succeeds(&run);
    assert!(
        stderr(&run).contains("src/old.rs") && !stderr(&run).contains("mine.rs"),
        "{}",
        stderr(&run)
    );
    assert!(crate_folder.join("src/old.rs").exists());
    for name in ["src/old.rs", "src/mine.rs"] {
        fs::remove_file(crate_folder.join(name)).unwrap();
    }
    assert_eq!(snapshot(&crate_folder), generated);

    // A file of an older generator, and one without a mark.
    fs::remove_file(crate_folder.join(MANIFEST)).unwrap();
    let lib = crate_folder.join("src/lib.rs");
    fs::write(&lib, fs::read_to_string(&lib).unwrap() + "// older\n").unwrap();
    let before = snapshot(&crate_folder);
    fails_with(&codegen(folder.path(), &[]), &["error[unlisted-file]", "src/lib.rs", "--force"]);
    assert_eq!(snapshot(&crate_folder), before);
    let json = crate_folder.join("tests/v20200101/feed_cat_1_request.json");
    fs::write(&json, "{}\n").unwrap();
    fails_with(
        &codegen(folder.path(), &["--force"]),
        &["error[foreign-file]", "feed_cat_1_request.json"],
    );
    fs::remove_file(json).unwrap();
    succeeds(&codegen(folder.path(), &["--force"]));
    assert_eq!(snapshot(&crate_folder), generated);
}

#[test]
fn a_manifest_that_lies_reaches_no_other_file() {
    let folder = cats();
    succeeds(&codegen(folder.path(), &[]));
    let mine = folder.path().join("mine.txt");
    write(&mine, "abc");
    write(&folder.path().join("out/cats/.git/config"), "abc");
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let manifest = folder.path().join("out/cats").join(MANIFEST);
    let good = fs::read_to_string(&manifest).unwrap();
    let absolute = mine.display().to_string();
    for path in [
        "../../mine.txt",
        "src/../../../mine.txt",
        &absolute,
        "..\\..\\mine.txt",
        ".git/config",
        "",
    ] {
        let path = serde_json::to_string(path).unwrap();
        fs::write(
            &manifest,
            good.replace("\"files\": {", &format!("\"files\": {{{path}: \"{abc}\",")),
        )
        .unwrap();
        fails_with(&codegen(folder.path(), &[]), &["error[bad-manifest]", MANIFEST, "--force"]);
        succeeds(&codegen(folder.path(), &["--force"]));
        assert!(mine.exists() && folder.path().join("out/cats/.git/config").exists());
        assert_eq!(fs::read_to_string(&manifest).unwrap(), good);
    }
    let conflict = format!("<<<<<<< ours\n{good}=======\n{good}>>>>>>> theirs\n");
    for text in [&*conflict, "", "[]", &good.replace("\"format\": 1", "\"format\": 2")] {
        fs::write(&manifest, text).unwrap();
        fails_with(&codegen(folder.path(), &["--check"]), &["error[bad-manifest]"]);
        fails_with(&codegen(folder.path(), &[]), &["error[bad-manifest]"]);
    }
}

#[test]
fn the_manifest_is_sorted_and_the_same_each_time() {
    let [one, other] = [cats(), cats()].map(|folder| {
        succeeds(&codegen(folder.path(), &[]));
        fs::read_to_string(folder.path().join("out/cats").join(MANIFEST)).unwrap()
    });
    assert_eq!(one, other);
    let paths: Vec<_> = one.lines().filter(|line| line.starts_with("    \"")).collect();
    assert!(paths.len() > 10 && paths.is_sorted(), "{one}");
    assert!(!one.contains(MANIFEST));
}

#[test]
fn a_checkout_with_other_line_endings_is_no_edit() {
    let folder = cats();
    succeeds(&codegen(folder.path(), &[]));
    let crate_folder = folder.path().join("out/cats");
    for (path, content) in snapshot(&crate_folder) {
        fs::write(path, String::from_utf8(content).unwrap().replace('\n', "\r\n")).unwrap();
    }
    let before = snapshot(&crate_folder);
    succeeds(&codegen(folder.path(), &["--check"]));
    succeeds(&codegen(folder.path(), &[]));
    assert_eq!(snapshot(&crate_folder), before);
    describe(folder.path(), "cats", &["ListCats"], &["Cat", "Dog"]);
    succeeds(&codegen(folder.path(), &[]));
    succeeds(&codegen(folder.path(), &["--check"]));
    assert!(!crate_folder.join("src/v20200101/actions/feed_cat.rs").exists());
}

/// Git for Windows converts line endings by default, unless the repository forbids it.
#[test]
fn a_clone_with_autocrlf_has_generated_files_as_they_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let folder = TempDir::new().unwrap();
    let source = folder.path().join("source");
    fs::create_dir(&source).unwrap();
    fs::copy(root.join(".gitattributes"), source.join(".gitattributes")).unwrap();
    fs::copy(root.join("generated/batch/src/lib.rs"), source.join("lib.rs")).unwrap();
    git(&source, &["init", "-q"]);
    git(&source, &["add", "-A"]);
    git(&source, &["commit", "-qm", "all"]);
    let target = folder.path().join("target").display().to_string();
    git(&source, &["clone", "-q", "-c", "core.autocrlf=true", ".", &target]);
    let checked_out = fs::read(folder.path().join("target/lib.rs")).unwrap();
    assert!(
        checked_out == fs::read(source.join("lib.rs")).unwrap() && !checked_out.contains(&b'\r')
    );
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn nothing_is_written_or_removed_through_a_link() {
        for (place, more) in [
            ("", [].as_slice()),
            ("src", &[]),
            ("src/v20200101", &[]),
            ("src/v20200101/actions", &["--force"]),
            ("tests/v20200101", &["--force"]),
        ] {
            let folder = cats();
            succeeds(&codegen(folder.path(), &[]));
            let linked = folder.path().join("out/cats").join(place);
            let outside = folder.path().join("outside");
            fs::rename(&linked, &outside).unwrap();
            symlink(&outside, linked.to_str().unwrap().trim_end_matches('/')).unwrap();
            describe(folder.path(), "cats", &["ListCats"], &["Cat"]);
            let before = snapshot(folder.path());
            fails_with(&codegen(folder.path(), more), &["error[path-taken]", "is a symbolic link"]);
            assert_eq!(snapshot(folder.path()), before, "{place}");
        }
    }

    #[test]
    fn a_link_in_the_place_of_a_file_stays() {
        let folder = cats();
        write(&folder.path().join("outside.rs"), "mine");
        write(&folder.path().join("out/cats/x"), "");
        symlink(folder.path().join("outside.rs"), folder.path().join("out/cats/README.md"))
            .unwrap();
        let before = snapshot(folder.path());
        fails_with(
            &codegen(folder.path(), &["--force"]),
            &["error[path-taken]", "out/cats/README.md"],
        );
        assert_eq!(snapshot(folder.path()), before);
        // A manifest that is a link is not written through either.
        fs::remove_file(folder.path().join("out/cats/README.md")).unwrap();
        symlink(folder.path().join("outside.rs"), folder.path().join("out/cats").join(MANIFEST))
            .unwrap();
        fails_with(&codegen(folder.path(), &[]), &["error[bad-manifest]", MANIFEST]);
        assert_eq!(fs::read_to_string(folder.path().join("outside.rs")).unwrap(), "mine");
    }

    #[test]
    fn a_left_over_behind_a_link_is_not_removed() {
        let folder = cats();
        succeeds(&codegen(folder.path(), &[]));
        let [tests, outside] =
            ["out/cats/tests/v20200101", "outside"].map(|name| folder.path().join(name));
        fs::rename(&tests, &outside).unwrap();
        symlink(&outside, &tests).unwrap();
        let held = snapshot(&outside);
        // A module has no tests, so all of them are left over.
        succeeds(&codegen(folder.path(), &["--module"]));
        assert_eq!(snapshot(&outside), held);
        assert!(tests.is_symlink());
    }

    #[test]
    fn a_pipe_in_the_place_of_a_file_is_refused_and_not_read() {
        let folder = cats();
        fs::create_dir_all(folder.path().join("out/cats")).unwrap();
        let pipe = folder.path().join("out/cats/Cargo.toml");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        fails_with(
            &codegen(folder.path(), &["--force"]),
            &["error[path-taken]", "is not a regular file"],
        );
    }

    #[test]
    fn links_among_descriptions_are_not_written_through() {
        let folder = TempDir::new().unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let outside = folder.path().join("outside");
        fs::create_dir(&outside).unwrap();
        fs::create_dir(folder.path().join("api")).unwrap();
        symlink(&outside, folder.path().join("api/batch")).unwrap();
        let into = folder.path().join("api").display().to_string();
        let sources = root.join("spec/sources/batch").display().to_string();
        let run = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["import", &sources, "--into", &into])
            .output();
        fails_with(&run.unwrap(), &["api/batch: is a symbolic link"]);
        assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
    }
}

#[test]
fn names_that_differ_only_in_case_or_that_windows_reserves() {
    let folder = TempDir::new().unwrap();
    let names = ["Con", "Aux", "Nul", "Prn", "Com1", "Lpt9", "Cat", "CAT", "cat", "C_a_t"];
    describe(folder.path(), "cats", &names, &["Com2", "Lpt1", "AUXData", "NUL"]);
    succeeds(&codegen(folder.path(), &[]));
    let paths: Vec<String> = snapshot(&folder.path().join("out"))
        .into_keys()
        .map(|path| path.strip_prefix(folder.path()).unwrap().display().to_string().to_lowercase())
        .collect();
    let mut unique = paths.clone();
    unique.dedup();
    assert_eq!(paths.len(), unique.len());
    let devices = ["con", "aux", "nul", "prn", "com1", "com2", "lpt1", "lpt9"];
    for path in paths.iter().flat_map(|path| path.split('/')) {
        assert!(!devices.contains(&path.split('.').next().unwrap()), "{path}");
    }
    for product in ["con", "aux", "com1"] {
        let folder = TempDir::new().unwrap();
        describe(folder.path(), product, &["ListCats"], &[]);
        succeeds(&codegen(folder.path(), &[]));
        succeeds(&codegen(folder.path(), &["--check"]));
        let folders = fs::read_dir(folder.path().join("out"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name());
        assert_eq!(folders.collect::<Vec<_>>(), [format!("{product}_").as_str()]);
        // An import would write a folder of this name.
        let source = folder.path().join(format!("services/{product}/v20200101/api.json"));
        write(&source, metadata::api(product, "2020-01-01", ""));
        let into = folder.path().join("new");
        let run = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("import")
            .arg(&source)
            .arg("--into")
            .arg(&into)
            .output();
        fails_with(&run.unwrap(), &["error[invalid-name]", "api.json", &format!("`{product}`")]);
        assert!(!into.exists());
    }
}

#[test]
fn a_neighbour_that_differs_only_in_case_is_refused() {
    let folder = cats();
    write(&folder.path().join("out/cats/readme.MD"), "mine");
    let before = snapshot(folder.path());
    fails_with(&codegen(folder.path(), &[]), &["out/cats/readme.MD", "README.md"]);
    assert_eq!(snapshot(folder.path()), before);
}

#[test]
fn names_that_are_too_long_are_refused_with_their_place() {
    let long = "A".repeat(300);
    for (actions, structures, place) in [
        ([long.as_str()].as_slice(), [].as_slice(), "actions"),
        (&["ListCats"], &[long.as_str()], "structures"),
    ] {
        let folder = TempDir::new().unwrap();
        describe(folder.path(), "cats", actions, structures);
        let place = format!("^^^ /{place}/AAA");
        fails_with(&codegen(folder.path(), &[]), &["error[name-too-long]", &place]);
        assert!(!folder.path().join("out").exists());
    }
    let folder = TempDir::new().unwrap();
    let text = products::description("cats", &["ListCats"], &[])
        .replace("{\"name\": \"Name\"", &format!("{{\"name\": \"{long}\""));
    write(&folder.path().join("api/cats/2020-01-01.json"), text);
    fails_with(
        &codegen(folder.path(), &[]),
        &["error[name-too-long]", "^^^ /actions/ListCats/input/0"],
    );
    let folder = TempDir::new().unwrap();
    let product = "a".repeat(200);
    describe(folder.path(), &product, &["ListCats"], &[]);
    fails_with(&codegen(folder.path(), &[]), &["error[invalid-product]"]);
    assert!(!folder.path().join("out").exists());
}

#[test]
fn programs_of_a_product_have_names_that_every_system_takes() {
    for name in ["aux.rs", "a:b.rs", "con.demo.rs"] {
        let folder = cats();
        write(&folder.path().join("api/cats/examples").join(name), "fn main() {}\n");
        fails_with(
            &codegen(folder.path(), &[]),
            &["error[unusable-name]", &format!("examples/{name}")],
        );
        assert!(!folder.path().join("out").exists());
    }
    let folder = cats();
    for name in [
        "api/.git/HEAD",
        "api/.vscode/settings.json",
        "api/cats/.old.json",
        "api/cats/examples/.x.rs",
    ] {
        write(&folder.path().join(name), "no JSON");
    }
    succeeds(&codegen(folder.path(), &[]));
    assert!(!folder.path().join("out/cats/examples").exists());
}

#[test]
fn a_bench_overwrites_nothing_of_others() {
    for name in ["whole/Cargo.toml", "ours/program/src/main.rs", "derive/Cargo.lock"] {
        let folder = cats();
        write(&folder.path().join("bench").join(name), "mine");
        let before = snapshot(folder.path());
        let [description, out] =
            ["api/cats/2020-01-01.json", "bench"].map(|name| folder.path().join(name));
        let run = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("bench")
            .arg(description)
            .arg("--out")
            .arg(out)
            .output();
        fails_with(&run.unwrap(), &[name, "move it away"]);
        assert_eq!(snapshot(folder.path()), before);
    }
}

#[test]
fn an_import_replaces_nothing_but_a_description() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let sources = root.join("spec/sources/batch");
    for (name, text) in [
        ("2017-03-12.json", "{\"mine\": 1}"),
        ("2017-03-12.json", "\u{feff}mine"),
        ("2017-03-12.json", ""),
    ] {
        let folder = TempDir::new().unwrap();
        write(&folder.path().join("api/batch").join(name), text);
        let before = snapshot(folder.path());
        let into = folder.path().join("api");
        let run = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("import")
            .arg(&sources)
            .arg("--into")
            .arg(into)
            .output();
        fails_with(&run.unwrap(), &["api/batch/2017-03-12.json"]);
        assert_eq!(snapshot(folder.path()), before);
    }
}
