//! The products below a `services` folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};

/// A product and the folders of its versions, the oldest first.
pub struct ProductFolders {
    /// The short name.
    pub name: String,
    /// The folders of the versions.
    pub versions: Vec<PathBuf>,
    /// The size of the files to read.
    pub bytes: u64,
}

/// The file name of a version's description.
pub const API: &str = "api.json";
/// The file name of documented calls.
pub const EXAMPLES: &str = "examples.json";

/// Returns all products with an `api.json`, or only the wanted ones, sorted by name.
///
/// # Errors
/// Returns an error if the folder cannot be read, is empty, or lacks a wanted product.
pub fn find_products(
    services: &Path,
    wanted: &[String],
) -> Result<Vec<ProductFolders>, Diagnostics> {
    let is_wanted = |name: &String| wanted.is_empty() || wanted.contains(name);
    let mut products = Vec::new();
    for folder in folders(services).map_err(|error| unreadable(services, &error))? {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if is_wanted(&name) {
            products.extend(product(name, &folder).map_err(|error| unreadable(&folder, &error))?);
        }
    }
    match wanted.iter().find(|name| !products.iter().any(|product| product.name == **name)) {
        Some(missing) => Err(nothing(services, &format!("there is no {API} of `{missing}`"))),
        None if products.is_empty() => Err(nothing(services, &format!("there is no {API} in it"))),
        None => Ok(products),
    }
}

fn product(name: String, folder: &Path) -> io::Result<Option<ProductFolders>> {
    let versions: Vec<PathBuf> =
        folders(folder)?.into_iter().filter(|path| path.join(API).is_file()).collect();
    let files = versions.iter().flat_map(|version| [version.join(API), version.join(EXAMPLES)]);
    let bytes = files.filter_map(|file| Some(fs::metadata(file).ok()?.len())).sum();
    Ok((!versions.is_empty()).then_some(ProductFolders { name, versions, bytes }))
}

fn folders(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut folders: Vec<PathBuf> = paths.collect::<io::Result<Vec<_>>>()?;
    folders.retain(|path| path.is_dir());
    folders.sort();
    Ok(folders)
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostics {
    Diagnostic::error("unusable-path", error.to_string()).in_file(path.display().to_string()).into()
}

/// Returns the diagnostic of a folder without metadata, with a hint where to get it.
pub fn nothing(services: &Path, message: &str) -> Diagnostics {
    Diagnostic::error("no-metadata", message)
        .in_file(services.display().to_string())
        .help(
            "give the `services` folder of the tccli package, as `pip download --no-deps \
            --only-binary :all: tccli` brings it",
        )
        .into()
}
