//! Names that stay the same: every public name of a crate is chosen once and then kept.
//!
//! [`Names`] is an input of generation, like a lock file. It is stored next to the descriptions of
//! a product as [`NAMES_FILE`]. [`Names::settle`] adds names for items of the descriptions that
//! have none. Existing names never change and are never removed, so no name gets another meaning. A
//! default name depends only on the name on the wire. If two names collide, the new one gets a
//! suffix; of two new ones, the later in alphabetical order.
//!
//! This module reads and writes no files, and emits no code.

mod boxes;
mod fields;
mod file;
mod settle;
#[cfg(test)]
mod tests;
mod used_names;
mod value_sets;
mod variants;

pub(crate) use settle::{OF_RUNTIME, setter};

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use tencentcloud_spec::diff::{Bump, Class};
use tencentcloud_spec::model::{Api, Field};

/// The name of the file that stores the names of a product, next to its descriptions.
pub const NAMES_FILE: &str = "names.lock";

/// The names of a product's crate.
///
/// These are its types, fields, variants and methods, the fields that share an enum, the boxed
/// fields, and the version of the crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The product; empty if no name is chosen yet.
    product: String,
    /// The version of the crate.
    crate_version: String,
    /// The version of the API whose names are at the root of the crate.
    root: String,
    /// The names of each version of the API.
    versions: BTreeMap<String, VersionNames>,
}

/// The version of a new crate.
const FIRST_VERSION: &str = "0.1.0";

impl Names {
    /// Returns the default names of a product's descriptions.
    pub fn choose(apis: &[&Api]) -> Self {
        let mut names = Self::default();
        names.settle(apis);
        names
    }

    /// Returns these names, and names for all other items of the descriptions.
    #[must_use]
    pub fn settled(&self, apis: &[&Api]) -> Self {
        let mut names = self.clone();
        names.settle(apis);
        names
    }

    /// Chooses a name for every item of the descriptions that has none.
    pub fn settle(&mut self, apis: &[&Api]) {
        let Some(newest) = apis.iter().max_by(|a, b| a.version.cmp(&b.version)) else { return };
        if self.versions.is_empty() {
            self.product.clone_from(&newest.product);
            self.root.clone_from(&newest.version);
            self.crate_version = FIRST_VERSION.to_owned();
        }
        for api in apis {
            self.versions.entry(api.version.clone()).or_default().settle(api);
        }
    }

    /// Removes names that are neither in the descriptions nor in `kept`.
    ///
    /// Use it for descriptions of which only some actions are left.
    pub fn keep_only(&mut self, apis: &[&Api], kept: &Self) {
        self.versions.retain(|version, _| {
            kept.versions.contains_key(version) || apis.iter().any(|api| api.version == *version)
        });
        for api in apis {
            let former = kept.version(&api.version);
            let Some(names) = self.versions.get_mut(&api.version) else { continue };
            names.actions.retain(|name, _| {
                api.actions.contains_key(name) || former.actions.contains_key(name)
            });
            names.structures.retain(|name, _| {
                api.structures.contains_key(name) || former.structures.contains_key(name)
            });
            let fields =
                names.actions.values().flat_map(|it| it.input.values().chain(it.output.values()));
            let fields = fields.chain(names.structures.values().flat_map(|it| it.fields.values()));
            let sets: BTreeSet<String> = fields.filter_map(|field| field.set.clone()).collect();
            names.enums.retain(|name, _| sets.contains(name) || former.enums.contains_key(name));
            let listed = api.actions.values().flat_map(|action| &action.errors);
            let codes: BTreeSet<&String> = api.errors.keys().chain(listed).collect();
            let former = &former.errors.variants;
            names
                .errors
                .variants
                .retain(|code, _| codes.contains(code) || former.contains_key(code));
        }
    }

    /// Returns the product of these names; empty if no name is chosen yet.
    pub fn product(&self) -> &str {
        &self.product
    }

    /// Returns the version of the crate.
    pub fn crate_version(&self) -> &str {
        if self.crate_version.is_empty() { FIRST_VERSION } else { &self.crate_version }
    }

    /// Sets the version of the crate.
    pub fn set_crate_version(&mut self, version: String) {
        self.crate_version = version;
    }

    /// Sets the next version of the crate, after changes whose most severe class is `gravest`.
    pub fn bump(&mut self, gravest: Option<Class>) {
        self.crate_version = Bump::next(self.crate_version(), gravest);
    }

    /// Returns the version of the API whose names are at the root of the crate.
    pub(crate) fn root(&self) -> &str {
        &self.root
    }

    /// Returns the names of a version. They are empty if the version has none yet.
    pub(crate) fn version(&self, version: &str) -> &VersionNames {
        static NONE: VersionNames = VersionNames::new();
        self.versions.get(version).unwrap_or(&NONE)
    }
}

/// The names of one version of an API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VersionNames {
    pub(crate) actions: BTreeMap<String, ActionNames>,
    pub(crate) structures: BTreeMap<String, StructureNames>,
    /// The enums of fields, by type name.
    pub(crate) enums: BTreeMap<String, EnumNames>,
    pub(crate) errors: ErrorNames,
}

