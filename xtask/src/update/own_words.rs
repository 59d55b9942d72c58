//! What to say where nobody has described something in our own words yet.

use tencentcloud_spec::check::REQUEST_ID;
use tencentcloud_spec::model::{Action, Api, Field, Structure};

/// Documented calls that came from metadata have lost their titles; they served to find what is declared nowhere.
pub(super) fn drop_vendors_examples(api: &mut Api) {
    api.actions.values_mut().for_each(|action| action.examples.retain(|example| !example.title.is_empty()));
}

/// Gives what is not described its name for a description; names these members by their owners, and the owners
/// themselves with no member.
pub(super) fn fill(api: &mut Api) -> Vec<(String, Vec<String>)> {
    let mut undescribed = Vec::new();
    for (name, action) in &mut api.actions {
        let mut missing = missing(&mut action.docs, format!("Calls `{name}`."), name);
        let fields = action.input.iter_mut().chain(&mut action.output);
        missing.extend(fields.filter_map(describe));
        undescribed.extend((!missing.is_empty()).then(|| (name.clone(), missing)));
    }
    for (name, structure) in &mut api.structures {
        let mut missing = missing(&mut structure.docs, format!("`{name}`"), name);
        missing.extend(structure.fields.iter_mut().filter_map(describe));
        undescribed.extend((!missing.is_empty()).then(|| (name.clone(), missing)));
    }
    undescribed
}

fn missing(docs: &mut String, neutral: String, name: &str) -> Vec<String> {
    if docs.is_empty() {
        docs.clone_from(&neutral);
    }
    // Said by an earlier update, it is no description either.
    if *docs == neutral { vec![name.to_owned()] } else { Vec::new() }
}

/// Describes a member by its name where nothing else does; gives the name then.
fn describe(field: &mut Field) -> Option<String> {
    if field.docs.is_empty() && field.name == "RequestId" {
        REQUEST_ID.clone_into(&mut field.docs);
    }
    missing(&mut field.docs, format!("`{}`", field.name), &field.name).pop()
}

/// Where metadata added nothing, it is not among the sources: the documents alone give the same.
pub(super) fn keep_sources(api: &mut Api, before: &Api) {
    for (name, action) in &mut api.actions {
        if let Some(before) = before.actions.get(name) {
            let mut own = Action { sources: before.sources.clone(), ..action.clone() };
            own.input.iter_mut().chain(&mut own.output).for_each(|field| field.documented_only = false);
            if own == *before {
                *action = own;
            }
        }
    }
    for (name, structure) in &mut api.structures {
        if let Some(before) = before.structures.get(name) {
            let mut own = Structure { sources: before.sources.clone(), ..structure.clone() };
            own.fields.iter_mut().for_each(|field| field.documented_only = false);
            if own == *before {
                *structure = own;
            }
        }
    }
    let files = std::mem::take(&mut api.metadata);
    api.metadata = files.into_iter().filter(|file| api.has_source(file)).collect();
}
