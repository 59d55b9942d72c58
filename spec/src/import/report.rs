//! The input of an import, its result, and its report on the sources.

use super::candidate::VersionKey;
use crate::diagnostic::Diagnostics;
use crate::facts::Facts;
use crate::model::Api;
use crate::read::Format;
use schemars::JsonSchema;
use serde::Serialize;

/// A description.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The facts.
    pub api: Api,
    /// Fields that only facts describe, by their owner: nobody has documented them.
    pub undescribed: Vec<(String, Vec<String>)>,
}

/// The user's statements about all sources.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The product's short name, for documents that name none.
    pub product: Option<String>,
    /// The API version, for documents that name none.
    pub version: Option<String>,
}

/// Finds the facts of one product, or all that there are.
pub type Lookup<'a> = dyn Fn(Option<&str>) -> Vec<Result<Facts, Diagnostics>> + 'a;

/// The report on the sources.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// A summary of each source.
    pub sources: Vec<SourceSummary>,
    /// Errors and warnings. If there is an error, nothing may be written.
    pub diagnostics: Diagnostics,
}

/// One source as it was found.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The file, as the user named it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// True if the user named this very file; otherwise it was found in a folder, where other
    /// things may lie about.
    pub named: bool,
}

/// A summary of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SourceSummary {
    /// The file, as the user named it.
    pub file: String,
    /// The recognised format.
    pub format: Format,
    /// The product that it was taken to describe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The version that it was taken to describe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The number of actions that it describes.
    pub actions: usize,
    /// The number of structures that it describes.
    pub structures: usize,
}

impl SourceSummary {
    /// Starts with nothing but its name and its format.
    pub(super) fn new(file: &str, format: Format) -> Self {
        Self {
            file: file.to_owned(),
            format,
            product: None,
            version: None,
            actions: 0,
            structures: 0,
        }
    }

    /// Notes what it was taken to describe.
    pub(super) fn assign(&mut self, key: &VersionKey) {
        (self.product, self.version) = (Some(key.product.clone()), Some(key.version.clone()));
    }
}
