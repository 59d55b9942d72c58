//! Fields of a request, a response or a structure.

use super::conflict::{Aspect, Claim, Conflicts};
use super::order;
use super::resolve::{About, first, prose, record, shown};
use super::saying::{Saying, by_prose};
use super::trust::Source;
use crate::draft::{Place, Places, Prose};
use crate::language::is_foreign;
use crate::model::{Field, Limits, Owner, Type, is_position_name};
use crate::read::FieldPart;
use indexmap::IndexMap;
use std::collections::HashMap;

/// The fields that one source lists.
pub(crate) struct List<'a> {
    source: &'a Source<'a>,
    parts: &'a [FieldPart],
    /// The path of the list.
    line: usize,
}

impl<'a> List<'a> {
    pub(crate) fn new<P>(owner: &Saying<'a, P>, parts: &'a [FieldPart], line: usize) -> Self {
        Self { source: owner.source, parts, line }
    }
}

/// Notes that merging takes beside the description itself.
#[derive(Default)]
pub(crate) struct Notes {
    pub(crate) conflicts: Conflicts,
    pub(crate) places: Places,
    /// The statements of each source about fields that ask for a page.
    pub(crate) prose: Prose,
}

type FieldSaying<'a> = Saying<'a, FieldPart>;

fn place(saying: &FieldSaying<'_>) -> Place {
    saying.place(saying.part.line)
}

/// The union of all lists, of which the first is trusted most.
pub(crate) fn merge_fields(owner: &Owner, lists: &[List<'_>], notes: &mut Notes) -> Vec<Field> {
    let names =
        order::union(lists.iter().map(|list| list.parts.iter().map(|part| part.name.as_str())));
    let mut sayings = by_name(lists);
    names
        .into_iter()
        .filter_map(|name| {
            Some(merge_field((owner, lists.first()), name, &sayings.remove(name)?, notes))
        })
        .collect()
}

/// Returns the statements of the sources by field, the most trusted first. If a source lists a
/// field twice, the first counts.
fn by_name<'a>(lists: &[List<'a>]) -> HashMap<&'a str, Vec<FieldSaying<'a>>> {
    let mut sayings: HashMap<&str, Vec<FieldSaying<'_>>> = HashMap::new();
    for List { source, parts, .. } in lists {
        for part in *parts {
            let of_name = sayings.entry(&part.name).or_default();
            if of_name.last().is_none_or(|last| last.source.shape != source.shape) {
                of_name.push(Saying { source, part });
            }
        }
    }
    sayings
}

