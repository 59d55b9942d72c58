//! What an import prints.

use super::Description;
use serde::Serialize;
use tencentcloud_spec::diagnostic::Diagnostic;
use tencentcloud_spec::import::{Report, Taken};
use tencentcloud_spec::model::Api;

/// For people.
pub(super) fn text(report: &Report, descriptions: &[Description], written: bool) {
    for source in &report.sources {
        println!("{}", taken(source));
    }
    eprint!("{}", report.diagnostics);
    for description in descriptions {
        println!("{}", summary(description));
    }
    if !written {
        eprintln!("nothing was written");
    }
}

fn taken(source: &Taken) -> String {
    let Taken { file, format, actions, structures, .. } = source;
    match (&source.product, &source.version) {
        (Some(product), Some(version)) => {
            let counts = format!("{}, {}", count(*actions, "action"), count(*structures, "structure"));
            format!("{file}: {}, {product} {version}, {counts}", format.name())
        }
        _ => format!("{file}: {}", format.name()),
    }
}

fn summary(description: &Description) -> String {
    let api = &description.imported.api;
    format!(
        "{} {}: {}, {}, {}; {} {}",
        api.product,
        api.version,
        count(api.actions.len(), "action"),
        count(api.structures.len(), "structure"),
        count(api.errors.len(), "error code"),
        status(description),
        description.path.display(),
    )
}

fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

fn status(description: &Description) -> &'static str {
    match (&description.imported.before, description.is_changed) {
        (_, false) => "unchanged",
        (Some(_), true) => "changed",
        (None, true) => "new",
    }
}

/// The report as one JSON object.
#[derive(Serialize)]
struct Output<'a> {
    /// What each source was taken for.
    sources: &'a [Taken],
    /// Every remark: `severity`, `code`, `message` and, where known, `file`, `line` or `pointer`, `help`.
    diagnostics: Vec<&'a Diagnostic>,
    /// Each description that the sources give.
    descriptions: Vec<Summary<'a>>,
    /// Whether there was no error, so that every description is in its file now.
    written: bool,
}

#[derive(Serialize)]
struct Summary<'a> {
    product: &'a str,
    version: &'a str,
    file: String,
    /// `new`, `changed` or `unchanged`.
    status: &'static str,
    actions: usize,
    structures: usize,
    errors: usize,
}

/// For programs.
pub(super) fn json(report: &Report, descriptions: &[Description], written: bool) {
    let output = Output {
        sources: &report.sources,
        diagnostics: report.diagnostics.iter().collect(),
        descriptions: descriptions.iter().map(described).collect(),
        written,
    };
    println!("{}", serde_json::to_string_pretty(&output).unwrap_or_default());
}

fn described(description: &Description) -> Summary<'_> {
    let Api { product, version, actions, structures, errors, .. } = &description.imported.api;
    Summary {
        product,
        version,
        file: description.path.display().to_string(),
        status: status(description),
        actions: actions.len(),
        structures: structures.len(),
        errors: errors.len(),
    }
}
