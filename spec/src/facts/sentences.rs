//! Adds the sentences of a description to facts: a user may have the vendor's in a copy of the
//! metadata.

use crate::model::{Action, Api, Field, Structure};

/// Adds documentation, documented calls and example values. The facts alone decide the items and
/// their types.
pub fn add_sentences(facts: &mut Api, words: &Api) {
    add(&mut facts.title, &words.title);
    for (name, action) in &mut facts.actions {
        if let Some(words) = words.actions.get(name) {
            add_to_action(action, words);
        }
    }
    for (name, structure) in &mut facts.structures {
        if let Some(Structure { docs, fields, .. }) = words.structures.get(name) {
            add(&mut structure.docs, docs);
            add_to_fields(&mut structure.fields, fields);
        }
    }
    for (code, docs) in &mut facts.errors {
        add(docs, words.errors.get(code).map_or("", String::as_str));
    }
}

fn add_to_action(action: &mut Action, words: &Action) {
    add(&mut action.docs, &words.docs);
    add_to_fields(&mut action.input, &words.input);
    add_to_fields(&mut action.output, &words.output);
    action.rate_limit = action.rate_limit.or(words.rate_limit);
    if action.examples.is_empty() {
        action.examples.clone_from(&words.examples);
    }
}

fn add_to_fields(fields: &mut [Field], words: &[Field]) {
    for field in fields {
        let Some(words) = words.iter().find(|words| words.name == field.name) else { continue };
        add(&mut field.docs, &words.docs);
        for (value, docs) in &mut field.values {
            add(docs, words.values.get(value).map_or("", String::as_str));
        }
        if words.example.is_some() && !field.sensitive {
            field.example.clone_from(&words.example);
        }
    }
}

fn add(text: &mut String, words: &str) {
    if text.is_empty() {
        words.clone_into(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Type;

    fn api(action: Action) -> Api {
        let mut api = Api::new("cats", "2020-01-01");
        api.actions.insert("ListCats".to_owned(), action);
        api
    }

    #[test]
    fn sentences_change_no_fact() {
        let field = |r#type, docs: &str| Field {
            example: Some(docs.to_owned()).filter(|docs| !docs.is_empty()),
            ..Field::new("Name", r#type, docs)
        };
        let mut facts = api(Action { input: vec![field(Type::Unsigned, "")], ..Action::default() });
        let input = vec![field(Type::String, "the name"), Field::new("Other", Type::String, "")];
        let words =
            api(Action { docs: "Lists.".to_owned(), input, read_only: true, ..Action::default() });
        add_sentences(&mut facts, &words);
        let action = &facts.actions["ListCats"];
        assert_eq!((action.docs.as_str(), action.read_only), ("Lists.", false));
        assert_eq!(
            action.input,
            [field(Type::Unsigned, "the name")].map(|f| Field { r#type: Type::Unsigned, ..f })
        );
    }
}
