//! Merges many sources into one description, and warns if they disagree.
//!
//! Types, flags and the order of fields come from the metadata first; prose, limits and error codes
//! from the documents first, the newest dated one before all; a description that was given comes
//! last. Nothing is dropped in silence: a value that is not taken is a warning that names both
//! sources.

mod action;
mod conflict;
mod errors;
mod field;
mod order;
mod resolve;
mod statement;
mod structure;
#[cfg(test)]
mod tests;
mod trust;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::draft::{Documented, Draft, Titles};
use crate::language::is_foreign;
use crate::model::{Api, Owner, Path};
use crate::read::{ActionStatement, Document, FieldStatement, SourceKind};
use action::merge_action;
use conflict::{Aspect, Claim, Conflicts};
use field::Notes;
use indexmap::IndexMap;
use resolve::About;
use statement::{Statement, gather};
use structure::merge_structure;
use trust::Source;

/// Merges the documents of one version of one product into its draft. Their order does not matter.
pub(crate) fn merge(draft: &mut Draft, documents: &[Document], diagnostics: &mut Diagnostics) {
    let sources = trust::rank(documents);
    let mut notes = Notes::default();
    let api = &mut draft.api;
    product_level(api, &sources, &mut notes.conflicts);
    draft.samples = merge_actions(api, &sources, (&mut notes, diagnostics));
    for (name, statements) in gather(&sources, |document| &document.structures, |part| &part.name) {
        let structure = merge_structure(name, &statements, &mut notes);
        api.structures.insert(name.to_owned(), structure);
    }
    api.errors = errors::merge_errors(&sources, &mut notes.conflicts);
    diagnostics.extend(std::mem::take(&mut notes.conflicts).into_diagnostics());
    (draft.places, draft.prose) = (notes.places, notes.prose);
    (draft.bare, draft.titles) = (bare_types(&sources), titles(&sources));
}

/// The titles of each action.
fn titles(sources: &[Source<'_>]) -> Titles {
    let mut titles = Titles::new();
    for action in sources.iter().flat_map(|source| &source.document.actions) {
        if let Some(title) = &action.title {
            titles.entry(action.name.clone()).or_default().push(title.clone());
        }
    }
    titles
}

/// Endpoint, name for signing and title.
fn product_level(api: &mut Api, sources: &[Source<'_>], conflicts: &mut Conflicts) {
    let mut by_prose_rank: Vec<&Source<'_>> = sources.iter().collect();
    by_prose_rank.sort_by_key(|source| source.prose_rank);
    let mut take = |aspect, get: fn(&Document) -> Option<&String>| {
        let claims = by_prose_rank
            .iter()
            .filter_map(|source| Some(Claim::new(get(source.document)?.clone(), source.place(0))));
        let about = About { aspect, owner: &api.product, subject: &api.product };
        resolve::first(about, claims, String::clone, conflicts).map(|claim| claim.value)
    };
    let endpoint = take(Aspect::Endpoint, |document| document.endpoint.as_ref());
    let service = by_prose_rank.iter().find_map(|source| source.document.service.clone());
    let titles = by_prose_rank.iter().filter_map(|source| source.document.title.as_ref());
    api.title = titles.min_by_key(|title| is_foreign(title)).cloned().unwrap_or_default();
    api.service = service.filter(|service| *service != api.product);
    if let Some(endpoint) = endpoint {
        api.endpoint = endpoint;
    }
}

fn merge_actions(
    api: &mut Api,
    sources: &[Source<'_>],
    (notes, diagnostics): (&mut Notes, &mut Diagnostics),
) -> IndexMap<String, Vec<Documented>> {
    let mut samples = IndexMap::new();
    for (name, statements) in gather(sources, |document| &document.actions, |part| &part.name) {
        if statements.iter().any(|statement| describes(statement.part)) {
            samples.insert(name.to_owned(), documented(&statements));
            api.actions.insert(name.to_owned(), merge_action(name, &statements, notes));
        } else if let Some(statement) = statements.first() {
            let message = format!(
                "nothing describes the action `{name}`, there are only examples; it is left out"
            );
            let warning = Diagnostic::warning("undescribed-action", message);
            diagnostics.push(statement.source.place(statement.part.line).mark(warning));
        }
    }
    samples
}

/// Returns whether a source says more of an action than how it is called.
fn describes(part: &ActionStatement) -> bool {
    part.input.is_some() || part.output.is_some() || !part.docs.is_empty()
}

/// The documented calls, those of the most trusted source first.
fn documented(statements: &[Statement<'_, ActionStatement>]) -> Vec<Documented> {
    let mut statements = statements.to_vec();
    statements.sort_by_key(|statement| statement.source.prose_rank);
    let of_source = |statement: Statement<'_, ActionStatement>| -> Vec<Documented> {
        let parts = statement.part.examples.iter().cloned();
        parts.map(|part| Documented { place: statement.source.place(part.line), part }).collect()
    };
    statements.into_iter().flat_map(of_source).collect()
}

/// The fields whose type is a bare word of a Markdown page.
fn bare_types(sources: &[Source<'_>]) -> Vec<Path> {
    let mut paths = Vec::new();
    let mut add = |owner: Owner, parts: &[FieldStatement]| {
        let bare = parts.iter().filter(|part| !part.linked && part.r#type.structure().is_some());
        paths.extend(bare.map(|part| owner.field(&part.name)));
    };
    for source in sources.iter().filter(|source| source.document.kind == SourceKind::Markdown) {
        for action in &source.document.actions {
            add(Owner::Input(action.name.clone()), action.input.as_deref().unwrap_or_default());
            add(Owner::Output(action.name.clone()), action.output.as_deref().unwrap_or_default());
        }
        for structure in &source.document.structures {
            add(Owner::Structure(structure.name.clone()), &structure.fields);
        }
    }
    paths
}
