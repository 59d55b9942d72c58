use super::{Owner, VersionNames};
use std::collections::{HashMap, HashSet};
use tencentcloud_spec::model::{Api, Type};

/// A field that contains a structure by value.
struct Edge<'a> {
    owner: &'a str,
    field: &'a str,
    held: &'a str,
    boxed: bool,
}

/// Chooses the boxed fields: all new fields that close a cycle of types.
///
/// Existing fields stay as they are. Only if a cycle of existing fields remains, which happens when
/// a type changed, one of them is boxed.
pub(super) fn settle<'a>(
    names: &mut VersionNames,
    api: &'a Api,
    newcomers: &HashSet<(Owner<'a>, &'a str)>,
) {
    let mut edges = edges(names, api);
    let is_new = |edge: &Edge<'_>| newcomers.contains(&(Owner::Structure(edge.owner), edge.field));
    close(&mut edges, is_new);
    close(&mut edges, |_| true);
    for edge in edges.iter().filter(|edge| edge.boxed) {
        let fields = names.fields_mut(Owner::Structure(edge.owner));
        if let Some(field) = fields.and_then(|fields| fields.get_mut(edge.field)) {
            field.boxed = true;
        }
    }
}

fn edges<'a>(names: &VersionNames, api: &'a Api) -> Vec<Edge<'a>> {
    let fields = api
        .structures
        .iter()
        .flat_map(|(owner, it)| it.fields.iter().map(move |field| (owner, field)));
    fields
        .filter_map(|(owner, field)| {
            let Type::Structure(held) = &field.r#type else { return None };
            let boxed = names.field(Owner::Structure(owner), &field.name).boxed;
            Some(Edge { owner, field: &field.name, held, boxed })
        })
        .collect()
}

/// Boxes the fields that are part of a cycle without boxes, if `may_be` allows it.
fn close(edges: &mut [Edge<'_>], may_be: impl Fn(&Edge<'_>) -> bool) {
    let mut held_by: HashMap<&str, Vec<&str>> = HashMap::new();
    for edge in edges.iter().filter(|edge| !edge.boxed) {
        held_by.entry(edge.owner).or_default().push(edge.held);
    }
    let closing =
        |edge: &Edge<'_>| !edge.boxed && may_be(edge) && reaches(edge.held, edge.owner, &held_by);
    let closing: Vec<bool> = edges.iter().map(closing).collect();
    for (edge, closes) in edges.iter_mut().zip(closing) {
        edge.boxed |= closes;
    }
}

fn reaches(from: &str, to: &str, held_by: &HashMap<&str, Vec<&str>>) -> bool {
    let (mut found, mut open) = (HashSet::new(), vec![from]);
    while let Some(name) = open.pop() {
        if name == to {
            return true;
        }
        if found.insert(name) {
            open.extend(held_by.get(name).into_iter().flatten());
        }
    }
    false
}
