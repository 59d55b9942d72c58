//! Documented calls: from what the sources have to plain JSON that fits the declared types.

mod fit;
mod query;
mod repair;
mod resolve;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::draft::{Documented, Draft};
use crate::model::{Action, Example};
use crate::read::Sample;
use serde_json::Value;
use std::collections::HashSet;

pub(crate) use fit::check_fit;
pub(crate) use repair::repair_damaged;
pub use resolve::{resolve_request, response_body};

/// Common parameters of a query: they are no fields of the request.
const COMMON: [&str; 11] = [
    "Action",
    "Version",
    "Region",
    "Timestamp",
    "Nonce",
    "SecretId",
    "Signature",
    "SignatureMethod",
    "Token",
    "Language",
    "RequestClient",
];

/// Gives each action one example for each documented call: requests nested but not yet typed,
/// responses without their envelope, damaged texts not yet there.
pub(crate) fn unpack(draft: &mut Draft, diagnostics: &mut Diagnostics) {
    for (name, samples) in &draft.samples {
        if let Some(action) = draft.api.actions.get_mut(name) {
            action.examples =
                samples.iter().map(|sample| example(name, action, sample, diagnostics)).collect();
        }
    }
}

fn example(
    name: &str,
    action: &Action,
    documented: &Documented,
    diagnostics: &mut Diagnostics,
) -> Example {
    let mut warn = |code, message: String| {
        let title = &documented.part.title;
        let message = format!("`{name}`: the example `{title}` {message}");
        diagnostics.push(documented.place.mark(Diagnostic::warning(code, message)));
    };
    let input = documented.part.input.as_ref().and_then(|sample| {
        request(action, sample).unwrap_or_else(|reason| {
            warn("unreadable-example", format!("has a request that {reason}; it is left out"));
            None
        })
    });
    let output = documented.part.output.as_ref().and_then(|sample| {
        response(action, sample).unwrap_or_else(|reason| {
            warn("unreadable-example", format!("has a response that {reason}; it is left out"));
            None
        })
    });
    Example { title: documented.part.title.clone(), input, output }
}

/// A request; `None` if the text is damaged.
fn request(action: &Action, sample: &Sample) -> Result<Option<Value>, &'static str> {
    match sample {
        Sample::Json(value) if value.is_object() => Ok(Some(value.clone())),
        Sample::Json(_) => Err("is not a JSON object"),
        Sample::Query(pairs) => {
            let is_field = |name: &str| action.input.iter().any(|field| field.name == name);
            let common: Vec<&str> = COMMON.into_iter().filter(|name| !is_field(name)).collect();
            let fields = pairs.iter().filter(|(name, _)| !common.contains(&name.as_str()));
            let fields: Vec<_> = fields.cloned().collect();
            query::nested(&fields).map(Some).ok_or("cannot be nested")
        }
        Sample::Damaged { .. } => Ok(None),
    }
}

/// A response without its envelope; `None` if the text is damaged.
fn response(action: &Action, sample: &Sample) -> Result<Option<Value>, &'static str> {
    let Sample::Json(value) = sample else {
        return if matches!(sample, Sample::Query(_)) {
            Err("is not a JSON object")
        } else {
            Ok(None)
        };
    };
    let inside = inside(action, value);
    if !inside.is_object() {
        return Err("is not a JSON object");
    }
    if is_error(action, inside) {
        return Err("tells an error");
    }
    Ok(Some(inside.clone()))
}

fn inside<'a>(action: &Action, value: &'a Value) -> &'a Value {
    let declares_response = action.output.iter().any(|field| field.name == "Response");
    match value.get("Response") {
        Some(inside)
            if inside.is_object()
                && (!declares_response || value.as_object().is_some_and(|o| o.len() == 1)) =>
        {
            inside
        }
        _ => value,
    }
}

/// Returns whether a response says that the call failed; for some actions an `Error` is part of a
/// success.
fn is_error(action: &Action, response: &Value) -> bool {
    let declared = action.output.iter().any(|field| field.name == "Error" && !field.inferred);
    !declared && response.get("Error").is_some_and(|error| error.get("Code").is_some())
}

/// Gives requests that were queries the declared types.
pub(crate) fn type_queries(draft: &mut Draft) {
    for (name, samples) in &draft.samples {
        let Some(action) = draft.api.actions.get_mut(name) else { continue };
        let mut examples = std::mem::take(&mut action.examples);
        let fields = action.input.clone();
        for (example, sample) in examples.iter_mut().zip(samples) {
            if matches!(sample.part.input, Some(Sample::Query(_))) {
                example.input =
                    example.input.take().map(|value| query::typed(&draft.api, &fields, value));
            }
        }
        if let Some(action) = draft.api.actions.get_mut(name) {
            action.examples = examples;
        }
    }
}

/// Drops what has neither side.
pub(crate) fn drop_unreadable(draft: &mut Draft, diagnostics: &mut Diagnostics) {
    for (name, samples) in &draft.samples {
        let Some(action) = draft.api.actions.get_mut(name) else { continue };
        for (example, sample) in
            action.examples.iter().zip(samples).filter(|(example, _)| is_empty(example))
        {
            let message = format!(
                "`{name}`: nothing of the example `{}` can be read; it is left out",
                example.title
            );
            diagnostics.push(sample.place.mark(Diagnostic::warning("example-left-out", message)));
        }
        action.examples.retain(|example| !is_empty(example));
    }
}

fn is_empty(example: &Example) -> bool {
    example.input.is_none() && example.output.is_none()
}

/// Drops what is documented twice; secrets are gone by now, so that what was there before is known
/// again.
pub(crate) fn drop_repeated(draft: &mut Draft) {
    for name in draft.samples.keys() {
        let mut seen = HashSet::new();
        if let Some(action) = draft.api.actions.get_mut(name) {
            action.examples.retain(|example| seen.insert(text(example)));
        }
    }
}

/// Returns the text by which examples are compared: not their titles.
fn text(example: &Example) -> String {
    let side = |value: &Option<Value>| value.as_ref().map(Value::to_string).unwrap_or_default();
    format!("{}\n{}", side(&example.input), side(&example.output))
}
