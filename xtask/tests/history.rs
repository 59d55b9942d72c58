//! Tests of `history` with a small repository: updates that once changed the meaning of names, with
//! and without kept names.

#![allow(clippy::unwrap_used, clippy::panic)]

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A field of a request: its name and its documentation.
type TestField = (&'static str, &'static str);

/// Returns an `api.json` with these actions, and structures for their fields.
fn metadata(actions: &[(&str, &[TestField])], structures: &[&str]) -> String {
    let field = |name: &str, r#type: &str, text: &str| {
        let kind = if r#type == "string" { "string" } else { "object" };
        let head = format!(r#""name": "{name}", "type": "{kind}", "member": "{type}""#);
        format!(r#"{{{head}, "required": false, "document": "{text}"}}"#)
    };
    let object = |name: &str, fields: &[String]| {
        format!(
            r#""{name}": {{"type": "object", "document": "x", "members": [{}]}}"#,
            fields.join(",")
        )
    };
    let mut objects: Vec<String> = Vec::new();
    let mut listed: Vec<String> = Vec::new();
    for (action, fields) in actions {
        let one =
            format!(r#"{{"name": "{action}", "document": "Looks.", "input": "{action}Request", "#);
        listed.push(format!(
            r#""{action}": {one}"output": "{action}Response", "status": "online"}}"#
        ));
        let held = structures.iter().map(|name| field(name, name, "A part."));
        let fields = fields.iter().map(|(name, text)| field(name, "string", text));
        objects.push(object(&format!("{action}Request"), &fields.chain(held).collect::<Vec<_>>()));
        objects
            .push(object(&format!("{action}Response"), &[field("RequestId", "string", "The ID.")]));
    }
    let parts = structures.iter().map(|name| object(name, &[field("Name", "string", "A name.")]));
    objects.extend(parts);
    let head = r#""metadata": {"apiVersion": "2020-01-01", "serviceShortName": "lamps"}"#;
    format!(
        r#"{{{head}, "actions": {{{}}}, "objects": {{{}}}}}"#,
        listed.join(","),
        objects.join(",")
    )
}

/// A repository with a commit for each of the descriptions.
struct Repository(TempDir);

impl Repository {
    fn new(descriptions: &[String]) -> Self {
        let repository = Self(TempDir::new().unwrap());
        repository.git(&["init", "--quiet", "."]);
        for (index, description) in descriptions.iter().enumerate() {
            repository.write("api.json", description);
            repository.git(&["add", "--all"]);
            repository.git(&[
                "commit",
                "--quiet",
                "--allow-empty",
                "--message",
                &index.to_string(),
            ]);
        }
        repository
    }

    fn write(&self, file: &str, text: &str) {
        let folder = self.0.path().join("tccli/services/lamps/v20200101");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(file), text).unwrap();
    }

    fn git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        git.arg("-C").arg(self.0.path()).args([
            "-c",
            "user.name=Tester",
            "-c",
            "user.email=tester@example.com",
        ]);
        let output = git.args(arguments).env("GIT_CONFIG_GLOBAL", "/dev/null").output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }

    /// Runs `history`. Returns true if it found no fault, and its report.
    fn history(&self, more: &[&str]) -> (bool, Value) {
        let report = self.0.path().join("report.json");
        let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
        xtask.arg("history").arg(self.0.path()).arg("--report").arg(&report).args(more);
        let output = xtask.output().unwrap();
        let text = fs::read_to_string(&report).unwrap_or_else(|_| panic!("{output:?}"));
        (output.status.success(), serde_json::from_str(&text).unwrap())
    }
}

const ON_OFF: &str = "Valid values: ON, OFF.";
const RUN_STOP: &str = "Valid values: RUN, STOP.";

