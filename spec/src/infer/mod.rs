//! Structures and fields that nothing describes, from the documented examples.
//!
//! Every value of every example is visited once, together with its known type. Values without a
//! known type are collected by owner and name. When all are collected, their type is decided, and
//! the values are visited in turn.

mod kind;
mod report;
mod unknown;

pub(crate) use report::report;
pub(crate) use unknown::unknown_types;

use crate::draft::Draft;
use crate::model::{Api, Field, Owner, Path, Structure, Type};
use indexmap::{IndexMap, IndexSet};
use kind::{ExampleType, listed, shape};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// One value and what it is known to be.
struct Visit<'a> {
    owner: Owner,
    value: &'a Value,
    /// True if it stands in a request.
    sent: bool,
}

/// The values of a field that examples show.
struct Seen {
    r#type: Type,
    nullable: bool,
}

/// The fields and structures that were found.
#[derive(Default)]
struct InferredFields<'a> {
    /// Structures that nothing describes, old and new, with the keys seen in them.
    open: HashMap<String, HashSet<&'a str>>,
    /// Fields of new structures and undeclared fields of old ones, in order of appearance.
    fields: IndexMap<Owner, IndexMap<String, Seen>>,
    /// Seen but not decided.
    pending: IndexMap<(Owner, &'a str), Vec<&'a Value>>,
    to_visit: Vec<Visit<'a>>,
    scalars: Scalars,
}

/// Fields of an undescribed structure type whose example value is no object.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scalars(HashSet<Path>);

/// Adds what the examples show of undescribed structures and undeclared fields. Doing it again adds
/// nothing.
pub(crate) fn infer(draft: &mut Draft) -> Scalars {
    add_undescribed(draft);
    let (fields, scalars) = InferredFields::search(&draft.api);
    apply(&mut draft.api, fields);
    scalars
}

/// Every structure that is referred to is there, if only as an empty one.
fn add_undescribed(draft: &mut Draft) {
    let mut missing: IndexSet<(String, Path)> = IndexSet::new();
    for (path, field) in draft.api.fields() {
        if let Some(name) =
            field.r#type.structure().filter(|name| !draft.api.structures.contains_key(*name))
        {
            missing.insert((name.to_owned(), path));
        }
    }
    for (name, path) in missing {
        if draft.api.structures.contains_key(&name) {
            continue;
        }
        if let Some(place) = draft.places.nearest(&path).cloned() {
            draft.places.set(Path::Structure(name.clone()), place);
        }
        draft.api.structures.insert(name, Structure { inferred: true, ..Structure::default() });
    }
}

impl<'a> InferredFields<'a> {
    fn search(api: &'a Api) -> (IndexMap<Owner, IndexMap<String, Seen>>, Scalars) {
        let known = Known::new(api);
        let inferred = api.structures.iter().filter(|(_, structure)| structure.inferred);
        let mut found = Self {
            open: inferred
                .map(|(name, s)| (name.clone(), s.fields.iter().map(|f| f.name.as_str()).collect()))
                .collect(),
            to_visit: roots(api),
            ..Self::default()
        };
        loop {
            while let Some(visit) = found.to_visit.pop() {
                found.visit(visit, &known);
            }
            // One owner's fields are decided together, the rest when the values of these have been
            // seen.
            let pending = std::mem::take(&mut found.pending);
            if pending.is_empty() {
                return (found.fields, found.scalars);
            }
            for ((owner, key), values) in pending {
                found.decide(owner, key, &values, &known);
            }
            found.to_visit.reverse();
        }
    }

