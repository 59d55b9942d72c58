//! `cargo xtask diff`.

use crate::print;
use clap::ValueEnum;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::diff::{self, Change, Class};
use tencentcloud_spec::model::{Api, from_json};
use tencentcloud_spec::read::metadata;

const EXAMPLES: &str = "\
Examples:
  cargo xtask diff OLD.json spec/api/batch/2017-03-12.json
  cargo xtask diff OLD.json NEW.json --format markdown --fail-on breaking";

/// Compare two descriptions and say what each change breaks.
///
/// Both are normalised descriptions, or api.json files of the tccli metadata. Each change is breaking, additive or docs.
///
/// An api.json is taken for what it says: no paging and no values are derived from it. Beside a normalised
/// description only what it states is compared.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The description before
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The description after
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// How to print the changes
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 where there are changes of this class
    #[arg(long, value_enum, value_name = "CLASS")]
    fail_on: Option<FailOn>,
}

/// How the changes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A line a change.
    Text,
    /// One JSON object with every change.
    Json,
    /// For a pull request.
    Markdown,
}

/// What counts as a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Changes that break users of the crate.
    Breaking,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let mut diagnostics = Diagnostics::default();
    let (old, new) = (load(&args.old, &mut diagnostics), load(&args.new, &mut diagnostics));
    print::stderr(&diagnostics);
    let (Some(old), Some(new)) = (old, new) else { return ExitCode::FAILURE };
    let changes = compare(old, new);
    let report = match args.format {
        Format::Text => diff::text(&changes),
        Format::Json => print::json(&diff::json(&changes)),
        Format::Markdown => diff::markdown(&changes),
    };
    let fails = args.fail_on == Some(FailOn::Breaking) && changes.iter().any(|change| change.class == Class::Breaking);
    print::stdout(&report, if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A description, and whether it is an `api.json` by itself.
struct Loaded {
    api: Api,
    raw: bool,
}

/// Reads a description; `None` where there is none, and then the diagnostics tell why.
fn load(path: &Path, diagnostics: &mut Diagnostics) -> Option<Loaded> {
    let file = path.display().to_string();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            diagnostics.push(Diagnostic::error("unreadable-file", error.to_string()).in_file(file));
            return None;
        }
    };
    if !metadata::recognises(&text) {
        return match from_json(&text, &file) {
            Ok(api) => Some(Loaded { api, raw: false }),
            Err(error) => {
                diagnostics.push(error);
                None
            }
        };
    }
    let (document, remarks) = metadata::read(&text, &file);
    let failed = remarks.has_errors();
    diagnostics.extend(remarks);
    if document.version.is_none() && !failed {
        let error = Diagnostic::error("no-description", "this file has examples only").in_file(file);
        diagnostics.push(error.help("give the api.json beside it"));
        return None;
    }
    (!failed).then(|| Loaded { api: metadata::describe(document), raw: true })
}

fn compare(mut old: Loaded, mut new: Loaded) -> Vec<Change> {
    match (old.raw, new.raw) {
        (true, false) => diff::adopt_unstated(&mut old.api, &new.api),
        (false, true) => diff::adopt_unstated(&mut new.api, &old.api),
        _ => {}
    }
    diff::diff(&old.api, &new.api)
}
