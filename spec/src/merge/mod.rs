//! Many sources, one description: who is believed, and what is said where they disagree.
//!
//! Types, flags and the order of members come from the metadata first; prose, limits and error codes from
//! the documents first, the newest dated one before all; the description that was there before comes last.
//! Nothing is dropped in silence: a value that is not taken is a warning that names both sources.

mod action;
mod conflict;
mod errors;
mod existing;
mod field;
pub(crate) mod language;
mod order;
mod place;
mod resolve;
mod saying;
mod structure;
#[cfg(test)]
mod tests;
mod trust;

use existing::Earlier;
pub use existing::Existing;
pub(crate) use existing::report_gone;
pub(crate) use language::is_foreign;
pub(crate) use place::{Place, Places};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Api, Evidence, Field, Paging, Unpaged};
use crate::passes::Prose;
use crate::read::{ActionPart, Document, ExamplePart, Kind};
use action::merge_action;
use conflict::{Aspect, Claim, Conflicts};
use field::Notes;
use indexmap::IndexMap;
use resolve::About;
use saying::{Saying, gather};
use std::collections::{HashMap, HashSet};
use structure::merge_structure;
use trust::Source;

/// A description in the making: what the stages after merging work on.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// What is known so far.
    pub(crate) api: Api,
    /// Where it stands.
    pub(crate) places: Places,
    /// The documented calls of each action as the sources have them, the most trusted source first.
    pub(crate) samples: IndexMap<String, Vec<Documented>>,
    /// Members whose type is a bare word of a Markdown page, by path: a structure or a slip of the pen.
    pub(crate) bare: Vec<String>,
    /// The file of the description that was there before.
    pub(crate) existing: Option<String>,
    /// The order of the structures before, where parts of that description stay.
    pub(crate) order: Vec<String>,
    /// What each source says of members that ask for a page.
    pub(crate) prose: Prose,
    /// How actions paged before that are described anew in part.
    pub(crate) paging_before: HashMap<String, (Paging, Place)>,
    /// Actions of the earlier description that no document of this import describes: people may have corrected
    /// what was derived of them.
    pub(crate) kept: HashSet<String>,
}

/// A documented call and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Documented {
    pub(crate) part: ExamplePart,
    pub(crate) place: Place,
}

/// Merges the documents of one version of one product with what was there before.
pub(crate) fn merge(
    (product, version): (&str, &str),
    documents: &[&Document],
    before: Option<&Existing>,
    diagnostics: &mut Diagnostics,
) -> Draft {
    let earlier = before.map(|before| Earlier::new(before, documents));
    let all: Vec<&Document> =
        earlier.iter().map(|earlier| &earlier.document).chain(documents.iter().copied()).collect();
    let sources = trust::rank(&all);
    let mut notes = Notes::default();
    let mut api = product_level(Api::new(product, version), &sources, &mut notes.conflicts);
    let samples = merge_actions(&mut api, &sources, earlier.as_ref(), (&mut notes, diagnostics));
    let kept = api.actions.keys().filter(|name| !samples.contains_key(*name)).cloned().collect();
    merge_structures(&mut api, &sources, earlier.as_ref(), &mut notes);
    let order = earlier.as_ref().and_then(|earlier| earlier.order);
    api.errors = errors::merge_errors(&sources, order, &mut notes.conflicts);
    api.metadata = metadata(&api, &sources, before);
    diagnostics.extend(std::mem::take(&mut notes.conflicts).into_diagnostics());
    let existing = before.map(|existing| existing.file.clone());
    let order = order.into_iter().flat_map(|order| order.structures.keys().cloned()).collect();
    let file = existing.as_deref().unwrap_or_default();
    let paging_before = earlier.as_ref().map(|earlier| paging_before(&api, &earlier.kept, file)).unwrap_or_default();
    let Notes { places, prose, .. } = notes;
    Draft { bare: bare_types(&sources), api, places, samples, existing, order, prose, paging_before, kept }
}

