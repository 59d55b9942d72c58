//! Actions.

use super::conflict::{Aspect, Claim};
use super::field::{List, Notes, merge_fields};
use super::order;
use super::resolve::{About, first, prose, shown};
use super::saying::{Saying, by_prose, by_shape};
use crate::model::{Action, Field, Owner, Path, Region, Status};
use crate::read::{ActionPart, ErrorPart, FieldPart};
use indexmap::IndexMap;

type ActionSaying<'a> = Saying<'a, ActionPart>;
type Get<T> = fn(&ActionPart) -> Option<T>;

/// Merges what all sources say of one action, but for its examples.
pub(crate) fn merge_action(name: &str, sayings: &[ActionSaying<'_>], notes: &mut Notes) -> Action {
    let by_shape = by_shape(sayings);
    let by_prose = by_prose(sayings);
    note_place(name, &by_shape, notes);
    let docs = prose(
        name,
        by_prose.iter().map(|s| (s.part.docs.as_str(), s.source.place(s.part.line))),
        &mut notes.conflicts,
    );
    let about = |aspect| About { aspect, owner: name, subject: name };
    let conflicts = &mut notes.conflicts;
    let rate_limit =
        first(about(Aspect::RateLimit), claims(&by_prose, |p| p.rate_limit), rate_text, conflicts);
    let region =
        first(about(Aspect::Region), claims(&by_prose, |p| p.region), region_text, conflicts);
    let status =
        first(about(Aspect::Status), claims(&by_shape, |p| p.status), status_text, conflicts);
    Action {
        docs,
        rate_limit: rate_limit.map(|claim| claim.value),
        region: region.map(|claim| claim.value).unwrap_or_default(),
        status: status.map(|claim| claim.value).unwrap_or_default(),
        body: strongest(&by_shape, |part| part.body).unwrap_or_default(),
        unsigned: strongest(&by_shape, |part| part.unsigned).unwrap_or_default(),
        event_stream: strongest(&by_shape, |part| part.event_stream).unwrap_or_default(),
        read_only: false,
        idempotency_token: None,
        input: fields(
            Owner::Input(name.to_owned()),
            &by_shape,
            |part| part.input.as_deref(),
            notes,
        ),
        output: fields(
            Owner::Output(name.to_owned()),
            &by_shape,
            |part| part.output.as_deref(),
            notes,
        ),
        errors: merge_codes(name, &by_prose, notes),
        examples: Vec::new(),
        paging: None,
        unpaged: None,
        waiters: IndexMap::new(),
        sources: sources(sayings),
    }
}

fn note_place(name: &str, by_shape: &[ActionSaying<'_>], notes: &mut Notes) {
    if let Some(saying) = by_shape.first() {
        notes.places.set(Path::Action(name.to_owned()), saying.source.place(saying.part.line));
    }
}

fn claims<'a, T: 'a>(
    sayings: &'a [ActionSaying<'_>],
    get: Get<T>,
) -> impl Iterator<Item = Claim<T>> + 'a {
    sayings.iter().filter_map(move |s| Some(Claim::new(get(s.part)?, s.source.place(s.part.line))))
}

fn strongest<T>(sayings: &[ActionSaying<'_>], get: Get<T>) -> Option<T> {
    sayings.iter().find_map(|saying| get(saying.part))
}

fn rate_text(limit: &u32) -> String {
    format!("{} a second", shown(limit))
}

fn region_text(region: &Region) -> String {
    match region {
        Region::Required => "required",
        Region::Optional => "optional",
        Region::None => "not used",
    }
    .to_owned()
}

fn status_text(status: &Status) -> String {
    match status {
        Status::Online => "online",
        Status::Deprecated => "deprecated",
        Status::Offline => "offline",
    }
    .to_owned()
}

fn fields<'a>(
    owner: Owner,
    by_shape: &[ActionSaying<'a>],
    get: fn(&'a ActionPart) -> Option<&'a [FieldPart]>,
    notes: &mut Notes,
) -> Vec<Field> {
    let lists = by_shape
        .iter()
        .filter_map(|saying| Some(List::new(saying, get(saying.part)?, saying.part.line)));
    merge_fields(&owner, &lists.collect::<Vec<_>>(), notes)
}

/// The union of the lists. A code that only a less trusted list has is kept, and said.
fn merge_codes(name: &str, by_prose: &[ActionSaying<'_>], notes: &mut Notes) -> Vec<String> {
    let lists: Vec<_> =
        by_prose.iter().filter_map(|s| Some((s, s.part.errors.as_deref()?))).collect();
    let codes = order::union(
        lists.iter().map(|(_, errors)| errors.iter().map(|error| error.code.as_str())),
    );
    if let Some(((strongest, best), others)) = lists.split_first() {
        let lacking = strongest.source.place(strongest.part.line);
        let known: std::collections::HashSet<&str> =
            best.iter().map(|error| error.code.as_str()).collect();
        for (saying, errors) in others
            .iter()
            .filter(|(saying, _)| !saying.source.is_description() && !saying.source.is_facts())
        {
            for error in
                errors.iter().filter(|error: &&ErrorPart| !known.contains(error.code.as_str()))
            {
                let having = saying.source.place(error.line);
                notes.conflicts.places(
                    Aspect::Presence,
                    &format!("{name} errors"),
                    &error.code,
                    (&lacking, &having),
                );
            }
        }
    }
    codes.into_iter().map(str::to_owned).collect()
}

/// The names of the documents without their folders, each once. Facts are none: they are
/// everywhere.
fn sources(sayings: &[ActionSaying<'_>]) -> Vec<String> {
    let files = sayings.iter().filter(|saying| !saying.source.is_facts());
    names(files.map(|saying| saying.source.document.file.as_str()))
}

/// The last path component of each file, each once.
pub(crate) fn names<'a>(files: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for file in files {
        let name = base_name(file);
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The last path component.
pub(crate) fn base_name(file: &str) -> &str {
    std::path::Path::new(file).file_name().and_then(|name| name.to_str()).unwrap_or(file)
}
