//! Visitors that examine which fields are set.

use super::{FieldRef, FieldVisitor, MAX_DEPTH, Schema, Structure, StructureRef};
use base64::Engine;
use serde_json::Value;
use zeroize::Zeroizing;

/// Counts the fields that are set.
pub(super) struct FieldCount(pub(super) usize);

impl FieldVisitor for FieldCount {
    fn begin(&mut self, _: &'static Schema) {}

    fn field(&mut self, field: FieldRef<'_>) {
        self.0 += usize::from(field.is_set());
    }
}

/// Returns whether a field other than the given ones is set.
pub(super) fn has_other_fields(value: &dyn StructureRef, names: &[&str]) -> bool {
    let mut others = OtherFields { fields: [].iter(), names, found: false };
    value.traverse(&mut others);
    others.found
}

struct OtherFields<'a> {
    fields: std::slice::Iter<'static, &'static str>,
    names: &'a [&'a str],
    found: bool,
}

impl FieldVisitor for OtherFields<'_> {
    fn begin(&mut self, schema: &'static Schema) {
        self.fields = schema.fields.iter();
    }

    fn field(&mut self, field: FieldRef<'_>) {
        let is_other = self.fields.next().is_some_and(|name| !self.names.contains(name));
        self.found |= is_other && field.is_set();
    }
}

/// Returns whether the field at a path is set. Dots in the path lead into structures.
pub(crate) fn is_set(value: &dyn StructureRef, path: &str) -> bool {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let mut search = FieldAtPath { current: VisitedField::at_depth(0), name, rest, found: false };
    value.traverse(&mut search);
    search.found
}

struct FieldAtPath<'a> {
    current: VisitedField,
    name: &'a str,
    /// The rest of the path after the field.
    rest: Option<&'a str>,
    found: bool,
}

impl FieldVisitor for FieldAtPath<'_> {
    fn begin(&mut self, schema: &'static Schema) {
        self.current.schema = schema;
    }

    fn field(&mut self, field: FieldRef<'_>) {
        self.current.advance();
        if self.current.name() != self.name {
            return;
        }
        match (self.rest, field) {
            (None, _) => self.found |= field.is_set(),
            (Some(rest), FieldRef::Structure(value)) => {
                self.found = value.iter().any(|value| is_set(&value, rest));
            }
            (Some(_), _) => {}
        }
    }
}

/// The current field, and how deeply its structure is nested.
struct VisitedField {
    schema: &'static Schema,
    next: usize,
    depth: usize,
}

impl VisitedField {
    const fn at_depth(depth: usize) -> Self {
        Self { schema: &Schema::EMPTY, next: 0, depth }
    }

    /// Advances to the next field.
    fn advance(&mut self) {
        self.next += 1;
    }

    /// Returns the name of the current field.
    fn name(&self) -> &'static str {
        self.schema.fields.get(self.next - 1).copied().unwrap_or_default()
    }
}

/// Returns the path of the first required field that is not set: `Filters[0].Name`.
#[inline]
pub fn missing_required<T: Structure + ?Sized>(value: &T) -> Option<String> {
    missing(&value, 0)
}

fn missing(value: &dyn StructureRef, depth: usize) -> Option<String> {
    let mut search = Required { current: VisitedField::at_depth(depth), missing: None };
    value.traverse(&mut search);
    search.missing
}

struct Required {
    current: VisitedField,
    missing: Option<String>,
}

impl FieldVisitor for Required {
    fn begin(&mut self, schema: &'static Schema) {
        self.current.schema = schema;
    }

    fn field(&mut self, field: FieldRef<'_>) {
        self.current.advance();
        if self.missing.is_some() {
            return;
        }
        let name = self.current.name();
        if !field.is_set() {
            self.missing = self.current.schema.required.contains(&name).then(|| name.to_owned());
            return;
        }
        if self.current.depth >= MAX_DEPTH {
            return;
        }
        self.missing = field.structures().find_map(|(index, value)| {
            missing(&value, self.current.depth + 1).map(|inner| match index {
                Some(index) => format!("{name}[{index}].{inner}"),
                None => format!("{name}.{inner}"),
            })
        });
    }
}

/// Returns the texts of the secret fields, including those in structures and untyped JSON.
pub(crate) fn secrets(value: &dyn StructureRef) -> Vec<Zeroizing<String>> {
    let mut search =
        SecretSearch { current: VisitedField::at_depth(0), whole: false, found: Vec::new() };
    value.traverse(&mut search);
    search.found
}

struct SecretSearch {
    current: VisitedField,
    /// True if the structure is inside a secret field: all of it is then secret.
    whole: bool,
    found: Vec<Zeroizing<String>>,
}

impl SecretSearch {
    fn is_secret(&self) -> bool {
        self.whole || self.current.schema.sensitive.contains(&self.current.name())
    }

    fn add(&mut self, text: &str) {
        self.found.push(Zeroizing::new(text.to_owned()));
    }

    /// Records both forms in which a service may repeat the bytes: as they are, and in base64.
    fn add_bytes(&mut self, bytes: &[u8]) {
        self.add(&base64::engine::general_purpose::STANDARD.encode(bytes));
        str::from_utf8(bytes).into_iter().for_each(|text| self.add(text));
    }

    /// Records all texts and numbers. The depth limit of serde_json bounds the recursion.
    fn add_json(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.add(text),
            Value::Number(number) => self.add(&number.to_string()),
            Value::Array(items) => items.iter().for_each(|item| self.add_json(item)),
            Value::Object(members) => members.values().for_each(|value| self.add_json(value)),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// Records the secrets of the structures in a field.
    fn add_structures(&mut self, field: FieldRef<'_>, whole: bool) {
        if self.current.depth >= MAX_DEPTH {
            return;
        }
        for (_, value) in field.structures() {
            let current = VisitedField::at_depth(self.current.depth + 1);
            let mut search = SecretSearch { current, whole, found: Vec::new() };
            value.traverse(&mut search);
            self.found.append(&mut search.found);
        }
    }
}

impl FieldVisitor for SecretSearch {
    fn begin(&mut self, schema: &'static Schema) {
        self.current.schema = schema;
    }

    fn field(&mut self, field: FieldRef<'_>) {
        self.current.advance();
        let is_secret = self.is_secret();
        match field {
            FieldRef::Structure(_) | FieldRef::Structures(_) => {
                self.add_structures(field, is_secret);
            }
            _ if !is_secret => {}
            FieldRef::Text(value) => value.iter().for_each(|text| self.add(text)),
            FieldRef::Texts(value) => value.iter().flatten().for_each(|text| self.add(text)),
            FieldRef::Open(value) => value.get().into_iter().for_each(|text| self.add(text)),
            FieldRef::Opens(value) => (0..value.count().unwrap_or_default())
                .filter_map(|index| value.get(index))
                .for_each(|text| self.add(text)),
            FieldRef::Binary(value) => value.iter().for_each(|bytes| self.add_bytes(bytes)),
            FieldRef::Json(value) => value.iter().for_each(|value| self.add_json(value)),
            FieldRef::Jsons(value) => value.iter().flatten().for_each(|it| self.add_json(it)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