fn merge_field(
    (owner, strongest): (&Owner, Option<&List<'_>>),
    name: &str,
    by_shape: &[FieldSaying<'_>],
    notes: &mut Notes,
) -> Field {
    let Notes { conflicts, places, prose: kept } = notes;
    let label = owner.to_string();
    note_presence((&label, strongest), name, by_shape, conflicts);
    let by_prose = by_prose(by_shape);
    let about = |aspect| About { aspect, owner: &label, subject: name };
    let flag = |get: fn(&FieldPart) -> Option<bool>| {
        by_shape.iter().filter_map(move |saying| Some(Claim::new(get(saying.part)?, place(saying))))
    };
    let (r#type, at) = merge_type(about(Aspect::Type), by_shape, conflicts);
    places.set(owner.field(name), at);
    let required =
        first(about(Aspect::Required), flag(|part| part.required), required_word, conflicts);
    let deprecated =
        first(about(Aspect::Deprecated), flag(|part| part.deprecated), shown, conflicts);
    let subject = format!("{label}.{name}");
    // Every source describes `RequestId` in its own words, and all mean the same.
    let unsaid = &mut Conflicts::default();
    let heard = if name == "RequestId" { unsaid } else { conflicts };
    let docs = prose(
        &subject,
        by_prose.iter().map(|saying| (saying.part.docs.as_str(), place(saying))),
        heard,
    );
    if is_position_name(name) && matches!(owner, Owner::Input(_)) {
        kept.insert(owner.field(name), texts(&by_prose));
    }
    Field {
        required: required.is_some_and(|claim| claim.value),
        nullable: is_nullable(by_shape),
        deprecated: deprecated.is_some_and(|claim| claim.value),
        values: merge_values(&by_prose),
        limits: merge_limits(&by_prose),
        example: merge_example(&by_prose),
        ..Field::new(name, r#type, docs)
    }
}

/// The different texts, each with its place.
fn texts(by_prose: &[FieldSaying<'_>]) -> Vec<(String, Place)> {
    let mut texts: Vec<(String, Place)> = Vec::new();
    for saying in by_prose.iter().filter(|saying| !saying.part.docs.is_empty()) {
        if !texts.iter().any(|(docs, _)| *docs == saying.part.docs) {
            texts.push((saying.part.docs.clone(), place(saying)));
        }
    }
    texts
}

fn required_word(required: &bool) -> String {
    if *required { "required" } else { "optional" }.to_owned()
}

/// A field that the most trusted list lacks may be gone from the API: it is kept, and said. A
/// description is no such list: it says what other sources said.
fn note_presence(
    (label, strongest): (&str, Option<&List<'_>>),
    name: &str,
    sayings: &[FieldSaying<'_>],
    conflicts: &mut Conflicts,
) {
    let (Some(strongest), Some(saying)) = (strongest, sayings.first()) else { return };
    let has_it = sayings.iter().any(|saying| saying.source.shape == strongest.source.shape);
    if !has_it && !saying.source.is_description() {
        let lacking = strongest.source.place(strongest.line);
        conflicts.places(Aspect::Presence, label, name, (&lacking, &place(saying)));
    }
}

/// The most trusted type. A finer one of the same kind refines it, for documents do not tell signed
/// from unsigned, nor moments from text; any other type is a conflict.
fn merge_type(
    about: About<'_>,
    sayings: &[FieldSaying<'_>],
    conflicts: &mut Conflicts,
) -> (Type, Place) {
    let mut taken = Claim::new(&sayings[0].part.r#type, place(&sayings[0]));
    let exact = sayings[0].source.is_exact();
    for saying in &sayings[1..] {
        let left = Claim::new(&saying.part.r#type, place(saying));
        match compare(taken.value, left.value) {
            Fit::Same => {}
            Fit::Finer if exact => {}
            Fit::Finer => taken.value = left.value,
            Fit::Other => {
                record(about, (&taken, &left), &|r#type: &&Type| r#type.to_string(), conflicts)
            }
        }
    }
    (taken.value.clone(), taken.place)
}

/// The relation between two types.
enum Fit {
    /// Equal, or coarser.
    Same,
    /// The second says more than the first.
    Finer,
    /// They contradict each other.
    Other,
}

fn compare(one: &Type, other: &Type) -> Fit {
    let is_text = |r#type: &Type| {
        matches!(r#type, Type::String | Type::Timestamp | Type::DateTime | Type::Date)
    };
    match (one, other) {
        (Type::Array(one), Type::Array(other)) => compare(one, other),
        (Type::Integer, Type::Unsigned) => Fit::Finer,
        (Type::String, Type::Binary) => Fit::Finer,
        (Type::String, other) if *other != Type::String && is_text(other) => Fit::Finer,
        (Type::Unsigned, Type::Integer) | (Type::Binary, Type::String) => Fit::Same,
        (one, other) if one == other || (is_text(one) && is_text(other)) => Fit::Same,
        _ => Fit::Other,
    }
}

/// Null is possible if any source says so: most of them do not say. A description only counts where
/// nothing else says anything.
fn is_nullable(sayings: &[FieldSaying<'_>]) -> bool {
    let said = |is_description: bool| {
        let of_kind =
            sayings.iter().filter(move |saying| saying.source.is_description() == is_description);
        of_kind.filter_map(|saying| saying.part.nullable).reduce(|one, other| one || other)
    };
    said(false).or_else(|| said(true)).unwrap_or_default()
}

/// The union of all documented values, each with the best of its descriptions.
fn merge_values(by_prose: &[FieldSaying<'_>]) -> IndexMap<String, String> {
    let mut values: IndexMap<String, String> = IndexMap::new();
    for (value, docs) in by_prose.iter().flat_map(|saying| &saying.part.values) {
        let known = values.entry(value.clone()).or_default();
        let better =
            known.is_empty() || (is_foreign(known) && !is_foreign(docs) && !docs.is_empty());
        if better {
            docs.clone_into(known);
        }
    }
    values
}

/// Returns the limits of the first source that has any: one source does not complete another's.
fn merge_limits(by_prose: &[FieldSaying<'_>]) -> Limits {
    let mut limits = by_prose.iter().map(|saying| &saying.part.limits);
    limits.find(|limits| !limits.is_empty()).cloned().unwrap_or_default()
}

fn merge_example(by_prose: &[FieldSaying<'_>]) -> Option<String> {
    let examples = by_prose.iter().filter_map(|saying| saying.part.example.as_ref());
    examples.min_by_key(|example| is_foreign(example)).cloned()
}
