//! The description that an `api.json` gives by itself, for comparing two of them.

use crate::model::{Action, Api, Field, Structure};
use crate::read::{ActionStatement, Document, FieldStatement, StructureStatement};

/// Takes one document for the whole truth: what it does not state has its default. Examples are
/// left out, for their parameters may need more sources to be understood.
pub fn describe(document: Document) -> Api {
    let mut api =
        Api::new(document.product.unwrap_or_default(), document.version.unwrap_or_default());
    api.title = document.title.unwrap_or_default();
    api.service = document.service.filter(|service| *service != api.product);
    api.endpoint = document.endpoint.unwrap_or(api.endpoint);
    api.actions =
        document.actions.into_iter().map(|part| (part.name.clone(), action(part))).collect();
    api.structures =
        document.structures.into_iter().map(|part| (part.name.clone(), structure(part))).collect();
    api
}

fn action(part: ActionStatement) -> Action {
    Action {
        docs: part.docs,
        rate_limit: part.rate_limit,
        region: part.region.unwrap_or_default(),
        status: part.status.unwrap_or_default(),
        body: part.body.unwrap_or_default(),
        unsigned: part.unsigned.unwrap_or_default(),
        event_stream: part.event_stream.unwrap_or_default(),
        input: fields(part.input.unwrap_or_default()),
        output: fields(part.output.unwrap_or_default()),
        ..Action::default()
    }
}

fn structure(part: StructureStatement) -> Structure {
    Structure { docs: part.docs, fields: fields(part.fields), ..Structure::default() }
}

fn fields(parts: Vec<FieldStatement>) -> Vec<Field> {
    parts.into_iter().map(field).collect()
}

fn field(part: FieldStatement) -> Field {
    Field {
        required: part.required.unwrap_or_default(),
        nullable: part.nullable.unwrap_or_default(),
        deprecated: part.deprecated.unwrap_or_default(),
        values: part.values,
        example: part.example,
        ..Field::new(part.name, part.r#type, part.docs)
    }
}
