//! Documentation made of facts, for whatever no sentence describes. All text that is made of facts
//! is made here; what the generator says of types and required fields it says for every
//! description.

mod action;
mod code;
mod field;
mod phrase;
mod usage;

use crate::model::{Api, Field};

/// Returns what has no documentation: fields by their owner, and owners among their own fields.
/// Every response has the same request ID, which needs no words.
pub fn undescribed(api: &Api) -> Vec<(String, Vec<String>)> {
    let missing = |owner: &String, docs: &str, fields: Vec<&Field>| {
        let fields =
            fields.into_iter().filter(|field| field.docs.is_empty() && field.name != "RequestId");
        let own = docs.is_empty().then(|| owner.clone());
        let names: Vec<String> =
            own.into_iter().chain(fields.map(|field| field.name.clone())).collect();
        (!names.is_empty()).then(|| (owner.clone(), names))
    };
    let actions = api.actions.iter().filter_map(|(name, action)| {
        missing(name, &action.docs, action.input.iter().chain(&action.output).collect())
    });
    let structures = api.structures.iter();
    actions
        .chain(
            structures.filter_map(|(name, it)| missing(name, &it.docs, it.fields.iter().collect())),
        )
        .collect()
}

/// Documents everything that has no documentation.
pub fn describe(api: &mut Api) {
    let usage = usage::structure_usage(api);
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
