//! The description that was there before, as the least trusted source.

use super::action::base_name;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Action, Api, Example, Field, Structure};
use crate::read::{ActionPart, Document, ErrorPart, ExamplePart, FieldPart, Kind, Sample, StructurePart};
use serde_json::{Value, json};
use std::collections::HashSet;

/// A description that was there before.
#[derive(Clone, Debug)]
pub struct Existing {
    /// Its file.
    pub file: String,
    /// What it says.
    pub api: Api,
}

/// What an earlier description adds to an import.
pub(crate) struct Earlier<'a> {
    /// What stays of it.
    pub(crate) kept: Api,
    /// The same as a document.
    pub(crate) document: Document,
    /// The order of names before, where actions or structures stay.
    pub(crate) order: Option<&'a Api>,
}

impl<'a> Earlier<'a> {
    pub(crate) fn new(existing: &'a Existing, documents: &[&Document]) -> Self {
        let kept = retain(existing, documents);
        let document = as_document(&existing.file, &kept);
        let parts_stay = !kept.actions.is_empty() || !kept.structures.is_empty();
        Self { kept, document, order: parts_stay.then_some(&existing.api) }
    }
}

/// What stays of a description when documents are imported again: an action or a structure all of whose
/// sources are imported anew is made anew, so that what they no longer say goes.
fn retain(existing: &Existing, documents: &[&Document]) -> Api {
    let anew: HashSet<&str> = documents.iter().map(|document| base_name(&document.file)).collect();
    let superseded =
        |sources: &[String]| !sources.is_empty() && sources.iter().all(|source| anew.contains(source.as_str()));
    let mut api = existing.api.clone();
    api.actions.retain(|_, action| !superseded(&action.sources));
    api.structures.retain(|_, structure| !superseded(&structure.sources));
    retain_codes(&mut api, &existing.api);
    retain_inferred(&mut api);
    api
}

/// Drops the codes that only superseded actions listed.
fn retain_codes(api: &mut Api, before: &Api) {
    let listed: HashSet<&str> = before.actions.values().flat_map(|action| &action.errors).map(String::as_str).collect();
    let kept: HashSet<&str> = api.actions.values().flat_map(|action| &action.errors).map(String::as_str).collect();
    api.errors.retain(|code, _| kept.contains(code.as_str()) || !listed.contains(code.as_str()));
}

/// Drops the inferred structures that nothing refers to any more: examples give them again where they are needed.
fn retain_inferred(api: &mut Api) {
    let reached = reached(api);
    api.structures.retain(|name, structure| !structure.inferred || reached.contains(name));
}

/// Names of the structures that actions and described structures reach.
fn reached(api: &Api) -> HashSet<String> {
    let described = api.structures.values().filter(|structure| !structure.inferred).flat_map(|s| &s.fields);
    let roots = api.actions.values().flat_map(|action| action.input.iter().chain(&action.output)).chain(described);
    let mut names: Vec<&str> = roots.filter_map(|field| field.r#type.structure()).collect();
    let mut reached = HashSet::new();
    while let Some(name) = names.pop() {
        if reached.insert(name.to_owned()) {
            let fields = api.structures.get(name).map(|structure| structure.fields.as_slice()).unwrap_or_default();
            names.extend(fields.iter().filter_map(|field| field.r#type.structure()));
        }
    }
    reached
}

/// Says which actions and structures were there and are described no more.
pub(crate) fn report_gone(existing: &Existing, merged: &Api, diagnostics: &mut Diagnostics) {
    let actions = gone(existing.api.actions.keys(), |name| merged.actions.contains_key(name));
    let structures = gone(existing.api.structures.keys(), |name| merged.structures.contains_key(name));
    for (what, names) in [("actions", actions), ("structures", structures)] {
        if !names.is_empty() {
            let message = format!("{what} that their sources describe no more are gone: {}", names.join(", "));
            diagnostics.push(Diagnostic::warning("no-longer-described", message).in_file(&existing.file));
        }
    }
}

fn gone<'a>(names: impl Iterator<Item = &'a String>, is_there: impl Fn(&str) -> bool) -> Vec<String> {
    names.filter(|name| !is_there(name)).map(|name| format!("`{name}`")).collect()
}

/// A description as a document; what is inferred is left out.
fn as_document(file: &str, api: &Api) -> Document {
    let errors = api.errors.iter().map(|(code, docs)| error(code, docs));
    let described = api.structures.iter().filter(|(_, structure)| !structure.inferred);
    Document {
        file: file.to_owned(),
        kind: Kind::Description,
        date: None,
        product: Some(api.product.clone()),
        version: Some(api.version.clone()),
        endpoint: Some(api.endpoint.clone()),
        service: api.service.clone(),
        title: Some(api.title.clone()).filter(|title| !title.is_empty()),
        actions: api.actions.iter().map(|(name, value)| action(name, value)).collect(),
        structures: described.map(|(name, value)| structure(name, value)).collect(),
        errors: errors.collect(),
    }
}

fn error(code: &str, docs: &str) -> ErrorPart {
    ErrorPart { code: code.to_owned(), line: 0, docs: docs.to_owned() }
}

fn action(name: &str, action: &Action) -> ActionPart {
    ActionPart {
        name: name.to_owned(),
        line: 0,
        docs: action.docs.clone(),
        rate_limit: action.rate_limit,
        region: Some(action.region),
        status: Some(action.status),
        body: Some(action.body),
        unsigned: Some(action.unsigned),
        event_stream: Some(action.event_stream),
        input: Some(fields(&action.input)),
        output: Some(fields(&action.output)),
        errors: Some(action.errors.iter().map(|code| error(code, "")).collect()),
        examples: action.examples.iter().map(example).collect(),
    }
}

fn structure(name: &str, structure: &Structure) -> StructurePart {
    let (name, docs) = (name.to_owned(), structure.docs.clone());
    StructurePart { name, line: 0, docs, fields: fields(&structure.fields), referenced_by: Vec::new() }
}

fn fields(fields: &[Field]) -> Vec<FieldPart> {
    fields.iter().filter(|field| !field.inferred).map(field).collect()
}

fn field(field: &Field) -> FieldPart {
    FieldPart {
        name: field.name.clone(),
        line: 0,
        r#type: field.r#type.clone(),
        linked: true,
        required: Some(field.required),
        nullable: Some(field.nullable),
        deprecated: Some(field.deprecated),
        docs: field.docs.clone(),
        example: field.example.clone(),
        values: field.values.clone(),
    }
}

fn example(example: &Example) -> ExamplePart {
    let envelope = |output: &Value| Sample::Json(json!({ "Response": output }));
    ExamplePart {
        title: example.title.clone(),
        line: 0,
        input: example.input.clone().map(Sample::Json),
        output: example.output.as_ref().map(envelope),
    }
}
