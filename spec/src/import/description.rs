//! A description, or facts, as a document: what people gave on the command line, and what
//! `spec/facts` holds.

use crate::check;
use crate::diagnostic::Diagnostics;
use crate::facts::Facts;
use crate::model::{Action, Api, Example, Field, Structure};
use crate::read::{
    ActionStatement, Document, ErrorStatement, ExampleStatement, FieldStatement, Sample,
    SourceKind, StructureStatement,
};
use serde_json::{Value, json};

/// Reads a description as a document.
pub(super) fn read_description(text: &str, file: &str) -> (Document, Diagnostics) {
    match check::parse_description(text, file) {
        Ok(api) => (document(&api, file, SourceKind::Description), Diagnostics::default()),
        Err(errors) => (Document::new(file, SourceKind::Description), errors),
    }
}

/// Returns facts as a document. Values, limits and examples are left out: they are added if no
/// document states any.
pub(super) fn of_facts(facts: &Facts) -> Document {
    let mut document = document(&facts.api, &facts.file, SourceKind::Facts);
    let of_actions = document
        .actions
        .iter_mut()
        .flat_map(|part| part.input.iter_mut().chain(&mut part.output).flatten());
    for field in of_actions.chain(document.structures.iter_mut().flat_map(|part| &mut part.fields))
    {
        field.values.clear();
        field.limits.clear();
        field.example = None;
    }
    document
}

/// Returns what a description states; what is inferred is left out, for examples show it again.
fn document(api: &Api, file: &str, kind: SourceKind) -> Document {
    let sent = api.reached(api.actions.values().flat_map(|action| &action.input));
    let described = api.structures.iter().filter(|(_, structure)| !structure.inferred);
    Document {
        product: Some(api.product.clone()),
        version: Some(api.version.clone()),
        endpoint: Some(api.endpoint.clone()),
        service: Some(api.service().to_owned()),
        title: Some(api.title.clone()).filter(|title| !title.is_empty()),
        actions: api.actions.iter().map(|(name, value)| action(name, value)).collect(),
        structures: described
            .map(|(name, value)| structure(name, value, sent.contains(name.as_str())))
            .collect(),
        errors: api.errors.iter().map(|(code, docs)| error(code, docs)).collect(),
        ..Document::new(file, kind)
    }
}

fn action(name: &str, action: &Action) -> ActionStatement {
    ActionStatement {
        name: name.to_owned(),
        line: 0,
        docs: action.docs.clone(),
        title: None,
        rate_limit: action.rate_limit,
        region: stated(action.region),
        status: Some(action.status),
        body: stated(action.body),
        unsigned: stated(action.unsigned),
        event_stream: stated(action.event_stream),
        input: Some(fields(&action.input, true)),
        output: Some(fields(&action.output, false)),
        errors: Some(action.errors.iter().map(|code| error(code, "")).collect()),
        examples: action.examples.iter().map(example).collect(),
    }
}

fn structure(name: &str, structure: &Structure, is_sent: bool) -> StructureStatement {
    StructureStatement {
        name: name.to_owned(),
        docs: structure.docs.clone(),
        fields: fields(&structure.fields, is_sent),
        ..StructureStatement::default()
    }
}

/// A value that is the default may not have been stated.
fn stated<T: Default + PartialEq>(value: T) -> Option<T> {
    (value != T::default()).then_some(value)
}

fn error(code: &str, docs: &str) -> ErrorStatement {
    ErrorStatement { code: code.to_owned(), line: 0, docs: docs.to_owned() }
}

fn fields(fields: &[Field], is_sent: bool) -> Vec<FieldStatement> {
    fields.iter().filter(|field| !field.inferred).map(|known| field(known, is_sent)).collect()
}

fn field(field: &Field, is_sent: bool) -> FieldStatement {
    FieldStatement {
        name: field.name.clone(),
        line: 0,
        r#type: field.r#type.clone(),
        linked: true,
        // Nobody says of a field that is only in responses whether it is required.
        required: (is_sent || field.required).then_some(field.required),
        nullable: Some(field.nullable),
        deprecated: Some(field.deprecated),
        docs: field.docs.clone(),
        example: field.example.clone(),
        values: field.values.clone(),
        limits: field.limits.clone(),
    }
}

fn example(example: &Example) -> ExampleStatement {
    let envelope = |output: &Value| Sample::Json(json!({ "Response": output }));
    ExampleStatement {
        title: example.title.clone(),
        line: 0,
        input: example.input.clone().map(Sample::Json),
        output: example.output.as_ref().map(envelope),
    }
}
