//! The descriptions that there are: `<folder>/<product>/<version>.json`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tencentcloud_spec::diagnostic::Diagnostic;
use tencentcloud_spec::import::Existing;
use tencentcloud_spec::model::from_json;

/// Reads the descriptions of one product, or all, in the order of their paths.
pub(crate) fn find(root: &Path, product: Option<&str>) -> Vec<Result<Existing, Diagnostic>> {
    let folders = match product {
        Some(product) => vec![root.join(product)],
        None => entries(root).into_iter().filter(|path| path.is_dir()).collect(),
    };
    let is_description =
        |path: &PathBuf| path.extension().is_some_and(|extension| extension == "json") && path.is_file();
    folders.iter().flat_map(|folder| entries(folder)).filter(is_description).map(|path| read(&path)).collect()
}

/// Hidden files belong to other tools.
fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| !is_hidden(path));
    paths.sort();
    paths
}

fn read(path: &Path) -> Result<Existing, Diagnostic> {
    let file = path.display().to_string();
    let failed = |error: io::Error| {
        Diagnostic::error("unreadable-description", format!("the file cannot be read: {error}")).in_file(&file)
    };
    let api = from_json(&fs::read_to_string(path).map_err(failed)?, &file)?;
    let is = |part: Option<&std::ffi::OsStr>, name: &str| part.is_some_and(|part| part == name);
    if is(path.parent().and_then(Path::file_name), &api.product) && is(path.file_stem(), &api.version) {
        return Ok(Existing { file, api });
    }
    let message = format!("the file describes {} {}: it is not in its place", api.product, api.version);
    Err(Diagnostic::error("misplaced-description", message).in_file(&file).help("move it to <product>/<version>.json"))
}
