//! The field whose values are read, and what is read.

use std::collections::HashSet;

/// Values with their meanings, in the order of the text.
pub(super) type ValueEntries<'a> = Vec<(&'a str, String)>;

/// The form of a list's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListForm {
    /// Constants such as `RUNNING`, `mp4` or `0`.
    Text,
    /// Whole numbers, each with its meaning.
    Number,
}

/// The field whose values are read.
#[derive(Clone, Copy)]
pub(super) struct FieldContext<'a> {
    pub(super) kind: ListForm,
    pub(super) name: &'a str,
    /// The names of the fields beside it. Prose speaks of them as of values: `Port=1`, `required if
    /// Mode is on`.
    pub(super) siblings: &'a HashSet<String>,
}

impl FieldContext<'_> {
    /// Returns whether all values are called like fields of this place. Then a text is about those
    /// fields, unless it announces values.
    pub(super) fn are_siblings(&self, entries: &ValueEntries<'_>) -> bool {
        entries.iter().all(|(value, _)| self.siblings.contains(*value))
    }

    /// Returns whether a text tells what a field beside this one must be, rather than a value and
    /// its meaning.
    pub(super) fn is_condition(&self, name: &str, rest: &str) -> bool {
        let rest = rest.trim_start();
        self.siblings.contains(name)
            && ["=", "为", "是", "等于", "is "].iter().any(|word| rest.starts_with(word))
    }
}
