//! The graph of a description: its fields, and the structures that they lead to.

use super::{Api, Field};
use std::collections::HashSet;

impl Api {
    /// Returns every field with its path, such as `actions.DescribeTask.input.JobId`.
    pub fn fields(&self) -> impl Iterator<Item = (String, &Field)> {
        let of_actions = self.actions.iter().flat_map(|(name, action)| {
            let input = action.input.iter().map(move |field| (format!("actions.{name}.input.{}", field.name), field));
            let output =
                action.output.iter().map(move |field| (format!("actions.{name}.output.{}", field.name), field));
            input.chain(output)
        });
        let of_structures = self.structures.iter().flat_map(|(name, structure)| {
            structure.fields.iter().map(move |field| (format!("structures.{name}.fields.{}", field.name), field))
        });
        of_actions.chain(of_structures)
    }

    /// Returns the names of the structures that fields hold, directly or through others, also those that nothing
    /// describes.
    pub fn reached<'a>(&'a self, fields: impl IntoIterator<Item = &'a Field>) -> HashSet<&'a str> {
        let mut open: Vec<&str> = fields.into_iter().filter_map(|field| field.r#type.structure()).collect();
        let mut reached = HashSet::new();
        while let Some(name) = open.pop() {
            if reached.insert(name) {
                let structure = self.structures.get(name).into_iter();
                open.extend(structure.flat_map(|it| &it.fields).filter_map(|field| field.r#type.structure()));
            }
        }
        reached
    }
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
        let mut reached: Vec<&str> = api.reached(&api.actions["ListCats"].input).into_iter().collect();
        reached.sort_unstable();
        assert_eq!(reached, ["Filter", "Range"]);
        assert!(api.reached(&api.structures["Cat"].fields).contains("Missing"));
        let paths: Vec<String> = api.fields().map(|(path, _)| path).collect();
        assert_eq!(paths[0], "actions.ListCats.input.Filters");
        assert_eq!(paths[2], "structures.Filter.fields.Inner");
    }
}
