//! Checks that documented calls fit the declared types.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::draft::Draft;
use crate::model::{Api, Field, Path, Type};
use indexmap::IndexMap;
use serde_json::Value;

/// The number of disagreements of one action that are listed.
const LISTED: usize = 12;

/// One warning for each action whose examples contradict the declared types, for the actions of
/// this import.
pub(crate) fn check_fit(draft: &Draft, diagnostics: &mut Diagnostics) {
    for name in draft.samples.keys() {
        let Some(action) = draft.api.actions.get(name) else { continue };
        let mut found = Misfits { api: &draft.api, sent: false, misfits: IndexMap::new() };
        for example in &action.examples {
            found.side(&action.input, example.input.as_ref(), true);
            found.side(&action.output, example.output.as_ref(), false);
        }
        if !found.misfits.is_empty() {
            let message = format!("`{name}`: examples contradict declared types: {}", found.list());
            let path = Path::Action(name.clone());
            diagnostics
                .push(draft.places.mark(&path, Diagnostic::warning("example-type", message)));
        }
    }
}

struct Misfits<'a> {
    api: &'a Api,
    sent: bool,
    misfits: IndexMap<String, String>,
}

impl Misfits<'_> {
    fn side(&mut self, fields: &[Field], value: Option<&Value>, sent: bool) {
        self.sent = sent;
        if let Some(value) = value {
            self.check_fields(fields, "", value);
        }
    }

    /// Recursion is bounded by the depth that serde_json reads.
    fn check_fields(&mut self, fields: &[Field], path: &str, value: &Value) {
        let Some(object) = value.as_object() else { return };
        for field in fields {
            if let Some(value) = object.get(&field.name) {
                let path = if path.is_empty() {
                    field.name.clone()
                } else {
                    format!("{path}.{}", field.name)
                };
                self.value(&field.r#type, &path, value);
            }
        }
    }

    fn value(&mut self, r#type: &Type, path: &str, value: &Value) {
        match (r#type, value) {
            (Type::Array(element), Value::Array(items)) => {
                items.iter().for_each(|item| self.value(element, path, item))
            }
            (Type::Structure(name), Value::Object(_)) => {
                let api = self.api;
                let fields = api
                    .structures
                    .get(name)
                    .map(|structure| structure.fields.as_slice())
                    .unwrap_or_default();
                self.check_fields(fields, path, value);
            }
            _ if fits(r#type, value, self.sent) => {}
            _ => {
                let misfit = format!("`{path}` is {type}, not {}", word(value));
                self.misfits.entry(path.to_owned()).or_insert(misfit);
            }
        }
    }

    fn list(&self) -> String {
        let listed: Vec<&str> = self.misfits.values().take(LISTED).map(String::as_str).collect();
        match self.misfits.len().saturating_sub(LISTED) {
            0 => listed.join(", "),
            more => format!("{} and {more} more", listed.join(", ")),
        }
    }
}

/// Returns whether a value is what the type says. Null is what is absent; a request's number or
/// boolean may be written as text.
fn fits(r#type: &Type, value: &Value, sent: bool) -> bool {
    match (r#type, value) {
        (_, Value::Null) => true,
        (Type::Array(_) | Type::Structure(_), Value::String(text)) => text.is_empty(),
        (Type::Integer | Type::Unsigned, Value::Number(number)) => !number.is_f64(),
        (Type::Float, Value::Number(_)) | (Type::Boolean, Value::Bool(_)) => true,
        (Type::Integer | Type::Unsigned, Value::String(text)) => {
            sent && text.parse::<i128>().is_ok()
        }
        (Type::Float, Value::String(text)) => sent && text.parse::<f64>().is_ok(),
        (Type::Boolean, Value::String(text)) => {
            sent && matches!(text.to_ascii_lowercase().as_str(), "true" | "false")
        }
        (
            Type::String | Type::Timestamp | Type::DateTime | Type::Date | Type::Binary,
            Value::String(_),
        ) => true,
        _ => false,
    }
}

fn word(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.is_f64() => "a fraction",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
