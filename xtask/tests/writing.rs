//! Tests of writing under bad conditions: few open files, two runs at once, a killed run, a full
//! disk, no permission.

#![cfg(unix)]
#![allow(clippy::unwrap_used)] // A test may fail by a panic.

#[path = "support/metadata.rs"]
mod metadata;
#[path = "support/products.rs"]
mod products;

use products::{cats, codegen, codegen_command, describe, fails_with, snapshot, succeeds, write};
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Creates a product with many files.
fn large() -> TempDir {
    let folder = TempDir::new().unwrap();
    describe_many(folder.path(), "Get");
    folder
}

fn describe_many(folder: &Path, verb: &str) {
    let names: Vec<String> = (0..150).map(|number| format!("{verb}Cat{number}")).collect();
    describe(folder, "cats", &names.iter().map(String::as_str).collect::<Vec<_>>(), &["Cat"]);
}

/// Runs the command in a shell with a resource limit.
fn limited(limit: &str, command: &Command) -> Output {
    let mut shell = Command::new("bash");
    shell
        .arg("-c")
        .arg(format!("{limit}; exec \"$@\""))
        .arg("bash")
        .arg(command.get_program())
        .args(command.get_args());
    shell.output().unwrap()
}

fn is_clean(folder: &Path) {
    let names: Vec<_> =
        snapshot(folder).into_keys().map(|path| path.display().to_string()).collect();
    let left: Vec<_> =
        names.iter().filter(|name| name.contains("staging") || name.contains(".new-")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn few_open_files_are_enough() {
    let folder = large();
    for limit in ["ulimit -n 256", "ulimit -n 64"] {
        succeeds(&limited(limit, &codegen_command(folder.path(), &[])));
        succeeds(&limited(limit, &codegen_command(folder.path(), &["--check"])));
        fs::remove_dir_all(folder.path().join("out")).unwrap();
    }
}

#[test]
fn an_import_of_many_descriptions_opens_few_files() {
    let folder = TempDir::new().unwrap();
    for number in 0..80 {
        let api = metadata::api(&format!("cats{number}"), "2020-01-01", "");
        write(&folder.path().join(format!("services/cats{number}/v20200101/api.json")), api);
    }
    let mut import = Command::new(env!("CARGO_BIN_EXE_xtask"));
    import
        .arg("import")
        .arg(folder.path().join("services"))
        .arg("--into")
        .arg(folder.path().join("api"));
    succeeds(&limited("ulimit -n 64", &import));
    assert_eq!(fs::read_dir(folder.path().join("api")).unwrap().count(), 80);
}

#[test]
fn two_runs_at_once_both_succeed() {
    let folder = large();
    for round in 0..4 {
        describe_many(folder.path(), ["Get", "List"][round % 2]);
        let start = || {
            codegen_command(folder.path(), &[])
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        };
        let runs: Vec<_> = (0..3).map(|_| start()).collect();
        for run in runs {
            succeeds(&run.wait_with_output().unwrap());
        }
        succeeds(&codegen(folder.path(), &["--check"]));
        is_clean(folder.path());
    }
}

#[test]
fn a_run_that_is_killed_leaves_whole_files_and_nothing_after_the_next_run() {
    let folder = large();
    succeeds(&codegen(folder.path(), &[]));
    let out = folder.path().join("out/cats");
    let whole = |name: &str| {
        describe_many(folder.path(), name);
        let other = TempDir::new().unwrap();
        fs::create_dir_all(other.path().join("api")).unwrap();
        describe_many(other.path(), name);
        succeeds(&codegen(other.path(), &[]));
        snapshot(&other.path().join("out/cats"))
            .into_iter()
            .map(|(path, content)| (path.strip_prefix(other.path()).unwrap().to_owned(), content))
            .collect::<std::collections::BTreeMap<_, _>>()
    };
    let [get, list] = ["Get", "List"].map(whole);
    for round in 0..9u32 {
        describe_many(folder.path(), ["List", "Get"][round as usize % 2]);
        let mut run = codegen_command(folder.path(), &[]).stdout(Stdio::null()).spawn().unwrap();
        // Waits until the run writes, and a little longer in each round.
        let start = Instant::now();
        let is_writing = || {
            fs::read_dir(&out)
                .unwrap()
                .flatten()
                .any(|entry| entry.file_name().to_string_lossy().contains("staging"))
        };
        while !is_writing()
            && run.try_wait().unwrap().is_none()
            && start.elapsed() < Duration::from_secs(60)
        {
            std::thread::yield_now();
        }
        std::thread::sleep(Duration::from_millis(u64::from(round) * 5));
        run.kill().unwrap();
        run.wait().unwrap();
        for (path, content) in snapshot(&out) {
            let path = path.strip_prefix(folder.path()).unwrap();
            let is_hidden =
                path.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."));
            let is_whole = [&get, &list].iter().any(|all| all.get(path) == Some(&content));
            assert!(is_hidden || is_whole, "{}", path.display());
        }
        if round % 3 == 0 {
            // The next run may have another description than the killed one.
            describe_many(folder.path(), ["Get", "List"][round as usize % 2]);
        }
        succeeds(&codegen(folder.path(), &[]));
        succeeds(&codegen(folder.path(), &["--check"]));
        is_clean(folder.path());
    }
}

#[test]
fn a_run_that_was_killed_blocks_nobody() {
    let folder = large();
    let mut run = codegen_command(folder.path(), &[]).stdout(Stdio::null()).spawn().unwrap();
    run.kill().unwrap();
    run.wait().unwrap();
    succeeds(&codegen(folder.path(), &[]));
    is_clean(folder.path());
}

#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let folder = large();
    describe(folder.path(), "birds", &["ListBirds"], &[]);
    succeeds(&codegen(folder.path(), &["birds"]));
    describe(folder.path(), "birds", &["ListBirds", "FeedBird"], &[]);
    let before = snapshot(folder.path());
    // No file may be longer than 8 KiB. The client of the large product is longer.
    let run = limited("trap '' XFSZ; ulimit -f 8", &codegen_command(folder.path(), &[]));
    fails_with(&run, &["error[unusable-path]", "out/cats/", "File too large"]);
    assert_eq!(snapshot(folder.path()), before);
    // The signal of the same limit kills the run.
    let run = limited("ulimit -f 8", &codegen_command(folder.path(), &[]));
    assert!(!run.status.success());
    succeeds(&codegen(folder.path(), &[]));
    is_clean(folder.path());
}

#[test]
fn a_folder_without_rights_is_named_before_anything_is_written() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = cats();
    succeeds(&codegen(folder.path(), &[]));
    describe(folder.path(), "cats", &["ListCats"], &["Bird"]);
    let locked = folder.path().join("out/cats/src/v20200101/actions");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).unwrap();
    let may_write_anyway = fs::write(locked.join("probe"), "").is_ok();
    let before = snapshot(folder.path());
    let run = codegen(folder.path(), &[]);
    if may_write_anyway {
        // The superuser may write to the folder.
        succeeds(&run);
    } else {
        fails_with(&run, &["error[unusable-path]", "v20200101/actions"]);
        assert_eq!(snapshot(folder.path()), before);
    }
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn an_output_that_is_a_file_is_named() {
    let folder = cats();
    write(&folder.path().join("out"), "mine");
    fails_with(&codegen(folder.path(), &[]), &["error[unusable-path]", "/out: "]);
    assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), "mine");
}

