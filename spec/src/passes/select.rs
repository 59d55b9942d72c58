use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Api;
use std::collections::HashSet;

/// Keeps only some actions, the structures that they reach and the error codes that they list.
///
/// # Errors
/// Returns an error if the description has no action of a name, with the names that are nearest.
pub fn select(api: &mut Api, actions: &[String]) -> Result<(), Diagnostics> {
    let unknown: Vec<_> = actions.iter().filter(|name| !api.actions.contains_key(*name)).collect();
    if !unknown.is_empty() {
        return Err(unknown.into_iter().map(|name| unknown_action(api, name)).collect());
    }
    api.actions.retain(|name, _| actions.contains(name));
    let fields = api.actions.values().flat_map(|action| action.input.iter().chain(&action.output));
    let structures: HashSet<String> = api.reached(fields).into_iter().map(str::to_owned).collect();
    let codes: HashSet<String> =
        api.actions.values().flat_map(|action| action.errors.iter().cloned()).collect();
    api.structures.retain(|name, _| structures.contains(name));
    api.errors.retain(|code, _| codes.contains(code));
    Ok(())
}

fn unknown_action(api: &Api, name: &str) -> Diagnostic {
    let lower = name.to_lowercase();
    let is_near = |known: &&String| {
        let known = known.to_lowercase();
        known.contains(&lower) || lower.contains(&known)
    };
    let near: Vec<_> = api.actions.keys().filter(is_near).map(String::as_str).collect();
    let message = format!("{} {} has no action `{name}`", api.product, api.version);
    let help = match near.as_slice() {
        [] => "action names are spelt as in the documents, each word with a capital".to_owned(),
        near => format!("there is {}", near.join(", ")),
    };
    Diagnostic::error("unknown-action", message).help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Field, Structure, Type};

    fn field(name: &str) -> Field {
        Field::new(name, Type::Structure(name.to_owned()).array(), "")
    }

    fn api() -> Api {
        let mut api = Api::new("test", "2020-01-01");
        let one =
            Action { input: vec![field("A")], errors: vec!["E1".to_owned()], ..Action::default() };
        let two =
            Action { output: vec![field("C")], errors: vec!["E2".to_owned()], ..Action::default() };
        api.actions.extend([("DescribeOne".to_owned(), one), ("DescribeTwo".to_owned(), two)]);
        let structure = |fields| Structure { fields, ..Structure::default() };
        api.structures.extend([
            ("A".to_owned(), structure(vec![field("B")])),
            ("B".to_owned(), structure(vec![field("A")])),
            ("C".to_owned(), structure(vec![])),
        ]);
        api.errors.extend([("E1".to_owned(), String::new()), ("E2".to_owned(), String::new())]);
        api
    }

    #[test]
    fn keeps_what_is_reached() {
        let mut api = api();
        select(&mut api, &["DescribeOne".to_owned()]).unwrap();
        assert_eq!(api.actions.keys().collect::<Vec<_>>(), ["DescribeOne"]);
        assert_eq!(api.structures.keys().collect::<Vec<_>>(), ["A", "B"]);
        assert_eq!(api.errors.keys().collect::<Vec<_>>(), ["E1"]);
    }

    #[test]
    fn names_what_is_near() {
        let errors =
            select(&mut api(), &["describeone".to_owned(), "Nothing".to_owned()]).unwrap_err();
        let text: Vec<_> = errors.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(text.join("\n"), @r"
        error[unknown-action]: test 2020-01-01 has no action `describeone`
          = help: there is DescribeOne
        error[unknown-action]: test 2020-01-01 has no action `Nothing`
          = help: action names are spelt as in the documents, each word with a capital
        ");
    }
}
