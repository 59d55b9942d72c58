use super::api::all_fields;
use crate::doc;
use crate::name::{Unique, file, upper_camel, variant};
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};
use tencentcloud_spec::model::{Api, Field, Type};

/// An open enum.
pub(crate) struct ValueSetPlan {
    /// The type's name.
    pub(crate) name: String,
    /// Its file's name, without ending.
    pub(crate) file: String,
    /// Lines of its doc comment.
    pub(crate) docs: Vec<String>,
    /// Its documented values.
    pub(crate) variants: Vec<VariantPlan>,
}

/// A documented value of an open enum.
pub(crate) struct VariantPlan {
    /// The variant's name.
    pub(crate) name: String,
    /// The text on the wire.
    pub(crate) wire: String,
    /// Lines of its doc comment.
    pub(crate) docs: Vec<String>,
}

impl ValueSetPlan {
    fn new<'a>(name: String, docs: Vec<String>, values: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut taken = Unique::default();
        // Every open enum has `Other`; `Self` cannot be a variant.
        taken.take("Other");
        taken.take("Self");
        let mut plan = |(wire, text): (&str, &str)| {
            let plain = variant(wire);
            let name = taken.claim([plain.as_str(), format!("{plain}Value").as_str()]);
            VariantPlan { name, wire: wire.to_owned(), docs: doc::explained(wire, &sentence(text)) }
        };
        Self { file: file(&name), variants: values.map(&mut plan).collect(), name, docs }
    }
}

/// Notes on values are often half sentences: `running, not yet done` is `Running, not yet done.`
fn sentence(text: &str) -> String {
    let mut chars = text.trim().chars();
    let Some(first) = chars.next() else { return String::new() };
    let end = if chars.as_str().ends_with(|last: char| last.is_alphanumeric()) { "." } else { "" };
    format!("{}{}{end}", first.to_ascii_uppercase(), chars.as_str())
}

/// The error codes of a product.
pub(super) fn plan_errors(name: String, api: &Api) -> ValueSetPlan {
    let docs = vec![format!("An error code of the product, version {}.", api.version)];
    let mut codes: Vec<_> = api.errors.iter().map(|(code, docs)| (code.as_str(), docs.as_str())).collect();
    codes.sort_unstable();
    ValueSetPlan::new(name, docs, codes.into_iter())
}

/// The error codes that the documents list for an action.
pub(super) fn plan_action_errors(name: String, action: &str, codes: &[String], api: &Api) -> ValueSetPlan {
    let docs = vec![format!("An error code that `{action}` answers with."), String::new(), OPEN.to_owned()];
    let mut codes: Vec<_> =
        codes.iter().map(|code| (code.as_str(), api.errors.get(code).map_or("", String::as_str))).collect();
    codes.sort_unstable();
    codes.dedup();
    ValueSetPlan::new(name, docs, codes.into_iter())
}

const OPEN: &str = "Common codes that the documents do not list here, and new ones, are `Other`.";

/// The value sets of a module's members. Members of one name whose values overlap share an enum with the values
/// of all of them: documented lists are often incomplete, and each in another way.
pub(super) struct ValueSets<'a>(Vec<Cluster<'a>>);

/// Members that share an enum.
struct Cluster<'a> {
    /// The enum's name; given when all clusters are known.
    name: String,
    field: &'a str,
    owners: Vec<&'a str>,
    values: IndexMap<&'a str, &'a str>,
}

impl<'a> ValueSets<'a> {
    /// Finds the sets and gives each a name: its member's where that says enough and most members of this name
    /// share the set, else its first owner's and its member's.
    pub(super) fn new(api: &'a Api, taken: &mut Unique) -> Self {
        let mut clusters: Vec<Cluster<'a>> = Vec::new();
        let mut by_field: HashMap<&str, Vec<usize>> = HashMap::new();
        for (owner, field) in fields_with_values(api) {
            let same_name = by_field.entry(field.name.as_str()).or_default();
            match same_name.iter().find(|index| clusters[**index].takes(owner, field)) {
                Some(index) => clusters[*index].add(owner, field),
                None => {
                    same_name.push(clusters.len());
                    clusters.push(Cluster::new(owner, field));
                }
            }
        }
        let plain = plain_names(&clusters, &by_field);
        for (index, cluster) in clusters.iter_mut().enumerate() {
            cluster.name = cluster.claim(plain.contains(&index), taken);
        }
        Self(clusters)
    }

