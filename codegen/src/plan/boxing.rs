use std::collections::{HashMap, HashSet};
use tencentcloud_spec::model::{Api, Type};

/// Which structures hold themselves by value, and so need a box somewhere on the way.
pub(super) struct Boxes<'a> {
    /// For each structure the others that it holds by value, directly or through others.
    holds: HashMap<&'a str, HashSet<&'a str>>,
}

impl<'a> Boxes<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let direct: HashMap<&str, Vec<&str>> =
            api.structures.iter().map(|(name, it)| (name.as_str(), by_value(&it.fields).collect())).collect();
        Self { holds: direct.keys().map(|name| (*name, reach(name, &direct))).collect() }
    }

    /// Whether a member of `owner` that holds `held` by value closes a circle.
    pub(super) fn needs_box(&self, owner: &str, held: &str) -> bool {
        owner == held || self.holds.get(held).is_some_and(|reached| reached.contains(owner))
    }
}

fn by_value(fields: &[tencentcloud_spec::model::Field]) -> impl Iterator<Item = &str> {
    fields.iter().filter_map(|field| match &field.r#type {
        Type::Structure(name) => Some(name.as_str()),
        _ => None,
    })
}

fn reach<'a>(from: &str, direct: &HashMap<&'a str, Vec<&'a str>>) -> HashSet<&'a str> {
    let mut found = HashSet::new();
    let mut open: Vec<&str> = direct.get(from).cloned().unwrap_or_default();
    while let Some(name) = open.pop() {
        if found.insert(name) {
            open.extend(direct.get(name).into_iter().flatten().copied());
        }
    }
    found
}
