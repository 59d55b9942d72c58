//! Snapshots of the code for small descriptions, each with one feature.
//!
//! Each snapshot is reviewed, and each one is compiled and documented with warnings as errors. The
//! tests in `generated/` check that the code works.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tencentcloud_codegen::{Files, Names, Options, Runtime, generate, generate_all};
use tencentcloud_spec::model::{Api, from_json};

fn cases() -> Vec<(String, Api)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let api = from_json(&fs::read_to_string(&path).unwrap(), &path.display().to_string());
        (name, api.unwrap_or_else(|error| panic!("{error}")))
    };
    paths.into_iter().map(read).collect()
}

fn generated(api: &Api) -> Files {
    generate(api, &Options::default()).unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

/// Joins the generated files into one text, each below its path. The licence and the description
/// are left out: they are given.
fn text(files: &Files) -> String {
    let is_made = |path: &str| path != "LICENSE" && !path.starts_with("description/");
    let made = files.iter().filter(|(path, _)| is_made(path));
    made.map(|(path, content)| format!("=== {path}\n{content}\n")).collect()
}

#[test]
fn a_crate_is_what_its_options_say() {
    let (_, api) = cases().into_iter().find(|(name, _)| name == "examples").unwrap();
    let of = |options: Options| generate(&api, &options);
    let options = || Options { standalone: true, ..Options::default() };
    let files = of(Options {
        name: Some("my-cats".to_owned()),
        license: "Apache-2.0".to_owned(),
        ..options()
    })
    .unwrap();
    let [manifest, root] = ["Cargo.toml", "src/lib.rs"].map(|path| files.get(path).unwrap());
    assert!(
        manifest.contains("name = \"my-cats\"") && manifest.contains("license = \"Apache-2.0\""),
        "{manifest}"
    );
    assert!(!manifest.contains("docs.rs/") && files.get("LICENSE").is_none(), "{manifest}");
    assert!(root.contains("use my_cats::{Client,"), "{root}");

    for (runtime, line) in [
        (
            Runtime::Version("0.1".to_owned()),
            "tencentcloud-runtime = { version = \"0.1\", default-features = false }",
        ),
        (
            Runtime::Git("https://a/b".to_owned()),
            "tencentcloud-runtime = { git = \"https://a/b\", default-features",
        ),
    ] {
        let files = of(Options { runtime, ..options() }).unwrap();
        assert!(files.get("Cargo.toml").unwrap().contains(line), "{line}");
        assert!(files.get("LICENSE").unwrap().starts_with("MIT License"));
    }
    for name in ["", "1a", "a b", "crate", "async", "ä"] {
        let error =
            of(Options { name: Some(name.to_owned()), ..options() }).unwrap_err().to_string();
        assert!(error.contains("cannot be the name of a crate"), "{error}");
    }
}

#[test]
fn the_description_in_a_crate_is_one_that_a_mock_reads() {
    // One with documented calls and one without; other cases are wrong on purpose.
    let is_right = |(name, _): &(String, Api)| ["examples", "error_codes"].contains(&name.as_str());
    for (name, api) in cases().into_iter().filter(is_right) {
        let files = generated(&api);
        let text = files.get(&format!("description/{}.json", api.version)).unwrap();
        let read = tencentcloud_spec::facts::parse_facts(text, &name)
            .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            read.actions.keys().collect::<Vec<_>>(),
            api.actions.keys().collect::<Vec<_>>(),
            "{name}"
        );
    }
}

#[test]
fn each_case_is_as_reviewed() {
    for (name, api) in cases() {
        insta::with_settings!({ snapshot_suffix => name, omit_expression => true,
            prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("case", text(&generated(&api)));
        });
    }
}

#[test]
fn two_versions_are_one_crate() {
    let [new, old] = versions();
    let files = generate_all(&[&new, &old], &Names::default(), &Options::default()).unwrap();
    insta::assert_snapshot!(files.get("src/lib.rs").unwrap());
    let stranger = Api { product: "stranger".to_owned(), ..old.clone() };
    let error =
        generate_all(&[&old, &stranger], &Names::default(), &Options::default()).unwrap_err();
    insta::assert_snapshot!(error, @"error[two-products]: `versions` and `stranger` are two \
        products: a crate has one");
}

/// Returns two versions of one product, with the same actions and structures.
fn versions() -> [Api; 2] {
    let (_, old) = cases().into_iter().find(|(name, _)| name == "examples").unwrap();
    let old = Api { product: "versions".to_owned(), ..old };
    [Api { version: "2021-06-30".to_owned(), ..old.clone() }, old]
}

#[test]
fn the_same_description_gives_the_same_bytes() {
    for (name, api) in cases() {
        assert_eq!(generated(&api), generated(&api), "{name}");
    }
}

/// Tests each case as a crate of one workspace.
///
/// Each crate compiles, its tests of examples pass, and rustdoc has no warning. The transports are
/// left out: they would be compiled again for these crates, and `generated/` uses them anyway.
#[test]
fn each_case_compiles_and_documents_without_a_warning() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cases");
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let _ = fs::remove_dir_all(root.join("crates"));
    fs::create_dir_all(&root).unwrap();
    let [new, old] = versions();
    let both = (
        "versions".to_owned(),
        generate_all(&[&new, &old], &Names::default(), &Options::default()).unwrap(),
    );
    for (name, files) in
        cases().into_iter().map(|(name, api)| (name, generated(&api))).chain([both])
    {
        for (path, content) in files.iter() {
            let place = root.join("crates").join(&name).join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(
                place,
                content.replace("../../runtime", &here.join("../runtime").display().to_string()),
            )
            .unwrap();
        }
    }
    fs::write(root.join("Cargo.toml"), "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n")
        .unwrap();
    fs::copy(here.join("../Cargo.lock"), root.join("Cargo.lock")).unwrap();
    cargo(&root, &["check", "--workspace", "--all-targets", "--no-default-features"], "RUSTFLAGS");
    cargo(
        &root,
        &[
            "test",
            "--package",
            "tencentcloud-api-examples",
            "--test",
            "v20200101",
            "--no-default-features",
        ],
        "RUSTFLAGS",
    );
    cargo(&root, &["doc", "--workspace", "--no-deps", "--no-default-features"], "RUSTDOCFLAGS");
}

fn cargo(root: &Path, args: &[&str], flags: &str) {
    let target = root.join("target");
    let output = Command::new(env!("CARGO"))
        .args(args)
        .args(["--offline", "--quiet"])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", target)
        .env(flags, "-Dwarnings")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "cargo {}:\n{}",
        args.join(" "),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Tests the project's first action, and the types it uses, from the description in the workspace.
#[test]
fn describe_task_is_as_reviewed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/api/batch/2017-03-12.json");
    let mut api = from_json(&fs::read_to_string(path).unwrap(), "2017-03-12.json").unwrap();
    tencentcloud_spec::passes::select(&mut api, &["DescribeTask".to_owned()]).unwrap();
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("describe_task", text(&generated(&api)));
    });
}
