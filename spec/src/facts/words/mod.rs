//! Documentation made of facts, for whatever no sentence describes. All text that is made of facts is made here; what
//! the generator says of types and required fields it says for every description.

mod action;
mod code;
mod field;
mod phrase;
mod usage;

use crate::model::Api;

/// Documents everything that has no documentation.
pub fn describe(api: &mut Api) {
    let usage = usage::of(api);
    let (product, version) = (api.product.clone(), api.version.clone());
    for (name, action) in &mut api.actions {
        field::describe_request(action);
        field::describe_response(action);
        if action.docs.is_empty() {
            action.docs = action::docs(name, action, &product, &version);
        }
    }
    for (name, structure) in &mut api.structures {
        structure.fields.iter_mut().for_each(field::describe);
        if structure.docs.is_empty() {
            structure.docs = usage.docs(name);
        }
    }
    for (code, docs) in api.errors.iter_mut().filter(|(_, docs)| docs.is_empty()) {
        *docs = code::docs(code);
    }
}
