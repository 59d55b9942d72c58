use super::used_names::UsedNames;
use super::variants::settle_variants;
use super::{EnumNames, Owner, VersionNames, all_fields};
use crate::name::upper_camel;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use tencentcloud_spec::model::{Api, Field, Type};

/// Chooses which fields share an open enum, the names of the enums, and their variants.
///
/// A new field joins an enum of fields with its name if they share at least half of the smaller
/// set, and if its name is not a single word or an owner is the same. Two enums are never merged,
/// and a field never changes its enum.
pub(super) fn settle<'a>(
    names: &mut VersionNames,
    api: &'a Api,
    newcomers: &HashSet<(Owner<'a>, &'a str)>,
    types: &mut UsedNames,
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
        for (owner, field) in &set.fields {
            if let Some(field) = names.fields_mut(*owner).and_then(|fields| fields.get_mut(*field))
            {
                field.set = Some(set.name.clone());
            }
        }
        let settled = names
            .enums
            .entry(set.name)
            .or_insert_with(|| EnumNames { field: set.field, ..EnumNames::default() });
        settle_variants(&mut settled.variants, set.values.iter().map(String::as_str));
    }
}

/// The fields that share an enum.
struct Set<'a> {
    /// The name of the enum; empty for a new one that has not claimed a name.
    name: String,
    /// The name of the fields on the wire.
    field: String,
    fields: Vec<(Owner<'a>, &'a str)>,
    /// The values, with those that are no longer documented.
    values: BTreeSet<String>,
}

impl<'a> Set<'a> {
    fn new(owner: Owner<'a>, field: &'a Field) -> Self {
        let mut set = Self {
            name: String::new(),
            field: field.name.clone(),
            fields: Vec::new(),
            values: BTreeSet::new(),
        };
        set.add(owner, field);
        set
    }

    /// The owner that says most about the set: a structure rather than an action, the one with the
    /// shortest name.
    fn owner(&self) -> &'a str {
        let rank = |owner: &Owner<'a>| {
            (!matches!(owner, Owner::Structure(_)), owner.name().len(), owner.name())
        };
        let best = self.fields.iter().map(|(owner, _)| *owner).min_by_key(rank);
        best.map_or("", Owner::name)
    }

    /// Returns whether a field of it is named after its owner, as `InstanceState` of `Instance` is.
    fn is_of_its_owner(&self) -> bool {
        let is_own = |owner: &Owner<'_>, field: &str| {
            matches!(owner, Owner::Structure(_)) && goes_on(field, owner.name())
        };
        self.fields.iter().any(|(owner, field)| is_own(owner, field))
    }

    fn add(&mut self, owner: Owner<'a>, field: &'a Field) {
        self.fields.push((owner, &field.name));
        self.values.extend(field.values.keys().cloned());
    }

    /// Returns how many values a field shares with the set, if the field may join.
    fn shared(&self, owner: Owner<'_>, field: &Field) -> Option<usize> {
        let says_enough =
            || !is_word(&field.name) || self.fields.iter().any(|(it, _)| it.name() == owner.name());
        if self.field != field.name || !says_enough() {
            return None;
        }
        let shared = field.values.keys().filter(|value| self.values.contains(*value)).count();
        (shared * 2 >= field.values.len().min(self.values.len())).then_some(shared)
    }
}

/// Returns the sets that have a name, with their fields in the description.
fn settled<'a>(names: &VersionNames, api: &'a Api) -> Vec<Set<'a>> {
    let mut sets: BTreeMap<&str, Set<'a>> = BTreeMap::new();
    for (name, settled) in &names.enums {
        let values = settled.variants.keys().cloned().collect();
        sets.insert(
            name,
            Set { name: name.clone(), field: settled.field.clone(), fields: Vec::new(), values },
        );
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

/// Gives each new set a name.
///
/// The name is that of its field or, if that is a single word, the name of its owner followed by
/// that of the field. Of several new sets for one field name, the set whose owner the field is
/// named after claims first, then the set with the most fields.
fn claim_names(sets: &mut [Set<'_>], types: &mut UsedNames) {
    let mut new: Vec<&mut Set<'_>> = sets.iter_mut().filter(|set| set.name.is_empty()).collect();
    new.sort_by_key(|set| (!set.is_of_its_owner(), Reverse(set.fields.len())));
    let mut plain = HashSet::new();
    for set in new {
        let camel = upper_camel(&set.field);
        let name = match !is_word(&set.field) && plain.insert(set.field.clone()) {
            true => camel,
            false => qualified(&upper_camel(set.owner()), &camel),
        };
        set.name = types.claim([name.as_str(), format!("{name}Value").as_str()]);
    }
}

/// Returns the name of an owner's field, without repeating one of the two.
fn qualified(owner: &str, field: &str) -> String {
    if goes_on(field, owner) {
        return field.to_owned();
    }
    if owner.ends_with(field) { owner.to_owned() } else { format!("{owner}{field}") }
}

/// Returns true if a name consists of an owner's name and further words.
fn goes_on(name: &str, owner: &str) -> bool {
    name.strip_prefix(owner).is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase()))
}

