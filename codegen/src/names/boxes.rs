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
    edges.sort_by_key(|edge| (edge.owner, edge.field));
    for at in closing(&edges) {
        let edge = &mut edges[at];
        edge.boxed = newcomers.contains(&(Owner::Structure(edge.owner), edge.field));
    }
    while let Some(first) = closing(&edges).first() {
        edges[*first].boxed = true;
    }
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

/// Returns the indices of the fields that are part of a cycle without boxes.
fn closing(edges: &[Edge<'_>]) -> Vec<usize> {
    let mut held_by: HashMap<&str, Vec<&str>> = HashMap::new();
    for edge in edges.iter().filter(|edge| !edge.boxed) {
        held_by.entry(edge.owner).or_default().push(edge.held);
    }
    let closes = |edge: &Edge<'_>| !edge.boxed && reaches(edge.held, edge.owner, &held_by);
    edges.iter().enumerate().filter(|(_, edge)| closes(edge)).map(|(at, _)| at).collect()
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

#[cfg(test)]
mod tests {
    use crate::names::{Names, Owner};
    use crate::testing::api;
    use tencentcloud_spec::model::Api;

    /// Returns the boxed fields, sorted: `S.T T.S`.
    fn boxed(names: &Names, api: &Api) -> String {
        let version = names.version(&api.version);
        let fields = api.structures.iter().flat_map(|(owner, it)| {
            it.fields.iter().map(move |field| (owner.as_str(), field.name.as_str()))
        });
        let mut boxed: Vec<_> = fields
            .filter(|(owner, field)| version.field(Owner::Structure(owner), field).boxed)
            .map(|(owner, field)| format!("{owner}.{field}"))
            .collect();
        boxed.sort();
        boxed.join(" ")
    }

    #[test]
    fn new_fields_that_close_a_cycle_are_boxed() {
        let cases = [
            ("S.S: S", "S.S"),
            ("S.T: T\n T.S: S", "S.T T.S"),
            ("S.T: T\n T.U: U\n U.S: S", "S.T T.U U.S"),
            // A list is on the heap already.
            ("S.S: Array of S", ""),
            ("S.T: Array of T\n T.S: S", ""),
            // What only leads into a cycle, or out of it, is no part of it.
            ("R.S: S\n S.S: S", "S.S"),
            ("S.S: S\n S.U: U\n U.Name: String", "S.S"),
            ("S.T: T\n T.S: S\n S.U: U\n U.S: S", "S.T S.U T.S U.S"),
            ("S.T: T\n S.U: U\n T.U: U\n U.Name: String", ""),
            // Two fields of one type both contain it.
            ("S.Left: S\n S.Right: S", "S.Left S.Right"),
            // An action can have the name of a structure.
            ("S.in S: S\n S.Name: String", ""),
        ];
        for (text, expected) in cases {
            let api = api(text);
            assert_eq!(boxed(&Names::choose(&[&api]), &api), expected, "{text}");
        }
    }

    #[test]
    fn existing_fields_are_boxed_only_if_nothing_else_helps() {
        let cases = [
            ("S.T: T\n T.X: String", "S.T: T\n T.X: String\n T.S: S", "T.S"),
            ("S.T: T\n T.X: U\n U.Y: String", "S.T: T\n T.X: U\n U.Y: String\n U.S: S", "U.S"),
            // The cycle consists of existing fields, of which one is enough.
            ("S.T: T\n T.S: Array of S", "S.T: T\n T.S: S", "S.T"),
            ("T.S: S\n S.T: Array of T", "T.S: S\n S.T: T", "S.T"),
            (
                "S.T: T\n T.S: Array of S\n U.V: V\n V.U: Array of U",
                "S.T: T\n T.S: S\n U.V: V\n V.U: U",
                "S.T U.V",
            ),
            ("S.S: S", "S.S: S\n S.T: T\n T.X: String", "S.S"),
            // A box stays when the cycle is gone.
            ("S.T: T\n T.S: S", "S.T: T\n T.S: String", "S.T T.S"),
        ];
        for (before, after, expected) in cases {
            let (before, after) = (api(before), api(after));
            let names = Names::choose(&[&before]).settled(&[&after]);
            assert_eq!(boxed(&names, &after), expected, "{after:?}");
        }
    }
}
