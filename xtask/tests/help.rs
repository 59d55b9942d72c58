//! Tests of the output of `--help`, and of completions. `documented.rs` checks that the command
//! line accepts the examples.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::process::Command;

fn xtask(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn help_texts() {
    let commands = [
        "",
        "codegen",
        "facts",
        "import",
        "diff",
        "mock",
        "update",
        "catalogue",
        "release",
        "completions",
    ];
    let texts = commands.map(|command| {
        let arguments: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        format!("== cargo xtask {}\n{}", arguments.join(" "), xtask(&arguments))
    });
    insta::assert_snapshot!(texts.join("\n"));
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = xtask(&["completions", shell]);
        for word in ["xtask", "codegen", "catalogue", "fail-on"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}
