//! Test of a user who has the command `tencentcloud` and cargo, and no clone.
//!
//! A program with one action, as a module and from a build script, is compiled against the packaged
//! crates and runs against the mock. It packages and compiles a lot, so it is ignored by default
//! and `.ci/run` runs it:
//! `cargo test -p tencentcloud-tool --test stranger -- --ignored`.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// The crates of this workspace that the two programs need.
const CRATES: [&str; 5] = [
    "tencentcloud-runtime",
    "tencentcloud-spec",
    "tencentcloud-codegen",
    "tencentcloud-facts",
    "tencentcloud-build",
];

const PROGRAM: &str = r#"
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = sms::Client::from_env("ap-guangzhou")?;
    let request = sms::SendSmsRequest::new()
        .phone_number_set(["+8613800000000"])
        .sms_sdk_app_id("1400006666")
        .template_id("1110");
    let response = client.send_sms(request).await?;
    println!("request {}", response.request_id.is_some());
    Ok(())
}
"#;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr].concat()).into_owned()
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}\n{}", said(&output));
    said(&output)
}

/// Packages the crates and unpacks what would be uploaded. Returns a function from a crate's name
/// to its folder.
fn packaged(into: &Path) -> impl Fn(&str) -> PathBuf {
    let target = into.join("target");
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["package", "--no-verify", "--allow-dirty", "--offline", "--quiet"])
        .current_dir(workspace());
    run(command
        .args(CRATES.map(|name| format!("--package={name}")))
        .env("CARGO_TARGET_DIR", &target));
    let folder = move |name: &str| {
        target.join("package").join(format!("{name}-{}", env!("CARGO_PKG_VERSION")))
    };
    for name in CRATES {
        let archive =
            folder(name).with_file_name(format!("{name}-{}.crate", env!("CARGO_PKG_VERSION")));
        run(Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(archive.parent().unwrap()));
    }
    folder
}

/// Creates a package that takes the workspace's crates from their packages.
fn package(root: &Path, name: &str, folder: &impl Fn(&str) -> PathBuf) -> PathBuf {
    let place = root.join(name);
    fs::create_dir_all(place.join(".cargo")).unwrap();
    run(Command::new(env!("CARGO"))
        .args(["init", "--quiet", "--vcs=none", "--bin"])
        .current_dir(&place));
    let patches = CRATES.map(|name| format!("{name} = {{ path = {:?} }}\n", folder(name)));
    fs::write(place.join(".cargo/config.toml"), format!("[patch.crates-io]\n{}", patches.concat()))
        .unwrap();
    fs::copy(workspace().join("Cargo.lock"), place.join("Cargo.lock")).unwrap();
    place
}

fn append(place: &Path, file: &str, text: &str) {
    let path = place.join(file);
    let there = fs::read_to_string(&path).unwrap_or_default();
    fs::write(path, there + text).unwrap();
}

/// Compiles and runs a package with the address and the credentials of the mock.
fn call(place: &Path, url: &str) -> String {
    run(Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline"])
        .current_dir(place)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("stranger"))
        .env("TENCENTCLOUD_ENDPOINT", url)
        .env("TENCENTCLOUD_SECRET_ID", "AKIDmock")
        .env("TENCENTCLOUD_SECRET_KEY", "mock-secret-key"))
}

/// A mock that is stopped when it is dropped.
struct Mock(Child, String);

impl Mock {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tencentcloud"));
        let command =
            command.args(["mock", "--product", "sms", "--port", "0"]).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line
            .split(['\u{20}', ';'])
            .find(|word| word.starts_with("http://"))
            .unwrap_or_default();
        Self(child, url.to_owned())
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
#[ignore = "packages and compiles a lot: .ci/run asks for it"]
fn a_program_from_the_tool_and_one_from_a_build_script() {
    let root = TempDir::new().unwrap();
    let folder = packaged(root.path());
    let mock = Mock::start();

    let place = package(root.path(), "by-tool", &folder);
    let add = ["add", "sms", "--actions", "SendSms", "--write"];
    run(Command::new(env!("CARGO_BIN_EXE_tencentcloud")).args(add).current_dir(&place));
    append(&place, "Cargo.toml", "tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n");
    fs::write(place.join("src/main.rs"), format!("#[rustfmt::skip]\nmod sms;\n{PROGRAM}")).unwrap();
    assert_eq!(call(&place, &mock.1), "request true\n");

    let place = package(root.path(), "by-build-script", &folder);
    append(
        &place,
        "Cargo.toml",
        "tencentcloud-runtime = \"0.1\"\ntokio = { version = \"1\", features = \
            [\"macros\", \"rt\"] }\n",
    );
    append(&place, "Cargo.toml", "\n[build-dependencies]\ntencentcloud-build = \"0.1\"\n");
    let script =
        "fn main() {\n    tencentcloud_build::build(\"sms\").actions([\"SendSms\"]).write();\n}\n";
    fs::write(place.join("build.rs"), script).unwrap();
    let include = "include!(concat!(env!(\"OUT_DIR\"), \"/sms.rs\"));\n";
    fs::write(place.join("src/main.rs"), format!("{include}{PROGRAM}")).unwrap();
    assert_eq!(call(&place, &mock.1), "request true\n");
}
