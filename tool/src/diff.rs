//! The command `diff`: compares two descriptions.

use crate::codegen::kept;
use crate::outcome::{self, Outcome, Results, finish};
use crate::report::{Changes, Comparison};
use clap::ValueEnum;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tencentcloud_codegen::{NAMES_FILE, Names, crate_changes};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::diff::{Class, adopt_unstated};
use tencentcloud_spec::facts;
use tencentcloud_spec::import::{Options, SourceFile, import};
use tencentcloud_spec::model::{Api, from_json};
use tencentcloud_spec::read::{self, metadata, recognise};

/// Compare two descriptions and say what each change breaks.
///
/// Both are normalised descriptions, or api.json files of the tccli metadata. Each change is
/// breaking, additive or docs.
///
/// The changes on the wire come first, then those of the generated crate. Its names come from a
/// names.lock next to NEW or OLD. An api.json is completed as an import would do it, with the
/// examples.json next to it. If the other file is a normalised description, only what both state is
/// compared, and no next version is printed.
#[derive(clap::Args)]
pub struct Args {
    /// The description before
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The description after
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// How to print the changes
    #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
    format: DiffFormat,
    /// Exit with 1 if there are changes of this class
    #[arg(long, value_enum, value_name = "CLASS")]
    fail_on: Option<FailOn>,
}

/// The output format of the changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// For people: one line per change.
    Text,
    /// For programs: one JSON object with everything on stdout.
    Json,
    /// Markdown for a pull request.
    Markdown,
}

/// The class of changes that counts as a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Changes that break users of the crate.
    Breaking,
}

impl Results for Comparison {
    const COMMAND: &'static str = "diff";
}

/// Runs the command, and prints the changes.
pub fn run(args: &Args) -> ExitCode {
    let format = match args.format {
        DiffFormat::Json => outcome::Format::Json,
        DiffFormat::Text | DiffFormat::Markdown => outcome::Format::Text,
    };
    finish(format, diff(args))
}

fn diff(args: &Args) -> Result<Outcome<Comparison>, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let (old, new) = (load(&args.old, &mut diagnostics), load(&args.new, &mut diagnostics));
    let (Some(old), Some(new)) = (old, new) else { return Err(diagnostics) };
    let changes = compare(old, new, args, &mut diagnostics)?;
    let text = match args.format {
        DiffFormat::Markdown => changes.markdown(),
        DiffFormat::Text | DiffFormat::Json => changes.text(),
    };
    let fails =
        args.fail_on == Some(FailOn::Breaking) && changes.gravest() == Some(Class::Breaking);
    Ok(Outcome { diagnostics, fails, ..Outcome::success(changes.into(), text) })
}

/// A description, with a flag for an `api.json` without a description.
struct Loaded {
    api: Api,
    raw: bool,
}

/// Reads a description. Returns `None` if there is none; the diagnostics then say why.
fn load(path: &Path, diagnostics: &mut Diagnostics) -> Option<Loaded> {
    let file = path.display().to_string();
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            diagnostics.push(Diagnostic::error("unreadable-file", error.to_string()).in_file(file));
            return None;
        }
    };
    let loaded = match recognise(&text) {
        Some(read::Format::Metadata) => None,
        Some(read::Format::Facts) => Some(facts::from_json(&text, &file)),
        _ => Some(from_json(&text, &file).map_err(Diagnostics::from)),
    };
    if let Some(loaded) = loaded {
        let loaded = loaded.map_err(|faults| diagnostics.extend(faults));
        return loaded.ok().map(|api| Loaded { api, raw: false });
    }
    let (document, remarks) = metadata::read_metadata(&text, &file);
    if document.version.is_none() && !remarks.has_errors() {
        let error =
            Diagnostic::error("no-description", "this file has examples only").in_file(file);
        diagnostics.push(error.help("give the api.json beside it"));
        return None;
    }
    let mut sources = vec![SourceFile { name: file, bytes: text.into_bytes(), named: true }];
    let examples = path.with_file_name("examples.json");
    if let Ok(bytes) = std::fs::read(&examples)
        && examples != path
    {
        sources.push(SourceFile { name: examples.display().to_string(), bytes, named: true });
    }
    complete(&sources, diagnostics).map(|api| Loaded { api, raw: true })
}

/// Returns the description that an import makes of an `api.json` and its examples.
fn complete(sources: &[SourceFile], diagnostics: &mut Diagnostics) -> Option<Api> {
    let (imported, report) = import(sources, &|_| Vec::new(), &Options::default());
    if report.diagnostics.has_errors() {
        diagnostics.extend(report.diagnostics);
        return None;
    }
    let mut api = imported.into_iter().next()?.api;
    // The place of the two files is not a change.
    api.actions.values_mut().for_each(|action| action.sources.clear());
    api.structures.values_mut().for_each(|structure| structure.sources.clear());
    Some(api)
}

/// Compares two descriptions, or only what both state.
fn compare(
    mut old: Loaded,
    mut new: Loaded,
    args: &Args,
    diagnostics: &mut Diagnostics,
) -> Result<Changes, Diagnostics> {
    match (old.raw, new.raw) {
        (true, false) => adopt_unstated(&mut old.api, &new.api),
        (false, true) => adopt_unstated(&mut new.api, &old.api),
        _ => {
            let names = names(args, &new.api)?;
            if names.product().is_empty() {
                diagnostics.extend(lost_names(&old.api, &new.api, args)?);
            }
            return Changes::between(&old.api, &new.api, &names);
        }
    }
    Ok(Changes::partial(&old.api, &new.api))
}

/// Returns the names in the file next to one of the descriptions.
fn names(args: &Args, api: &Api) -> Result<Names, Diagnostics> {
    for path in [&args.new, &args.old] {
        let names = kept::read_names(path.parent().unwrap_or(Path::new(".")))?;
        if names.product() == api.product {
            return Ok(names);
        }
    }
    Ok(Names::default())
}

/// Returns a warning of names that would change in a crate that is generated from the second
/// description without the names of the first.
fn lost_names(old: &Api, new: &Api, args: &Args) -> Result<Diagnostics, Diagnostics> {
    let kept = Names::choose(&[old]).settled(&[new]);
    let moved = crate_changes((&[new], &kept), (&[new], &Names::choose(&[new])))?;
    let breaking = moved.iter().filter(|change| change.class == Class::Breaking);
    let Some(first) = breaking.clone().next() else { return Ok(Diagnostics::default()) };
    let message = format!(
        "no names are kept beside either description: a crate that is generated from the second \
            without those of the \
         first has {} other names, such as {} ({}: {})",
        breaking.count(),
        first.path,
        first.kind.word(),
        first.what,
    );
    let warning =
        Diagnostic::warning("names-not-kept", message).in_file(args.new.display().to_string());
    let help =
        format!("copy the {NAMES_FILE} of the first beside the second before it is generated");
    Ok(warning.help(help).into())
}
