//! Tests of the workflows of this repository: actions are pinned by commit, and a job with write
//! permission runs no downloaded code.

#![allow(clippy::unwrap_used)] // A test may fail by a panic.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn workflows() -> Vec<(String, String)> {
    let entries = fs::read_dir(root().join(".github/workflows")).unwrap();
    let mut files: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// Returns the text before `jobs:`, and each job's name and text.
fn jobs(workflow: &str) -> (String, Vec<(String, String)>) {
    let (head, rest) = workflow.split_once("\njobs:\n").unwrap();
    let mut jobs: Vec<(String, String)> = Vec::new();
    for line in rest.lines() {
        match line.strip_prefix("  ").and_then(|line| line.strip_suffix(':')) {
            Some(name) if !name.starts_with([' ', '#']) => {
                jobs.push((name.to_owned(), String::new()))
            }
            _ => {
                if let Some((_, text)) = jobs.last_mut() {
                    *text += &(without_comment(line).to_owned() + "\n");
                }
            }
        }
    }
    (head.lines().map(|line| without_comment(line).to_owned() + "\n").collect(), jobs)
}

fn without_comment(line: &str) -> &str {
    if line.trim_start().starts_with('#') { "" } else { line }
}

fn may_write(text: &str) -> bool {
    text.lines().any(|line| line.trim_end().ends_with(": write") || line.contains("write-all"))
}

/// Returns the faults of a workflow.
fn faults(workflow: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let uses = workflow
        .lines()
        .filter_map(|line| line.trim_start().trim_start_matches("- ").strip_prefix("uses:"));
    for action in uses {
        let is_pinned = action.trim().split_once('@').is_some_and(|(name, version)| {
            let (commit, comment) = version.split_once(" # v").unwrap_or((version, ""));
            let is_commit =
                commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            name.starts_with("actions/") && is_commit && !comment.is_empty()
        });
        if !is_pinned {
            faults.push(format!("not pinned by commit, with its version:{action}"));
        }
    }
    let (head, jobs) = jobs(workflow);
    if may_write(&head) || !head.contains("\npermissions:\n  contents: read\n") {
        faults.push("the workflow's own permissions are more than to read".to_owned());
    }
    for (name, text) in jobs {
        let runs = ["cargo", "pip", "python", "rustup", ".ci/run", "conformance", "npm", "make "];
        for program in runs.iter().filter(|program| may_write(&text) && text.contains(**program)) {
            faults.push(format!("job {name} may write and runs {program}"));
        }
        if text.matches("actions/checkout@").count()
            != text.matches("persist-credentials: false").count()
        {
            faults.push(format!("job {name} leaves the token in .git/config"));
        }
        for line in text
            .lines()
            .filter(|line| line.contains("pip download") || line.contains("pip install"))
        {
            if !line.contains("--only-binary :all:") {
                faults.push(format!("job {name} may build a source package: {}", line.trim()));
            }
        }
    }
    faults
}

#[test]
fn workflows_are_pinned_and_hold_no_token_while_they_run_downloaded_code() {
    for (name, text) in workflows() {
        assert_eq!(faults(&text), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_workflow_with_every_fault_is_found_out() {
    let bad = "on: push\n\npermissions:\n  contents: \
        write\n\njobs:\n  build:\n    permissions:\n      contents: write\n    \
               steps:\n      - uses: actions/checkout@v5\n      - uses: \
               other/cache@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v1\n      \
               - run: pip download tccli\n      - run: cargo test\n";
    assert_eq!(
        faults(bad),
        [
            "not pinned by commit, with its version: actions/checkout@v5",
            "not pinned by commit, with its version: \
                other/cache@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v1",
            "the workflow's own permissions are more than to read",
            "job build may write and runs cargo",
            "job build may write and runs pip",
            "job build leaves the token in .git/config",
            "job build may build a source package: - run: pip download tccli",
        ]
    );
}

/// Checks the commands that readers copy.
#[test]
fn no_page_and_no_script_builds_a_downloaded_source_package() {
    let mut files = vec![
        root().join("README.md"),
        root().join("CONTRIBUTING.md"),
        root().join("conformance/run"),
    ];
    for folder in ["docs", "xtask/src/update", "xtask/src/catalogue", ".ci"] {
        files.extend(fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()));
    }
    for file in files.iter().filter(|file| file.is_file()) {
        let text = fs::read_to_string(file).unwrap();
        for line in text
            .lines()
            .filter(|line| ["pip download", "pip\" install"].iter().any(|it| line.contains(it)))
        {
            assert!(line.contains("--only-binary :all:"), "{}: {line}", file.display());
        }
    }
}
