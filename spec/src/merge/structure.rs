//! Structures.

use super::action::names;
use super::field::{List, Notes, merge_fields};
use super::resolve::prose;
use super::saying::{Saying, by_prose, by_shape};
use crate::model::{Owner, Path, Structure};
use crate::read::StructurePart;

/// Merges what all sources say of one structure.
pub(crate) fn merge_structure(
    name: &str,
    sayings: &[Saying<'_, StructurePart>],
    notes: &mut Notes,
) -> Structure {
    let by_shape = by_shape(sayings);
    let by_prose = by_prose(sayings);
    if let Some(saying) = by_shape.first() {
        notes.places.set(Path::Structure(name.to_owned()), saying.source.place(saying.part.line));
    }
    let docs = by_prose.iter().map(|s| (s.part.docs.as_str(), s.source.place(s.part.line)));
    let docs = prose(name, docs, &mut notes.conflicts);
    let lists: Vec<List<'_>> = by_shape
        .iter()
        .map(|saying| List::new(saying, &saying.part.fields, saying.part.line))
        .collect();
    let files = sayings.iter().filter(|saying| !saying.source.is_facts());
    Structure {
        docs,
        inferred: false,
        fields: merge_fields(&Owner::Structure(name.to_owned()), &lists, notes),
        sources: names(files.map(|saying| saying.source.document.file.as_str())),
    }
}
