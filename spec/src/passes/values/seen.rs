//! Values that documented calls show.

use crate::model::{Api, Field, Owner, Path};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The values of the fields asked for, each once, in the order of the examples.
pub(super) fn seen(api: &Api, paths: &HashSet<Path>) -> HashMap<Path, Vec<String>> {
    let mut found: HashMap<Path, Vec<String>> = HashMap::new();
    let mut todo: Vec<(Owner, &[Field], &Value)> = samples(api);
    todo.reverse();
    while let Some((owner, fields, value)) = todo.pop() {
        let Value::Object(object) = value else { continue };
        for field in fields {
            let Some(value) = object.get(&field.name) else { continue };
            if let Some(structure) = field.r#type.structure() {
                let inner =
                    api.structures.get(structure).map_or(&[][..], |structure| &structure.fields);
                let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                todo.extend(
                    values
                        .iter()
                        .rev()
                        .map(|value| (Owner::Structure(structure.to_owned()), inner, value)),
                );
                continue;
            }
            let path = owner.field(&field.name);
            if paths.contains(&path) {
                note(found.entry(path).or_default(), value);
            }
        }
    }
    found
}

fn samples(api: &Api) -> Vec<(Owner, &[Field], &Value)> {
    let mut samples = Vec::new();
    for (name, action) in &api.actions {
        for example in &action.examples {
            samples.extend(
                example
                    .input
                    .iter()
                    .map(|value| (Owner::Input(name.clone()), &*action.input, value)),
            );
            samples.extend(
                example
                    .output
                    .iter()
                    .map(|value| (Owner::Output(name.clone()), &*action.output, value)),
            );
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

/// Examples that show nothing.
#[rustfmt::skip]
const FILLERS: [&str; 6] = ["string", "str", "null", "abc", "example", "xx"];

/// Starts of examples that somebody made up.
const MADE_UP: [&str; 3] = ["test", "demo", "your_"];

/// Returns whether a word stands for any value of its kind.
pub(super) fn is_placeholder(value: &str) -> bool {
    value.to_ascii_lowercase().contains("xxx")
}

/// Returns whether an example shows nothing.
pub(super) fn is_filler(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    is_placeholder(&value)
        || FILLERS.contains(&&*value)
        || MADE_UP.iter().any(|start| value.starts_with(start))
}

/// Returns whether two texts are one value: they differ in signs and case only.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    one == other || (!is_digits(one) && letters(one) == letters(other))
}

/// Returns whether a value is written like one that is listed, and is not several of them: a
/// documented set of words takes no number and no ID.
pub(super) fn fits(value: &str, listed: &[String]) -> bool {
    let lengths = || listed.iter().map(String::len);
    let (shortest, longest) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
    let is_written_so = listed.iter().any(|known| style(known) == style(value));
    let joins = value.contains('/')
        && value.split('/').all(|part| listed.iter().any(|known| is_same(known, part)));
    is_written_so
        && !joins
        && value.len() <= 2 * longest
        && (value.len() > 1 || shortest == 1 || value == "0")
}

/// Digits only, capitals, small letters.
fn style(value: &str) -> (bool, bool, bool) {
    let has = |test: fn(&u8) -> bool| value.bytes().any(|byte| test(&byte));
    (is_digits(value), has(u8::is_ascii_uppercase), has(u8::is_ascii_lowercase))
}

fn is_digits(value: &str) -> bool {
    value.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit())
}