/// A truncated script could be taken for a complete one.
#[test]
fn output_that_cannot_be_written_is_an_error() {
    if !Path::new("/dev/full").exists() {
        return;
    }
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let folder = cats();
    let mut completions = Command::new(env!("CARGO_BIN_EXE_xtask"));
    completions.args(["completions", "bash"]);
    for command in [&mut completions, &mut codegen_command(folder.path(), &[])] {
        let run = command
            .stdout(full())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap();
        fails_with(&run, &["the output cannot be written"]);
    }
}

/// Each run reads what the others wrote, and no output is lost.
#[test]
fn imports_and_catalogues_at_once_wait_for_each_other() {
    let folder = TempDir::new().unwrap();
    for product in ["cats", "dogs", "birds"] {
        let api = metadata::api(product, "2020-01-01", "");
        write(&folder.path().join(format!("services/{product}/v20200101/api.json")), api);
    }
    // Hidden files of other tools are not read.
    write(&folder.path().join("api/.git/x.json"), "no JSON");
    write(&folder.path().join("api/cats/.x.json"), "no JSON");
    let path = |name: &str| folder.path().join(name).display().to_string();
    for arguments in [
        vec!["import".to_owned(), path("services"), "--into".to_owned(), path("api")],
        vec!["catalogue".to_owned(), path("services"), "--out".to_owned(), path("crates")],
    ] {
        let start = |_| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
            command.args(&arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let runs: Vec<_> = (0..3).map(start).collect();
        runs.into_iter().for_each(|run| succeeds(&run.wait_with_output().unwrap()));
    }
    is_clean(folder.path());
    assert!(
        folder.path().join("api/dogs/2020-01-01.json").exists()
            && folder.path().join("crates/dogs").exists()
    );
}