/// How actions paged before that are partly described anew: what documents that are not imported now said.
fn paging_before(api: &Api, kept: &Api, file: &str) -> HashMap<String, (Paging, Place)> {
    let place = Place::new(&file.into(), 0);
    let is_undecided = |name: &str| api.actions.get(name).is_some_and(|action| action.paging.is_none());
    let anew = kept.actions.iter().filter(|(name, _)| is_undecided(name));
    anew.filter_map(|(name, action)| Some((name.clone(), (action.paging.clone()?, place.clone())))).collect()
}

/// The files of metadata that described something of what there is.
fn metadata(api: &Api, sources: &[Source<'_>], before: Option<&Existing>) -> Vec<String> {
    let lists_members = |source: &&Source<'_>| {
        let Document { actions, structures, .. } = source.document;
        !structures.is_empty() || actions.iter().any(|part| part.input.is_some() || part.output.is_some())
    };
    let metadata = sources.iter().filter(|source| source.is_metadata()).filter(lists_members);
    let now = action::names(metadata.map(|source| source.document.file.as_str()));
    let known = before.map(|before| before.api.metadata.as_slice()).unwrap_or_default();
    let mut files = united(known, &now);
    files.retain(|file| api.has_source(file));
    files
}

/// Puts inferred structures where they were before: they are found anew each time, in the order of the examples.
pub(crate) fn keep_order(draft: &mut Draft) {
    let structures = std::mem::take(&mut draft.api.structures);
    let described = structures.iter().filter(|(_, structure)| !structure.inferred).map(|(name, _)| name.as_str());
    let before = draft.order.iter().map(String::as_str).filter(|name| structures.contains_key(*name));
    let names = order::union([
        described.collect::<Vec<_>>(),
        before.collect(),
        structures.keys().map(String::as_str).collect(),
    ]);
    let names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    let mut structures = structures;
    let ordered = names.into_iter().filter_map(|name| structures.swap_remove(&name).map(|structure| (name, structure)));
    draft.api.structures = ordered.collect();
}

/// Whether anything of an earlier description stays beside what these documents say.
pub(crate) fn keeps_some(before: &Existing, documents: &[&Document]) -> bool {
    Earlier::new(before, documents).order.is_some()
}