impl VersionNames {
    const fn new() -> Self {
        Self {
            actions: BTreeMap::new(),
            structures: BTreeMap::new(),
            enums: BTreeMap::new(),
            errors: ErrorNames { code: String::new(), variants: BTreeMap::new() },
        }
    }

    /// Returns the names of an action. They are empty if the action has none yet.
    pub(crate) fn action(&self, action: &str) -> &ActionNames {
        static NONE: ActionNames = ActionNames::new();
        self.actions.get(action).unwrap_or(&NONE)
    }

    /// Returns the type name of a structure.
    pub(crate) fn structure(&self, structure: &str) -> &str {
        self.structures.get(structure).map_or("", |names| &names.name)
    }

    /// Returns the names of a field.
    pub(crate) fn field(&self, owner: Owner<'_>, field: &str) -> &FieldName {
        static NONE: FieldName = FieldName { name: String::new(), set: None, boxed: false };
        self.fields(owner).and_then(|fields| fields.get(field)).unwrap_or(&NONE)
    }

    fn fields(&self, owner: Owner<'_>) -> Option<&FieldNames> {
        match owner {
            Owner::Input(action) => self.actions.get(action).map(|names| &names.input),
            Owner::Output(action) => self.actions.get(action).map(|names| &names.output),
            Owner::Structure(structure) => {
                self.structures.get(structure).map(|names| &names.fields)
            }
        }
    }

    fn fields_mut(&mut self, owner: Owner<'_>) -> Option<&mut FieldNames> {
        match owner {
            Owner::Input(action) => self.actions.get_mut(action).map(|names| &mut names.input),
            Owner::Output(action) => self.actions.get_mut(action).map(|names| &mut names.output),
            Owner::Structure(structure) => {
                self.structures.get_mut(structure).map(|names| &mut names.fields)
            }
        }
    }
}

/// The names of an action.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActionNames {
    /// The client's method.
    pub(crate) method: String,
    /// The type of the request.
    pub(crate) request: String,
    /// The type of the response.
    pub(crate) response: String,
    /// The type of the error codes.
    pub(crate) error_code: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) input: FieldNames,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) output: FieldNames,
    /// The waiting methods of the client, by the waiter's name in the description.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) waiters: BTreeMap<String, String>,
}

impl ActionNames {
    const fn new() -> Self {
        Self {
            method: String::new(),
            request: String::new(),
            response: String::new(),
            error_code: String::new(),
            input: BTreeMap::new(),
            output: BTreeMap::new(),
            waiters: BTreeMap::new(),
        }
    }
}

/// The names of a structure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StructureNames {
    /// The type.
    pub(crate) name: String,
    pub(crate) fields: FieldNames,
}

/// The names of fields, by their names on the wire.
pub(crate) type FieldNames = BTreeMap<String, FieldName>;

/// The chosen names of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FieldName {
    /// The identifier.
    pub(crate) name: String,
    /// The enum that is its type.
    ///
    /// A string without documented values when it got its name stays a string.
    pub(crate) set: Option<String>,
    /// True if the structure in it is boxed.
    pub(crate) boxed: bool,
}

/// The names of an open enum of fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EnumNames {
    /// The name on the wire of the fields that share the enum.
    pub(crate) field: String,
    pub(crate) variants: VariantNames,
}

/// The names of the error codes. A code has the same variant in every enum.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ErrorNames {
    /// The enum of all error codes of the product.
    pub(crate) code: String,
    pub(crate) variants: VariantNames,
}

/// The names of variants, by their texts on the wire.
pub(crate) type VariantNames = BTreeMap<String, String>;

/// The owner of fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Owner<'a> {
    /// The request of an action.
    Input(&'a str),
    /// The response of an action.
    Output(&'a str),
    /// A structure.
    Structure(&'a str),
}

impl<'a> Owner<'a> {
    /// Returns the name of the action or the structure.
    pub(crate) fn name(self) -> &'a str {
        match self {
            Self::Input(name) | Self::Output(name) | Self::Structure(name) => name,
        }
    }
}

/// Returns all owners with their fields: requests and responses, then structures.
///
/// Both are in alphabetical order.
pub(crate) fn all_fields(api: &Api) -> Vec<(Owner<'_>, &[Field])> {
    let actions = sorted(api.actions.iter()).into_iter().flat_map(|(name, action)| {
        [
            (Owner::Input(name), action.input.as_slice()),
            (Owner::Output(name), action.output.as_slice()),
        ]
    });
    let structures = sorted(api.structures.iter());
    actions
        .chain(
            structures.into_iter().map(|(name, it)| (Owner::Structure(name), it.fields.as_slice())),
        )
        .collect()
}

/// Sorts things by name.
fn sorted<'a, T>(things: impl Iterator<Item = (&'a String, T)>) -> Vec<(&'a str, T)> {
    let mut things: Vec<_> = things.map(|(name, thing)| (name.as_str(), thing)).collect();
    things.sort_by(|a, b| a.0.cmp(b.0));
    things
}
