//! The actions that use a structure.

use super::phrase::{listed, phrase, sentence};
use crate::model::Api;
use std::collections::HashMap;

/// The largest number of actions that are named.
const MOST_ACTIONS: usize = 5;

/// The actions that use each structure, in their order.
pub(super) struct Usage {
    requests: HashMap<String, Vec<String>>,
    responses: HashMap<String, Vec<String>>,
}

/// Looks which structures the requests and responses of an API hold.
pub(super) fn structure_usage(api: &Api) -> Usage {
    let mut usage = Usage { requests: HashMap::new(), responses: HashMap::new() };
    for (name, action) in &api.actions {
        for (fields, users) in
            [(&action.input, &mut usage.requests), (&action.output, &mut usage.responses)]
        {
            for structure in api.reached(fields) {
                users.entry(structure.to_owned()).or_default().push(name.clone());
            }
        }
    }
    usage
}

impl Usage {
    /// Returns the name as a sentence, and who uses the structure.
    pub(super) fn docs(&self, name: &str) -> String {
        let used = |side: &str, users: Option<&Vec<String>>| {
            users.map(|users| {
                format!("in {side} of {}", listed(users.iter().map(String::as_str), MOST_ACTIONS))
            })
        };
        let sides = [
            used("requests", self.requests.get(name)),
            used("responses", self.responses.get(name)),
        ];
        let sides: Vec<String> = sides.into_iter().flatten().collect();
        let used = if sides.is_empty() {
            String::new()
        } else {
            format!("\n\nUsed {}.", sides.join("; "))
        };
        format!("{}{used}", sentence(&phrase(name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Field, Structure, Type};

    #[test]
    fn a_structure_names_its_users() {
        let field = |name: &str| Field::new(name, Type::Structure(name.to_owned()), "");
        let mut api = Api::new("cats", "2020-01-01");
        let one = Action { input: vec![field("CatFilter")], ..Action::default() };
        let two = Action { output: vec![field("CatFilter")], ..Action::default() };
        api.actions.extend([("ListCats".to_owned(), one), ("FeedCat".to_owned(), two)]);
        let outer = Structure { fields: vec![field("Inner")], ..Structure::default() };
        let inner = Structure { fields: vec![field("CatFilter")], ..Structure::default() };
        api.structures.extend([("CatFilter".to_owned(), outer), ("Inner".to_owned(), inner)]);
        let usage = structure_usage(&api);
        let expected = "\n\nUsed in requests of `ListCats`; in responses of `FeedCat`.";
        assert_eq!(usage.docs("CatFilter"), format!("Cat filter.{expected}"));
        assert_eq!(usage.docs("Inner"), format!("Inner.{expected}"));
        assert_eq!(usage.docs("Other"), "Other.");
    }
}