/// Endpoint, name for signing and title.
fn product_level(mut api: Api, sources: &[Source<'_>], conflicts: &mut Conflicts) -> Api {
    let mut by_prose: Vec<&Source<'_>> = sources.iter().collect();
    by_prose.sort_by_key(|source| source.prose);
    let mut take = |aspect, get: fn(&Document) -> Option<&String>| {
        let claims =
            by_prose.iter().filter_map(|source| Some(Claim::new(get(source.document)?.clone(), source.place(0))));
        let about = About { aspect, owner: &api.product, subject: &api.product };
        resolve::first(about, claims, String::clone, conflicts).map(|claim| claim.value)
    };
    let endpoint = take(Aspect::Endpoint, |document| document.endpoint.as_ref());
    let service = by_prose.iter().find_map(|source| source.document.service.clone());
    let titles = by_prose.iter().filter_map(|source| source.document.title.as_ref());
    api.title = titles.min_by_key(|title| is_foreign(title)).cloned().unwrap_or_default();
    api.service = service.filter(|service| *service != api.product);
    if let Some(endpoint) = endpoint {
        api.endpoint = endpoint;
    }
    api
}

fn merge_actions(
    api: &mut Api,
    sources: &[Source<'_>],
    earlier: Option<&Earlier<'_>>,
    (notes, diagnostics): (&mut Notes, &mut Diagnostics),
) -> IndexMap<String, Vec<Documented>> {
    let mut samples = IndexMap::new();
    let order = earlier.and_then(|earlier| earlier.order).into_iter().flat_map(|order| order.actions.keys());
    for (name, sayings) in gather(sources, order, |document| &document.actions, |part| &part.name) {
        let before = earlier.and_then(|earlier| earlier.kept.actions.get(name));
        if let (Some(before), [only]) = (before, sayings.as_slice()) {
            notes.places.set(format!("actions.{name}"), only.source.place(0));
            api.actions.insert(name.to_owned(), before.clone());
        } else if sayings.iter().any(|saying| describes(saying.part)) {
            let mut action = merge_action(name, &sayings, notes);
            if let Some(before) = before {
                add_inferred(&mut action.output, &before.output);
                action.waiters.clone_from(&before.waiters);
                action.sources = united(&before.sources, &action.sources);
                // What a person said stays; all else is found anew.
                action.paging = before.paging.clone().filter(|paging| paging.evidence() == Some(Evidence::Overlay));
                action.unpaged = before.unpaged.filter(|unpaged| *unpaged == Unpaged::Overlay);
            }
            samples.insert(name.to_owned(), documented(&sayings));
            api.actions.insert(name.to_owned(), action);
        } else if let Some(saying) = sayings.first() {
            let message = format!("nothing describes the action `{name}`, there are only examples; it is left out");
            let warning = Diagnostic::warning("undescribed-action", message);
            diagnostics.push(saying.source.place(saying.part.line).mark(warning));
        }
    }
    samples
}

/// Whether a source says more of an action than how it is called.
fn describes(part: &ActionPart) -> bool {
    part.input.is_some() || part.output.is_some() || !part.docs.is_empty()
}

/// The documented calls, those of the most trusted source first.
fn documented(sayings: &[Saying<'_, ActionPart>]) -> Vec<Documented> {
    let mut sayings = sayings.to_vec();
    sayings.sort_by_key(|saying| saying.source.prose);
    let of_source = |saying: Saying<'_, ActionPart>| -> Vec<Documented> {
        let parts = saying.part.examples.iter().cloned();
        parts.map(|part| Documented { place: saying.source.place(part.line), part }).collect()
    };
    sayings.into_iter().flat_map(of_source).collect()
}

fn merge_structures(api: &mut Api, sources: &[Source<'_>], earlier: Option<&Earlier<'_>>, notes: &mut Notes) {
    let order = earlier.and_then(|earlier| earlier.order).into_iter().flat_map(|order| order.structures.keys());
    for (name, sayings) in gather(sources, order, |document| &document.structures, |part| &part.name) {
        let before = earlier.and_then(|earlier| earlier.kept.structures.get(name));
        if let (Some(before), [only]) = (before.filter(|before| !before.inferred), sayings.as_slice()) {
            notes.places.set(format!("structures.{name}"), only.source.place(0));
            api.structures.insert(name.to_owned(), before.clone());
            continue;
        }
        let mut structure = merge_structure(name, &sayings, notes);
        if let Some(before) = before {
            add_inferred(&mut structure.fields, &before.fields);
            structure.sources = united(&before.sources, &structure.sources);
        }
        api.structures.insert(name.to_owned(), structure);
    }
    let kept = earlier.into_iter().flat_map(|earlier| &earlier.kept.structures);
    let inferred = kept.filter(|(_, structure)| structure.inferred);
    for (name, structure) in inferred {
        api.structures.entry(name.clone()).or_insert_with(|| structure.clone());
    }
}

/// Keeps what was inferred before and no source declares now.
fn add_inferred(fields: &mut Vec<Field>, before: &[Field]) {
    for field in before.iter().filter(|field| field.inferred) {
        if !fields.iter().any(|known| known.name == field.name) {
            fields.push(field.clone());
        }
    }
}

fn united(before: &[String], now: &[String]) -> Vec<String> {
    let mut all = before.to_vec();
    all.extend(now.iter().filter(|name| !before.contains(name)).cloned());
    all
}

/// The members whose type is a bare word of a Markdown page.
fn bare_types(sources: &[Source<'_>]) -> Vec<String> {
    let is_bare = |part: &&crate::read::FieldPart| !part.linked && part.r#type.structure().is_some();
    let mut paths = Vec::new();
    for source in sources.iter().filter(|source| source.document.kind == Kind::Markdown) {
        for action in &source.document.actions {
            for (side, fields) in [("input", &action.input), ("output", &action.output)] {
                let bare = fields.iter().flatten().filter(is_bare);
                paths.extend(bare.map(|part| format!("actions.{}.{side}.{}", action.name, part.name)));
            }
        }
        for structure in &source.document.structures {
            let bare = structure.fields.iter().filter(is_bare);
            paths.extend(bare.map(|part| format!("structures.{}.fields.{}", structure.name, part.name)));
        }
    }
    paths
}
