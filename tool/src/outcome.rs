//! Output of all commands, as text for people or as JSON for programs. The results themselves
//! belong to each command.

use crate::print;
use clap::ValueEnum;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::Value;
use std::process::ExitCode;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};

/// The version of the form of JSON output. It grows when a key is removed, or means something else.
pub const VERSION: u32 = 1;

/// The output format of a command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: diagnostics on stderr, the rest on stdout.
    #[default]
    Text,
    /// For programs: one JSON object with everything on stdout.
    Json,
}

/// The results of a command for programs: the keys that its JSON output has besides `version`,
/// `command` and `diagnostics`.
pub trait Results: Serialize + JsonSchema {
    /// The command.
    const COMMAND: &'static str;
}

/// The outcome of a command.
pub struct Outcome<T> {
    /// The errors and warnings.
    pub diagnostics: Diagnostics,
    /// The results for people, on stdout.
    pub text: String,
    /// The text on stderr after the diagnostics, for people.
    pub note: String,
    /// The results for programs; `None` if the command failed before it had any.
    pub results: Option<T>,
    /// True if the exit code is 1.
    pub fails: bool,
}

impl<T> Outcome<T> {
    /// Returns the outcome of a command that succeeds without diagnostics.
    pub fn success(results: T, text: String) -> Self {
        let diagnostics = Diagnostics::default();
        Self { diagnostics, text, note: String::new(), results: Some(results), fails: false }
    }
}

/// The outcome of a command that has no results.
impl<T> From<Diagnostics> for Outcome<T> {
    fn from(diagnostics: Diagnostics) -> Self {
        Self { diagnostics, text: String::new(), note: String::new(), results: None, fails: true }
    }
}

/// The JSON output of a command.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "{T}", transform = named::<T>)]
pub struct Output<T: Results> {
    /// The version of this form. It grows when a key is removed, or means something else; new keys
    /// may come at any time.
    version: u32,
    /// The command.
    command: &'static str,
    /// The errors and warnings, in the order they were found.
    diagnostics: Vec<Diagnostic>,
    /// The results; nothing if the command failed before it had any.
    #[serde(flatten)]
    results: Option<T>,
}

/// Puts the only version, and the name of the command, into the schema of its output.
fn named<T: Results>(schema: &mut Schema) {
    for (key, value) in [("version", VERSION.into()), ("command", T::COMMAND.into())] {
        if let Some(Value::Object(property)) = schema.pointer_mut(&format!("/properties/{key}")) {
            property.retain(|key, _| key == "description");
            property.insert("const".to_owned(), value);
        }
    }
}

/// Prints the outcome of a command, and returns its exit code.
pub fn finish<T: Results>(format: Format, outcome: Result<Outcome<T>, Diagnostics>) -> ExitCode {
    let outcome = outcome.unwrap_or_else(Outcome::from);
    let code = if outcome.fails { ExitCode::FAILURE } else { ExitCode::SUCCESS };
    let Outcome { diagnostics, text, note, results, .. } = outcome;
    match format {
        Format::Json => {
            let (command, diagnostics) = (T::COMMAND, diagnostics.into_iter().collect());
            let output = Output { version: VERSION, command, diagnostics, results };
            print::stdout(&print::json(&output), code)
        }
        Format::Text => {
            let code = print::stdout(&text, code);
            print::diagnostics(&diagnostics);
            print::stderr(&note);
            code
        }
    }
}

/// Prints the diagnostics of a failed command that has one output format, and returns the exit
/// code.
pub fn exit(result: Result<ExitCode, Diagnostics>) -> ExitCode {
    result.unwrap_or_else(|diagnostics| {
        print::diagnostics(&diagnostics);
        ExitCode::FAILURE
    })
}
