//! What an import prints.

use super::Description;
use crate::print;
use serde::Serialize;
use std::collections::BTreeMap;
use tencentcloud_spec::diagnostic::Diagnostic;
use tencentcloud_spec::diff::{self, Bump, Change};
use tencentcloud_spec::import::{Report, Taken};
use tencentcloud_spec::model::Api;
use tencentcloud_spec::text::one_line;

/// For people.
pub(super) fn text(report: &Report, descriptions: &[Description], written: bool) -> String {
    let mut told: String = report.sources.iter().map(|source| one_line(&taken(source)).into_owned() + "\n").collect();
    for description in descriptions {
        told.push_str(&one_line(&summary(description, written)));
        told.push('\n');
        told.extend(changes(description).lines().map(|line| format!("  {line}\n")));
    }
    told
}

/// What people are told on stderr.
pub(super) fn diagnostics(report: &Report, written: bool) {
    let end = if written { "" } else { "nothing was written\n" };
    print::stderr(format!("{}{end}", report.diagnostics));
}

/// The changes against what was there, each with its class, and the version that follows.
fn changes(description: &Description) -> String {
    match &description.imported.before {
        Some(before) if description.is_changed => diff::text(&diff::diff(&before.api, &description.imported.api)),
        _ => String::new(),
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

fn summary(description: &Description, written: bool) -> String {
    let api = &description.imported.api;
    let status = if written { status(description) } else { "not written:" };
    format!(
        "{} {}: {}, {}, {}; {status} {}",
        api.product,
        api.version,
        count(api.actions.len(), "action"),
        count(api.structures.len(), "structure"),
        count(api.errors.len(), "error code"),
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
    /// What changed against what was there: `class`, `kind`, `path`, `what`, `reason`.
    changes: Vec<Change>,
    /// The version of the generated crate that follows: `0.x` before 1.0, `1.x` after.
    bump: BTreeMap<&'static str, &'static str>,
}

/// For programs.
pub(super) fn json(report: &Report, descriptions: &[Description], written: bool) -> String {
    let output = Output {
        sources: &report.sources,
        diagnostics: report.diagnostics.iter().collect(),
        descriptions: descriptions.iter().map(described).collect(),
        written,
    };
    print::json(&serde_json::to_string_pretty(&output).unwrap_or_default()) + "\n"
}

fn described(description: &Description) -> Summary<'_> {
    let Api { product, version, actions, structures, errors, .. } = &description.imported.api;
    let before = description.imported.before.as_ref();
    let changes = before.map(|before| diff::diff(&before.api, &description.imported.api)).unwrap_or_default();
    Summary {
        product,
        version,
        file: description.path.display().to_string(),
        status: status(description),
        actions: actions.len(),
        structures: structures.len(),
        errors: errors.len(),
        bump: BTreeMap::from([("0.x", Bump::before_one(&changes).word()), ("1.x", Bump::from_one(&changes).word())]),
        changes,
    }
}
