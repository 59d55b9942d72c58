//! Facts of both descriptions for the comparison of a part.

use crate::model::{Api, Type};
use std::collections::{HashMap, HashSet};

/// Facts of both descriptions that each comparison of a part needs.
pub(super) struct Context<'a> {
    pub(super) old: &'a Api,
    pub(super) new: &'a Api,
    /// Structures that have another name now: old and new name.
    renamed: HashMap<&'a str, &'a str>,
    /// The same, from new to old.
    former: HashMap<&'a str, &'a str>,
    /// Structures, by their new names, that requests can hold.
    pub(super) in_requests: HashSet<&'a str>,
    /// The same of the old description, by their old names.
    were_in_requests: HashSet<&'a str>,
}

impl<'a> Context<'a> {
    pub(super) fn new((old, new): (&'a Api, &'a Api), renamed: HashMap<&'a str, &'a str>) -> Self {
        let former = renamed.iter().map(|(old, new)| (*new, *old)).collect();
        Self {
            old,
            new,
            renamed,
            former,
            in_requests: in_requests(new),
            were_in_requests: in_requests(old),
        }
    }

    /// Returns whether requests could hold a structure, by its new name.
    pub(super) fn was_in_requests(&self, name: &str) -> bool {
        self.were_in_requests.contains(self.former.get(name).copied().unwrap_or(name))
    }

    /// An old type as it is called now.
    pub(super) fn current(&self, old: &Type) -> Type {
        match old {
            Type::Structure(name) => Type::Structure(
                self.renamed.get(name.as_str()).map_or(name.as_str(), |new| new).to_owned(),
            ),
            Type::Array(element) => self.current(element).array(),
            scalar => scalar.clone(),
        }
    }
}

/// The structures that requests can hold.
fn in_requests(api: &Api) -> HashSet<&str> {
    api.reached(api.actions.values().flat_map(|action| &action.input))
}
