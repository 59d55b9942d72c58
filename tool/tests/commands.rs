//! The commands of `tencentcloud` as users run them: what they print and write. Not here: what
//! `cargo xtask` has as well.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

fn tencentcloud(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tencentcloud"));
    command.args(arguments).current_dir(folder).env_remove("CARGO_MANIFEST_DIR").output().unwrap()
}

fn stdout(folder: &Path, arguments: &[&str]) -> String {
    let output = tencentcloud(folder, arguments);
    assert!(output.status.success(), "{arguments:?}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn stderr(folder: &Path, arguments: &[&str]) -> String {
    let output = tencentcloud(folder, arguments);
    assert!(!output.status.success(), "{arguments:?}\n{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stderr).unwrap()
}

fn package() -> TempDir {
    let folder = TempDir::new().unwrap();
    let manifest = "[package]\nname = \"mine\"\nversion = \"0.0.0\"\n\n[dependencies]\n";
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    folder
}

#[test]
fn add_writes_a_module_and_says_what_is_left_to_do() {
    let folder = package();
    let text = stdout(folder.path(), &["add", "sms", "--actions", "SendSms"]);
    assert!(text.contains("sms 2021-01-11: 1 action"), "{text}");
    assert!(
        text.contains("\n  tencentcloud-runtime = \"0.1.0\"\n") && text.contains("\n  mod sms;\n"),
        "{text}"
    );
    assert!(folder.path().join("src/sms/v20210111/actions/send_sms.rs").is_file());
    assert!(!folder.path().join("src/sms/v20190711").exists(), "the newest version only");
    let manifest = || fs::read_to_string(folder.path().join("Cargo.toml")).unwrap();
    assert!(!manifest().contains("tencentcloud"));

    let text =
        stdout(folder.path(), &["add", "sms", "--actions", "SendSms", "--blocking", "--write"]);
    assert!(text.contains("added to Cargo.toml"), "{text}");
    let line = "tencentcloud-runtime = { version = \"0.1.0\", features = [\"blocking\"] }";
    assert!(manifest().contains(line), "{}", manifest());
}

#[test]
fn a_crate_of_a_product_names_the_runtime_by_its_version() {
    let folder = package();
    let args = [
        "codegen",
        "tmt",
        "--out",
        "clients",
        "--crate-name",
        "my-tmt",
        "--crate-version",
        "1.2.3",
    ];
    stdout(folder.path(), &args);
    let manifest = fs::read_to_string(folder.path().join("clients/tmt/Cargo.toml")).unwrap();
    assert!(manifest.contains("name = \"my-tmt\"\nversion = \"1.2.3\""), "{manifest}");
    assert!(
        manifest.contains("tencentcloud-runtime = { version = \"0.1.0\", default-features"),
        "{manifest}"
    );
}

#[test]
fn a_runtime_that_is_not_there_is_an_error_and_nothing_is_written() {
    let folder = package();
    let text =
        stderr(folder.path(), &["codegen", "tmt", "--out", "clients", "--runtime", "path=nowhere"]);
    assert!(text.contains("error[no-runtime]") && text.contains("--runtime version"), "{text}");
    assert!(!folder.path().join("clients").exists());
}

#[test]
fn options_that_make_no_crate_are_refused() {
    let folder = package();
    for (arguments, error) in [
        (
            &["codegen", "tmt", "sms", "--crate-name", "a"][..],
            "one name cannot be that of 2 crates",
        ),
        (&["codegen", "tmt", "--crate-name", "a b"], "`a b` cannot be the name of a crate"),
        (&["codegen", "tmt", "--crate-version", "1.2"], "`1.2` is not the version of a crate"),
        (&["codegen"], "no product is named"),
        (&["add", "smss"], "did you mean sms"),
        (&["add", "sms", "--actions", "SendSmss"], "SendSms"),
    ] {
        let text = stderr(folder.path(), arguments);
        assert!(text.contains(error), "{arguments:?}\n{text}");
    }
    let empty = TempDir::new().unwrap();
    assert!(stderr(empty.path(), &["add", "sms"]).contains("there is no Cargo.toml here or above"));
}

#[test]
fn actions_and_structures_are_described() {
    let folder = TempDir::new().unwrap();
    assert!(stdout(folder.path(), &["describe", "sms"]).contains("SendSms: "));
    let text = stdout(folder.path(), &["describe", "sms", "SendSms"]);
    assert!(text.contains("  PhoneNumberSet: Array of String, required\n"), "{text}");
    let json = stdout(folder.path(), &["describe", "sms", "SendStatus", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["fields"][0]["name"], "SerialNo");
    assert!(stderr(folder.path(), &["describe", "sms", "SendSmss"]).contains("SendSms"));
}

#[test]
fn products_and_their_versions_are_listed() {
    let folder = TempDir::new().unwrap();
    assert!(stdout(folder.path(), &["facts"]).lines().count() > 200);
    let text = stdout(folder.path(), &["facts", "sms"]);
    assert!(text.starts_with("sms 2019-07-11: ") && text.contains("\nsms 2021-01-11: "), "{text}");
}

#[test]
fn an_action_is_called_by_its_name() {
    let folder = TempDir::new().unwrap();
    let mut mock = Command::new(env!("CARGO_BIN_EXE_tencentcloud"));
    let mock = mock.args(["mock", "--product", "cvm", "--port", "0"]).stdout(Stdio::piped());
    let mut mock = mock.spawn().unwrap();
    let mut line = String::new();
    BufReader::new(mock.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.split([' ', ';']).find(|word| word.starts_with("http://")).unwrap().to_owned();
    let call = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tencentcloud"));
        let keys = [
            ("TENCENTCLOUD_SECRET_ID", "AKIDmock"),
            ("TENCENTCLOUD_SECRET_KEY", "mock-secret-key"),
        ];
        let command = command.args(arguments).current_dir(folder.path()).envs(keys);
        command.env("TENCENTCLOUD_ENDPOINT", &url).output().unwrap()
    };
    let zones = ["call", "cvm", "DescribeZones", "--region", "ap-guangzhou"];
    let said = call(&zones);
    let unnamed = call(&["call", "cvm", "DescribeZones", "--region", "ap-guangzhou", "Zone=a"]);
    let _ = mock.kill();
    let _ = mock.wait();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let response: serde_json::Value = serde_json::from_slice(&said.stdout).unwrap();
    assert!(response["ZoneSet"].is_array(), "{response}");
    let text = String::from_utf8_lossy(&unnamed.stderr).into_owned();
    assert!(text.contains("`DescribeZones` has no parameter `Zone`"), "{text}");
}

#[test]
fn completions_and_manual_pages_are_made() {
    let folder = TempDir::new().unwrap();
    assert!(stdout(folder.path(), &["completions", "bash"]).contains("tencentcloud"));
    assert!(stdout(folder.path(), &["man"]).contains(".TH tencentcloud"));
    stdout(folder.path(), &["man", "--out", "pages"]);
    assert!(folder.path().join("pages/tencentcloud-add.1").is_file());
    assert!(stdout(folder.path(), &["--version"]).starts_with("tencentcloud 0."));
}