    /// The enum of a member's values, where it has any.
    pub(super) fn of(&self, owner: &str, field: &Field) -> Option<&str> {
        if field.values.is_empty() {
            return None;
        }
        self.0.iter().find(|cluster| cluster.has(owner, field)).map(|cluster| cluster.name.as_str())
    }

    /// The enums, sorted by name.
    pub(super) fn plans(&self) -> Vec<ValueSetPlan> {
        let plan = |cluster: &Cluster<'_>| {
            let docs = vec![format!("A value of `{}`.", cluster.field), String::new(), NEW.to_owned()];
            ValueSetPlan::new(cluster.name.clone(), docs, cluster.values.iter().map(|(value, docs)| (*value, *docs)))
        };
        let mut plans: Vec<_> = self.0.iter().map(plan).collect();
        plans.sort_by(|a, b| a.name.cmp(&b.name));
        plans
    }
}

impl<'a> Cluster<'a> {
    fn new(owner: &'a str, field: &'a Field) -> Self {
        let mut cluster = Self { name: String::new(), field: &field.name, owners: Vec::new(), values: IndexMap::new() };
        cluster.add(owner, field);
        cluster
    }

    fn add(&mut self, owner: &'a str, field: &'a Field) {
        self.owners.push(owner);
        for (value, docs) in &field.values {
            self.values.entry(value).or_insert(docs);
        }
    }

    /// Whether a member belongs here: it shares at least half of the smaller set, and its name says enough or it
    /// has the same owner.
    fn takes(&self, owner: &str, field: &Field) -> bool {
        let shared = field.values.keys().filter(|value| self.values.contains_key(value.as_str())).count();
        let smaller = field.values.len().min(self.values.len());
        shared * 2 >= smaller && (!is_word(self.field) || self.owners.contains(&owner))
    }

    fn has(&self, owner: &str, field: &Field) -> bool {
        self.field == field.name
            && self.owners.contains(&owner)
            && field.values.keys().all(|value| self.values.contains_key(value.as_str()))
    }

    fn claim(&self, plain: bool, taken: &mut Unique) -> String {
        let camel = upper_camel(self.field);
        let owner = self.owners.first().copied().unwrap_or_default();
        let name = if plain { camel } else { format!("{}{camel}", upper_camel(owner)) };
        taken.claim([name.as_str(), format!("{name}Value").as_str()])
    }
}

/// The clusters that are called as their member alone: of each name the one with the most members.
fn plain_names(clusters: &[Cluster<'_>], by_field: &HashMap<&str, Vec<usize>>) -> HashSet<usize> {
    let most = |indexes: &Vec<usize>| indexes.iter().copied().rev().max_by_key(|index| clusters[*index].owners.len());
    by_field.iter().filter(|(name, _)| !is_word(name)).filter_map(|(_, indexes)| most(indexes)).collect()
}

/// Whether a name is a single word such as `Type`, which says nothing without its owner.
fn is_word(name: &str) -> bool {
    name.chars().skip(1).all(|c| !c.is_ascii_uppercase())
}

const NEW: &str = "Values that the documents do not list are `Other`.";

fn fields_with_values(api: &Api) -> impl Iterator<Item = (&str, &Field)> {
    let has_values = |field: &&Field| !field.values.is_empty() && *field.r#type.element() == Type::String;
    all_fields(api).flat_map(move |(owner, fields)| fields.iter().filter(has_values).map(move |field| (owner, field)))
}
