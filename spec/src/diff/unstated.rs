//! Comparing a description with an `api.json`, which says less.

use crate::model::{Action, Api, Field, Structure};
use std::collections::HashMap;

/// Takes from the other description what an `api.json` does not state, so that comparing the two
/// tells only of what both know: actions, structures, fields, types and flags. Prose is not
/// compared either, for the two have it from different hands.
pub fn adopt_unstated(api: &mut Api, from: &Api) {
    let Api { title, endpoint, errors, actions, structures, .. } = from;
    (api.title, api.endpoint, api.errors) = (title.clone(), endpoint.clone(), errors.clone());
    for (name, action) in &mut api.actions {
        if let Some(from) = actions.get(name) {
            adopt_action(action, from);
        }
    }
    for (name, structure) in &mut api.structures {
        if let Some(from) = structures.get(name) {
            adopt_structure(structure, from);
        }
    }
}

fn adopt_action(action: &mut Action, from: &Action) {
    let Action { docs, rate_limit, region, read_only, idempotency_token, errors, examples, .. } =
        from.clone();
    let Action { paging, unpaged, waiters, sources, .. } = from.clone();
    *action = Action {
        docs,
        rate_limit,
        region,
        read_only,
        idempotency_token,
        errors,
        examples,
        paging,
        unpaged,
        waiters,
        sources,
        // Only an example shows that a body is raw bytes.
        body: if action.body == Default::default() { from.body } else { action.body },
        ..std::mem::take(action)
    };
    adopt_fields(&mut action.input, &from.input);
    adopt_fields(&mut action.output, &from.output);
}

fn adopt_structure(structure: &mut Structure, from: &Structure) {
    (structure.docs, structure.inferred) = (from.docs.clone(), from.inferred);
    adopt_fields(&mut structure.fields, &from.fields);
}

fn adopt_fields(fields: &mut [Field], from: &[Field]) {
    let from: HashMap<&str, &Field> =
        from.iter().map(|field| (field.name.as_str(), field)).collect();
    for field in fields {
        if let Some(from) = from.get(field.name.as_str()) {
            let Field { docs, example, values, sensitive, inferred, .. } = (*from).clone();
            (field.docs, field.example, field.values) = (docs, example, values);
            (field.sensitive, field.inferred) = (sensitive, inferred);
        }
    }
}
