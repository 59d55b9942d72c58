//! Reading the descriptions of products.

use super::{entries, file_name, unusable};
use crate::files::NewFile;
use crate::program;
use crate::sentences::Sentences;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::facts;
use tencentcloud_spec::model::Api;
use tencentcloud_spec::passes::select;
use tencentcloud_spec::read::{Format, recognise};

/// Returns the files of each wanted product. For a product without descriptions, they are the facts
/// in the folder next to the descriptions.
///
/// # Errors
/// Returns an error if a folder cannot be read, or if a wanted product is unknown.
pub(super) fn find_descriptions(
    spec: &Path,
    wanted: &[String],
) -> Result<BTreeMap<String, Vec<PathBuf>>, Diagnostics> {
    let is_json = |path: &PathBuf| path.extension().is_some_and(|it| it == "json");
    let mut products = BTreeMap::new();
    for folder in entries(spec)
        .map_err(|error| unusable(spec, &error))?
        .into_iter()
        .filter(|path| path.is_dir())
    {
        let product = file_name(&folder);
        if wanted.is_empty() || wanted.contains(&product) {
            let files = entries(&folder).map_err(|error| unusable(&folder, &error))?;
            products.insert(product, files.into_iter().filter(is_json).collect::<Vec<_>>());
        }
    }
    products.retain(|_, files| !files.is_empty());
    for product in wanted.iter().filter(|product| is_plain(product)) {
        if !products.contains_key(product) {
            let folder = facts_of(spec).join(product);
            let files = entries(&folder).map_err(|error| unusable(&folder, &error))?;
            let files: Vec<PathBuf> = files.into_iter().filter(is_json).collect();
            products.extend((!files.is_empty()).then(|| (product.clone(), files)));
        }
    }
    match wanted.iter().find(|product| !products.contains_key(*product)) {
        Some(missing) => Err(no_description(spec, &format!("`{missing}`"))),
        None if products.is_empty() => Err(no_description(spec, "any product")),
        None => Ok(products),
    }
}

/// Returns the folder of facts that belongs to a folder of descriptions.
pub fn facts_of(spec: &Path) -> PathBuf {
    spec.parent().unwrap_or(spec).join("facts")
}

/// Returns whether a name cannot lead to another folder.
fn is_plain(product: &str) -> bool {
    Path::new(product).file_name().is_some_and(|name| name == product)
}

fn no_description(spec: &Path, what: &str) -> Diagnostics {
    Diagnostic::error("no-description", format!("there is no description of {what}"))
        .in_file(spec.display().to_string())
        .help(format!("make one with `{} import SOURCE…`", program::name()))
        .into()
}

/// Returns whether a file contains facts, to which the user's own sentences are added.
pub(super) fn has_facts(files: &[PathBuf]) -> bool {
    let is_facts = |text: String| recognise(&text) == Some(Format::Facts);
    files.iter().any(|path| fs::read_to_string(path).is_ok_and(is_facts))
}

/// Returns the versions of a product, the oldest first.
///
/// Facts are documented with our texts in `sources/<product>` next to the folder of descriptions,
/// then with the user's own sentences, if there are any.
///
/// # Errors
/// Returns an error if a file is not a correct description, or has the path of another one.
pub(super) fn read_versions(
    files: &[PathBuf],
    sentences: Option<&Sentences>,
) -> Result<Vec<Api>, Diagnostics> {
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).map_err(|error| unusable(path, &error))?;
        match recognise(&text) {
            Some(Format::Facts) => in_place(path, described(path, &text, sentences)?),
            _ => parse(path, &text),
        }
    };
    files.iter().map(read).collect()
}

/// Returns facts with their documentation.
fn described(path: &Path, text: &str, sentences: Option<&Sentences>) -> Result<Api, Diagnostics> {
    let mut facts = facts::from_json(text, &path.display().to_string())?;
    for path in texts_of(path) {
        let text = fs::read_to_string(&path).map_err(|error| unusable(&path, &error))?;
        facts::add_texts(&mut facts, &text, &path.display().to_string())?;
    }
    match sentences {
        Some(sentences) => sentences.describe(facts),
        None => {
            facts::describe(&mut facts);
            Ok(facts)
        }
    }
}

