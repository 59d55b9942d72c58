//! Documented values of fields, read from prose.
//!
//! Prose lists values in many ways: bullets, lines, `0: off; 1: on`, `Valid values: A, B`, in
//! Chinese or English. A list is taken only if all of it reads as values, there are at least two,
//! and the text has no second list. One documented list in ten is incomplete, so a set is always
//! open, and values that examples show are added to it.

mod blocks;
mod entry;
mod field_context;
mod inline;
mod lead;
mod seen;
mod tables;

use super::words::words;
use crate::model::{Api, Field, Type};
use field_context::{FieldContext, ListForm, ValueEntries};
use indexmap::IndexMap;
use std::collections::HashSet;

/// The documentation of a value that only examples show.
const SEEN: &str = "Seen in a documented example.";

/// Fills the values of every field that has none, if its documentation lists them.
pub fn values(api: &mut Api) {
    let mut filled = HashSet::new();
    for (owner, fields) in api.lists_mut() {
        let siblings: HashSet<String> = fields.iter().map(|field| field.name.clone()).collect();
        for field in fields.iter_mut().filter(|field| field.values.is_empty()) {
            if let Some(values) = documented(field, &siblings) {
                field.values = values;
                filled.insert(owner.field(&field.name));
            }
        }
    }
    let seen = seen::seen(api, &filled);
    for (owner, fields) in api.lists_mut() {
        let siblings: HashSet<String> =
            fields.iter().map(|field| field.name.to_ascii_lowercase()).collect();
        for field in fields.iter_mut().filter(|field| !field.values.is_empty()) {
            let path = owner.field(&field.name);
            if filled.contains(&path) {
                add_seen(field, seen.get(&path).map_or(&[], Vec::as_slice), &siblings);
            }
        }
    }
}

/// The values that a field's documentation lists.
fn documented(field: &Field, siblings: &HashSet<String>) -> Option<IndexMap<String, String>> {
    let kind = match field.r#type {
        Type::String => ListForm::Text,
        Type::Integer | Type::Unsigned => ListForm::Number,
        _ => return None,
    };
    if kind == ListForm::Text && is_free(&field.name) {
        return None;
    }
    if field.example.as_deref().is_some_and(|example| shows_no_value(example, kind)) {
        return None;
    }
    let context = FieldContext { kind, name: &field.name, siblings };
    let block = tables::find_value_table(&field.docs, kind)
        .or_else(|| blocks::find_value_block(&field.docs, context));
    let inline = inline::find_inline_values(&field.docs, context);
    let entries = match (block, inline) {
        (Some(block), Some(inline)) => agreed(block, &inline)?,
        (block, inline) => block.or(inline)?,
    };
    let placeholders = entries.iter().any(|(value, _)| seen::is_placeholder(value));
    // Negative numbers only: what counts or measures something has them for its failures.
    let failures =
        kind == ListForm::Number && entries.iter().all(|(value, _)| value.starts_with('-'));
    let is_list =
        entries.len() >= 2 && !placeholders && !failures && !inline::is_cut(&entries, context);
    (is_list && !lead::is_about_another(&field.docs, &entries, siblings))
        .then(|| distinct(entries))?
}

/// Returns whether no field of the name has a set of values, whatever the text lists: an address,
/// the number of a document.
fn is_free(name: &str) -> bool {
    let words = words(name);
    words.last().is_some_and(|last| matches!(last.as_str(), "url" | "uri" | "cname" | "number"))
}

/// Returns whether an example is something else than a constant: a URL, a list, a sentence.
fn shows_no_value(example: &str, kind: ListForm) -> bool {
    kind == ListForm::Text && !example.is_empty() && !entry::is_value(example, kind)
}

/// A list with an entry a line, if the sentences before it name no other value.
fn agreed<'a>(block: ValueEntries<'a>, inline: &ValueEntries<'_>) -> Option<ValueEntries<'a>> {
    let known = |value: &str| block.iter().any(|(other, _)| *other == value);
    inline.iter().all(|(value, _)| known(value)).then_some(block)
}

/// A list that names a value twice is no list of values.
fn distinct(entries: ValueEntries<'_>) -> Option<IndexMap<String, String>> {
    let count = entries.len();
    let is_turned = are_meanings_values(&entries);
    let turned = |(value, docs): (&str, String)| match is_turned {
        true => (docs.trim_matches('`').to_owned(), value.to_owned()),
        false => (value.to_owned(), docs),
    };
    let values: IndexMap<_, _> = entries.into_iter().map(turned).collect();
    (values.len() == count).then_some(values)
}

/// Returns whether words stand before constants, as in `Ascending: ASC`: then the constants are the
/// values.
fn are_meanings_values(entries: &ValueEntries<'_>) -> bool {
    let is_capitals = |text: &str| {
        text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_')
    };
    let is_word = |value: &str| {
        value.bytes().any(|byte| byte.is_ascii_lowercase())
            && value.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
    };
    entries.iter().all(|(value, docs)| {
        let constant = docs.trim_matches('`');
        let is_marked = constant.len() < docs.len() || constant.starts_with("0x");
        let is_title = value.starts_with(|c: char| c.is_ascii_uppercase());
        let is_constant = is_marked || (is_title && is_capitals(constant));
        is_word(value) && is_constant && entry::is_value(constant, ListForm::Text)
    })
}

/// Adds what examples show and the documentation does not list, if it is of the kind of what is
/// listed.
fn add_seen(field: &mut Field, shown: &[String], siblings: &HashSet<String>) {
    let kind = if field.r#type == Type::String { ListForm::Text } else { ListForm::Number };
    let listed: Vec<String> = field.values.keys().cloned().collect();
    let shows = |value: &&String| {
        entry::is_value(value, kind)
            && !seen::is_filler(value)
            && !siblings.contains(&value.to_ascii_lowercase())
            && seen::fits(value, &listed)
    };
    for value in field.example.iter().chain(shown).filter(shows) {
        if !field.values.keys().any(|known| seen::is_same(known, value)) {
            field.values.insert(value.clone(), SEEN.to_owned());
        }
    }
}
