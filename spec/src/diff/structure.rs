//! Structures.

use super::changes::Changes;
use super::context::Context;
use super::field::{FieldSide, FieldTypes, compare_fields, shape, short};
use super::kind::ChangeKind;
use super::pair::{Pairs, pairs};
use crate::model::{Api, Structure};
use std::collections::HashMap;

type Renamed<'a> = (&'a str, &'a Structure, &'a str, &'a Structure);

/// Structures that have another name now: old and new name.
pub(super) fn renamed<'a>(old: &'a Api, new: &'a Api) -> HashMap<&'a str, &'a str> {
    split(old, new).1.into_iter().map(|(old, _, new, _)| (old, new)).collect()
}

/// A structure is surely the same under another name if its prose and its fields are, with theirs,
/// and no other structure that is removed or added has these. Names that differ in case only are
/// the same for sure.
fn split<'a>(old: &'a Api, new: &'a Api) -> (Pairs<'a, Structure>, Vec<Renamed<'a>>) {
    let mut pairs = pairs(
        old.structures.iter().map(|(name, structure)| (name.as_str(), structure)),
        new.structures.iter().map(|(name, structure)| (name.as_str(), structure)),
    );
    let mut renamed = pairs.renamed(|name, _| Some(name.to_ascii_lowercase()));
    renamed.extend(pairs.renamed(|_, structure| identity(structure)));
    (pairs, renamed)
}

fn identity(structure: &Structure) -> Option<(&str, FieldTypes, Vec<&str>)> {
    let mut docs: Vec<_> = structure.fields.iter().map(|field| field.docs.as_str()).collect();
    docs.sort_unstable();
    (structure.fields.len() > 1).then(|| (structure.docs.as_str(), shape(&structure.fields), docs))
}

pub(super) fn compare<'a>(context: &Context<'a>, changes: &mut Changes) {
    let (pairs, renamed) = split(context.old, context.new);
    for (name, structure) in pairs.removed {
        changes.push(ChangeKind::StructureRemoved, path(name), field_names(structure));
    }
    for (name, structure) in pairs.added {
        changes.push(ChangeKind::StructureAdded, path(name), field_names(structure));
    }
    for (old, before, new, after) in renamed {
        changes.push(ChangeKind::StructureRenamed, path(new), format!("was {old}"));
        compare_one(new, before, after, context, changes);
    }
    for (name, before, after) in pairs.both {
        compare_one(name, before, after, context, changes);
    }
}

fn compare_one(
    name: &str,
    old: &Structure,
    new: &Structure,
    context: &Context<'_>,
    changes: &mut Changes,
) {
    let path = path(name);
    changes.docs(ChangeKind::StructureDocs, &path, &old.docs, &new.docs);
    let word = |opaque: bool| if opaque { "free JSON" } else { "described" };
    if old.is_opaque() != new.is_opaque() {
        changes.push(
            ChangeKind::StructureOpaque,
            &path,
            format!("{} → {}", word(old.is_opaque()), word(new.is_opaque())),
        );
        return;
    }
    if old.inferred != new.inferred {
        let what = if new.inferred { "described → inferred" } else { "inferred → described" };
        changes.push(ChangeKind::StructureInferred, &path, what);
    }
    let place = match (context.was_in_requests(name), context.in_requests.contains(name)) {
        (true, true) => FieldSide::Request,
        (false, false) => FieldSide::Response,
        _ => FieldSide::Moved,
    };
    compare_fields(&path, (&old.fields, &new.fields), place, context, changes);
}

fn field_names(structure: &Structure) -> String {
    let names: Vec<_> = structure.fields.iter().map(|field| field.name.as_str()).collect();
    short(&names.join(", "))
}

fn path(name: &str) -> String {
    format!("/structures/{name}")
}