/// Returns the files that may have our texts for a version, or corrections of its facts:
/// `spec/sources/<product>/*.toml` for `spec/facts/<product>/<version>.json`.
pub fn texts_of(facts: &Path) -> Vec<PathBuf> {
    let folder = facts
        .parent()
        .and_then(|product| Some((product.parent()?.parent()?, product.file_name()?)));
    let Some((spec, product)) = folder else { return Vec::new() };
    let files = entries(&spec.join("sources").join(product)).unwrap_or_default();
    files.into_iter().filter(|path| path.extension().is_some_and(|it| it == "toml")).collect()
}

/// Returns the versions of a product in a folder. New descriptions replace those on the disk or are
/// added to them.
///
/// # Errors
/// Returns an error if the folder or a file cannot be read, or if a file is not a description.
pub fn read_with(folder: &Path, new: &[NewFile]) -> Result<Vec<Api>, Diagnostics> {
    let there = entries(folder).map_err(|error| unusable(folder, &error))?;
    let there = there.into_iter().filter(|path| path.extension().is_some_and(|it| it == "json"));
    let new: BTreeMap<&Path, &str> = new.iter().map(|file| (&*file.path, &*file.content)).collect();
    let of_folder =
        new.keys().filter(|path| path.parent() == Some(folder)).map(|path| path.to_path_buf());
    let paths: BTreeSet<PathBuf> = there.chain(of_folder).collect();
    let read = |path: &PathBuf| match new.get(&**path) {
        Some(text) => parse(path, text),
        None => read_version(path),
    };
    paths.iter().map(read).collect()
}

fn read_version(path: &Path) -> Result<Api, Diagnostics> {
    parse(path, &fs::read_to_string(path).map_err(|error| unusable(path, &error))?)
}

fn parse(path: &Path, text: &str) -> Result<Api, Diagnostics> {
    in_place(path, facts::parse_facts(text, &path.display().to_string())?)
}

/// Returns an error if a description has the path of another one.
fn in_place(path: &Path, api: Api) -> Result<Api, Diagnostics> {
    let is_here = path.parent().is_some_and(|folder| file_name(folder) == api.product);
    if !is_here || file_name(path) != format!("{}.json", api.version) {
        let message =
            format!("holds {} {}, which belongs to another path", api.product, api.version);
        let help = format!("move it to {}/{}.json", api.product, api.version);
        return Err(Diagnostic::error("misplaced", message)
            .in_file(path.display().to_string())
            .help(help)
            .into());
    }
    Ok(api)
}

/// Keeps the actions that are asked for. A product without any of them is left out.
///
/// # Errors
/// Returns an error if no product has an action of this name.
pub(super) fn keep_actions(
    products: &mut BTreeMap<String, Vec<Api>>,
    actions: &[String],
) -> Result<(), Diagnostics> {
    if actions.is_empty() {
        return Ok(());
    }
    let mut diagnostics = Diagnostics::default();
    for action in actions {
        let is_there = products.values().flatten().any(|api| api.actions.contains_key(action));
        if !is_there && let Some(api) = products.values_mut().flatten().next() {
            diagnostics.extend(select(api, std::slice::from_ref(action)).err().unwrap_or_default());
        }
    }
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    for api in products.values_mut().flatten() {
        let here: Vec<_> =
            actions.iter().filter(|action| api.actions.contains_key(*action)).cloned().collect();
        // Only existing names are selected, so this cannot fail.
        let _ = select(api, &here);
    }
    products.values_mut().for_each(|apis| apis.retain(|api| !api.actions.is_empty()));
    products.retain(|_, apis| !apis.is_empty());
    Ok(())
}