    /// Looks at the fields of one object.
    fn visit(&mut self, Visit { owner, value, sent }: Visit<'a>, known: &Known<'a>) {
        let mut below = Vec::new();
        for (key, value) in value.as_object().into_iter().flatten() {
            let decided = self
                .fields
                .get(&owner)
                .and_then(|fields| fields.get(key))
                .map(|seen| seen.r#type.clone());
            if let Some(r#type) =
                known.types.get(&owner).and_then(|types| types.get(key.as_str()).cloned().cloned())
            {
                self.note_scalar(&owner, key, &r#type, value);
                push_objects(&r#type, value, sent, &mut below);
            } else if let Some(r#type) = decided {
                push_objects(&r#type, value, sent, &mut below);
            } else if self.may_add(&owner, key, sent, known) {
                self.note_key(&owner, key);
                self.pending.entry((owner.clone(), key)).or_default().push(value);
            }
        }
        // The last one pushed is visited first: the order of appearance stays.
        self.to_visit.extend(below.into_iter().rev());
    }

    /// Remembers a scalar where an undescribed structure should be.
    fn note_scalar(&mut self, owner: &Owner, key: &str, r#type: &Type, value: &Value) {
        let undescribed = r#type.structure().is_some_and(|name| self.open.contains_key(name));
        if undescribed && is_scalar(value) {
            self.scalars.0.insert(owner.field(key));
        }
    }

    /// Remembers that an undescribed structure has such a field.
    fn note_key(&mut self, owner: &Owner, key: &'a str) {
        if let Owner::Structure(name) = owner
            && let Some(keys) = self.open.get_mut(name)
        {
            keys.insert(key);
        }
    }

    /// Returns whether an undeclared field can be one: responses show fields, requests only if
    /// nothing is known.
    fn may_add(&self, owner: &Owner, key: &str, sent: bool, known: &Known<'_>) -> bool {
        let open = matches!(owner, Owner::Structure(name) if self.open.contains_key(name));
        let differs_in_case =
            || known.folded.get(owner).is_some_and(|names| names.contains(&key.to_lowercase()));
        let envelope = matches!(owner, Owner::Output(_)) && key == "RequestId";
        (open || !sent) && !envelope && crate::model::is_name(key) && !differs_in_case()
    }

    fn decide(&mut self, owner: Owner, key: &'a str, values: &[&'a Value], known: &Known<'a>) {
        let r#type = match shape(values) {
            ExampleType::Plain(plain) => plain,
            ExampleType::Objects(objects, lists) => {
                let name = self.structure_name(&owner, key, &objects, known);
                let sent = matches!(owner, Owner::Input(_));
                let owner = Owner::Structure(name.clone());
                self.to_visit.extend(objects.into_iter().map(|value| Visit {
                    owner: owner.clone(),
                    value,
                    sent,
                }));
                listed(Type::Structure(name), lists)
            }
        };
        let nullable = values.iter().any(|value| value.is_null());
        self.fields.entry(owner).or_default().insert(key.to_owned(), Seen { r#type, nullable });
    }

    /// The field's own name; with the owner's before it where another structure has that name.
    fn structure_name(
        &mut self,
        owner: &Owner,
        key: &str,
        objects: &[&'a Value],
        known: &Known<'a>,
    ) -> String {
        let keys: HashSet<&str> = objects
            .iter()
            .filter_map(|object| object.as_object())
            .flatten()
            .map(|(key, _)| key.as_str())
            .collect();
        let (Owner::Input(parent) | Owner::Output(parent) | Owner::Structure(parent)) = owner;
        let own = upper_first(key);
        let prefixed = [own.clone(), format!("{parent}{own}")].into_iter();
        let numbered = (2_u64..).map(|n| format!("{parent}{own}{n}"));
        let name =
            prefixed.chain(numbered).find(|name| self.fits(name, &keys, known)).unwrap_or(own);
        if !known.describes(&name) {
            self.open.entry(name.clone()).or_default().extend(keys);
            self.fields.entry(Owner::Structure(name.clone())).or_default();
        }
        name
    }

    /// Returns whether objects with these keys can be of the structure of that name.
    fn fits(&self, name: &str, keys: &HashSet<&str>, known: &Known<'_>) -> bool {
        if Type::parse(name).is_none_or(|r#type| r#type.structure().is_none()) {
            return false;
        }
        if known.describes(name) {
            let types = known.types.get(&Owner::Structure(name.to_owned()));
            return types.is_some_and(|types| keys.iter().all(|key| types.contains_key(key)));
        }
        self.open
            .get(name)
            .is_none_or(|seen| seen.is_empty() || keys.is_empty() || !seen.is_disjoint(keys))
    }
}

/// Returns whether a value, or what a list holds, can be no structure. Null and empty text say
/// nothing; a text that is JSON may stand for a structure in a query.
fn is_scalar(value: &Value) -> bool {
    match value {
        Value::Null | Value::Object(_) => false,
        Value::String(text) => !text.is_empty() && !text.starts_with(['{', '[']),
        Value::Array(items) => !items.is_empty() && items.iter().all(is_scalar),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

fn upper_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// The declared types, by owner and name.
struct Known<'a> {
    types: HashMap<Owner, HashMap<&'a str, &'a Type>>,
    /// The same names in lower case: an example that spells one of them wrong shows no new field.
    folded: HashMap<Owner, HashSet<String>>,
    described: HashSet<&'a str>,
}

impl<'a> Known<'a> {
    fn new(api: &'a Api) -> Self {
        let described = api.structures.iter().filter(|(_, structure)| !structure.inferred);
        let mut known = Self {
            types: HashMap::new(),
            folded: HashMap::new(),
            described: described.map(|(name, _)| name.as_str()).collect(),
        };
        for (owner, fields) in api.lists() {
            let types = fields.iter().map(|field| (field.name.as_str(), &field.r#type)).collect();
            known.folded.insert(
                owner.clone(),
                fields.iter().map(|field| field.name.to_lowercase()).collect(),
            );
            known.types.insert(owner, types);
        }
        known
    }

    fn describes(&self, name: &str) -> bool {
        self.described.contains(name)
    }
}

/// The examples' requests and responses, the last first.
fn roots(api: &Api) -> Vec<Visit<'_>> {
    let mut roots = Vec::new();
    for (name, action) in &api.actions {
        for example in &action.examples {
            let output = example.output.iter();
            roots.extend(output.map(|value| Visit {
                owner: Owner::Output(name.clone()),
                value,
                sent: false,
            }));
            let input = example.input.iter();
            roots.extend(input.map(|value| Visit {
                owner: Owner::Input(name.clone()),
                value,
                sent: true,
            }));
        }
    }
    roots.reverse();
    roots
}

/// The objects in a value whose type is a structure or a list of structures.
fn push_objects<'a>(r#type: &Type, value: &'a Value, sent: bool, visits: &mut Vec<Visit<'a>>) {
    let Some(name) = r#type.structure() else { return };
    let mut values = vec![value];
    while let Some(value) = values.pop() {
        match value {
            Value::Array(items) => values.extend(items.iter().rev()),
            Value::Object(_) => {
                visits.push(Visit { owner: Owner::Structure(name.to_owned()), value, sent })
            }
            _ => {}
        }
    }
}

fn apply(api: &mut Api, found: IndexMap<Owner, IndexMap<String, Seen>>) {
    for (owner, types) in found {
        if let Owner::Structure(name) = &owner {
            let new = || Structure { inferred: true, ..Structure::default() };
            api.structures.entry(name.clone()).or_insert_with(new);
        }
        let inferred = types.into_iter().map(|(name, Seen { r#type, nullable })| Field {
            inferred: true,
            nullable,
            ..Field::new(name, r#type, "")
        });
        if let Some(fields) = api.list_mut(&owner) {
            fields.extend(inferred);
        }
    }
}