/// Returns true for a single word such as `Type`, which says nothing without its owner.
fn is_word(name: &str) -> bool {
    name.chars().skip(1).all(|c| !c.is_ascii_uppercase())
}

fn fields_with_values(api: &Api) -> impl Iterator<Item = (Owner<'_>, &Field)> {
    let has_values =
        |field: &&Field| !field.values.is_empty() && *field.r#type.element() == Type::String;
    all_fields(api).into_iter().flat_map(move |(owner, fields)| {
        fields.iter().filter(has_values).map(move |field| (owner, field))
    })
}

#[cfg(test)]
mod tests {
    use super::{goes_on, is_word, qualified};
    use crate::names::{Names, Owner, all_fields};
    use crate::testing::api;

    /// Returns the fields with their enums, sorted: `A.State: AState`.
    fn sets(names: &Names, text: &str) -> String {
        let api = api(text);
        let version = names.version("2020-01-01");
        let mut sets: Vec<String> = all_fields(&api)
            .into_iter()
            .flat_map(|(owner, fields)| fields.iter().map(move |field| (owner, field)))
            .filter_map(|(owner, field)| {
                let set = version.field(owner, &field.name).set.as_ref()?;
                let end = if matches!(owner, Owner::Output(_)) { ".out" } else { "" };
                Some(format!("{}{end}: {set}", owner.name()))
            })
            .collect();
        sets.sort();
        sets.join(", ")
    }

    #[test]
    fn fields_share_an_enum_if_half_of_the_smaller_set_is_the_same() {
        let cases = [
            (
                "A.in JobState: String = X Y\n B.in JobState: String = Y Z W",
                "A: JobState, B: JobState",
            ),
            (
                "A.in JobState: String = X Y Z\n B.in JobState: String = Z V W",
                "A: JobState, B: BJobState",
            ),
            (
                "A.in JobState: String = X\n B.in JobState: Array of String = X",
                "A: JobState, B: JobState",
            ),
            // One word says nothing without its owner.
            ("A.in State: String = X\n B.in State: String = X", "A: AState, B: BState"),
            ("A.in State: String = X\n A.out State: String = X", "A.out: AState, A: AState"),
            ("A.in State: String = X\n A.out State: String = Y", "A.out: AStateValue, A: AState"),
            // The names on the wire are the same, letter by letter.
            (
                "A.in JobState: String = X\n B.in jobState: String = X",
                "A: JobState, B: JobStateValue",
            ),
            // A field joins the set with which it shares most, and the larger set is named first.
            (
                "A.in JobState: String = K L M N\n B.in JobState: String = V W X Y\n \
                 C.in JobState: String = K L V W X",
                "A: AJobState, B: JobState, C: JobState",
            ),
            ("A.in Level: Integer = 1 2\n B.in JobState: String", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(sets(&Names::choose(&[&api(text)]), text), expected, "{text}");
        }
    }

    #[test]
    fn sets_grow_with_each_field_that_joins() {
        // The third field shares nothing with the first, but half with what both have.
        let text = "A.in JobState: String = X Y\n B.in JobState: String = Y Z\n \
            C.in JobState: String = Z W";
        let names = Names::choose(&[&api(text)]);
        assert_eq!(sets(&names, text), "A: JobState, B: JobState, C: JobState");
        let variants: Vec<_> =
            names.version("2020-01-01").enums["JobState"].variants.keys().collect();
        assert_eq!(variants, ["W", "X", "Y", "Z"]);
    }

    #[test]
    fn names_of_owners_and_fields() {
        let cases = [
            ("Job", "State", "JobState"),
            ("Job", "JobState", "JobState"),
            ("DescribeState", "State", "DescribeState"),
            ("Job", "Jobs", "JobJobs"),
            ("Job", "Job", "Job"),
        ];
        for (owner, field, expected) in cases {
            assert_eq!(qualified(owner, field), expected, "{owner} {field}");
        }
        let cases = [("JobState", "Job", true), ("Jobs", "Job", false), ("Job", "Job", false)];
        for (name, owner, expected) in cases {
            assert_eq!(goes_on(name, owner), expected, "{name} {owner}");
        }
        let cases = [("Type", true), ("type", true), ("JobType", false), ("jobType", false)];
        for (name, expected) in cases {
            assert_eq!(is_word(name), expected, "{name}");
        }
    }
}
