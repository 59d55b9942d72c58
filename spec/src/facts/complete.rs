//! Adds to a description what only the facts tell, because their sentences are not there.

use crate::model::{Api, Field};

/// Adds paging, values, secrets and the rest of what metadata's sentences tell, if the documents
/// say nothing of it.
pub(crate) fn complete(api: &mut Api, facts: &Api) {
    for (name, action) in &mut api.actions {
        let Some(known) = facts.actions.get(name) else { continue };
        if action.paging.is_none() && action.unpaged.is_none() {
            action.paging.clone_from(&known.paging);
            action.unpaged = known.unpaged;
        }
        // If a document describes the action, its prose has decided.
        if action.docs.is_empty() {
            action.read_only = known.read_only;
        }
        if action.idempotency_token.is_none() {
            action.idempotency_token.clone_from(&known.idempotency_token);
        }
        add(&mut action.input, &known.input);
        add(&mut action.output, &known.output);
    }
    for (name, structure) in &mut api.structures {
        if let Some(known) = facts.structures.get(name) {
            add(&mut structure.fields, &known.fields);
        }
    }
}

/// Fields that only the vendor's examples show are not added: the documents have examples of their
/// own.
fn add(fields: &mut [Field], known: &[Field]) {
    for field in fields {
        let Some(known) = known.iter().find(|known| known.name == field.name) else { continue };
        field.sensitive |= known.sensitive;
        if field.docs.is_empty() && field.example.is_none() {
            field.example.clone_from(&known.example);
        }
        if field.values.is_empty() {
            field.values.clone_from(&known.values);
        }
        if field.limits.is_empty() {
            field.limits.clone_from(&known.limits);
        }
    }
}
