//! Takes the facts out of descriptions that were made from metadata alone.

use super::example;
use crate::model::{Action, Api, Body, Field, Structure, Type};
use indexmap::IndexMap;

/// Takes the facts: `first` decides what there is; `all`, made from every edition of the metadata,
/// adds what only another edition's sentences tell. An action is read-only only if all editions
/// agree.
pub fn extract_facts(first: Api, all: &Api) -> Api {
    let Api { actions, structures, .. } = first;
    let action = |(name, action): (String, Action)| {
        let other = all.actions.get(&name);
        (name, of_action(action, other))
    };
    let structure = |(name, structure): (String, Structure)| {
        let other =
            all.structures.get(&name).map(|other| other.fields.as_slice()).unwrap_or_default();
        let fields = of_fields(structure.fields, other);
        (name, Structure { fields, inferred: structure.inferred, ..Structure::default() })
    };
    Api {
        service: first.service,
        endpoint: first.endpoint,
        actions: actions.into_iter().map(action).collect(),
        structures: structures.into_iter().map(structure).collect(),
        ..Api::new(first.product, first.version)
    }
}

fn of_action(action: Action, other: Option<&Action>) -> Action {
    let same = action.clone();
    let other = other.unwrap_or(&same);
    // Another edition may page by a field that this one lacks.
    let known = other.paging.as_ref().filter(|paging| {
        let items = paging.items().split('.').next().unwrap_or_default();
        action.output.iter().any(|field| field.name == items)
    });
    let paging = if other.unpaged.is_some() { None } else { known.cloned().or(action.paging) };
    let unpaged = if paging.is_some() { None } else { other.unpaged.or(action.unpaged) };
    let mut input = of_fields(action.input, &other.input);
    if action.body == Body::OctetStream {
        // An import adds the field that holds the bytes.
        input.retain(|field| !(field.inferred && field.r#type == Type::Binary));
    }
    Action {
        region: action.region,
        status: action.status,
        body: action.body,
        unsigned: action.unsigned,
        event_stream: action.event_stream,
        read_only: action.read_only && other.read_only,
        idempotency_token: action.idempotency_token,
        input,
        output: of_fields(action.output, &other.output),
        paging,
        unpaged,
        ..Action::default()
    }
}

fn of_fields(fields: Vec<Field>, other: &[Field]) -> Vec<Field> {
    fields
        .into_iter()
        .map(|field| {
            let other = other.iter().find(|other| other.name == field.name);
            of_field(field, other)
        })
        .collect()
}

fn of_field(field: Field, other: Option<&Field>) -> Field {
    let sensitive = field.sensitive || other.is_some_and(|other| other.sensitive);
    let field = Field { sensitive, ..field };
    let values = match other {
        Some(other) if field.values.is_empty() => &other.values,
        _ => &field.values,
    };
    Field {
        required: field.required,
        nullable: field.nullable,
        deprecated: field.deprecated,
        inferred: field.inferred,
        sensitive,
        values: values
            .keys()
            .map(|value| (value.clone(), String::new()))
            .collect::<IndexMap<_, _>>(),
        example: example::example_text(&field),
        ..Field::new(field.name.clone(), field.r#type.clone(), "")
    }
}
