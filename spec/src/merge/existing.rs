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
        let anew = base_names(documents);
        let kept = retain(existing, &anew);
        let document = KeptDocument::new(&kept, &anew).document(&existing.file);
        let parts_stay = !kept.actions.is_empty() || !kept.structures.is_empty();
        Self { kept, document, order: parts_stay.then_some(&existing.api) }
    }
}

fn base_names<'a>(documents: &[&'a Document]) -> HashSet<&'a str> {
    documents.iter().map(|document| base_name(&document.file)).collect()
}

/// What stays of a description when documents are imported again: an action or a structure all of whose
/// sources are imported anew is made anew, so that what they no longer say goes.
fn retain(existing: &Existing, anew: &HashSet<&str>) -> Api {
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
    let members = api.actions.values().flat_map(|action| action.input.iter().chain(&action.output));
    reached_from(api, members.chain(described))
}

/// Names of the structures that members reach.
fn reached_from<'a>(api: &'a Api, members: impl Iterator<Item = &'a Field>) -> HashSet<String> {
    let mut names: Vec<&str> = members.filter_map(|field| field.r#type.structure()).collect();
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
struct KeptDocument<'a> {
    api: &'a Api,
    /// The metadata whose word still stands: what is imported anew speaks for itself.
    metadata: HashSet<&'a str>,
    /// The structures that requests reach, where metadata knows what is required.
    sent: HashSet<String>,
}

impl<'a> KeptDocument<'a> {
    fn new(api: &'a Api, anew: &HashSet<&str>) -> Self {
        let metadata = api.metadata.iter().map(String::as_str).filter(|file| !anew.contains(file)).collect();
        let inputs = api.actions.values().flat_map(|action| &action.input);
        Self { api, metadata, sent: reached_from(api, inputs) }
    }

    fn document(&self, file: &str) -> Document {
        let api = self.api;
        let errors = api.errors.iter().map(|(code, docs)| error(code, docs));
        let described = api.structures.iter().filter(|(_, structure)| !structure.inferred);
        Document {
            file: file.to_owned(),
            kind: Kind::Description,
            date: None,
            product: Some(api.product.clone()),
            version: Some(api.version.clone()),
            versions: Vec::new(),
            endpoint: Some(api.endpoint.clone()),
            service: api.service.clone(),
            title: Some(api.title.clone()).filter(|title| !title.is_empty()),
            actions: api.actions.iter().map(|(name, value)| self.action(name, value)).collect(),
            structures: described.map(|(name, value)| self.structure(name, value)).collect(),
            errors: errors.collect(),
        }
    }

    fn is_from_metadata(&self, sources: &[String]) -> bool {
        sources.iter().any(|source| self.metadata.contains(source.as_str()))
    }

    fn action(&self, name: &str, action: &Action) -> ActionPart {
        let from_metadata = self.is_from_metadata(&action.sources);
        ActionPart {
            name: name.to_owned(),
            line: 0,
            docs: action.docs.clone(),
            rate_limit: action.rate_limit,
            region: stated(action.region),
            status: Some(action.status),
            body: stated(action.body),
            unsigned: stated(action.unsigned),
            event_stream: stated(action.event_stream),
            input: Some(fields(&action.input, Owner { from_metadata, is_sent: true })),
            output: Some(fields(&action.output, Owner { from_metadata, is_sent: false })),
            errors: Some(action.errors.iter().map(|code| error(code, "")).collect()),
            examples: action.examples.iter().map(example).collect(),
            from_metadata,
        }
    }

    fn structure(&self, name: &str, structure: &Structure) -> StructurePart {
        let from_metadata = self.is_from_metadata(&structure.sources);
        StructurePart {
            name: name.to_owned(),
            docs: structure.docs.clone(),
            fields: fields(&structure.fields, Owner { from_metadata, is_sent: self.sent.contains(name) }),
            from_metadata,
            ..StructurePart::default()
        }
    }
}

/// What is at its default may never have been said.
fn stated<T: Default + PartialEq>(value: T) -> Option<T> {
    (value != T::default()).then_some(value)
}

fn error(code: &str, docs: &str) -> ErrorPart {
    ErrorPart { code: code.to_owned(), line: 0, docs: docs.to_owned() }
}

/// Whose members they are.
#[derive(Clone, Copy)]
struct Owner {
    /// Whether metadata described it.
    from_metadata: bool,
    /// Whether it is part of a request.
    is_sent: bool,
}

fn fields(fields: &[Field], owner: Owner) -> Vec<FieldPart> {
    fields.iter().filter(|field| !field.inferred).map(|known| field(known, owner)).collect()
}

fn field(field: &Field, owner: Owner) -> FieldPart {
    let from_metadata = owner.from_metadata && !field.documented_only;
    FieldPart {
        name: field.name.clone(),
        line: 0,
        r#type: field.r#type.clone(),
        linked: true,
        // Of members that are only answered, metadata does not tell whether they are required.
        required: (owner.is_sent || !from_metadata || field.required).then_some(field.required),
        nullable: Some(field.nullable),
        deprecated: Some(field.deprecated),
        docs: field.docs.clone(),
        example: field.example.clone(),
        values: field.values.clone(),
        from_metadata,
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
