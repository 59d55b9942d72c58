//! Runs `cargo check` on all crates, as one workspace with one target folder. Cargo runs at most
//! one compiler per core.

use super::outcome::{Failure, Stage};
use super::progress::Progress;
use crate::process::cargo;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Stdio};
use tencentcloud_codegen::crate_name;

/// All features of a generated crate, without the cryptography that needs its own build in C.
const FEATURES: &str = "--features=blocking,http2,native-roots,reqwest,tracing";
/// The maximum length of cargo's output that is kept for a failure.
const LONGEST: usize = 4000;

/// Checks the crates of these products, with all features and warnings denied.
///
/// The target folder is next to the crates, unless `CARGO_TARGET_DIR` names another.
///
/// # Errors
/// Returns an error if cargo cannot be started.
pub(super) fn check(out: &Path, products: &[&str]) -> io::Result<Vec<Failure>> {
    let mut child = start(out, products)?;
    let stderr = child.stderr.take();
    let said = std::thread::spawn(move || {
        let mut text = String::new();
        // Output that cannot be read is only missing from a text for people.
        let _ = stderr.map(|mut stderr| stderr.read_to_string(&mut text));
        text
    });
    let progress = Progress::new("checked", products.len());
    let mut failed = BTreeMap::new();
    for line in child.stdout.take().into_iter().flat_map(|stdout| BufReader::new(stdout).lines()) {
        follow(&line?, products, &progress, &mut failed);
    }
    progress.finish();
    let status = child.wait()?;
    let said = said.join().unwrap_or_default();
    if !status.success() && failed.is_empty() {
        failed.insert(String::new(), format!("cargo ended with {status}\n{said}"));
    }
    Ok(failed
        .into_iter()
        .map(|(product, reason)| Failure::new(&product, Stage::Build, cut(&reason)))
        .collect())
}

fn start(out: &Path, products: &[&str]) -> io::Result<Child> {
    let packages = products.iter().map(|product| format!("--package={}", crate_name(product)));
    cargo()
        .args(["check", FEATURES, "--keep-going", "--quiet", "--message-format=json"])
        .args(packages)
        .current_dir(out)
        .env("RUSTFLAGS", "-Dwarnings")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
}

/// Processes one message of cargo's.
fn follow(
    line: &str,
    products: &[&str],
    progress: &Progress,
    failed: &mut BTreeMap<String, String>,
) {
    let Ok(message) = serde_json::from_str::<Value>(line) else { return };
    let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let library = text("/target/name").replace('_', "-");
    let Some(product) = products.iter().find(|product| crate_name(product) == library) else {
        return;
    };
    match text("/reason") {
        "compiler-artifact" => progress.step(product),
        "compiler-message" if text("/message/level") == "error" => {
            failed.entry((*product).to_owned()).or_default().push_str(text("/message/rendered"));
        }
        _ => {}
    }
}

fn cut(text: &str) -> &str {
    let end = text.char_indices().map(|(at, _)| at).nth(LONGEST).unwrap_or(text.len());
    text[..end].trim_end()
}
