//! Colours of diagnostics. The unit tests of the library cover the source lines.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::process::Command;
use tempfile::TempDir;

/// Returns the diagnostics of `diff` on a file that is damaged in its second line.
fn said(variables: &[(&str, &str)]) -> String {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("old.json"), "{\n  \"title\": 猫\n}\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tencentcloud"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.args(["diff", "old.json", "missing.json"]).current_dir(folder.path());
    let output = command.envs(variables.iter().copied()).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn colours_are_for_terminals_and_no_color_turns_them_off() {
    let plain = said(&[]);
    assert!(
        plain.contains("\n --> old.json:2:3\n  |\n2 |   \"title\": 猫\n  |   ^^^^^^^^^^^\n"),
        "{plain}"
    );
    assert!(plain.contains("\n  --> missing.json\n"), "a file that is not there: {plain}");
    // The variable stands for a terminal.
    let coloured = said(&[("CLICOLOR_FORCE", "1")]);
    assert!(coloured.starts_with("\u{1b}[1m\u{1b}[91merror["), "{coloured:?}");
    assert_eq!(coloured.matches("\u{1b}[91merror[").count(), 2, "{coloured:?}");
    assert_eq!(said(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), plain);
}
