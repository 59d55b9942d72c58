//! Fields of a request, a response or a structure.

use super::conflict::{Aspect, Claim, Conflicts};
use super::order;
use super::resolve::{About, first, prose, record, shown};
use super::statement::{Statement, by_prose_rank};
use super::trust::Source;
use crate::draft::{Place, Places, Prose};
use crate::language::is_foreign;
use crate::model::{Field, Limits, Owner, Type, is_position_name};
use crate::read::FieldStatement;
use indexmap::IndexMap;
use std::collections::HashMap;

/// The fields that one source lists.
pub(crate) struct FieldList<'a> {
    source: &'a Source<'a>,
    parts: &'a [FieldStatement],
    /// The path of the list.
    line: usize,
}

impl<'a> FieldList<'a> {
    pub(crate) fn new<P>(
        owner: &Statement<'a, P>,
        parts: &'a [FieldStatement],
        line: usize,
    ) -> Self {
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

type SourceFieldStatement<'a> = Statement<'a, FieldStatement>;

fn place(statement: &SourceFieldStatement<'_>) -> Place {
    statement.place(statement.part.line)
}

/// The union of all lists, of which the first is trusted most.
pub(crate) fn merge_fields(
    owner: &Owner,
    lists: &[FieldList<'_>],
    notes: &mut Notes,
) -> Vec<Field> {
    let names =
        order::union(lists.iter().map(|list| list.parts.iter().map(|part| part.name.as_str())));
    let mut statements = by_name(lists);
    names
        .into_iter()
        .filter_map(|name| {
            Some(merge_field((owner, lists.first()), name, &statements.remove(name)?, notes))
        })
        .collect()
}

/// Returns the statements of the sources by field, the most trusted first. If a source lists a
/// field twice, the first counts.
fn by_name<'a>(lists: &[FieldList<'a>]) -> HashMap<&'a str, Vec<SourceFieldStatement<'a>>> {
    let mut statements: HashMap<&str, Vec<SourceFieldStatement<'_>>> = HashMap::new();
    for FieldList { source, parts, .. } in lists {
        for part in *parts {
            let of_name = statements.entry(&part.name).or_default();
            if of_name.last().is_none_or(|last| last.source.type_rank != source.type_rank) {
                of_name.push(Statement { source, part });
            }
        }
    }
    statements
}

fn merge_field(
    (owner, strongest): (&Owner, Option<&FieldList<'_>>),
    name: &str,
    by_type_rank: &[SourceFieldStatement<'_>],
    notes: &mut Notes,
) -> Field {
    let Notes { conflicts, places, prose: kept } = notes;
    let label = owner.to_string();
    note_presence((&label, strongest), name, by_type_rank, conflicts);
    let by_prose_rank = by_prose_rank(by_type_rank);
    let about = |aspect| About { aspect, owner: &label, subject: name };
    let flag = |get: fn(&FieldStatement) -> Option<bool>| {
        by_type_rank
            .iter()
            .filter_map(move |statement| Some(Claim::new(get(statement.part)?, place(statement))))
    };
    let (r#type, at) = merge_type(about(Aspect::Type), by_type_rank, conflicts);
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
        by_prose_rank.iter().map(|statement| (statement.part.docs.as_str(), place(statement))),
        heard,
    );
    if is_position_name(name) && matches!(owner, Owner::Input(_)) {
        kept.insert(owner.field(name), texts(&by_prose_rank));
    }
    Field {
        required: required.is_some_and(|claim| claim.value),
        nullable: is_nullable(by_type_rank),
        deprecated: deprecated.is_some_and(|claim| claim.value),
        values: merge_values(&by_prose_rank),
        limits: merge_limits(&by_prose_rank),
        example: merge_example(&by_prose_rank),
        ..Field::new(name, r#type, docs)
    }
}

/// The different texts, each with its place.
fn texts(by_prose_rank: &[SourceFieldStatement<'_>]) -> Vec<(String, Place)> {
    let mut texts: Vec<(String, Place)> = Vec::new();
    for statement in by_prose_rank.iter().filter(|statement| !statement.part.docs.is_empty()) {
        if !texts.iter().any(|(docs, _)| *docs == statement.part.docs) {
            texts.push((statement.part.docs.clone(), place(statement)));
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
    (label, strongest): (&str, Option<&FieldList<'_>>),
    name: &str,
    statements: &[SourceFieldStatement<'_>],
    conflicts: &mut Conflicts,
) {
    let (Some(strongest), Some(statement)) = (strongest, statements.first()) else { return };
    let has_it =
        statements.iter().any(|statement| statement.source.type_rank == strongest.source.type_rank);
    if !has_it && !statement.source.is_description() {
        let lacking = strongest.source.place(strongest.line);
        conflicts.places(Aspect::Presence, label, name, (&lacking, &place(statement)));
    }
}

/// The most trusted type. A finer one of the same kind refines it, for documents do not tell signed
/// from unsigned, nor moments from text; any other type is a conflict.
fn merge_type(
    about: About<'_>,
    statements: &[SourceFieldStatement<'_>],
    conflicts: &mut Conflicts,
) -> (Type, Place) {
    let mut taken = Claim::new(&statements[0].part.r#type, place(&statements[0]));
    let exact = statements[0].source.is_exact();
    for statement in &statements[1..] {
        let left = Claim::new(&statement.part.r#type, place(statement));
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
fn is_nullable(statements: &[SourceFieldStatement<'_>]) -> bool {
    let said = |is_description: bool| {
        let of_kind = statements
            .iter()
            .filter(move |statement| statement.source.is_description() == is_description);
        of_kind.filter_map(|statement| statement.part.nullable).reduce(|one, other| one || other)
    };
    said(false).or_else(|| said(true)).unwrap_or_default()
}

/// The union of all documented values, each with the best of its descriptions.
fn merge_values(by_prose_rank: &[SourceFieldStatement<'_>]) -> IndexMap<String, String> {
    let mut values: IndexMap<String, String> = IndexMap::new();
    for (value, docs) in by_prose_rank.iter().flat_map(|statement| &statement.part.values) {
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
fn merge_limits(by_prose_rank: &[SourceFieldStatement<'_>]) -> Limits {
    let mut limits = by_prose_rank.iter().map(|statement| &statement.part.limits);
    limits.find(|limits| !limits.is_empty()).cloned().unwrap_or_default()
}

fn merge_example(by_prose_rank: &[SourceFieldStatement<'_>]) -> Option<String> {
    let examples = by_prose_rank.iter().filter_map(|statement| statement.part.example.as_ref());
    examples.min_by_key(|example| is_foreign(example)).cloned()
}
