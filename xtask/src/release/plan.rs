//! The plan of a release: the crates that changed since the last release, the class of their
//! changes, and the resulting versions and changelogs.
//!
//! A version is a function of the last release and the changes since, so the plan is the same
//! before and after it is written. A version that is already higher is kept. Files are not part of
//! this module.

use super::baseline::Baseline;
use super::packages::Package;
use super::publish::Waiting;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use tencentcloud_codegen::{Names, folder_name};
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::diff::{Bump, Class};
use tencentcloud_spec::facts;
use tencentcloud_spec::model::Api;
use tencentcloud_tool::codegen::{entries, file_name, kept, read_with, unusable};
use tencentcloud_tool::report::Changes;

/// A crate that is released.
pub(super) struct Release {
    pub(super) name: String,
    /// The product, unless the crate shares the version of the workspace.
    pub(super) product: Option<String>,
    pub(super) folder: PathBuf,
    /// The version of the last release; `None` for a new crate.
    from: Option<String>,
    pub(super) to: String,
    class: Option<Class>,
    /// The section of the changelog below the version, for a product crate.
    pub(super) changelog: String,
}

/// Everything that is released, dependencies first.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) releases: Vec<Release>,
    /// The version that the crates of the workspace share; `None` if they are not released.
    pub(super) version: Option<String>,
}

/// The workspace's version and the class of its changes, on which product crates depend.
struct Shared {
    version: String,
    class: Option<Class>,
}

impl Plan {
    /// Compares the workspace with the last release.
    ///
    /// `verdicts` has the known classes, by crate.
    ///
    /// # Errors
    /// Returns an error if a description or a names file of either side is wrong.
    pub(super) fn new(
        root: &Path,
        packages: &[Package],
        baseline: &Baseline,
        verdicts: &BTreeMap<String, Class>,
    ) -> Result<Self, Diagnostics> {
        let spec = root.join("spec/api");
        let folders = entries(&spec).map_err(|error| unusable(&spec, &error))?;
        let products: BTreeMap<PathBuf, String> = folders
            .iter()
            .map(|folder| file_name(folder))
            .map(|product| (root.join("generated").join(folder_name(&product)), product))
            .collect();
        let (of_products, of_workspace): (Vec<_>, Vec<_>) =
            packages.iter().partition(|package| products.contains_key(&package.folder));
        let mut plan = Self::default();
        let shared = plan.add_workspace(root, &of_workspace, baseline, verdicts)?;
        for package in of_products {
            let verdict = verdicts.get(&package.name).copied();
            let product = &products[&package.folder];
            plan.releases.extend(release(package, product, &spec, baseline, &shared, verdict)?);
        }
        let order = |it: &Release| packages.iter().position(|package| package.name == it.name);
        plan.releases.sort_by_key(order);
        Ok(plan)
    }

    /// Adds the crates that share a version: all of them if one changed.
    fn add_workspace(
        &mut self,
        root: &Path,
        packages: &[&Package],
        baseline: &Baseline,
        verdicts: &BTreeMap<String, Class>,
    ) -> Result<Shared, Diagnostics> {
        let manifest = baseline.file(&root.join("Cargo.toml"))?;
        let before = manifest.as_deref().and_then(workspace_version);
        let now = packages.first().map(|package| package.version.clone()).unwrap_or_default();
        let mut class = None;
        let mut new = BTreeSet::new();
        for package in packages {
            let is_new = baseline.file(&package.folder.join("Cargo.toml"))?.is_none();
            new.extend(is_new.then_some(&package.name));
            if baseline.is_changed(package) {
                let is_safe = is_new || !baseline.has_changed_code(package);
                let unknown = if is_safe { Class::Additive } else { Class::Breaking };
                let found = verdicts.get(&package.name).copied().unwrap_or(unknown);
                class = Class::gravest(class.into_iter().chain([found]));
            }
        }
        let version = match &before {
            Some(before) => newest(now, Bump::next(before, class)),
            None => now,
        };
        if before.as_ref() == Some(&version) {
            return Ok(Shared { version, class: None });
        }
        self.version = Some(version.clone());
        self.releases.extend(packages.iter().map(|package| Release {
            name: package.name.clone(),
            product: None,
            folder: package.folder.clone(),
            from: before.clone().filter(|_| !new.contains(&package.name)),
            to: version.clone(),
            class,
            changelog: String::new(),
        }));
        Ok(Shared { version, class })
    }

    /// Returns the crates in the order of their publication.
    pub(super) fn queue(&self) -> Vec<Waiting> {
        let waiting = |it: &Release| Waiting {
            name: it.name.clone(),
            version: it.to.clone(),
            is_new: it.from.is_none(),
        };
        self.releases.iter().map(waiting).collect()
    }

