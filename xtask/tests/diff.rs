//! Tests of `cargo xtask diff` as users run it.

#![allow(clippy::unwrap_used)] // A test may fail by a panic.

#[path = "support/wrap.rs"]
mod wrap;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;
use wrap::wrapped;

const DESCRIPTION: &str = concat!(
    r#"{"format": 1, "product": "toy", "version": "2020-01-01", "#,
    r#""endpoint": "toy.tencentcloudapi.com",
"actions": {"Do": {"docs": "", "region": "optional", "#,
    r#""input": [{"name": "Id", "type": "String", "docs": ""}], "#,
    r#""output": [{"name": "RequestId", "type": "String", "docs": ""}], "#,
    r#""errors": ["E"], "examples": []}},
"structures": {}, "errors": {}}"#
);

const METADATA: &str = concat!(
    r#"{"actions": {"Do": {"document": "", "input": "DoRequest", "#,
    r#""name": "", "output": "DoResponse"}},
"metadata": {"apiVersion": "2020-01-01", "serviceShortName": "toy"},
"objects": {"DoRequest": {"members": [{"name": "Id", "type": "string", "member": "string"}]}, "#,
    r#""DoResponse": {"members": []}}}"#
);

fn write(folder: &TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn diff(old: &Path, new: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("diff")
        .args([old, new])
        .args(more)
        .output()
        .unwrap()
}

/// Returns the output and the exit code, without the temporary folder's name.
fn said(folder: &TempDir, output: &Output) -> String {
    let text = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes).replace(folder.path().to_str().unwrap(), "DIR")
    };
    format!(
        "{}{}exit {}",
        text(&output.stdout),
        text(&output.stderr),
        output.status.code().unwrap()
    )
}

#[test]
fn descriptions_and_metadata_can_be_mixed() {
    let folder = TempDir::new().unwrap();
    let old = write(&folder, "old", DESCRIPTION);
    let new = write(&folder, "new", &DESCRIPTION.replacen("\"String\"", "\"Integer\"", 1));
    let raw = write(&folder, "raw", METADATA);
    let changed = write(
        &folder,
        "changed",
        &METADATA.replace("\"member\": \"string\"", "\"member\": \"string\", \"required\": 1"),
    );
    let rows = [(&old, &new), (&old, &old), (&raw, &changed), (&old, &raw), (&changed, &old)];
    let reports: Vec<_> =
        rows.iter().map(|(old, new)| said(&folder, &diff(old, new, &[]))).collect();
    insta::assert_snapshot!(wrapped(&reports.join("\n\n")), @r"
    breaking /actions/Do/input/Id: type changed: String → Integer (it is written in another ↩
      form)
    in the crate, breaking:
      v20200101::DoRequest::id signature changed: Option<String> → Option<i64> (programs that ↩
        use it may not compile)
      v20200101::DoRequest::id() signature changed: fn(String) → fn(i64) (programs that use ↩
        it may not compile)
    1 breaking, 0 additive, 0 docs, 2 breaking in the crate; next version: minor before 1.0, ↩
      major after
    exit 0

    no changes
    exit 0

    breaking /actions/Do/input/Id: becomes required: false → true (requests without it are ↩
      refused before they are sent)
    1 breaking, 0 additive, 0 docs; next version: minor before 1.0, major after
    exit 0

    no changes
    exit 0

    additive /actions/Do/input/Id: becomes optional: true → false (requests with it still ↩
      work)
    0 breaking, 1 additive, 0 docs; no version follows from an api.json beside a description
    exit 0
    ");
}

/// Values and paging are read from the texts of both sides, as in an import.
#[test]
fn texts_of_metadata_that_change_a_type_are_told() {
    let folder = TempDir::new().unwrap();
    let metadata = |text: &str| {
        METADATA.replace(
            "\"member\": \"string\"",
            &format!("\"member\": \"string\", \"document\": \"{text}\""),
        )
    };
    let old = write(&folder, "old", &metadata("The mode."));
    let new = write(&folder, "new", &metadata("The mode. Valid values: `ON`, `OFF`."));
    let reports =
        [(&old, &new), (&new, &old)].map(|(old, new)| said(&folder, &diff(old, new, &[])));
    insta::assert_snapshot!(wrapped(&reports.join("\n\n")), @r"
    additive /actions/Do/input/Id: values documented: ON, OFF (sets of values are open)
    docs /actions/Do/input/Id: prose of a member: prose rewritten (only documentation has it)
    0 breaking, 1 additive, 1 docs; next version: patch before 1.0, minor after
    warning[names-not-kept]: no names are kept beside either description: a crate that is ↩
      generated from the second without those of the first has 2 other names, such as ↩
        v20200101::DoRequest::id (signature changed: Option<String> → Option<DoId>)
      --> DIR/new
      = help: copy the names.lock of the first beside the second before it is generated
    exit 0

    docs /actions/Do/input/Id: values no longer documented: ON, OFF (any text was taken, and ↩
      is)
    docs /actions/Do/input/Id: prose of a member: prose rewritten (only documentation has it)
    0 breaking, 0 additive, 2 docs; next version: patch before 1.0, patch after
    warning[names-not-kept]: no names are kept beside either description: a crate that is ↩
      generated from the second without those of the first has 3 other names, such as ↩
        v20200101::DoId (removed: enum)
      --> DIR/old
      = help: copy the names.lock of the first beside the second before it is generated
    exit 0
    ");
}

#[test]
fn breaking_changes_can_fail() {
    let folder = TempDir::new().unwrap();
    let old = write(&folder, "old", DESCRIPTION);
    let docs =
        write(&folder, "docs", &DESCRIPTION.replace("\"docs\": \"\"", "\"docs\": \"Words.\""));
    let breaking =
        write(&folder, "breaking", &DESCRIPTION.replacen("\"String\"", "\"Integer\"", 1));
    let code = |new: &Path, more: &[&str]| diff(&old, new, more).status.code().unwrap();
    assert_eq!((code(&docs, &["--fail-on", "breaking"]), code(&breaking, &[])), (0, 0));
    assert_eq!(code(&breaking, &["--fail-on", "breaking"]), 1);
}

#[test]
fn every_format_is_printed() {
    let folder = TempDir::new().unwrap();
    let old = write(&folder, "old", DESCRIPTION);
    let new = write(&folder, "new", &DESCRIPTION.replacen("\"String\"", "\"Integer\"", 1));
    let reports =
        ["json", "markdown"].map(|format| said(&folder, &diff(&old, &new, &["--format", format])));
    insta::assert_snapshot!(wrapped(&reports.join("\n\n")), @r#"
    {
      "version": 1,
      "command": "diff",
      "diagnostics": [],
      "breaking": 1,
      "additive": 0,
      "docs": 0,
      "bump": {
        "0.x": "minor",
        "1.x": "major"
      },
      "changes": [
        {
          "class": "breaking",
          "kind": "type changed",
          "path": "/actions/Do/input/Id",
          "what": "String → Integer",
          "reason": "it is written in another form"
        }
      ],
      "crate": [
        {
          "class": "breaking",
          "kind": "signature changed",
          "path": "v20200101::DoRequest::id",
          "what": "Option<String> → Option<i64>",
          "reason": "programs that use it may not compile"
        },
        {
          "class": "breaking",
          "kind": "signature changed",
          "path": "v20200101::DoRequest::id()",
          "what": "fn(String) → fn(i64)",
          "reason": "programs that use it may not compile"
        }
      ]
    }
    exit 0

    1 breaking, 0 additive, 0 docs, 2 breaking in the crate; next version: minor before 1.0, ↩
      major after

    ### Breaking (1)

    - **type changed**: it is written in another form
      - `/actions/Do/input/Id`: String → Integer

    ### In the crate: breaking (2)

    - `v20200101::DoRequest::id` **signature changed**: `Option<String> → Option<i64>`
    - `v20200101::DoRequest::id()` **signature changed**: `fn(String) → fn(i64)`
    exit 0
    "#);
}

#[test]
fn what_cannot_be_read_is_said() {
    let folder = TempDir::new().unwrap();
    let old = write(&folder, "old", DESCRIPTION);
    let rows = [
        folder.path().join("missing"),
        write(&folder, "prose", "# Do"),
        write(&folder, "damaged", &METADATA[..200]),
        write(&folder, "examples", r#"{"actions": {"Do": []}, "version": "1.0"}"#),
    ];
    let reports: Vec<_> = rows.iter().map(|new| said(&folder, &diff(&old, new, &[]))).collect();
    insta::assert_snapshot!(wrapped(&reports.join("\n\n")), @r#"
    error[unreadable-file]: No such file or directory (os error 2)
      --> DIR/missing
    exit 1

    error[invalid-description]: not a normalised description: expected value at line 1 column ↩
      1
     --> DIR/prose:1:1
      |
    1 | # Do
      | ^^^^
      |
      = help: write it again with `cargo xtask import`
    exit 1

    error[malformed-metadata]: malformed metadata: EOF while parsing an object at line 3 ↩
      column 35
     --> DIR/damaged:3:1
      |
    3 | "objects": {"DoRequest": {"members"
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: take the file from the package again, or correct it at this line
    exit 1

    error[no-description]: this file has examples only
      --> DIR/examples
      = help: give the api.json beside it
    exit 1
    "#);
}
