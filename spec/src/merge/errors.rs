//! The error codes of the product: the union of all lists.

use super::conflict::{Aspect, Conflicts};
use super::order;
use super::trust::Source;
use crate::draft::Place;
use crate::language::{is_foreign, same_prose};
use crate::read::{Document, ErrorStatement};
use indexmap::IndexMap;
use std::collections::HashMap;

/// Every code with the best of its descriptions, in the order of the documents, then of facts and
/// descriptions.
pub(crate) fn merge_errors(
    sources: &[Source<'_>],
    conflicts: &mut Conflicts,
) -> IndexMap<String, String> {
    let (behind, documents): (Vec<_>, Vec<_>) =
        sources.iter().partition(|source| source.is_facts() || source.is_description());
    let lists = documents.into_iter().chain(behind);
    let lists = lists
        .map(|source| parts(source.document).map(|part| part.code.as_str()).collect::<Vec<_>>());
    let codes = order::union(lists);
    let mut by_prose_rank: Vec<&Source<'_>> = sources.iter().collect();
    by_prose_rank.sort_by_key(|source| source.prose_rank);
    let mut docs: HashMap<&str, Vec<(&str, Place)>> = HashMap::new();
    for source in by_prose_rank {
        for part in parts(source.document).filter(|part| !part.docs.is_empty()) {
            docs.entry(&part.code).or_default().push((&part.docs, source.place(part.line)));
        }
    }
    codes.into_iter().map(|code| (code.to_owned(), best(code, docs.get(code), conflicts))).collect()
}

fn parts(document: &Document) -> impl Iterator<Item = &ErrorStatement> {
    let of_actions =
        document.actions.iter().filter_map(|action| action.errors.as_deref()).flatten();
    document.errors.iter().chain(of_actions)
}

fn best(code: &str, docs: Option<&Vec<(&str, Place)>>, conflicts: &mut Conflicts) -> String {
    let docs = docs.map(Vec::as_slice).unwrap_or_default();
    let Some((taken, place)) = docs.iter().min_by_key(|(text, _)| is_foreign(text)) else {
        return String::new();
    };
    let differs = |text: &str| is_foreign(text) == is_foreign(taken) && !same_prose(taken, text);
    if let Some((_, other)) = docs.iter().find(|(text, _)| differs(text)) {
        conflicts.places(Aspect::ErrorDocs, "", code, (place, other));
    }
    (*taken).to_owned()
}
