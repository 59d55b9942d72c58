//! The names of fields, found in a schema while they are read.

use super::schema::Schema;
use crate::text::did_you_mean;
use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};
use std::fmt;

/// Finds a field by its name without keeping the name.
pub(super) struct FieldKeySeed {
    pub(super) schema: &'static Schema,
    pub(super) expected: usize,
    /// True if a name that the schema does not have is an error.
    pub(super) known_only: bool,
}

/// The meaning of a field's name.
#[derive(Clone, Copy)]
pub(super) enum FieldKey {
    /// A field that the type declares.
    Declared(usize),
    /// A field that a response may have in addition.
    Envelope(EnvelopeField),
    Unknown,
}

impl FieldKey {
    pub(super) fn from_name(schema: &Schema, name: &str, expected: usize) -> Self {
        match schema.position(name, expected) {
            Some(index) => Self::Declared(index),
            None => Self::undeclared(name),
        }
    }

    #[inline(never)]
    fn undeclared(name: &str) -> Self {
        EnvelopeField::from_name(name).map_or(Self::Unknown, Self::Envelope)
    }
}

impl<'de> DeserializeSeed<'de> for FieldKeySeed {
    type Value = FieldKey;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<FieldKey, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for FieldKeySeed {
    type Value = FieldKey;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<FieldKey, E> {
        match self.schema.position(name, self.expected) {
            Some(index) => Ok(FieldKey::Declared(index)),
            None if self.known_only => Err(unknown(self.schema, name)),
            None => Ok(FieldKey::undeclared(name)),
        }
    }
}

/// Returns the error of a field that a structure does not have.
#[cold]
pub(super) fn unknown<E: Error>(schema: &Schema, name: &str) -> E {
    let hint = did_you_mean(name, schema.fields.iter().copied());
    E::custom(format_args!("{} has no field {name:?}{hint}", schema.name))
}

/// A field that a response may have in addition to the declared ones.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum EnvelopeField {
    Response,
    Error,
    /// `Error` in lower case, as in events of other vendors.
    LowerError,
    Code,
    Message,
    CodeDesc,
    RequestId,
}

impl EnvelopeField {
    pub(super) fn from_name(name: &str) -> Option<Self> {
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
