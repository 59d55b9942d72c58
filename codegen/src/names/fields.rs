use super::boxes;
use super::used_names::UsedNames;
use super::{FieldName, Owner, VersionNames, all_fields};
use crate::name::{candidates, identifier, snake};
use std::collections::{BTreeSet, HashSet};
use tencentcloud_spec::model::Api;

/// Chooses the identifiers of fields, and which fields are boxed.
///
/// Returns the fields that had no name before.
pub(super) fn settle<'a>(names: &mut VersionNames, api: &'a Api) -> HashSet<(Owner<'a>, &'a str)> {
    let mut newcomers = HashSet::new();
    for (owner, fields) in all_fields(api) {
        let Some(settled) = names.fields_mut(owner) else { continue };
        let wires: BTreeSet<&str> = fields
            .iter()
            .map(|field| field.name.as_str())
            .filter(|wire| !settled.contains_key(*wire))
            .collect();
        if wires.is_empty() {
            continue;
        }
        let mut used = UsedNames::new(settled.values().map(|field| field.name.as_str()));
        for wire in wires {
            let plain = candidates(&snake(wire));
            let name = identifier(&used.claim(plain.iter().map(String::as_str)));
            settled.insert(wire.to_owned(), FieldName { name, set: None, boxed: false });
            newcomers.insert((owner, wire));
        }
    }
    boxes::settle(names, api, &newcomers);
    newcomers
}
