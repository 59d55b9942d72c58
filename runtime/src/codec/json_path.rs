//! The path of a value in a JSON text, and the values that did not fit their fields.

use super::schema::MAX_DEPTH;
use serde::de::{Error, Unexpected};
use std::fmt;

/// The number of dropped values that are named; further ones are only counted.
const NAMED: usize = 100;

/// The mode of reading a JSON text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mode {
    /// True if a value that does not fit its field is an error rather than absent.
    pub(crate) strict: bool,
    /// True if the text was rewritten by [`exact`](super::exact), so that some numbers are tokens.
    pub(crate) tokens: bool,
}

impl Mode {
    pub(crate) const STRICT: Self = Self { strict: true, tokens: false };
}

/// The path of an error, collected from the inside out while the error is returned, and the dropped
/// values.
#[derive(Debug, Default)]
pub(super) struct JsonPath {
    pub(super) mode: Mode,
    /// True if an unknown field is an error.
    pub(super) known_only: bool,
    /// True if there was a number that a float may not represent.
    pub(super) inexact: bool,
    segments: Vec<Segment>,
    depth: usize,
    /// The dropped values that are named.
    dropped: Vec<Drop>,
    /// The number of all dropped values.
    drops: usize,
}

/// A dropped value. Its path grows from the inside out.
#[derive(Debug)]
struct Drop {
    segments: Vec<Segment>,
    expected: &'static str,
    found: &'static str,
}

#[derive(Clone, Copy, Debug)]
enum Segment {
    Field(&'static str),
    Item(usize),
}

impl JsonPath {
    pub(super) fn new(mode: Mode) -> Self {
        Self { mode, ..Self::default() }
    }

    /// Creates the path of a request, which a person wrote: unknown fields are errors.
    pub(super) fn of_request() -> Self {
        Self { mode: Mode::STRICT, known_only: true, ..Self::default() }
    }

    /// Enters a structure. Returns `false` beyond the largest depth.
    pub(super) fn enter(&mut self) -> bool {
        self.depth += 1;
        self.depth <= MAX_DEPTH
    }

    /// Leaves a structure.
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Records that the error comes from this field.
    pub(super) fn out_of_field(&mut self, name: &'static str) {
        self.segments.push(Segment::Field(name));
    }

    /// Records that the error comes from this item of a list.
    pub(super) fn out_of_item(&mut self, index: usize) {
        self.segments.push(Segment::Item(index));
    }

    /// Returns the number of dropped values so far, for
    /// [`dropped_in_field`](Self::dropped_in_field).
    #[inline]
    pub(super) fn mark(&self) -> usize {
        self.drops
    }

    /// Records that the values dropped since the mark are in this field.
    #[inline]
    pub(super) fn dropped_in_field(&mut self, mark: usize, name: impl FnOnce() -> &'static str) {
        if self.mark() > mark {
            self.dropped_in(mark, Segment::Field(name()));
        }
    }

    /// Records that the values dropped since the mark are in this item of a list.
    #[inline]
    pub(super) fn dropped_in_item(&mut self, mark: usize, index: usize) {
        if self.mark() > mark {
            self.dropped_in(mark, Segment::Item(index));
        }
    }

    #[cold]
    fn dropped_in(&mut self, mark: usize, segment: Segment) {
        for drop in self.dropped.iter_mut().skip(mark) {
            drop.segments.push(segment);
        }
    }

    /// Records a dropped value.
    #[cold]
    pub(super) fn leave_out(&mut self, expected: &'static str, found: &'static str) {
        self.drops += 1;
        if self.drops <= NAMED {
            self.dropped.push(Drop { segments: Vec::new(), expected, found });
        }
    }

    /// Drops a value of the wrong kind, which has been read. It is an error in strict mode.
    #[cold]
    pub(super) fn wrong_kind<E: Error>(
        &mut self,
        found: Unexpected<'_>,
        expected: &'static str,
    ) -> Result<(), E> {
        if self.mode.strict {
            return Err(E::invalid_type(without_text(found), &expected));
        }
        self.leave_out(expected, kind(found));
        Ok(())
    }

    /// Returns the dropped values.
    pub(super) fn take_dropped(&mut self) -> Dropped {
        let value = |Drop { segments, expected, found }| {
            let path = Path(&segments).to_string();
            DroppedValue { path, expected, found }
        };
        Dropped {
            values: std::mem::take(&mut self.dropped).into_iter().map(value).collect(),
            more: self.drops.saturating_sub(NAMED),
        }
    }
}

impl fmt::Display for JsonPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Path(&self.segments).fmt(f)
    }
}

/// A path, stored from the inside out.
struct Path<'a>(&'a [Segment]);

impl fmt::Display for Path<'_> {
    /// Writes `Response.TaskInstanceSet[1].ExitCode`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (count, segment) in self.0.iter().rev().enumerate() {
            match segment {
                Segment::Field(name) if count == 0 => f.write_str(name)?,
                Segment::Field(name) => write!(f, ".{name}")?,
                Segment::Item(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Returns a value for an error, without its text, which may be a secret.
pub(super) fn without_text(found: Unexpected<'_>) -> Unexpected<'_> {
    match found {
        Unexpected::Str(_) | Unexpected::Char(_) => Unexpected::Other("text"),
        other => other,
    }
}

/// Returns the kind of a value, without the value.
pub(super) fn kind(found: Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "true or false",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "a number",
        Unexpected::Str(_) | Unexpected::Char(_) => "text",
        Unexpected::Seq => "a list",
        Unexpected::Map => "an object",
        Unexpected::Unit | Unexpected::Option => "null",
        _ => "another value",
    }
}

/// A value of a response that does not fit its field: the field is absent.
///
/// A list item that does not fit is left out of the list, and the items after it move up. Its path
/// has its index in the JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DroppedValue {
    /// The path of the value, such as `Response.TaskInstanceSet[1].ExitCode`; empty for the whole
    /// text.
    pub path: String,
    /// The kind of value that the field takes, such as `a whole number`.
    pub expected: &'static str,
    /// The kind of value that was found, such as `text`. Never the value itself, which may be a
    /// secret.
    pub found: &'static str,
}

impl DroppedValue {
    /// Creates a value that refers to the text as a whole.
    pub(super) fn of_text(expected: &'static str, found: &'static str) -> Self {
        Self { path: String::new(), expected, found }
    }
}

impl fmt::Display for DroppedValue {
    /// Writes `Response.ExitCode: expected a whole number, found text`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colon = if self.path.is_empty() { "" } else { ": " };
        write!(f, "{}{colon}expected {}, found {}", self.path, self.expected, self.found)
    }
}

/// The values that were dropped from a response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dropped {
    /// The first values.
    pub(crate) values: Vec<DroppedValue>,
    /// The number of further dropped values.
    pub(crate) more: usize,
}

/// The error of a JSON text that does not fit a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The path of the misfit, such as `Response.TaskInstanceSet[1].ExitCode`; empty for the whole
    /// text.
    pub path: String,
    /// A description of the found and the expected value.
    pub message: String,
}

impl DecodeError {
    pub(super) fn new(path: &JsonPath, error: &serde_json::Error) -> Self {
        Self { path: path.to_string(), message: error.to_string() }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.message),
            path => write!(f, "at {path}: {}", self.message),
        }
    }
}

impl std::error::Error for DecodeError {}
