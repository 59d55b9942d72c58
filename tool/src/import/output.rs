//! The output of an import.

use super::Description;
use crate::codegen::generated::{Version, count};
use crate::outcome::{Outcome, Results};
use crate::report::Comparison;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::import::{Report, SourceSummary};
use tencentcloud_spec::read::Format;
use tencentcloud_spec::text::one_line;

/// The result of an import.
pub(super) struct Run {
    pub(super) report: Report,
    pub(super) descriptions: Vec<Description>,
    /// The pages that were left out.
    pub(super) pages: BTreeSet<String>,
    /// True if the descriptions without errors are in their files.
    pub(super) written: bool,
}

impl Run {
    /// Returns what an import prints.
    pub(super) fn outcome(self, keeps_going: bool) -> Outcome<Import> {
        let (text, note) = (text(&self), note(&self, keeps_going));
        let (diagnostics, results) = self.results();
        let fails = !results.written;
        Outcome { diagnostics, note, fails, ..Outcome::success(results, text) }
    }

    /// Returns what a check prints that finds these stale descriptions.
    pub(super) fn checked(self, stale: Diagnostics) -> Outcome<Import> {
        let (fails, (_, results)) = (!stale.is_empty(), self.results());
        Outcome { diagnostics: stale, fails, ..Outcome::success(results, String::new()) }
    }

    fn results(self) -> (Diagnostics, Import) {
        let Self { report: Report { sources, diagnostics, .. }, written, .. } = self;
        let described = self.descriptions.into_iter().map(|it| described(it, written));
        let written = written && !diagnostics.has_errors();
        let results =
            Import { sources, descriptions: described.collect(), refused: self.pages, written };
        (diagnostics, results)
    }
}

/// Returns the result for people.
fn text(run: &Run) -> String {
    let mut told = String::new();
    for source in &run.report.sources {
        told.push_str(&one_line(&taken(source, run.pages.contains(&source.file))));
        told.push('\n');
    }
    for description in &run.descriptions {
        told.push_str(&one_line(&summary(description, run.written)));
        told.push('\n');
        told.extend(changes(description).lines().map(|line| format!("  {line}\n")));
    }
    told
}

/// Returns the line that follows the diagnostics.
fn note(run: &Run, keeps_going: bool) -> String {
    match (run.written, run.report.diagnostics.has_errors()) {
        (true, false) => String::new(),
        (true, true) => rest(run),
        (false, _) if keeps_going || run.descriptions.is_empty() => {
            "nothing was written\n".to_owned()
        }
        (false, _) => {
            "nothing was written; `--keep-going` writes what the errors are not about\n".to_owned()
        }
    }
}

/// Returns a line that lists what was left out.
fn rest(run: &Run) -> String {
    let refused = run.descriptions.iter().filter(|description| description.is_refused).count();
    let parts = [(run.pages.len(), "page"), (refused, "description")];
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

fn taken(source: &SourceSummary, is_refused: bool) -> String {
    let SourceSummary { file, format, actions, structures, .. } = source;
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
    let status = if written && !description.is_refused {
        status(description).word()
    } else {
        "not written:"
    };
    let counts = Version::from_api(api).text(&api.product);
    format!("{counts}; {status} {}", description.file.path.display())
}

fn status(description: &Description) -> FileStatus {
    match (&description.before, description.is_changed) {
        (_, false) => FileStatus::Unchanged,
        (Some(_), true) => FileStatus::Changed,
        (None, true) => FileStatus::New,
    }
}

/// The results of an import.
#[derive(Serialize, JsonSchema)]
pub struct Import {
    /// The format of each source, and what it describes.
    sources: Vec<SourceSummary>,
    /// The descriptions that the sources give.
    descriptions: Vec<Summary>,
    /// The pages that `--keep-going` left out.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    refused: BTreeSet<String>,
    /// True if there was no error, so all descriptions are in their files.
    written: bool,
}

impl Results for Import {
    const COMMAND: &'static str = "import";
}

/// One description, and what changed against the one that was there.
#[derive(Serialize, JsonSchema)]
struct Summary {
    product: String,
    #[serde(flatten)]
    version: Version,
    file: String,
    /// The state of the file before the import, also if it is not written.
    status: FileStatus,
    /// True if it is in its file.
    written: bool,
    #[serde(flatten)]
    changes: Comparison,
}

/// The state of a file, compared with what its sources give.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum FileStatus {
    /// It did not exist.
    New,
    /// It had another description.
    Changed,
    /// It had the same description.
    Unchanged,
}

impl FileStatus {
    fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
        }
    }
}

fn described(description: Description, written: bool) -> Summary {
    let status = status(&description);
    let Description { imported, file, is_refused, changes, .. } = description;
    Summary {
        version: Version::from_api(&imported.api),
        product: imported.api.product,
        file: file.path.display().to_string(),
        status,
        written: written && !is_refused,
        changes: changes.into(),
    }
}
