//! Where in a JSON text something is, and what of it did not fit its field.

use serde::de::{Error, Unexpected};
use std::fmt;

/// How many values that were left out are named; the rest are counted.
const NAMED: usize = 100;

/// How a JSON text is read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mode {
    /// A value that does not fit its field is an error rather than absent.
    pub(crate) strict: bool,
    /// The text was written by [`exact`](super::exact): some numbers are tokens.
    pub(crate) tokens: bool,
}

impl Mode {
    pub(crate) const STRICT: Self = Self { strict: true, tokens: false };
}

/// Where the reader is, filled from the inside out while an error travels up, and what it left out.
#[derive(Debug, Default)]
pub(super) struct Trail {
    pub(super) mode: Mode,
    /// Whether a field that a structure does not have is an error.
    pub(super) known_only: bool,
    /// Whether a number was met whose text a float may not hold.
    pub(super) inexact: bool,
    segments: Vec<Segment>,
    depth: usize,
    dropped: Vec<Drop>,
    more: usize,
}

/// A value that was left out; its path grows from the inside out.
#[derive(Debug)]
struct Drop {
    segments: Vec<Segment>,
    expected: &'static str,
    found: &'static str,
}

#[derive(Clone, Copy, Debug)]
enum Segment {
    Member(&'static str),
    Item(usize),
}

impl Trail {
    pub(super) fn new(mode: Mode) -> Self {
        Self { mode, ..Self::default() }
    }

    /// For a request, which somebody wrote: nothing of it is passed over.
    pub(super) fn of_request() -> Self {
        Self { mode: Mode::STRICT, known_only: true, ..Self::default() }
    }

    /// Goes one structure down; `false` where that is deeper than is allowed.
    pub(super) fn enter(&mut self) -> bool {
        self.depth += 1;
        self.depth <= super::MAX_DEPTH
    }

    /// Comes one structure up.
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Notes that the error that travels up came out of this member.
    pub(super) fn out_of_member(&mut self, name: &'static str) {
        self.segments.push(Segment::Member(name));
    }

    /// Notes that the error that travels up came out of this item of a list.
    pub(super) fn out_of_item(&mut self, index: usize) {
        self.segments.push(Segment::Item(index));
    }

    /// How many values were left out so far, for [`dropped_in_member`](Self::dropped_in_member).
    #[inline]
    pub(super) fn mark(&self) -> usize {
        self.dropped.len() + self.more
    }

    /// Notes that what was left out since the mark is in this member.
    #[inline]
    pub(super) fn dropped_in_member(&mut self, mark: usize, name: &'static str) {
        if self.mark() > mark {
            self.dropped_in(mark, Segment::Member(name));
        }
    }

    /// Notes that what was left out since the mark is in this item of a list.
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

    /// Notes that a value is left out.
    #[cold]
    pub(super) fn leave_out(&mut self, expected: &'static str, found: &'static str) {
        match self.dropped.len() < NAMED {
            true => self.dropped.push(Drop { segments: Vec::new(), expected, found }),
            false => self.more += 1,
        }
    }

    /// Leaves out a value of the wrong kind, which has been read; an error in strict mode.
    #[cold]
    pub(super) fn wrong_kind<E: Error>(&mut self, found: Unexpected<'_>, expected: &'static str) -> Result<(), E> {
        if self.mode.strict {
            return Err(E::invalid_type(without_text(found), &expected));
        }
        self.leave_out(expected, kind(found));
        Ok(())
    }

    /// What was left out.
    pub(super) fn take_dropped(&mut self) -> Dropped {
        let value = |Drop { segments, expected, found }| {
            let path = Path(&segments).to_string();
            DroppedValue { path, expected, found }
        };
        Dropped { values: std::mem::take(&mut self.dropped).into_iter().map(value).collect(), more: self.more }
    }
}

impl fmt::Display for Trail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Path(&self.segments).fmt(f)
    }
}

/// A path from the inside out.
struct Path<'a>(&'a [Segment]);

impl fmt::Display for Path<'_> {
    /// `Response.TaskInstanceSet[1].ExitCode`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (count, segment) in self.0.iter().rev().enumerate() {
            match segment {
                Segment::Member(name) if count == 0 => f.write_str(name)?,
                Segment::Member(name) => write!(f, ".{name}")?,
                Segment::Item(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// A value for an error: a text may be a secret, and so it is only called one.
pub(super) fn without_text(found: Unexpected<'_>) -> Unexpected<'_> {
    match found {
        Unexpected::Str(_) | Unexpected::Char(_) => Unexpected::Other("text"),
        other => other,
    }
}

/// The kind of a value, without the value.
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
/// An item of a list that does not fit is left out of the list, and the items after it move up; its path has the
/// index that it has in the JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DroppedValue {
    /// Where the value is, such as `Response.TaskInstanceSet[1].ExitCode`; empty for the whole text.
    pub path: String,
    /// What the field takes, such as `a whole number`.
    pub expected: &'static str,
    /// What was there instead, such as `text`. Never the value itself, which may be a secret.
    pub found: &'static str,
}

impl DroppedValue {
    /// Something about the text as a whole.
    pub(super) fn of_text(expected: &'static str, found: &'static str) -> Self {
        Self { path: String::new(), expected, found }
    }
}

impl fmt::Display for DroppedValue {
    /// `Response.ExitCode: expected a whole number, found text`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colon = if self.path.is_empty() { "" } else { ": " };
        write!(f, "{}{colon}expected {}, found {}", self.path, self.expected, self.found)
    }
}

/// What was left out of a response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dropped {
    /// The first values.
    pub(crate) values: Vec<DroppedValue>,
    /// How many more there were.
    pub(crate) more: usize,
}

/// A JSON text that does not fit a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// Where it does not fit, such as `Response.TaskInstanceSet[1].ExitCode`; empty for the whole text.
    pub path: String,
    /// What was found there and what was expected.
    pub message: String,
}

impl DecodeError {
    pub(super) fn new(trail: &Trail, error: &serde_json::Error) -> Self {
        Self { path: trail.to_string(), message: error.to_string() }
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
