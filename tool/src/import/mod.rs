//! The command `import`: converts documents to normalised descriptions, all or nothing without
//! `--keep-going`.

mod keep_going;
mod output;
pub mod sources;
pub mod store;

use crate::codegen::{facts_of, kept};
use crate::files::{NewFile, sweep, write_all};
use crate::lock::Lock;
use crate::outcome::{Format, Outcome, finish};
use crate::report::Changes;
use crate::tree;
use keep_going::Refused;
pub use output::Import;
use output::Run;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::import::{Imported, Options, Report, import};
use tencentcloud_spec::model::{Api, to_json};

/// Read documents into descriptions: Markdown pages, captured pages, api.json to spec/api.
///
/// Sources of one product are merged with its facts and with corrections in an overlay.toml. Name
/// all sources of the product, because earlier imports do not count. Prints the format of each
/// source, disagreements between sources, and what changed. With an error it exits 1 and writes
/// nothing, or with `--keep-going` what the error is not about.
#[derive(clap::Args)]
pub struct Args {
    /// Documents, or folders of documents; the content decides the format
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<PathBuf>,
    /// Short name of the product, for documents without one
    #[arg(long)]
    product: Option<String>,
    /// API version, such as 2017-03-12, for documents without one
    #[arg(long)]
    version: Option<String>,
    /// Folder of the descriptions
    #[arg(long, value_name = "DIR", default_value = "spec/api")]
    into: PathBuf,
    /// Folder of the facts [default: `facts` beside the folder of the descriptions]
    #[arg(long, value_name = "DIR")]
    facts: Option<PathBuf>,
    /// Write nothing; exit 1 if a description differs from what its sources give
    #[arg(long, conflicts_with = "keep_going")]
    check: bool,
    /// Leave out pages with errors and import the others; errors elsewhere leave out their product
    #[arg(long)]
    keep_going: bool,
    /// How to print the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// A description and its file.
pub struct Description {
    imported: Imported,
    /// The content of the file before the import.
    before: Option<Api>,
    file: NewFile,
    is_changed: bool,
    /// True if it is not written because of an error.
    is_refused: bool,
    /// The differences from the existing description.
    changes: Changes,
}

/// Runs the command, and prints its report.
pub fn run(args: &Args) -> ExitCode {
    finish(args.format, import_all(args))
}

fn import_all(args: &Args) -> Result<Outcome<Import>, Diagnostics> {
    let lock = Lock::acquire(&[&args.into]).map_err(tree::unwritable)?;
    let (sources, unreadable) = sources::collect(&args.sources);
    let options = Options { product: args.product.clone(), version: args.version.clone() };
    let folder = args.facts.clone().unwrap_or_else(|| facts_of(&args.into));
    let lookup = |product: Option<&str>| store::facts(&folder, product);
    let (imported, report, refused) = match args.keep_going {
        true => keep_going::import_rest(sources, &lookup, &options, &folder),
        false => {
            let (imported, report) = import(&sources, &lookup, &options);
            (imported, report, Refused::default())
        }
    };
    let mut report = with_remarks(report, unreadable);
    let before: Vec<Result<Option<Api>, Diagnostic>> = imported
        .iter()
        .map(|imported| store::description(&store::place(&args.into, &imported.api)))
        .collect();
    before
        .iter()
        .filter_map(|before| before.as_ref().err())
        .for_each(|error| report.diagnostics.push(error.clone()));
    let refused =
        if args.keep_going { refused } else { Refused::all_or_nothing(&report.diagnostics) };
    let both = imported.into_iter().zip(before);
    let descriptions: Vec<Description> =
        both.map(|both| description(args, both, &refused, &mut report.diagnostics)).collect();
    if descriptions.is_empty() && !report.diagnostics.has_errors() {
        report
            .diagnostics
            .push(Diagnostic::error("nothing-to-import", "none of the sources describes an API"));
    }
    let written = !args.check && write(&args.into, &descriptions, &lock, &mut report.diagnostics);
    let stale = args.check.then(|| stale(&descriptions, &report));
    let run = Run { report, descriptions, pages: refused.pages, written };
    Ok(match stale {
        Some(stale) => run.checked(stale),
        None => run.outcome(args.keep_going),
    })
}

/// Reports the errors, and each description that differs from what its sources give.
fn stale(descriptions: &[Description], report: &Report) -> Diagnostics {
    let stale = |description: &&Description| description.is_changed;
    let named = |description: &Description| {
        Diagnostic::error("stale-description", "the description is not what its sources give")
            .in_file(description.file.path.display().to_string())
            .help("run the same command without `--check`")
    };
    let errors = report.diagnostics.iter().filter(|remark| remark.is_error()).cloned();
    errors.chain(descriptions.iter().filter(stale).map(named)).collect()
}

/// Adds the diagnostics of reading to a report, before its own.
fn with_remarks(mut report: Report, first: Diagnostics) -> Report {
    let mut diagnostics = first;
    diagnostics.extend(std::mem::take(&mut report.diagnostics));
    report.diagnostics = diagnostics;
    report
}

fn description(
    args: &Args,
    (imported, before): (Imported, Result<Option<Api>, Diagnostic>),
    refused: &Refused,
    diagnostics: &mut Diagnostics,
) -> Description {
    let path = store::place(&args.into, &imported.api);
    let file = NewFile { path, content: to_json(&imported.api) };
    let is_lost = before.is_err();
    let before = before.unwrap_or_default();
    diagnostics.extend(remarks(before.as_ref(), &imported, &file.path));
    let is_changed = !file.is_there();
    let is_refused = is_lost || refused.holds(&imported);
    let changes = changes(args, before.as_ref(), &imported).unwrap_or_else(|faults| {
        diagnostics.extend(faults);
        Changes::default()
    });
    Description { imported, before, file, is_changed, is_refused, changes }
}

/// Returns the differences from the existing description. Those of the crate use its names file.
fn changes(args: &Args, before: Option<&Api>, imported: &Imported) -> Result<Changes, Diagnostics> {
    let Some(before) = before else { return Ok(Changes::default()) };
    let names = kept::read_names(&args.into.join(&imported.api.product))?;
    Changes::between(before, &imported.api, &names)
}

/// Returns warnings about missing sources and missing descriptions.
fn remarks(before: Option<&Api>, imported: &Imported, path: &Path) -> Diagnostics {
    let now = source_names(&imported.api);
    let missing: Vec<String> =
        before.map(source_names).unwrap_or_default().difference(&now).cloned().collect();
    let file = path.display().to_string();
    let missing = (!missing.is_empty()).then(|| {
        let message =
            format!("described by sources that are not given now: {}", missing.join(", "));
        let help = "what only they say is gone: give all sources of the product";
        Diagnostic::warning("missing-source", message).in_file(&file).help(help)
    });
    missing.into_iter().chain(store::undescribed(imported, &file)).collect()
}

fn source_names(api: &Api) -> BTreeSet<String> {
    let actions = api.actions.values().flat_map(|action| &action.sources);
    actions
        .chain(api.structures.values().flat_map(|structure| &structure.sources))
        .cloned()
        .collect()
}

/// Writes the changed descriptions that have no error. Returns whether all of these are written.
fn write(
    into: &Path,
    descriptions: &[Description],
    lock: &Lock,
    diagnostics: &mut Diagnostics,
) -> bool {
    descriptions
        .iter()
        .filter_map(|it| it.file.path.parent())
        .for_each(|folder| sweep(folder, lock));
    let kept: Vec<&Description> =
        descriptions.iter().filter(|description| !description.is_refused).collect();
    if kept.is_empty() {
        return false;
    }
    let changed = kept.iter().filter(|description| description.is_changed);
    let files: Vec<NewFile> = changed.map(|description| description.file.clone()).collect();
    match write_all(into, &files) {
        Ok(()) => true,
        Err(error) => {
            diagnostics.push(
                Diagnostic::error("unwritable-description", error.to_string())
                    .help("nothing else was written"),
            );
            false
        }
    }
}
