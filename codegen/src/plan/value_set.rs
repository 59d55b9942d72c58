use super::api::all_fields;
use crate::doc;
use crate::name::{Unique, file, upper_camel, variant};
use indexmap::IndexMap;
use std::collections::{BTreeMap, HashMap};
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
            let docs = Some(doc::lines(&sentence(text))).filter(|lines| !lines.is_empty());
            VariantPlan { name, wire: wire.to_owned(), docs: docs.unwrap_or_else(|| vec![format!("`{wire}`")]) }
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

/// The value sets of a module's members, each with the name of its enum.
pub(super) struct ValueSets {
    names: HashMap<(String, String, Vec<String>), String>,
    sets: BTreeMap<String, (String, IndexMap<String, String>)>,
}

impl ValueSets {
    /// Gives every set of values a name: its member's where that says enough and all members of this name
    /// have the same set, else its owner's and its member's.
    pub(super) fn new(api: &Api, taken: &mut Unique) -> Self {
        let shared = shared_names(api);
        let mut this = Self { names: HashMap::new(), sets: BTreeMap::new() };
        for (owner, field) in fields_with_values(api) {
            let camel = upper_camel(&field.name);
            let is_shared = shared.get(field.name.as_str()).is_some_and(Option::is_some);
            let prefix = if is_shared { "" } else { owner };
            let key = (prefix.to_owned(), field.name.clone(), keys(field));
            if this.names.contains_key(&key) {
                continue;
            }
            let long = format!("{}{camel}", upper_camel(owner));
            let name = if is_shared {
                taken.claim([camel.as_str(), format!("{camel}Value").as_str()])
            } else {
                taken.claim([long.as_str(), format!("{long}Value").as_str()])
            };
            this.sets.insert(name.clone(), (field.name.clone(), field.values.clone()));
            this.names.insert(key, name);
        }
        this
    }

    /// The enum of a member's values, where it has any.
    pub(super) fn of(&self, owner: &str, field: &Field) -> Option<&str> {
        if field.values.is_empty() {
            return None;
        }
        let keys = keys(field);
        let find = |prefix: &str| self.names.get(&(prefix.to_owned(), field.name.clone(), keys.clone()));
        find("").or_else(|| find(owner)).map(String::as_str)
    }

    /// The enums, sorted by name.
    pub(super) fn plans(&self) -> Vec<ValueSetPlan> {
        let plan = |(name, (field, values)): (&String, &(String, IndexMap<String, String>))| {
            let docs = vec![format!("A value of `{field}`."), String::new(), NEW.to_owned()];
            ValueSetPlan::new(name.clone(), docs, values.iter().map(|(value, docs)| (value.as_str(), docs.as_str())))
        };
        self.sets.iter().map(plan).collect()
    }
}

const NEW: &str = "Values that the documents do not list are `Other`.";

fn keys(field: &Field) -> Vec<String> {
    let mut keys: Vec<_> = field.values.keys().cloned().collect();
    keys.sort_unstable();
    keys
}

fn fields_with_values(api: &Api) -> impl Iterator<Item = (&str, &Field)> {
    let has_values = |field: &&Field| !field.values.is_empty() && *field.r#type.element() == Type::String;
    all_fields(api).flat_map(move |(owner, fields)| fields.iter().filter(has_values).map(move |field| (owner, field)))
}

/// For each member's name the one set that all members of this name have; `None` where they differ, or where
/// the name is a single word such as `Type`, which says nothing without its owner.
fn shared_names(api: &Api) -> HashMap<&str, Option<Vec<String>>> {
    let mut shared: HashMap<&str, Option<Vec<String>>> = HashMap::new();
    for (_, field) in fields_with_values(api) {
        let is_word = field.name.chars().skip(1).all(|c| !c.is_ascii_uppercase());
        let keys = Some(keys(field)).filter(|_| !is_word);
        let entry = shared.entry(field.name.as_str()).or_insert_with(|| keys.clone());
        if *entry != keys {
            *entry = None;
        }
    }
    shared
}
