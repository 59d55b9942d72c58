//! The names of fields, found in a schema while they are read.

use super::schema::Shape;
use crate::text::did_you_mean;
use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};
use std::fmt;

/// Finds a field by its name without keeping the name.
pub(super) struct KeySeed {
    pub(super) shape: &'static Shape,
    pub(super) expected: usize,
    /// True if a name that the schema does not have is an error.
    pub(super) known_only: bool,
}

/// The meaning of a field's name.
#[derive(Clone, Copy)]
pub(super) enum Key {
    /// A field that the type declares.
    Member(usize),
    /// A field that a response may have in addition.
    Outer(Outer),
    Unknown,
}

impl Key {
    pub(super) fn of(shape: &Shape, name: &str, expected: usize) -> Self {
        match shape.position(name, expected) {
            Some(index) => Self::Member(index),
            None => Outer::of(name).map_or(Self::Unknown, Self::Outer),
        }
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Key, E> {
        match Key::of(self.shape, name, self.expected) {
            Key::Outer(_) | Key::Unknown if self.known_only => Err(unknown(self.shape, name)),
            key => Ok(key),
        }
    }
}

/// Returns the error of a field that a structure does not have.
#[cold]
pub(super) fn unknown<E: Error>(shape: &Shape, name: &str) -> E {
    let hint = did_you_mean(name, shape.fields.iter().copied());
    E::custom(format_args!("{} has no field {name:?}{hint}", shape.name))
}

/// A field that a response may have in addition to the declared ones.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outer {
    Response,
    Error,
    /// `Error` in lower case, as in events of other vendors.
    LowerError,
    Code,
    Message,
    CodeDesc,
    RequestId,
}

impl Outer {
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "Response" => Self::Response,
            "Error" => Self::Error,
            "error" => Self::LowerError,
            "code" | "Code" => Self::Code,
            "message" | "Message" => Self::Message,
            "codeDesc" | "CodeDesc" => Self::CodeDesc,
            "RequestId" | "requestId" => Self::RequestId,
            _ => return None,
        })
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Response => "Response",
            Self::Error => "Error",
            Self::LowerError => "error",
            Self::Code => "code",
            Self::Message => "message",
            Self::CodeDesc => "codeDesc",
            Self::RequestId => "RequestId",
        }
    }
}