/// Returns updates that only add on the wire, by name: the description before and after.
fn updates() -> Vec<(&'static str, String, String)> {
    let a = ("DescribeA", [("JobState", RUN_STOP)].as_slice());
    let b = ("DescribeB", [("JobState", ON_OFF)].as_slice());
    let c = ("DescribeC", [("JobState", ON_OFF)].as_slice());
    let d = ("DescribeD", [("JobState", ON_OFF)].as_slice());
    let merged = ("DescribeB", [("JobState", "Valid values: ON, OFF, RUN, STOP.")].as_slice());
    let sorted = ("DescribeA", [("Order", "Valid values: ASC, DESC.")].as_slice());
    let resorted = ("DescribeA", [("Order", "Valid values: asc, desc, ASC, DESC.")].as_slice());
    let twin = ("DescribeA", [("Uui", "A text.")].as_slice());
    let twins = ("DescribeA", [("UUI", "A text."), ("Uui", "A text.")].as_slice());
    let plain = ("DescribeA", [].as_slice());
    let create = ("CreateB", [].as_slice());
    vec![
        ("a set of more fields", metadata(&[a, b], &[]), metadata(&[a, b, c, d], &[])),
        ("sets that come to overlap", metadata(&[a, b], &[]), metadata(&[a, merged], &[])),
        ("values that differ in case", metadata(&[sorted], &[]), metadata(&[resorted], &[])),
        ("a twin of a field", metadata(&[twin], &[]), metadata(&[twins], &[])),
        ("another order", metadata(&[a, b], &[]), metadata(&[b, a], &[])),
        (
            "a structure's name",
            metadata(&[plain], &["CreateBErrorCode"]),
            metadata(&[plain, create], &["CreateBErrorCode"]),
        ),
    ]
}

#[test]
fn with_the_memory_no_name_moves_and_nothing_breaks() {
    for (name, before, after) in updates() {
        let (is_fine, report) = Repository::new(&[before, after]).history(&[]);
        assert!(is_fine, "{name}: {report:#}");
        assert_eq!(report["counts"]["compared"], 1, "{name}: {report:#}");
        assert_ne!(report["updates"][0]["class"], "breaking", "{name}: {report:#}");
    }
}

/// Changes by default names are in the diff, and the tables find them too.
#[test]
fn without_the_memory_the_diff_says_what_moves() {
    let moving = ["a set of more fields", "sets that come to overlap", "a twin of a field"];
    for (name, before, after) in updates().into_iter().filter(|(name, ..)| moving.contains(name)) {
        let (is_fine, report) = Repository::new(&[before, after]).history(&["--names", "default"]);
        assert!(is_fine, "{name}: {report:#}");
        assert_eq!(report["updates"][0]["class"], "breaking", "{name}: {report:#}");
        assert_ne!(report["updates"][0]["findings"], Value::Null, "{name}: {report:#}");
    }
}

#[test]
fn a_caller_is_compiled_against_later_crates() {
    let one = ("DescribeA", [("JobState", RUN_STOP), ("Id", "A text.")].as_slice());
    let two =
        ("DescribeA", [("JobState", RUN_STOP), ("Id", "A text."), ("Name", "A text.")].as_slice());
    let less = ("DescribeA", [("JobState", RUN_STOP), ("Name", "A text.")].as_slice());
    let descriptions = [one, two, less].map(|action| metadata(&[action], &[]));
    let (is_fine, report) = Repository::new(&descriptions).history(&["--callers", "lamps"]);
    let replay = &report["replays"][0];
    assert!(is_fine, "{report:#}");
    assert!(replay["uses"].as_u64().unwrap() > 20, "{report:#}");
    // Only the field and its setter are dropped.
    assert_eq!([&replay["compiled"], &replay["dropped"]], [3, 2], "{report:#}");
    assert_eq!(replay["unusable"], Value::Array(Vec::new()), "{report:#}");
}

#[test]
fn what_is_no_such_repository_is_told() {
    let folder = TempDir::new().unwrap();
    let told = |arguments: &[&str], path: &Path| {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("history")
            .arg(path)
            .args(arguments)
            .output()
            .unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let text = told(&[], folder.path());
    assert!(text.contains("give a clone of TencentCloud/tencentcloud-cli"), "{text}");
    let repository = Repository::new(&[metadata(&[("A", &[])], &[]), metadata(&[("B", &[])], &[])]);
    let text = told(&["--products", "lamp"], repository.0.path());
    assert!(text.contains("`lamp` has no update in this history"), "{text}");
}
