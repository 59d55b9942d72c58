//! Structures.

use super::action::names;
use super::field::{List, Notes, Owner, merge_fields};
use super::resolve::prose;
use super::saying::{Saying, by_prose, by_shape};
use crate::model::Structure;
use crate::read::StructurePart;

/// Merges what all sources say of one structure.
pub(crate) fn merge_structure(name: &str, sayings: &[Saying<'_, StructurePart>], notes: &mut Notes) -> Structure {
    let by_shape = by_shape(sayings);
    let by_prose = by_prose(sayings);
    let path = format!("structures.{name}");
    if let Some(saying) = by_shape.first() {
        notes.places.set(path.clone(), saying.source.place(saying.part.line));
    }
    let docs = by_prose.iter().map(|s| (s.part.docs.as_str(), s.source.place(s.part.line)));
    let docs = prose(name, docs, &mut notes.conflicts);
    let lists = by_shape.iter().map(|saying| List::new(saying, &saying.part.fields, saying.part.line)).collect();
    let owner = Owner { label: name.to_owned(), path: format!("{path}.fields"), lists };
    let files = sayings.iter().filter(|saying| !saying.source.is_facts());
    Structure {
        docs,
        inferred: false,
        fields: merge_fields(&owner, notes),
        sources: names(files.map(|saying| saying.source.document.file.as_str())),
    }
}
