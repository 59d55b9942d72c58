//! Tests with documents that try to send commands to a terminal, forge lines of a report or
//! overflow the stack. The commands print only text, and end with an exit code. Generated files are
//! tested in `codegen/tests/doc`.

#![allow(clippy::unwrap_used)] // A test may fail by a panic.

#[path = "support/metadata.rs"]
mod metadata;

use metadata::{api, write, xtask};
use std::process::Output;
use tempfile::TempDir;
use tencentcloud_spec::text::is_hidden;

const COMMANDS: &str = r"x\u001b]0;owned\u0007\u001b[2J\u202e\r\nerror[forged]: line\u009b1m";

/// Returns the output after a check that it contains no command for a terminal.
fn printed(output: &Output) -> String {
    let text = [&output.stdout, &output.stderr]
        .map(|bytes| String::from_utf8(bytes.clone()).unwrap())
        .concat();
    assert_eq!(text.chars().find(|c| *c != '\n' && is_hidden(*c)), None, "{text:?}");
    assert!(!text.lines().any(|line| line.starts_with("error[forged]")), "{text}");
    assert!(output.status.code().is_some(), "{output:?}");
    text
}

fn import(folder: &TempDir, file: &str, more: &[&str]) -> Output {
    let [file, into] = [file, "spec"].map(|name| folder.path().join(name).display().to_string());
    xtask(&[&["import", &file, "--into", &into], more].concat())
}

fn field(name: &str, r#type: &str) -> String {
    format!(
        r#", {{"name": "{name}", "type": "string", "member": "{type}", "document": "{COMMANDS}"}}"#
    )
}

#[test]
fn names_of_fields_command_no_terminal() {
    let folder = TempDir::new().unwrap();
    write(folder.path(), "api.json", &api("cats", "2020-01-01", &field(COMMANDS, "string")));
    let output = import(&folder, "api.json", &[]);
    assert_eq!(output.status.code(), Some(1));
    let expected =
        r"`x\u{1b}]0;owned\u{7}\u{1b}[2J\u{202e}\r\nerror[forged]: line\u{9b}1m` is not a name";
    assert!(printed(&output).contains(expected), "{}", printed(&output));
    // The same as JSON, in which the text is unchanged.
    let output = import(&folder, "api.json", &["--format", "json"]);
    printed(&output);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(report["diagnostics"][0]["message"].as_str().unwrap().contains("\u{1b}]0;owned\u{7}"));
}

#[cfg(unix)]
#[test]
fn names_of_files_command_no_terminal() {
    let folder = TempDir::new().unwrap();
    let name = "a\u{1b}[2J\nerror[forged]: b.json";
    write(folder.path(), name, &api("cats", "2020-01-01", ""));
    let output = import(&folder, name, &[]);
    assert!(
        printed(&output).contains(r"a\u{1b}[2J\nerror[forged]: b.json: "),
        "{}",
        printed(&output)
    );
    write(folder.path(), name, "{");
    printed(&import(&folder, name, &[]));
    let path = folder.path().join(name).display().to_string();
    for arguments in
        [&["diff", &path, &path][..], &["codegen", "--spec", &path], &["mock", "--spec", &path]]
    {
        printed(&xtask(arguments));
    }
}

#[test]
fn reports_of_changes_mention_nobody() {
    let folder = TempDir::new().unwrap();
    let description = |title: &str, value: &str| {
        format!(
            r#"{{"format": 1, "product": "toy", "version": "2020-01-01", "title": "{title}",
            "endpoint": "toy.tencentcloudapi.com", "structures": {{}}, "errors": {{}},
            "actions": {{"Do": {{
            "docs": "", "region": "optional", "output": [], "errors": [], "examples": [],
            "input": [{{"name": "Id", "type": "String", "docs": "",
            "values": {{"{value}": ""}}}}]}}}}}}"#
        )
    };
    write(folder.path(), "old.json", &description("Old", "A"));
    let hostile = format!("@team #1 <b> | [x](y) `{COMMANDS}");
    write(folder.path(), "new.json", &description(&hostile, &hostile));
    let [old, new] =
        ["old.json", "new.json"].map(|name| folder.path().join(name).display().to_string());
    let spelled = COMMANDS
        .replace(r"\u001b", r"\u{1b}")
        .replace(r"\u0007", r"\u{7}")
        .replace(r"\u202e", r"\u{202e}");
    let shown = hostile.replace(COMMANDS, &spelled.replace(r"\u009b", r"\u{9b}"));
    let text = printed(&xtask(&["diff", &old, &new]));
    assert!(text.contains(&format!("docs /title: title changed: Old → {shown} (")), "{text}");
    let markdown = printed(&xtask(&["diff", &old, &new, "--format", "markdown"]));
    assert!(markdown.contains(&format!("  - `/title`: ``Old → {shown}``\n")), "{markdown}");
    assert!(
        markdown.contains(&format!("  - ``/actions/Do/input/Id/values/{shown}``\n")),
        "{markdown}"
    );
}

#[test]
fn types_that_nest_without_end_are_refused() {
    let deep = "Array of ".repeat(100_000) + "String";
    let folder = TempDir::new().unwrap();
    let plain = api("cats", "2020-01-01", "");
    write(folder.path(), "plain/api.json", &plain);
    let overlay = |value: &str| {
        format!(
            "overlay = 1\nproduct = \"cats\"\nversion = \"2020-01-01\"\n\n[[correct]]\n\
             path = \"structures.Cat.fields.Flag\"\nadd = {value}\nwhy = \"x\"\n"
        )
    };
    let lists = "[".repeat(100_000) + &"]".repeat(100_000);
    write(folder.path(), "overlay/api.json", &plain);
    write(
        folder.path(),
        "overlay/overlay.toml",
        &overlay(&format!("{{ type = \"{deep}\", docs = \"x\" }}")),
    );
    write(folder.path(), "toml/api.json", &plain);
    write(folder.path(), "toml/overlay.toml", &overlay(&lists));
    write(folder.path(), "json/api.json", &plain.replace("\"SENTENCE six\"", &lists));
    write(folder.path(), "member/api.json", &api("cats", "2020-01-01", &field("Flag", &deep)));
    for source in ["overlay", "toml", "json", "member"] {
        let output = import(&folder, source, &[]);
        let text = printed(&output);
        assert_eq!(output.status.code(), Some(1), "{source}: {text}");
        assert!(text.contains("error[") && text.len() < 20_000, "{source}: {text}");
    }
    assert!(import(&folder, "plain", &[]).status.success());
    let file = folder.path().join("spec/cats/2020-01-01.json");
    let description = std::fs::read_to_string(&file).unwrap();
    std::fs::write(
        &file,
        description.replace("\"type\": \"Unsigned\"", &format!("\"type\": \"{deep}\"")),
    )
    .unwrap();
    let [spec, out, file] = [folder.path().join("spec"), folder.path().join("out"), file]
        .map(|it| it.display().to_string());
    for arguments in [
        &["codegen", "--spec", &spec, "--out", &out][..],
        &["diff", &file, &file],
        &["mock", "--spec", &spec],
    ] {
        let output = xtask(arguments);
        assert_eq!(output.status.code(), Some(1), "{}", printed(&output));
        assert!(printed(&output).contains("is not a type"), "{}", printed(&output));
    }
}