    /// Returns a line for each crate.
    pub(super) fn text(&self) -> String {
        if self.releases.is_empty() {
            return "nothing changed since the last release\n".to_owned();
        }
        let mut out = "Versions:\n".to_owned();
        for Release { name, from, to, class, .. } in &self.releases {
            let from = from.as_deref().unwrap_or("new");
            let class = class.map_or("", Class::word);
            let _ = writeln!(out, "  {}", format!("{name} {from} -> {to} {class}").trim_end());
        }
        out
    }
}

/// Plans the crate of a product. Returns `None` if nothing in it changed.
fn release(
    package: &Package,
    product: &str,
    spec: &Path,
    baseline: &Baseline,
    shared: &Shared,
    verdict: Option<Class>,
) -> Result<Option<Release>, Diagnostics> {
    let folder = spec.join(product);
    let now = kept::read_names(&folder)?;
    let path = kept::path(&folder);
    let mut release = Release {
        name: package.name.clone(),
        product: Some(product.to_owned()),
        folder: package.folder.clone(),
        from: None,
        to: now.crate_version().to_owned(),
        class: None,
        changelog: "The first release.\n".to_owned(),
    };
    let Some(names) = baseline.file(&path)? else { return Ok(Some(release)) };
    let names = Names::from_json(&names, &path.display().to_string())?;
    let (class, changes) = compare(&descriptions(&folder, baseline)?, &folder, &names)?;
    let follows = shared.class.map(|class| match class {
        Class::Breaking => Class::Breaking,
        _ => Class::Docs,
    });
    let rest = baseline.is_changed(package).then_some(Class::Docs);
    let class = Class::gravest(class.into_iter().chain(verdict).chain(follows).chain(rest));
    let Some(class) = class else { return Ok(None) };
    let needs = follows.map(|_| format!("Needs tencentcloud-runtime {}.", shared.version));
    let changes = Some(changes.trim().to_owned()).filter(|changes| !changes.is_empty());
    let mut paragraphs: Vec<String> = needs.into_iter().chain(changes).collect();
    if paragraphs.is_empty() {
        paragraphs.push("Generated again, without a change of the API.".to_owned());
    }
    release.to = newest(release.to, Bump::next(names.crate_version(), Some(class)));
    (release.class, release.changelog) = (Some(class), paragraphs.join("\n\n") + "\n");
    release.from = Some(names.crate_version().to_owned());
    Ok(Some(release))
}

/// Returns the descriptions of a product at the last release, by version.
fn descriptions(folder: &Path, baseline: &Baseline) -> Result<BTreeMap<String, Api>, Diagnostics> {
    let mut apis = BTreeMap::new();
    for file in baseline.files(folder)?.iter().filter(|file| file.ends_with(".json")) {
        let path = folder.join(file_name(Path::new(file)));
        // A file in a subfolder is not a description.
        if !path.ends_with(file) {
            continue;
        }
        let Some(text) = baseline.file(&path)? else { continue };
        let api = facts::parse_facts(&text, file)?;
        apis.insert(api.version.clone(), api);
    }
    Ok(apis)
}

/// Compares the versions of a product. Returns the most severe class, and the changes as Markdown.
fn compare(
    before: &BTreeMap<String, Api>,
    folder: &Path,
    names: &Names,
) -> Result<(Option<Class>, String), Diagnostics> {
    let after = read_with(folder, &[])?;
    let mut classes = Vec::new();
    let mut text = String::new();
    for api in &after {
        let version = &api.version;
        let Some(old) = before.get(version) else {
            classes.push(Class::Additive);
            let _ = writeln!(text, "\nAPI version {version} is new.");
            continue;
        };
        let changes = Changes::between(old, api, names)?;
        if let Some(class) = changes.gravest() {
            classes.push(class);
            let _ = write!(text, "\nAPI version {version}:\n{}", changes.sections());
        }
    }
    for version in before.keys().filter(|it| !after.iter().any(|api| api.version == **it)) {
        classes.push(Class::Breaking);
        let _ = writeln!(text, "\nAPI version {version} is removed.");
    }
    Ok((Class::gravest(classes), text))
}

/// Returns the version that a manifest gives to the crates of a workspace.
fn workspace_version(manifest: &str) -> Option<String> {
    let manifest: toml_edit::DocumentMut = manifest.parse().ok()?;
    let package = manifest.get("workspace")?.get("package")?;
    package.get("version")?.as_str().map(str::to_owned)
}

/// Returns the higher of two versions.
fn newest(a: String, b: String) -> String {
    if Bump::numbers(&a) >= Bump::numbers(&b) { a } else { b }
}
