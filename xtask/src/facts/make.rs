//! Making the facts of one version from its metadata in every edition and its error codes.

use super::go;
use std::fs;
use std::path::{Path, PathBuf};
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::facts::{add_limits, correct, extract_facts, to_json};
use tencentcloud_spec::model::Api;
use tencentcloud_tool::codegen::{texts_of, unusable};
use tencentcloud_tool::files::NewFile;
use tencentcloud_tool::import::store::facts_file;
use tencentcloud_tool::metadata::VersionFiles;

/// The sources of facts, without the folder that decides which items exist.
pub(super) struct FactsSources<'a> {
    pub(super) others: &'a [PathBuf],
    pub(super) go: Option<&'a Path>,
    pub(super) into: &'a Path,
}

/// The facts of one version, compared with its file.
pub(crate) struct Made {
    pub(crate) api: Api,
    /// The content of the file before the run.
    pub(crate) before: Option<Api>,
    pub(crate) file: NewFile,
    pub(crate) is_changed: bool,
    /// Numbers on which the editions disagree.
    pub(super) warnings: Diagnostics,
    pub(super) summary: String,
}

impl FactsSources<'_> {
    /// Makes the facts of a version from its folder in the first edition.
    ///
    /// # Errors
    /// Returns the diagnostics of its files.
    pub(super) fn make(&self, product: &str, version: &Path) -> Result<Made, Diagnostics> {
        let first = sources(product, version)?;
        let folder = version.file_name().unwrap_or_default();
        let mut editions = vec![first.describe(product)?];
        let mut all = first;
        for services in self.others {
            let other = services.join(product).join(folder);
            if other.is_dir() {
                let other = sources(product, &other)?;
                editions.push(other.describe(product)?);
                all = all.with(other);
            }
        }
        let whole = match editions.as_slice() {
            [only] => only.clone(),
            _ => all.describe(product)?,
        };
        let mut api = extract_facts(editions[0].clone(), &whole);
        let warnings = add_limits(&mut api, &editions);
        let path = self.into.join(product).join(format!("{}.json", api.version));
        let mut api = correct(api, &corrections(&path)?)?;
        let before = facts_file(&path)?;
        self.add_codes(&mut api, &folder.to_string_lossy(), before.as_ref())?;
        let file = NewFile { path, content: to_json(&api) };
        let is_changed = !file.is_there();
        let summary = summary(&api, is_changed);
        Ok(Made { api, before, file, is_changed, warnings, summary })
    }

    /// Adds the error codes of the Go SDK, or else those of the existing facts.
    fn add_codes(
        &self,
        api: &mut Api,
        version: &str,
        before: Option<&Api>,
    ) -> Result<(), Diagnostics> {
        let Some(root) = self.go else {
            if let Some(there) = before {
                for (name, action) in &mut api.actions {
                    action.errors = there
                        .actions
                        .get(name)
                        .map(|there| there.errors.clone())
                        .unwrap_or_default();
                }
                api.errors.clone_from(&there.errors);
            }
            return Ok(());
        };
        // The SDK names its folders after the name that requests are signed with.
        for product in [api.product.clone(), api.service().to_owned()] {
            let folder = root.join(product).join(version);
            if let Some(codes) =
                go::read_codes(&folder).map_err(|error| unusable(&folder, &error))?
            {
                for (name, action) in &mut api.actions {
                    action.errors = codes.actions.get(name).cloned().unwrap_or_default();
                }
                api.errors = codes.all.into_iter().map(|code| (code, String::new())).collect();
                break;
            }
        }
        Ok(())
    }
}

/// Returns the files that may have corrections of facts, with their texts.
fn corrections(facts: &Path) -> Result<Vec<(String, String)>, Diagnostics> {
    let read = |path: PathBuf| match fs::read_to_string(&path) {
        Ok(text) => Ok((path.display().to_string(), text)),
        Err(error) => Err(unusable(&path, &error)),
    };
    texts_of(facts).into_iter().map(read).collect()
}

fn sources(product: &str, version: &Path) -> Result<VersionFiles, Diagnostics> {
    VersionFiles::load(product, version).map_err(|error| unusable(version, &error))
}

fn summary(api: &Api, is_changed: bool) -> String {
    let Api { product, version, actions, structures, errors, .. } = api;
    let (actions, structures, errors) = (actions.len(), structures.len(), errors.len());
    let status = if is_changed { "written" } else { "unchanged" };
    format!(
        "{product} {version}: {actions} actions, {structures} structures, {errors} error codes; \
            {status}"
    )
}
