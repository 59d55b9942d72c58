//! Structures.

use super::action::names;
use super::field::{Notes, Owner, merge_fields};
use super::resolve::prose;
use super::trust::Source;
use crate::model::Structure;
use crate::read::StructurePart;

/// What one source says of a structure.
#[derive(Clone, Copy)]
pub(crate) struct StructureSaying<'a> {
    pub(crate) source: &'a Source<'a>,
    pub(crate) part: &'a StructurePart,
}

/// Merges what all sources say of one structure.
pub(crate) fn merge_structure(name: &str, sayings: &[StructureSaying<'_>], notes: &mut Notes) -> Structure {
    let mut by_shape = sayings.to_vec();
    by_shape.sort_by_key(|saying| saying.source.shape);
    let mut by_prose = sayings.to_vec();
    by_prose.sort_by_key(|saying| saying.source.prose);
    let path = format!("structures.{name}");
    if let Some(saying) = by_shape.first() {
        notes.places.set(path.clone(), saying.source.place(saying.part.line));
    }
    let docs = by_prose.iter().map(|s| (s.part.docs.as_str(), s.source.place(s.part.line)));
    let docs = prose(name, docs, &mut notes.conflicts);
    let lists = by_shape.iter().map(|s| (s.source, s.part.fields.as_slice(), s.part.line)).collect();
    let owner = Owner { label: name.to_owned(), path: format!("{path}.fields"), lists };
    let files = sayings.iter().filter(|saying| !saying.source.is_existing());
    Structure {
        docs,
        inferred: false,
        fields: merge_fields(&owner, notes),
        sources: names(files.map(|saying| saying.source.document.file.as_str())),
    }
}
