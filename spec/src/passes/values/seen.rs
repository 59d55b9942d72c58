//! Values that documented calls show.

use crate::model::{Api, Field, Owner, Path};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The values of the members asked for, each once, in the order of the examples.
pub(super) fn seen(api: &Api, members: &HashSet<Path>) -> HashMap<Path, Vec<String>> {
    let mut found: HashMap<Path, Vec<String>> = HashMap::new();
    let mut todo: Vec<(Owner, &[Field], &Value)> = samples(api);
    todo.reverse();
    while let Some((owner, fields, value)) = todo.pop() {
        let Value::Object(object) = value else { continue };
        for field in fields {
            let Some(value) = object.get(&field.name) else { continue };
            if let Some(structure) = field.r#type.structure() {
                let inner = api.structures.get(structure).map_or(&[][..], |structure| &structure.fields);
                let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                todo.extend(values.iter().rev().map(|value| (Owner::Structure(structure.to_owned()), inner, value)));
                continue;
            }
            let member = owner.field(&field.name);
            if members.contains(&member) {
                note(found.entry(member).or_default(), value);
            }
        }
    }
    found
}

fn samples(api: &Api) -> Vec<(Owner, &[Field], &Value)> {
    let mut samples = Vec::new();
    for (name, action) in &api.actions {
        for example in &action.examples {
            samples.extend(example.input.iter().map(|value| (Owner::Input(name.clone()), &*action.input, value)));
            samples.extend(example.output.iter().map(|value| (Owner::Output(name.clone()), &*action.output, value)));
        }
    }
    samples
}

fn note(values: &mut Vec<String>, value: &Value) {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return,
    };
    if !values.contains(&text) {
        values.push(text);
    }
}
