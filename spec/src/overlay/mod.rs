//! `overlay.toml`: corrections of a description, each with its reason.
//!
//! ```toml
//! overlay = 1                  # the first line tells the format
//! product = "batch"            # both may be left out where the import has one product only
//! version = "2017-03-12"
//!
//! [[correct]]
//! path = "structures.TaskInstanceView.fields.ExitCode.type"
//! # Or `add = …` with an optional `after = "Name"`, `remove = true`, `rename = "NewName"`.
//! set = "Integer"
//! why = "Exit codes of signals are negative."
//! ```
//!
//! With `corrects = "facts"` behind the first line, it is for facts instead: what the passes read
//! wrongly out of the vendor's sentences.
//!
//! A path follows the normalised JSON: fields of lists are named by `name`, documented calls by
//! their title. A name with a dot in it is put in double quotes, but for error codes and values,
//! which take the rest of the path. A value that is set must exist, and one that is added must not.
//! A correction that changes nothing is an error.

mod apply;
mod entries;
mod outcome;
mod parse;
mod property;

pub(crate) use apply::{Phase, correct};
pub(crate) use outcome::{Outcomes, report_stale};
pub(crate) use parse::parse;

use crate::model::Path;
use serde::Deserialize;
use serde_json::Value;

/// The subject of an overlay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Subject {
    /// A description, when it is imported.
    #[default]
    Description,
    /// Facts, when they are taken.
    Facts,
}

/// The corrections of one file.
#[derive(Clone, Debug)]
pub(crate) struct Overlay {
    /// The file, as the user named it.
    pub(crate) file: String,
    /// The subject.
    pub(crate) subject: Subject,
    /// The product it is for.
    pub(crate) product: Option<String>,
    /// The version it is for.
    pub(crate) version: Option<String>,
    /// In the order of the file.
    pub(crate) corrections: Vec<Correction>,
}

/// One correction.
#[derive(Clone, Debug)]
pub(crate) struct Correction {
    /// The file it stands in.
    pub(crate) file: String,
    /// The line it starts at.
    pub(crate) line: usize,
    /// The corrected part.
    pub(crate) path: Path,
    /// The change.
    pub(crate) change: Edit,
}

/// The change that a correction makes.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    /// Gives what is there another value.
    Set(Value),
    /// Puts in what is not there, in a list after the field of that name.
    Add(Value, Option<String>),
    /// Takes away.
    Remove,
    /// Calls it otherwise; references follow.
    Rename(String),
}
