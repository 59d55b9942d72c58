//! The two crates of an update, and the changes between them that the diff reports.

use super::repository::{Blobs, Repository, Update, Version};
use std::collections::BTreeSet;
use std::sync::Mutex;
use tencentcloud_codegen::{CrateChange, Files, Names, Options, crate_changes, generate_all};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::diff::{self, Class};
use tencentcloud_spec::import::SourceFile;
use tencentcloud_spec::model::Api;
use tencentcloud_spec::passes::select;
use tencentcloud_tool::metadata::VersionFiles;

/// A reader of the descriptions of updates.
pub(super) struct Describer {
    blobs: Mutex<Blobs>,
}

impl Describer {
    /// # Errors
    /// Returns an error if the repository cannot be read.
    pub(super) fn new(repository: &Repository) -> Result<Self, Diagnostics> {
        Ok(Self { blobs: Mutex::new(repository.blobs()?) })
    }

    /// Returns the descriptions of both sides.
    ///
    /// # Errors
    /// Returns the diagnostics of the files.
    pub(super) fn describe(&self, update: &Update) -> Result<[Vec<Api>; 2], Diagnostics> {
        let side = |versions: &[Version]| -> Result<Vec<Api>, Diagnostics> {
            versions.iter().map(|version| self.version(&update.product, version)).collect()
        };
        Ok([side(&update.before)?, side(&update.after)?])
    }

    /// Returns the description of one version, without its documented calls. The crates are not
    /// tested here.
    pub(super) fn version(&self, product: &str, version: &Version) -> Result<Api, Diagnostics> {
        let name = format!("{product}/{}", version.folder);
        let files = [
            Some(("api.json", &version.api)),
            version.examples.as_ref().map(|id| ("examples.json", id)),
        ];
        let read = |(file, id): (&str, &String)| {
            let name = format!("{name}/{file}");
            let blobs = &mut self.blobs.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let bytes = blobs.read_blob(id).map_err(|error| {
                Diagnostic::error("unreadable-file", error.to_string()).in_file(&*name)
            })?;
            Ok(SourceFile { name, bytes, named: true })
        };
        let files =
            files.into_iter().flatten().map(read).collect::<Result<Vec<_>, Diagnostic>>()?;
        let mut api = VersionFiles::new(name, files).describe(product)?;
        api.actions.values_mut().for_each(|action| action.examples.clear());
        Ok(api)
    }
}

/// A crate, its names, and the descriptions that it is made from.
pub(super) struct Settled {
    apis: Vec<Api>,
    names: Names,
    pub(super) files: Files,
}

/// A change that the diff reports.
pub(super) struct Said {
    pub(super) class: Class,
    /// True for a change on the wire, false for one of the crate.
    pub(super) is_wire: bool,
    /// The path in the diff's report.
    pub(super) path: String,
    /// The kind of change in the diff's report.
    pub(super) kind: &'static str,
    pub(super) what: String,
}

impl Settled {
    /// Creates the crate of descriptions, with default names.
    pub(super) fn with_default_names(apis: Vec<Api>) -> Result<Self, String> {
        let names = Names::choose(&references(&apis));
        Self::new(apis, names)
    }

    /// Creates the crate of later descriptions with the names of this one, and returns the changes.
    pub(super) fn next(&self, apis: Vec<Api>) -> Result<(Self, Vec<Said>), String> {
        let names = self.names.settled(&references(&apis));
        self.to(Self::new(apis, names)?)
    }

    /// Compares with a later crate, and returns the changes.
    pub(super) fn to(&self, next: Self) -> Result<(Self, Vec<Said>), String> {
        let (before, after) = (references(&self.apis), references(&next.apis));
        let wire = |change: diff::Change| Said {
            class: change.class,
            is_wire: true,
            path: change.path,
            kind: change.kind.word(),
            what: change.what,
        };
        let in_crate = |change: CrateChange| Said {
            class: change.class,
            is_wire: false,
            path: change.path,
            kind: change.kind.word(),
            what: change.what,
        };
        let mut said: Vec<Said> = Vec::new();
        for new in &after {
            match before.iter().find(|old| old.version == new.version) {
                Some(old) => said.extend(diff::diff(old, new).into_iter().map(wire)),
                None => said.push(whole(Class::Additive, "version added", new)),
            }
        }
        let gone = before.iter().filter(|old| !after.iter().any(|new| new.version == old.version));
        said.extend(gone.map(|old| whole(Class::Breaking, "version removed", old)));
        let changes = crate_changes((&before, &self.names), (&after, &next.names))
            .map_err(|it| it.to_string())?;
        said.extend(changes.into_iter().map(in_crate));
        Ok((next, said))
    }

    /// Returns the crate with only these actions and what they reach, under the same names.
    pub(super) fn part(&self, actions: &BTreeSet<String>) -> Result<Files, String> {
        let mut apis = self.apis.clone();
        for api in &mut apis {
            let errors = api.errors.clone();
            let here: Vec<String> =
                actions.iter().filter(|it| api.actions.contains_key(*it)).cloned().collect();
            select(api, &here).map_err(|it| it.to_string())?;
            api.errors = errors;
        }
        Ok(Self::new(apis, self.names.clone())?.files)
    }

    fn new(apis: Vec<Api>, names: Names) -> Result<Self, String> {
        let files = generate_all(&references(&apis), &names, &Options::default())
            .map_err(|it| it.to_string())?;
        Ok(Self { apis, names, files })
    }
}

/// Returns the change for a new or removed version.
fn whole(class: Class, kind: &'static str, api: &Api) -> Said {
    Said { class, is_wire: true, path: api.version.clone(), kind, what: String::new() }
}

fn references(apis: &[Api]) -> Vec<&Api> {
    apis.iter().collect()
}
