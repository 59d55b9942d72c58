//! The graph of a description: its fields, and the structures that they lead to.

use super::{Api, Field, Owner, Path, Structure};
use std::collections::{HashMap, HashSet};

impl Api {
    /// Returns the fields of each request, response and structure.
    pub fn lists(&self) -> impl Iterator<Item = (Owner, &Vec<Field>)> {
        let of_actions = self.actions.iter().flat_map(|(name, action)| {
            [
                (Owner::Input(name.clone()), &action.input),
                (Owner::Output(name.clone()), &action.output),
            ]
        });
        let of_structures = self.structures.iter();
        of_actions.chain(
            of_structures
                .map(|(name, structure)| (Owner::Structure(name.clone()), &structure.fields)),
        )
    }

    /// Returns the same, to be changed.
    pub fn lists_mut(&mut self) -> impl Iterator<Item = (Owner, &mut Vec<Field>)> {
        let of_actions = self.actions.iter_mut().flat_map(|(name, action)| {
            [
                (Owner::Input(name.clone()), &mut action.input),
                (Owner::Output(name.clone()), &mut action.output),
            ]
        });
        let of_structures = self.structures.iter_mut();
        of_actions.chain(
            of_structures
                .map(|(name, structure)| (Owner::Structure(name.clone()), &mut structure.fields)),
        )
    }

    /// Returns the fields of one owner.
    pub fn list(&self, owner: &Owner) -> Option<&Vec<Field>> {
        match owner {
            Owner::Input(name) => self.actions.get(name).map(|action| &action.input),
            Owner::Output(name) => self.actions.get(name).map(|action| &action.output),
            Owner::Structure(name) => self.structures.get(name).map(|structure| &structure.fields),
        }
    }

    /// Returns the same, to be changed.
    pub fn list_mut(&mut self, owner: &Owner) -> Option<&mut Vec<Field>> {
        match owner {
            Owner::Input(name) => self.actions.get_mut(name).map(|action| &mut action.input),
            Owner::Output(name) => self.actions.get_mut(name).map(|action| &mut action.output),
            Owner::Structure(name) => {
                self.structures.get_mut(name).map(|structure| &mut structure.fields)
            }
        }
    }

    /// Returns every field with its place.
    pub fn fields(&self) -> impl Iterator<Item = (Path, &Field)> {
        self.lists().flat_map(|(owner, fields)| {
            fields.iter().map(move |field| (owner.field(&field.name), field))
        })
    }

    /// Returns every field, to be changed.
    pub fn fields_mut(&mut self) -> impl Iterator<Item = &mut Field> {
        let of_actions = self
            .actions
            .values_mut()
            .flat_map(|action| action.input.iter_mut().chain(&mut action.output));
        of_actions.chain(self.structures.values_mut().flat_map(|structure| &mut structure.fields))
    }

    /// Returns the field at a path that starts at fields: `TotalCount`, or `Data.TotalCount` in a
    /// wrapper.
    pub fn field_at<'a>(&'a self, mut fields: &'a [Field], path: &str) -> Option<&'a Field> {
        let (wrappers, last) =
            path.rsplit_once('.').map_or((None, path), |(wrappers, last)| (Some(wrappers), last));
        for wrapper in wrappers.into_iter().flat_map(|wrappers| wrappers.split('.')) {
            let wrapper = fields.iter().find(|field| field.name == wrapper)?;
            fields = &self.structures.get(wrapper.r#type.structure()?)?.fields;
        }
        fields.iter().find(|field| field.name == last)
    }

    /// Returns the names of the structures that fields hold, directly or through others, also those
    /// that nothing describes.
    pub fn reached<'a>(&'a self, fields: impl IntoIterator<Item = &'a Field>) -> HashSet<&'a str> {
        let held = |fields: &'a [Field]| fields.iter().filter_map(|field| field.r#type.structure());
        let roots = fields.into_iter().filter_map(|field| field.r#type.structure());
        search(roots, |name| {
            self.structures.get(name).into_iter().flat_map(move |it| held(&it.fields))
        })
    }

    /// Returns the names of the structures of a kind, and of those that hold one, directly or
    /// through others.
    pub fn holders(&self, is_wanted: impl Fn(&Structure) -> bool) -> HashSet<&str> {
        let mut users: HashMap<&str, Vec<&str>> = HashMap::new();
        for (name, structure) in &self.structures {
            for used in structure.fields.iter().filter_map(|field| field.r#type.structure()) {
                users.entry(used).or_default().push(name);
            }
        }
        let wanted =
            self.structures.iter().filter(|(_, it)| is_wanted(it)).map(|(name, _)| name.as_str());
        search(wanted, |name| users.get(name).into_iter().flatten().copied())
    }
}

impl Structure {
    /// Returns whether nothing is known of its fields, so that any JSON may stand for it.
    pub fn is_opaque(&self) -> bool {
        self.inferred && self.fields.is_empty()
    }
}

/// Returns everything that steps lead to from the roots, with these.
fn search<'a, N: Iterator<Item = &'a str>>(
    roots: impl Iterator<Item = &'a str>,
    next: impl Fn(&'a str) -> N,
) -> HashSet<&'a str> {
    let mut open: Vec<&str> = roots.collect();
    let mut found = HashSet::new();
    while let Some(name) = open.pop() {
        if found.insert(name) {
            open.extend(next(name));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::model::{Action, Api, Field, Structure, Type};

    #[test]
    fn structures_are_reached_through_others_and_through_themselves() {
        let field = |name: &str, r#type: &str| Field::new(name, Type::parse(r#type).unwrap(), "");
        let mut api = Api::new("cats", "2020-01-01");
        let input = vec![field("Filters", "Array of Filter"), field("Name", "String")];
        api.actions.insert("ListCats".to_owned(), Action { input, ..Action::default() });
        for (name, of) in [("Filter", "Range"), ("Range", "Filter"), ("Cat", "Missing")] {
            let structure = Structure { fields: vec![field("Inner", of)], ..Structure::default() };
            api.structures.insert(name.to_owned(), structure);
        }
        let mut reached: Vec<&str> =
            api.reached(&api.actions["ListCats"].input).into_iter().collect();
        reached.sort_unstable();
        assert_eq!(reached, ["Filter", "Range"]);
        assert!(api.reached(&api.structures["Cat"].fields).contains("Missing"));
        let mut holders: Vec<&str> =
            api.holders(|it| it.fields.iter().any(|it| it.name == "Inner")).into_iter().collect();
        holders.sort_unstable();
        assert_eq!(holders, ["Cat", "Filter", "Range"]);
        let paths: Vec<String> = api.fields().map(|(path, _)| path.to_string()).collect();
        assert_eq!(paths[0], "actions.ListCats.input.Filters");
        assert_eq!(paths[2], "structures.Filter.fields.Inner");
    }
}
