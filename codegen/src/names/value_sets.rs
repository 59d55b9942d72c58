use super::settle::settle_variants;
use super::taken::Taken;
use super::{EnumNames, Owner, VersionNames, all_fields};
use crate::name::upper_camel;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use tencentcloud_spec::model::{Api, Field, Type};

/// Settles which fields share an open enum, the enums' names, and their variants.
///
/// A newcomer joins an enum of fields of its name if they share at least half of the smaller set, and its name says enough
/// or an owner is the same. So no two enums ever become one, and a field never changes its enum.
pub(super) fn settle<'a>(
    names: &mut VersionNames,
    api: &'a Api,
    newcomers: &HashSet<(Owner<'a>, &'a str)>,
    types: &mut Taken,
) {
    let mut sets = settled(names, api);
    for (owner, field) in fields_with_values(api) {
        if newcomers.contains(&(owner, field.name.as_str())) {
            match sets
                .iter_mut()
                .filter_map(|set| Some((set.shared(owner, field)?, set)))
                .max_by_key(|(shared, _)| *shared)
            {
                Some((_, set)) => set.add(owner, field),
                None => sets.push(Set::new(owner, field)),
            }
        }
    }
    claim_names(&mut sets, types);
    for set in sets {
        for (owner, field) in &set.members {
            if let Some(field) = names.fields_mut(*owner).and_then(|fields| fields.get_mut(*field)) {
                field.set = Some(set.name.clone());
            }
        }
        let settled =
            names.enums.entry(set.name).or_insert_with(|| EnumNames { field: set.field, ..EnumNames::default() });
        settle_variants(&mut settled.variants, set.values.iter().map(String::as_str));
    }
}

/// Fields that share an enum.
struct Set<'a> {
    /// The enum's name; empty for a new one until it claims its name.
    name: String,
    /// The name of its fields on the wire.
    field: String,
    members: Vec<(Owner<'a>, &'a str)>,
    /// Its values, with those that were documented once.
    values: BTreeSet<String>,
}

impl<'a> Set<'a> {
    fn new(owner: Owner<'a>, field: &'a Field) -> Self {
        let mut set =
            Self { name: String::new(), field: field.name.clone(), members: Vec::new(), values: BTreeSet::new() };
        set.add(owner, field);
        set
    }

    fn add(&mut self, owner: Owner<'a>, field: &'a Field) {
        self.members.push((owner, &field.name));
        self.values.extend(field.values.keys().cloned());
    }

    /// How many values a field shares with the set, if it may join.
    fn shared(&self, owner: Owner<'_>, field: &Field) -> Option<usize> {
        let says_enough = || !is_word(&field.name) || self.members.iter().any(|(it, _)| it.name() == owner.name());
        if self.field != field.name || !says_enough() {
            return None;
        }
        let shared = field.values.keys().filter(|value| self.values.contains(*value)).count();
        (shared * 2 >= field.values.len().min(self.values.len())).then_some(shared)
    }
}

/// The sets that have a name, with the fields of the description that are in them.
fn settled<'a>(names: &VersionNames, api: &'a Api) -> Vec<Set<'a>> {
    let mut sets: BTreeMap<&str, Set<'a>> = BTreeMap::new();
    for (name, settled) in &names.enums {
        let values = settled.variants.keys().cloned().collect();
        sets.insert(name, Set { name: name.clone(), field: settled.field.clone(), members: Vec::new(), values });
    }
    for (owner, fields) in all_fields(api) {
        for field in fields {
            let set = names.field(owner, &field.name).set.as_deref();
            if let Some(set) = set.and_then(|set| sets.get_mut(set)) {
                set.add(owner, field);
            }
        }
    }
    sets.into_values().collect()
}

/// Gives each new set a name: its field's if that says enough, else its first owner's and its field's. Of several new
/// sets of fields of one name, the one with the most fields claims first.
fn claim_names(sets: &mut [Set<'_>], types: &mut Taken) {
    let mut new: Vec<&mut Set<'_>> = sets.iter_mut().filter(|set| set.name.is_empty()).collect();
    new.sort_by_key(|set| Reverse(set.members.len()));
    let mut plain = HashSet::new();
    for set in new {
        let camel = upper_camel(&set.field);
        let owner = set.members.first().map_or("", |(owner, _)| owner.name());
        let name = match !is_word(&set.field) && plain.insert(set.field.clone()) {
            true => camel,
            false => format!("{}{camel}", upper_camel(owner)),
        };
        set.name = types.claim([name.as_str(), format!("{name}Value").as_str()]);
    }
}

/// Whether a name is a single word such as `Type`, which says nothing without its owner.
fn is_word(name: &str) -> bool {
    name.chars().skip(1).all(|c| !c.is_ascii_uppercase())
}

fn fields_with_values(api: &Api) -> impl Iterator<Item = (Owner<'_>, &Field)> {
    let has_values = |field: &&Field| !field.values.is_empty() && *field.r#type.element() == Type::String;
    all_fields(api)
        .into_iter()
        .flat_map(move |(owner, fields)| fields.iter().filter(has_values).map(move |field| (owner, field)))
}
