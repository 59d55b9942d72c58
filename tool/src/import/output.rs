//! The output of an import.

use super::Description;
use crate::print;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_codegen::CrateChange;
use tencentcloud_spec::diagnostic::Diagnostic;
use tencentcloud_spec::diff::Change;
use tencentcloud_spec::import::{Report, Taken};
use tencentcloud_spec::model::Api;
use tencentcloud_spec::read::Format;
use tencentcloud_spec::text::one_line;

/// The result of an import.
pub(super) struct Outcome<'a> {
    pub(super) report: &'a Report,
    pub(super) descriptions: &'a [Description],
    /// The pages that were left out.
    pub(super) pages: &'a BTreeSet<String>,
    /// True if the descriptions without errors are in their files.
    pub(super) written: bool,
}

/// Returns the result for people.
pub(super) fn text(outcome: &Outcome<'_>) -> String {
    let mut told = String::new();
    for source in &outcome.report.sources {
        told.push_str(&one_line(&taken(source, outcome.pages.contains(&source.file))));
        told.push('\n');
    }
    for description in outcome.descriptions {
        told.push_str(&one_line(&summary(description, outcome.written)));
        told.push('\n');
        told.extend(changes(description).lines().map(|line| format!("  {line}\n")));
    }
    told
}

/// Prints the diagnostics on stderr.
pub(super) fn diagnostics(outcome: &Outcome<'_>, keeps_going: bool) {
    let diagnostics = &outcome.report.diagnostics;
    let end = match (outcome.written, diagnostics.has_errors()) {
        (true, false) => String::new(),
        (true, true) => rest(outcome),
        (false, _) if keeps_going || outcome.descriptions.is_empty() => {
            "nothing was written\n".to_owned()
        }
        (false, _) => {
            "nothing was written; `--keep-going` writes what the errors are not about\n".to_owned()
        }
    };
    print::stderr(format!("{diagnostics}{end}"));
}

/// Returns a line that lists what was left out.
fn rest(outcome: &Outcome<'_>) -> String {
    let refused = outcome.descriptions.iter().filter(|description| description.is_refused).count();
    let parts = [(outcome.pages.len(), "page"), (refused, "description")];
    let parts: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(*n, noun)).collect();
    match parts.as_slice() {
        [] => "the rest was written\n".to_owned(),
        parts => format!("left out: {}; the rest was written\n", parts.join(", ")),
    }
}

/// Returns the differences from the existing description, each with its class, and the next
/// version.
fn changes(description: &Description) -> String {
    if description.is_changed && description.before.is_some() {
        description.changes.text()
    } else {
        String::new()
    }
}

fn taken(source: &Taken, is_refused: bool) -> String {
    let Taken { file, format, actions, structures, .. } = source;
    match (&source.product, &source.version) {
        _ if is_refused && source.format != Format::Unknown => {
            format!("{file}: {}, left out", format.name())
        }
        (Some(product), Some(version)) => {
            let counts =
                format!("{}, {}", count(*actions, "action"), count(*structures, "structure"));
            format!("{file}: {}, {product} {version}, {counts}", format.name())
        }
        _ => format!("{file}: {}", format.name()),
    }
}

fn summary(description: &Description, written: bool) -> String {
    let api = &description.imported.api;
    let status =
        if written && !description.is_refused { status(description) } else { "not written:" };
    format!(
        "{} {}: {}, {}, {}; {status} {}",
        api.product,
        api.version,
        count(api.actions.len(), "action"),
        count(api.structures.len(), "structure"),
        count(api.errors.len(), "error code"),
        description.file.path.display(),
    )
}

fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

fn status(description: &Description) -> &'static str {
    match (&description.before, description.is_changed) {
        (_, false) => "unchanged",
        (Some(_), true) => "changed",
        (None, true) => "new",
    }
}

/// The report as a JSON object.
#[derive(Serialize)]
struct Output<'a> {
    /// The format of each source.
    sources: &'a [Taken],
    /// All diagnostics: `severity`, `code`, `message` and, if known, `file`, `line` or `pointer`,
    /// `help`.
    diagnostics: Vec<&'a Diagnostic>,
    /// The descriptions that the sources give.
    descriptions: Vec<Summary<'a>>,
    /// The pages that `--keep-going` left out.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    refused: &'a BTreeSet<String>,
    /// True if there was no error, so all descriptions are in their files.
    written: bool,
}

#[derive(Serialize)]
struct Summary<'a> {
    product: &'a str,
    version: &'a str,
    file: String,
    /// `new`, `changed` or `unchanged`, also if it is not written.
    status: &'static str,
    /// True if it is in its file.
    written: bool,
    actions: usize,
    structures: usize,
    errors: usize,
    /// The differences from the existing description: `class`, `kind`, `path`, `what`, `reason`.
    changes: &'a [Change],
    /// The changes of the generated crate, in the same form.
    #[serde(rename = "crate")]
    in_crate: &'a [CrateChange],
    /// The part of the crate's version that grows: `0.x` before 1.0, `1.x` after.
    bump: BTreeMap<&'static str, &'static str>,
}

/// Returns the result for programs, as JSON.
pub(super) fn json(outcome: &Outcome<'_>) -> String {
    let Outcome { report, descriptions, pages, written } = *outcome;
    let output = Output {
        sources: &report.sources,
        diagnostics: report.diagnostics.iter().collect(),
        descriptions: descriptions
            .iter()
            .map(|description| described(description, written))
            .collect(),
        refused: pages,
        written: written && !report.diagnostics.has_errors(),
    };
    print::json(&serde_json::to_string_pretty(&output).unwrap_or_default()) + "\n"
}

fn described(description: &Description, written: bool) -> Summary<'_> {
    let Api { product, version, actions, structures, errors, .. } = &description.imported.api;
    Summary {
        product,
        version,
        file: description.file.path.display().to_string(),
        status: status(description),
        written: written && !description.is_refused,
        actions: actions.len(),
        structures: structures.len(),
        errors: errors.len(),
        bump: BTreeMap::from(description.changes.bumps()),
        changes: &description.changes.wire,
        in_crate: &description.changes.in_crate,
    }
}
