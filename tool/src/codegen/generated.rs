//! Results of `codegen`, for programs and for people.

use crate::outcome::Results;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tencentcloud_spec::model::Api;

/// The results of `codegen`.
#[derive(Serialize, JsonSchema)]
pub struct Generated {
    /// The crates or modules, sorted by product.
    pub products: Vec<Product>,
    /// The files that keep names of crates, if they were written.
    pub names: Vec<String>,
}

impl Results for Generated {
    const COMMAND: &'static str = "codegen";
}

impl Generated {
    /// Returns one line for each version.
    pub fn text(&self) -> String {
        self.products.iter().map(Product::text).collect()
    }
}

/// The crate or the module of a product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Product {
    /// The product's short name.
    pub product: String,
    /// The folder of the crate or the module.
    pub folder: String,
    /// The versions of the product's API, the oldest first.
    pub versions: Vec<Version>,
    /// The number of all files.
    pub files: usize,
    /// The files that were written, below the folder.
    pub written: Vec<String>,
    /// The files that were removed, below the folder.
    pub removed: Vec<String>,
}

impl Product {
    /// Returns the result of a run that changes nothing.
    pub(super) fn unchanged(self) -> Self {
        Self { written: Vec::new(), removed: Vec::new(), ..self }
    }

    fn text(&self) -> String {
        let (changed, files) = (self.written.len() + self.removed.len(), self.files);
        let line = |version: &Version| {
            format!("{}, {changed} of {files} files changed\n", version.text(&self.product))
        };
        self.versions.iter().map(line).collect()
    }
}

/// One version of a product's API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Version {
    /// The date that names the version.
    pub version: String,
    /// The number of actions.
    pub actions: usize,
    /// The number of structures.
    pub structures: usize,
    /// The number of error codes.
    pub errors: usize,
}

impl Version {
    /// Counts what a description has.
    pub fn from_api(api: &Api) -> Self {
        Self {
            version: api.version.clone(),
            actions: api.actions.len(),
            structures: api.structures.len(),
            errors: api.errors.len(),
        }
    }

    /// Returns a summary of a version of a product, on one line.
    pub fn text(&self, product: &str) -> String {
        format!(
            "{product} {}: {}, {}, {}",
            self.version,
            count(self.actions, "action"),
            count(self.structures, "structure"),
            count(self.errors, "error code"),
        )
    }
}

/// Returns a number with its noun, such as `1 action` or `2 actions`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
