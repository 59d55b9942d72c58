//! Disagreements of sources: collected one by one, reported in few lines.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::draft::Place;
use indexmap::{IndexMap, IndexSet};
use std::rc::Rc;

/// The number of disagreements that one warning lists before it counts the rest.
const LISTED: usize = 24;

/// The number of files that one warning names.
const FILES: usize = 3;

/// A property on which sources disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Aspect {
    Type,
    Required,
    Deprecated,
    Docs,
    RateLimit,
    Region,
    Status,
    Endpoint,
    /// Error codes: told once for all sources, because every page describes the common ones in its
    /// own words.
    ErrorDocs,
    /// Not a disagreement about a value: a less trusted source has something that a more trusted
    /// one lacks.
    Presence,
}

impl Aspect {
    /// The code of the warning, and what it calls the matter.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Type => ("conflicting-type", "type"),
            Self::Required => ("conflicting-required", "requiredness"),
            Self::Deprecated => ("conflicting-deprecated", "deprecation"),
            Self::Docs | Self::ErrorDocs => ("conflicting-description", "description"),
            Self::RateLimit => ("conflicting-rate-limit", "rate limit"),
            Self::Region => ("conflicting-region", "region"),
            Self::Status => ("conflicting-status", "status"),
            Self::Endpoint => ("conflicting-endpoint", "endpoint"),
            Self::Presence => ("only-in-one-source", "presence"),
        }
    }
}

/// A statement with its place.
#[derive(Clone, Debug)]
pub(crate) struct Claim<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

impl<T> Claim<T> {
    pub(crate) fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

/// All disagreements of one merge, grouped by what they are about and between whom they are.
#[derive(Default)]
pub(crate) struct Conflicts(IndexMap<ConflictKey, Vec<ConflictItem>>);

#[derive(PartialEq, Eq, Hash)]
struct ConflictKey {
    aspect: Aspect,
    /// The action or the structure; empty for descriptions.
    owner: String,
    taken: Rc<str>,
    left: Rc<str>,
}

struct ConflictItem {
    subject: String,
    /// The chosen value and the other one; `None` for documentation.
    values: Option<(String, String)>,
    taken: Place,
    left: Place,
}

impl Conflicts {
    /// Records that one value is taken and another is not.
    pub(crate) fn value(
        &mut self,
        aspect: Aspect,
        owner: &str,
        subject: &str,
        (taken, left): (&Claim<String>, &Claim<String>),
    ) {
        let item = ConflictItem {
            subject: subject.to_owned(),
            values: Some((taken.value.clone(), left.value.clone())),
            taken: taken.place.clone(),
            left: left.place.clone(),
        };
        self.push(aspect, owner, item);
    }

    /// Records that two descriptions differ, or that only a less trusted source has something.
    pub(crate) fn places(
        &mut self,
        aspect: Aspect,
        owner: &str,
        subject: &str,
        (taken, left): (&Place, &Place),
    ) {
        let item = ConflictItem {
            subject: subject.to_owned(),
            values: None,
            taken: taken.clone(),
            left: left.clone(),
        };
        self.push(aspect, owner, item);
    }

    fn push(&mut self, aspect: Aspect, owner: &str, item: ConflictItem) {
        let (taken, left) = match aspect {
            Aspect::ErrorDocs => (Rc::from(""), Rc::from("")),
            // Told once for each source that is not believed: another one may be for every action.
            Aspect::Docs => (Rc::from(""), Rc::clone(&item.left.file)),
            _ => (Rc::clone(&item.taken.file), Rc::clone(&item.left.file)),
        };
        self.0
            .entry(ConflictKey { aspect, owner: owner.to_owned(), taken, left })
            .or_default()
            .push(item);
    }

    /// The warnings, in the order in which their first item was met.
    pub(crate) fn into_diagnostics(self) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        for (key, items) in self.0 {
            if let Some(first) = items.first() {
                let warning =
                    Diagnostic::warning(key.aspect.words().0, message(&key, first, &items));
                diagnostics.push(first.left.mark(warning));
            }
        }
        diagnostics
    }
}

fn message(key: &ConflictKey, first: &ConflictItem, items: &[ConflictItem]) -> String {
    let ConflictKey { aspect, owner, taken, left } = key;
    match (aspect, items, &first.values) {
        (Aspect::Docs, ..) => {
            format!(
                "descriptions in {left} differ from those in {}, which are taken: {}",
                files(items),
                list(items, subject)
            )
        }
        (Aspect::ErrorDocs, ..) => {
            format!(
                "error codes are described differently, the first description is taken: {}",
                list(items, both_places)
            )
        }
        (Aspect::Presence, ..) => {
            format!(
                "`{owner}`: {} in {left} but not in {taken}, which is trusted more; kept",
                list(items, subject)
            )
        }
        (_, [_], Some((taken, left))) => {
            let what = if first.subject == *owner {
                String::new()
            } else {
                format!(" of `{}`", first.subject)
            };
            let noun = aspect.words().1;
            format!(
                "`{owner}`: {noun}{what} is {taken} in {}, {left} in {}; the former is taken",
                first.taken, first.left
            )
        }
        _ => {
            let noun = aspect.words().1;
            format!(
                "`{owner}`: {noun} as in {taken} is taken, not as in {left}: {}",
                list(items, both_values)
            )
        }
    }
}

/// The files that are believed: many pages have one description each.
fn files(items: &[ConflictItem]) -> String {
    let files: IndexSet<&str> = items.iter().map(|item| item.taken.file.as_ref()).collect();
    let listed: Vec<&str> = files.iter().take(FILES).copied().collect();
    match files.len().saturating_sub(FILES) {
        0 => listed.join(", "),
        more => format!("{} and {more} more files", listed.join(", ")),
    }
}

fn subject(item: &ConflictItem) -> String {
    format!("`{}`", item.subject)
}

fn both_places(item: &ConflictItem) -> String {
    format!("`{}` ({}, not {})", item.subject, item.taken, item.left)
}

fn both_values(item: &ConflictItem) -> String {
    match &item.values {
        Some((taken, left)) => {
            format!("`{}` is {taken}, not {left} (line {})", item.subject, item.left.line)
        }
        None => subject(item),
    }
}

fn list(items: &[ConflictItem], text: fn(&ConflictItem) -> String) -> String {
    let listed: Vec<String> = items.iter().take(LISTED).map(text).collect();
    match items.len().saturating_sub(LISTED) {
        0 => listed.join(", "),
        more => format!("{} and {more} more", listed.join(", ")),
    }
}
