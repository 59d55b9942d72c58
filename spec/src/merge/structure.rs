//! Structures.

use super::action::names;
use super::field::{FieldList, Notes, merge_fields};
use super::resolve::prose;
use super::statement::{Statement, by_prose_rank, by_type_rank};
use crate::model::{Owner, Path, Structure};
use crate::read::StructureStatement;

/// Merges what all sources say of one structure.
pub(crate) fn merge_structure(
    name: &str,
    statements: &[Statement<'_, StructureStatement>],
    notes: &mut Notes,
) -> Structure {
    let by_type_rank = by_type_rank(statements);
    let by_prose_rank = by_prose_rank(statements);
    if let Some(statement) = by_type_rank.first() {
        notes
            .places
            .set(Path::Structure(name.to_owned()), statement.source.place(statement.part.line));
    }
    let docs = by_prose_rank.iter().map(|s| (s.part.docs.as_str(), s.source.place(s.part.line)));
    let docs = prose(name, docs, &mut notes.conflicts);
    let lists: Vec<FieldList<'_>> = by_type_rank
        .iter()
        .map(|statement| FieldList::new(statement, &statement.part.fields, statement.part.line))
        .collect();
    let files = statements.iter().filter(|statement| !statement.source.is_facts());
    Structure {
        docs,
        inferred: false,
        fields: merge_fields(&Owner::Structure(name.to_owned()), &lists, notes),
        sources: names(files.map(|statement| statement.source.document.file.as_str())),
    }
}
