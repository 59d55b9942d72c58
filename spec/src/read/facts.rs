//! Facts without the prose around them.

use super::document::{ActionPart, Document, FieldPart};

/// Takes out what is written for people, such as descriptions and titles, and leaves the facts: names, types, flags,
/// codes, documented calls. For sources whose sentences must not be carried over.
pub fn facts_only(document: &mut Document) {
    document.title = None;
    document.actions.iter_mut().for_each(facts_of_action);
    for structure in &mut document.structures {
        structure.docs.clear();
        structure.fields.iter_mut().for_each(facts_of_field);
    }
    document.errors.iter_mut().for_each(|error| error.docs.clear());
}

fn facts_of_action(action: &mut ActionPart) {
    action.docs.clear();
    action.examples.iter_mut().for_each(|example| example.title.clear());
    action.errors.iter_mut().flatten().for_each(|error| error.docs.clear());
    let (input, output) = (action.input.iter_mut(), action.output.iter_mut());
    input.chain(output).flatten().for_each(facts_of_field);
}

fn facts_of_field(field: &mut FieldPart) {
    field.docs.clear();
    field.example = None;
    field.values.values_mut().for_each(String::clear);
}
