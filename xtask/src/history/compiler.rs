//! Runs the installed compiler on generated crates. `rustc` and `rustdoc` are called directly, with
//! the runtime compiled once, because cargo would check hundreds of crates in each of thousands of
//! runs.

use crate::process::{cargo, run};
use crate::workspace;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use tencentcloud_codegen::Files;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};

/// The name of every generated crate here.
pub(super) const CRATE: &str = "product";

/// A compiler with the compiled runtime.
pub(super) struct Compiler {
    runtime: PathBuf,
    /// The folder in which each run has its own folder.
    folder: PathBuf,
}

impl Compiler {
    /// Compiles the runtime.
    ///
    /// # Errors
    /// Returns an error if it does not compile.
    pub(super) fn new() -> Result<Self, Diagnostics> {
        let folder = workspace::root().join("target/history");
        fs::create_dir_all(&folder).map_err(|error| failed(&error.to_string()))?;
        Ok(Self { runtime: runtime()?, folder })
    }

    /// Creates a folder that is removed when it is dropped.
    pub(super) fn folder(&self) -> Result<TempDir, String> {
        tempfile::tempdir_in(&self.folder).map_err(|error| error.to_string())
    }

    /// Writes a crate and its rustdoc JSON, and returns the path of the JSON.
    pub(super) fn document(&self, files: &Files, folder: &Path) -> Result<PathBuf, String> {
        let mut rustdoc = self.on_library("rustdoc", files, folder)?;
        // The JSON is unstable: this variable lets a stable compiler write it.
        rustdoc.args(["-Zunstable-options", "--output-format=json"]).env("RUSTC_BOOTSTRAP", "1");
        run(&mut rustdoc)?;
        Ok(folder.join(format!("{CRATE}.json")))
    }

    /// Writes a crate and compiles its metadata, which is enough to check programs.
    pub(super) fn library(&self, files: &Files, folder: &Path) -> Result<(), String> {
        run(self.on_library("rustc", files, folder)?.arg("--emit=metadata")).map(drop)
    }

    /// Checks a program against the library in a folder, and returns the lines with errors.
    pub(super) fn check(&self, program: &str, folder: &Path) -> Result<BTreeSet<usize>, String> {
        let path = folder.join("caller.rs");
        fs::write(&path, program).map_err(|error| error.to_string())?;
        let mut rustc = self.on("rustc", &path, folder);
        let library = folder.join(format!("lib{CRATE}.rmeta"));
        rustc.arg(format!("--extern={CRATE}={}", library.display()));
        let output =
            rustc.args(["--crate-name=caller", "--emit=metadata", "--error-format=json"]).output();
        let output = output.map_err(|error| format!("rustc cannot be started: {error}"))?;
        let said = String::from_utf8_lossy(&output.stderr);
        let lines: BTreeSet<usize> = said.lines().filter_map(error_line).collect();
        if lines.is_empty() && !output.status.success() {
            Err(said.into_owned())
        } else {
            Ok(lines)
        }
    }

    fn on_library(&self, program: &str, files: &Files, folder: &Path) -> Result<Command, String> {
        write(files, folder).map_err(|error| error.to_string())?;
        let mut command = self.on(program, &folder.join("src/lib.rs"), folder);
        command.args(["--cfg", "feature=\"blocking\"", "--crate-name", CRATE]);
        Ok(command)
    }

    fn on(&self, program: &str, source: &Path, out: &Path) -> Command {
        let mut command = Command::new(program);
        let dependencies = self.runtime.parent().unwrap_or(Path::new("."));
        command
            .arg(source)
            .args(["--crate-type=lib", "--edition=2024", "--cap-lints=allow"])
            .arg(format!("--extern=tencentcloud_runtime={}", self.runtime.display()))
            .arg(format!("-Ldependency={}", dependencies.display()))
            .arg("--out-dir")
            .arg(out);
        command
    }
}

/// Returns the line of an error in a program, from a message of the compiler.
fn error_line(message: &str) -> Option<usize> {
    let message: Value = serde_json::from_str(message).ok()?;
    let is_error = message.get("level").and_then(Value::as_str) == Some("error");
    let spans = message.get("spans")?.as_array()?;
    let is_primary = |span: &&Value| span.get("is_primary") == Some(&Value::Bool(true));
    let line = spans.iter().find(is_primary)?.get("line_start")?.as_u64()?;
    usize::try_from(line).ok().filter(|_| is_error)
}

/// Compiles the runtime's metadata, and returns its library.
fn runtime() -> Result<PathBuf, Diagnostics> {
    let mut check = cargo();
    check
        .args([
            "check",
            "--quiet",
            "--package=tencentcloud-runtime",
            "--no-default-features",
            "--features=blocking,ring",
        ])
        .arg("--message-format=json")
        .current_dir(workspace::root());
    let output = run(&mut check).map_err(|error| failed(&error))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let messages = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let is_runtime = |message: &Value| {
        message.pointer("/target/name") == Some(&Value::from("tencentcloud_runtime"))
    };
    let files = messages
        .filter(is_runtime)
        .filter_map(|message| message.get("filenames")?.as_array().cloned());
    let mut paths = files.flatten().filter_map(|file| file.as_str().map(PathBuf::from));
    let is_library = |path: &PathBuf| path.extension().is_some_and(|it| it == "rmeta");
    paths.find(is_library).ok_or_else(|| failed("cargo names no library of the runtime"))
}

fn failed(message: &str) -> Diagnostics {
    Diagnostic::error("no-compiler", message).into()
}

fn write(files: &Files, folder: &Path) -> io::Result<()> {
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("src/")) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)?;
    }
    Ok(())
}
