//! Decoding of whole values, from JSON and from any format of serde.

use super::field_mut::Target;
use super::input::read_object;
use super::schema::Shape;
use super::structure::Structure;
use super::structure_seed::{DeclaredOnly, StructureSeed};
use super::trail::{DecodeError, JsonPath, Mode};
use serde::de::{DeserializeSeed, Deserializer, Error};

/// Fills `target` from a JSON text, strictly: a value that does not fit its field is an error.
///
/// # Errors
/// Returns an error with a path if the text is not JSON or does not fit the type.
#[inline]
pub fn from_json<T: Structure + ?Sized>(
    json: &[u8],
    mut target: &mut T,
) -> Result<(), DecodeError> {
    read_json(json, target.shape(), &mut target)
}

/// Fills a target with the given schema, whatever its type.
fn read_json(
    json: &[u8],
    shape: &'static Shape,
    target: &mut dyn Target,
) -> Result<(), DecodeError> {
    let mut trail = JsonPath::new(Mode::STRICT);
    read_object(json, StructureSeed { shape, target, trail: &mut trail, undeclared: DeclaredOnly })
        .map_err(|error| DecodeError::new(&trail, &error))
}

/// Deserialises a structure from any self-describing format of serde.
///
/// # Errors
/// Returns an error with a path if the input does not fit the type.
#[inline]
pub fn deserialize_structure<'de, T: Structure + Default, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut value = T::default();
    let shape = value.shape();
    deserialize(shape, &mut &mut value, JsonPath::new(Mode::STRICT), deserializer)?;
    Ok(value)
}

/// Deserialises a request from any self-describing format of serde.
///
/// An unknown field, at any depth, is an error.
///
/// # Errors
/// Returns an error if the input does not fit the type, with the path and the nearest field name.
#[inline]
pub fn deserialize_request<'de, T: Structure + Default, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut value = T::default();
    let shape = value.shape();
    deserialize(shape, &mut &mut value, JsonPath::of_request(), deserializer)?;
    Ok(value)
}

/// Fills a target with the given schema from any self-describing format of serde.
fn deserialize<'de, D: Deserializer<'de>>(
    shape: &'static Shape,
    target: &mut dyn Target,
    mut trail: JsonPath,
    deserializer: D,
) -> Result<(), D::Error> {
    let seed = StructureSeed { shape, target, trail: &mut trail, undeclared: DeclaredOnly };
    seed.deserialize(deserializer).map_err(|error| match trail.to_string() {
        path if path.is_empty() => error,
        path => D::Error::custom(format_args!("at {path}: {error}")),
    })
}
