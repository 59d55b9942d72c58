//! Documented values of members, read from prose.
//!
//! Prose lists values in many ways: bullets, lines, `0: off; 1: on`, `Valid values: A, B`, in Chinese or
//! English. A list is taken only if all of it reads as values, there are at least two, and the text has no
//! second list. One documented list in ten is incomplete, so a set is always open, and values that examples
//! show are added to it.

mod blocks;
mod entry;
mod inline;
mod seen;
mod tables;

use crate::model::{Api, Field, Type};
use entry::Entries;
use indexmap::IndexMap;
use std::collections::HashSet;

/// What stands for the meaning of a value that only examples show.
const SEEN: &str = "Seen in a documented example.";

/// What a list's values look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Constants such as `RUNNING`, `mp4` or `0`.
    Text,
    /// Whole numbers, each with its meaning.
    Number,
}

/// The member whose values are read.
#[derive(Clone, Copy)]
pub(crate) struct Member<'a> {
    kind: Kind,
    name: &'a str,
    /// The names of the members beside it. Prose speaks of them as of values: `Port=1`, `required if Mode is on`.
    siblings: &'a HashSet<String>,
}

impl Member<'_> {
    /// Whether all values are called like members of this place. Then a text is about those members, unless it
    /// announces values.
    fn are_siblings(&self, entries: &Entries<'_>) -> bool {
        entries.iter().all(|(value, _)| self.siblings.contains(*value))
    }

    /// Whether a text tells what a member beside this one must be, rather than a value and its meaning.
    fn is_condition(&self, name: &str, rest: &str) -> bool {
        let rest = rest.trim_start();
        self.siblings.contains(name) && ["=", "为", "是", "等于", "is "].iter().any(|word| rest.starts_with(word))
    }
}

/// Fills the values of every member that has none, where its documentation lists them.
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
        for field in fields.iter_mut().filter(|field| !field.values.is_empty()) {
            let path = owner.field(&field.name);
            if filled.contains(&path) {
                add_seen(field, seen.get(&path).map_or(&[], Vec::as_slice));
            }
        }
    }
}

/// The values that a member's documentation lists.
fn documented(field: &Field, siblings: &HashSet<String>) -> Option<IndexMap<String, String>> {
    let kind = match field.r#type {
        Type::String => Kind::Text,
        Type::Integer | Type::Unsigned => Kind::Number,
        _ => return None,
    };
    if field.example.as_deref().is_some_and(|example| shows_no_value(example, kind)) {
        return None;
    }
    let member = Member { kind, name: &field.name, siblings };
    let block = tables::find(&field.docs, kind).or_else(|| blocks::find(&field.docs, member));
    let inline = inline::find(&field.docs, member);
    let entries = match (block, inline) {
        (Some(block), Some(inline)) => agreed(block, &inline)?,
        (block, inline) => block.or(inline)?,
    };
    let placeholders = entries.iter().any(|(value, _)| is_placeholder(value));
    // Negative numbers only: what counts or measures something has them for its failures.
    let failures = kind == Kind::Number && entries.iter().all(|(value, _)| value.starts_with('-'));
    (entries.len() >= 2 && !placeholders && !failures).then(|| distinct(entries))?
}

/// Whether an example is something else than a constant: a URL, a list, a sentence.
fn shows_no_value(example: &str, kind: Kind) -> bool {
    kind == Kind::Text && !example.is_empty() && !entry::is_value(example, kind)
}

/// A list with an entry a line, if the sentences before it name no other value.
fn agreed<'a>(block: Entries<'a>, inline: &Entries<'_>) -> Option<Entries<'a>> {
    let known = |value: &str| block.iter().any(|(other, _)| *other == value);
    inline.iter().all(|(value, _)| known(value)).then_some(block)
}

/// A list that names a value twice is no list of values.
fn distinct(entries: Entries<'_>) -> Option<IndexMap<String, String>> {
    let count = entries.len();
    let values: IndexMap<_, _> = entries.into_iter().map(|(value, docs)| (value.to_owned(), docs)).collect();
    (values.len() == count).then_some(values)
}

/// Adds what examples show and the documentation does not list.
fn add_seen(field: &mut Field, shown: &[String]) {
    let example = field.example.iter();
    let kind = if field.r#type == Type::String { Kind::Text } else { Kind::Number };
    for value in example.chain(shown).filter(|value| entry::is_value(value, kind) && !is_filler(value, &field.name)) {
        if !field.values.keys().any(|known| known.eq_ignore_ascii_case(value)) {
            field.values.insert(value.clone(), SEEN.to_owned());
        }
    }
}

/// Whether a word stands for any value of its kind.
fn is_placeholder(value: &str) -> bool {
    value.to_ascii_lowercase().contains("xxx")
}

/// Whether an example of a member shows nothing.
fn is_filler(value: &str, member: &str) -> bool {
    let fillers = ["string", "str", "null", "test", "abc", "example", "xx"];
    is_placeholder(value)
        || value.eq_ignore_ascii_case(member)
        || fillers.contains(&value.to_ascii_lowercase().as_str())
}
