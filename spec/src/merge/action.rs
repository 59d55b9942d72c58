//! Actions.

use super::conflict::{Aspect, Claim};
use super::field::{FieldList, Notes, merge_fields};
use super::order;
use super::resolve::{About, first, prose, shown};
use super::statement::{Statement, by_prose_rank, by_type_rank};
use crate::model::{Action, Field, Owner, Path, Region, Status};
use crate::read::{ActionStatement, ErrorStatement, FieldStatement};
use indexmap::IndexMap;

type SourceActionStatement<'a> = Statement<'a, ActionStatement>;
type Get<T> = fn(&ActionStatement) -> Option<T>;

/// Merges what all sources say of one action, but for its examples.
pub(crate) fn merge_action(
    name: &str,
    statements: &[SourceActionStatement<'_>],
    notes: &mut Notes,
) -> Action {
    let by_type_rank = by_type_rank(statements);
    let by_prose_rank = by_prose_rank(statements);
    note_place(name, &by_type_rank, notes);
    let docs = prose(
        name,
        by_prose_rank.iter().map(|s| (s.part.docs.as_str(), s.source.place(s.part.line))),
        &mut notes.conflicts,
    );
    let about = |aspect| About { aspect, owner: name, subject: name };
    let conflicts = &mut notes.conflicts;
    let rate_limit = first(
        about(Aspect::RateLimit),
        claims(&by_prose_rank, |p| p.rate_limit),
        rate_text,
        conflicts,
    );
    let region =
        first(about(Aspect::Region), claims(&by_prose_rank, |p| p.region), region_text, conflicts);
    let status =
        first(about(Aspect::Status), claims(&by_type_rank, |p| p.status), status_text, conflicts);
    Action {
        docs,
        rate_limit: rate_limit.map(|claim| claim.value),
        region: region.map(|claim| claim.value).unwrap_or_default(),
        status: status.map(|claim| claim.value).unwrap_or_default(),
        body: strongest(&by_type_rank, |part| part.body).unwrap_or_default(),
        unsigned: strongest(&by_type_rank, |part| part.unsigned).unwrap_or_default(),
        event_stream: strongest(&by_type_rank, |part| part.event_stream).unwrap_or_default(),
        read_only: false,
        idempotency_token: None,
        input: fields(
            Owner::Input(name.to_owned()),
            &by_type_rank,
            |part| part.input.as_deref(),
            notes,
        ),
        output: fields(
            Owner::Output(name.to_owned()),
            &by_type_rank,
            |part| part.output.as_deref(),
            notes,
        ),
        errors: merge_codes(name, &by_prose_rank, notes),
        examples: Vec::new(),
        paging: None,
        unpaged: None,
        waiters: IndexMap::new(),
        sources: sources(statements),
    }
}

fn note_place(name: &str, by_type_rank: &[SourceActionStatement<'_>], notes: &mut Notes) {
    if let Some(statement) = by_type_rank.first() {
        notes
            .places
            .set(Path::Action(name.to_owned()), statement.source.place(statement.part.line));
    }
}

fn claims<'a, T: 'a>(
    statements: &'a [SourceActionStatement<'_>],
    get: Get<T>,
) -> impl Iterator<Item = Claim<T>> + 'a {
    statements
        .iter()
        .filter_map(move |s| Some(Claim::new(get(s.part)?, s.source.place(s.part.line))))
}

fn strongest<T>(statements: &[SourceActionStatement<'_>], get: Get<T>) -> Option<T> {
    statements.iter().find_map(|statement| get(statement.part))
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
    by_type_rank: &[SourceActionStatement<'a>],
    get: fn(&'a ActionStatement) -> Option<&'a [FieldStatement]>,
    notes: &mut Notes,
) -> Vec<Field> {
    let lists = by_type_rank.iter().filter_map(|statement| {
        Some(FieldList::new(statement, get(statement.part)?, statement.part.line))
    });
    merge_fields(&owner, &lists.collect::<Vec<_>>(), notes)
}

/// The union of the lists. A code that only a less trusted list has is kept, and said.
fn merge_codes(
    name: &str,
    by_prose_rank: &[SourceActionStatement<'_>],
    notes: &mut Notes,
) -> Vec<String> {
    let lists: Vec<_> =
        by_prose_rank.iter().filter_map(|s| Some((s, s.part.errors.as_deref()?))).collect();
    let codes = order::union(
        lists.iter().map(|(_, errors)| errors.iter().map(|error| error.code.as_str())),
    );
    if let Some(((strongest, best), others)) = lists.split_first() {
        let lacking = strongest.source.place(strongest.part.line);
        let known: std::collections::HashSet<&str> =
            best.iter().map(|error| error.code.as_str()).collect();
        for (statement, errors) in others.iter().filter(|(statement, _)| {
            !statement.source.is_description() && !statement.source.is_facts()
        }) {
            for error in
                errors.iter().filter(|error: &&ErrorStatement| !known.contains(error.code.as_str()))
            {
                let having = statement.source.place(error.line);
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
fn sources(statements: &[SourceActionStatement<'_>]) -> Vec<String> {
    let files = statements.iter().filter(|statement| !statement.source.is_facts());
    names(files.map(|statement| statement.source.document.file.as_str()))
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
