//! Files next to the sources: facts, which are imported, and descriptions, which are only compared.

use crate::codegen::{entries, unusable};
use std::fs;
use std::path::{Path, PathBuf};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::facts::{self, Facts};
use tencentcloud_spec::import::Imported;
use tencentcloud_spec::model::{Api, from_json};

/// Reads the facts of one product, or all, in the order of their paths.
pub fn facts(root: &Path, product: Option<&str>) -> Vec<Result<Facts, Diagnostics>> {
    let folders = match product {
        Some(product) => vec![root.join(product)],
        None => files(root).into_iter().filter(|path| path.is_dir()).collect(),
    };
    let is_json = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "json") && path.is_file()
    };
    folders
        .iter()
        .flat_map(|folder| files(folder))
        .filter(is_json)
        .filter_map(|path| read_facts(&path))
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    entries(folder).unwrap_or_default()
}

fn read_facts(path: &Path) -> Option<Result<Facts, Diagnostics>> {
    let file = path.display().to_string();
    match facts_file(path) {
        Ok(api) => api.map(|api| Ok(Facts { file, api })),
        Err(faults) => Some(Err(faults)),
    }
}

/// Returns the path of a description in a folder of descriptions.
pub fn place(folder: &Path, api: &Api) -> PathBuf {
    folder.join(&api.product).join(format!("{}.json", api.version))
}

/// Returns warnings for parts that only facts describe.
pub fn undescribed(Imported { api, undescribed }: &Imported, file: &str) -> Vec<Diagnostic> {
    let warning = |(owner, fields): &(String, Vec<String>)| {
        let message =
            format!("`{owner}`: no description in our own words of {}", fields.join(", "));
        let help = format!("describe it in spec/sources/{}", api.product);
        Diagnostic::warning("missing-description", message).in_file(file).help(help)
    };
    undescribed.iter().map(warning).collect()
}

/// Reads a file of facts if it is there.
///
/// # Errors
/// Returns an error if the file cannot be read, or is not a file of facts.
pub fn facts_file(path: &Path) -> Result<Option<Api>, Diagnostics> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unusable(path, &error)),
        Ok(text) => facts::from_json(&text, &path.display().to_string()).map(Some),
    }
}

/// Reads the description at a path.
///
/// # Errors
/// Returns an error if another kind of file is there, because an import would replace it.
pub fn description(path: &Path) -> Result<Option<Api>, Diagnostic> {
    let file = path.display().to_string();
    match fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            let message = format!("the file cannot be read: {error}");
            Err(Diagnostic::error("unreadable-description", message).in_file(file))
        }
        Ok(text) => from_json(&text, &file).map(Some),
    }
}
