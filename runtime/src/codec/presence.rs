//! Visitors that examine which fields are set.

use super::{OpenListView, OpenView, Shape, Sink, Structure, View, Views};
use base64::Engine;
use serde_json::Value;
use zeroize::Zeroizing;

/// A visitor that receives, for every field, whether it is set, and the structures in it.
pub(super) trait Presence {
    /// Receives the schema of the structure whose fields follow.
    fn shape(&mut self, _shape: &'static Shape) {}

    /// Receives the next field of the schema.
    fn member(&mut self, is_set: bool);

    /// Receives a structure in the last field, with its index if the field is a list.
    fn inside(&mut self, _value: &dyn View, _index: Option<usize>) {}

    /// Receives a text in the last field: its value, or a part of it.
    fn words(&mut self, _text: &str) {}

    /// Receives bytes in the last field.
    fn bytes(&mut self, _bytes: &[u8]) {}

    /// Receives untyped JSON in the last field.
    fn any(&mut self, _value: &Value) {}
}

impl<P: Presence> Sink for P {
    fn enter(&mut self, shape: &'static Shape) {
        self.shape(shape);
    }

    fn text(&mut self, value: &Option<String>) {
        self.member(value.is_some());
        value.iter().for_each(|text| self.words(text));
    }

    fn integer(&mut self, value: &Option<i64>) {
        self.member(value.is_some());
    }

    fn unsigned(&mut self, value: &Option<u64>) {
        self.member(value.is_some());
    }

    fn float(&mut self, value: &Option<f64>) {
        self.member(value.is_some());
    }

    fn boolean(&mut self, value: &Option<bool>) {
        self.member(value.is_some());
    }

    fn binary(&mut self, value: &Option<Vec<u8>>) {
        self.member(value.is_some());
        value.iter().for_each(|bytes| self.bytes(bytes));
    }

    fn json(&mut self, value: &Option<Value>) {
        self.member(value.is_some());
        value.iter().for_each(|value| self.any(value));
    }

    fn open(&mut self, value: &dyn OpenView) {
        self.member(value.get().is_some());
        value.get().into_iter().for_each(|text| self.words(text));
    }

    fn structure(&mut self, value: &dyn Views) {
        let value = value.iter().next();
        self.member(value.is_some());
        if let Some(value) = value {
            self.inside(&value, None);
        }
    }

    fn texts(&mut self, value: &Option<Vec<String>>) {
        self.member(value.is_some());
        value.iter().flatten().for_each(|text| self.words(text));
    }

    fn integers(&mut self, value: &Option<Vec<i64>>) {
        self.member(value.is_some());
    }

    fn unsigneds(&mut self, value: &Option<Vec<u64>>) {
        self.member(value.is_some());
    }

    fn floats(&mut self, value: &Option<Vec<f64>>) {
        self.member(value.is_some());
    }

    fn booleans(&mut self, value: &Option<Vec<bool>>) {
        self.member(value.is_some());
    }

    fn jsons(&mut self, value: &Option<Vec<Value>>) {
        self.member(value.is_some());
        value.iter().flatten().for_each(|value| self.any(value));
    }

    fn opens(&mut self, value: &dyn OpenListView) {
        self.member(value.count().is_some());
        (0..value.count().unwrap_or_default())
            .filter_map(|index| value.get(index))
            .for_each(|text| self.words(text));
    }

    fn structures(&mut self, value: &dyn Views) {
        self.member(value.count().is_some());
        for (index, item) in value.iter().enumerate() {
            self.inside(&item, Some(index));
        }
    }
}

/// Counts the fields that are set.
pub(super) struct Count(pub(super) usize);

impl Presence for Count {
    fn member(&mut self, is_set: bool) {
        self.0 += usize::from(is_set);
    }
}

/// Returns whether a field other than the given ones is set.
pub(super) fn others_set(value: &dyn View, names: &[&str]) -> bool {
    let mut others = Others { fields: [].iter(), names, found: false };
    value.show(&mut others);
    others.found
}

struct Others<'a> {
    fields: std::slice::Iter<'static, &'static str>,
    names: &'a [&'a str],
    found: bool,
}

impl Presence for Others<'_> {
    fn shape(&mut self, shape: &'static Shape) {
        self.fields = shape.fields.iter();
    }

    fn member(&mut self, is_set: bool) {
        let is_other = self.fields.next().is_some_and(|name| !self.names.contains(name));
        self.found |= is_set && is_other;
    }
}

/// Returns whether the field at a path is set. Dots in the path lead into structures.
pub(crate) fn is_set(value: &dyn View, path: &str) -> bool {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let mut search = AtPath { at: At::depth(0), name, rest, found: false };
    value.show(&mut search);
    search.found
}

