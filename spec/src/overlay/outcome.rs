//! The outcomes of corrections, and the messages about those that change nothing or cannot be made.

use super::Correction;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Path;

/// The outcome of a correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It changed the description.
    Changed,
    /// The value was the same before.
    Nothing,
    /// The part to correct does not exist.
    Missing(String),
    /// It names a key that the part does not have; the keys that it has.
    Unknown { key: String, keys: String },
    /// The part to add exists already.
    Present(String),
    /// It would make the description something else than one.
    Invalid(String),
}

/// The outcome of each correction at its index; none if its phase has not come.
pub(crate) type Outcomes = Vec<Option<Outcome>>;

/// Says which corrections change nothing, or cannot be made.
pub(crate) fn report_stale(
    corrections: &[Correction],
    outcomes: &Outcomes,
    diagnostics: &mut Diagnostics,
) {
    for (correction, outcome) in corrections.iter().zip(outcomes) {
        if let Some(complaint) = outcome.as_ref().and_then(|it| complaint(&correction.path, it)) {
            diagnostics.push(complaint.at(&correction.file, correction.line));
        }
    }
}

fn complaint(path: &Path, outcome: &Outcome) -> Option<Diagnostic> {
    let (code, message, help) = match outcome {
        Outcome::Changed => return None,
        Outcome::Nothing => (
            "needless-correction",
            format!("the correction of `{path}` changes nothing"),
            CAUGHT_UP,
        ),
        Outcome::Present(name) => {
            ("needless-correction", format!("`{path}`: `{name}` is there already"), CAUGHT_UP)
        }
        Outcome::Missing(step) => {
            ("unknown-path", format!("`{path}`: there is no `{step}`"), PATHS)
        }
        Outcome::Unknown { key, keys } => {
            ("unknown-path", format!("`{path}`: there is no `{key}`, only `{keys}`"), PATHS)
        }
        Outcome::Invalid(message) => {
            ("invalid-correction", format!("`{path}` cannot be so: {message}"), PATHS)
        }
    };
    Some(Diagnostic::error(code, message).help(help))
}

const CAUGHT_UP: &str = "take it out, if the sources have caught up with it";
const PATHS: &str =
    "paths follow the normalised JSON, such as `structures.Filter.fields.Name.type`";