struct AtPath<'a> {
    at: At,
    name: &'a str,
    /// The rest of the path after the field.
    rest: Option<&'a str>,
    found: bool,
}

impl Presence for AtPath<'_> {
    fn shape(&mut self, shape: &'static Shape) {
        self.at.shape = shape;
    }

    fn member(&mut self, set: bool) {
        self.at.step();
        self.found |= set && self.rest.is_none() && self.at.name() == self.name;
    }

    fn inside(&mut self, value: &dyn View, index: Option<usize>) {
        if let Some(rest) = self.rest
            && index.is_none()
            && self.at.name() == self.name
        {
            self.found = is_set(value, rest);
        }
    }
}

/// The current field, and how deeply its structure is nested.
struct At {
    shape: &'static Shape,
    next: usize,
    depth: usize,
}

impl At {
    const fn depth(depth: usize) -> Self {
        Self { shape: &Shape::EMPTY, next: 0, depth }
    }

    /// Advances to the next field.
    fn step(&mut self) {
        self.next += 1;
    }

    /// Returns the name of the current field.
    fn name(&self) -> &'static str {
        self.shape.fields.get(self.next - 1).copied().unwrap_or_default()
    }
}

/// Returns the path of the first required field that is not set: `Filters[0].Name`.
#[inline]
pub fn missing_required<T: Structure + ?Sized>(value: &T) -> Option<String> {
    missing(&value, 0)
}

fn missing(value: &dyn View, depth: usize) -> Option<String> {
    let mut search = Required { at: At::depth(depth), missing: None };
    value.show(&mut search);
    search.missing
}

struct Required {
    at: At,
    missing: Option<String>,
}

impl Presence for Required {
    fn shape(&mut self, shape: &'static Shape) {
        self.at.shape = shape;
    }

    fn member(&mut self, is_set: bool) {
        self.at.step();
        if !is_set && self.missing.is_none() && self.at.shape.required.contains(&self.at.name()) {
            self.missing = Some(self.at.name().to_owned());
        }
    }

    fn inside(&mut self, value: &dyn View, index: Option<usize>) {
        if self.missing.is_some() || self.at.depth >= super::MAX_DEPTH {
            return;
        }
        let name = self.at.name();
        self.missing = missing(value, self.at.depth + 1).map(|inner| match index {
            Some(index) => format!("{name}[{index}].{inner}"),
            None => format!("{name}.{inner}"),
        });
    }
}

/// Returns the texts of the secret fields, including those in structures and untyped JSON.
pub(crate) fn secrets(value: &dyn View) -> Vec<Zeroizing<String>> {
    let mut search = Secrets { at: At::depth(0), whole: false, found: Vec::new() };
    value.show(&mut search);
    search.found
}

struct Secrets {
    at: At,
    /// True if the structure is inside a secret field: all of it is then secret.
    whole: bool,
    found: Vec<Zeroizing<String>>,
}

impl Secrets {
    fn is_secret(&self) -> bool {
        self.whole || self.at.shape.sensitive.contains(&self.at.name())
    }
}

impl Presence for Secrets {
    fn shape(&mut self, shape: &'static Shape) {
        self.at.shape = shape;
    }

    fn member(&mut self, _: bool) {
        self.at.step();
    }

    fn inside(&mut self, value: &dyn View, _: Option<usize>) {
        if self.at.depth >= super::MAX_DEPTH {
            return;
        }
        let mut search = Secrets {
            at: At::depth(self.at.depth + 1),
            whole: self.is_secret(),
            found: Vec::new(),
        };
        value.show(&mut search);
        self.found.append(&mut search.found);
    }

    fn words(&mut self, text: &str) {
        if self.is_secret() {
            self.found.push(Zeroizing::new(text.to_owned()));
        }
    }

    /// Records both forms in which a service may repeat the bytes: as they are, and in base64.
    fn bytes(&mut self, bytes: &[u8]) {
        if self.is_secret() {
            self.words(&base64::engine::general_purpose::STANDARD.encode(bytes));
            str::from_utf8(bytes).into_iter().for_each(|text| self.words(text));
        }
    }

    /// Records all texts and numbers. The depth limit of serde_json bounds the recursion.
    fn any(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.words(text),
            Value::Number(number) => self.words(&number.to_string()),
            Value::Array(items) => items.iter().for_each(|item| self.any(item)),
            Value::Object(members) => members.values().for_each(|value| self.any(value)),
            Value::Null | Value::Bool(_) => {}
        }
    }
}

#[cfg(test)]
mod tests;
