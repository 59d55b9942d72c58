//! Decoding of whole values, from JSON and from any format of serde.

use super::field_mut::StructureMut;
use super::input::read_object;
use super::json_path::{DecodeError, JsonPath, Mode};
use super::schema::Schema;
use super::structure::Structure;
use super::structure_seed::{DeclaredOnly, StructureSeed};
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
    read_json(json, target.schema(), &mut target)
}

/// Fills a target with the given schema, whatever its type.
fn read_json(
    json: &[u8],
    schema: &'static Schema,
    target: &mut dyn StructureMut,
) -> Result<(), DecodeError> {
    let mut path = JsonPath::new(Mode::STRICT);
    read_object(json, StructureSeed { schema, target, path: &mut path, undeclared: DeclaredOnly })
        .map_err(|error| DecodeError::new(&path, &error))
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
    let schema = value.schema();
    deserialize(schema, &mut &mut value, JsonPath::new(Mode::STRICT), deserializer)?;
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
    let schema = value.schema();
    deserialize(schema, &mut &mut value, JsonPath::of_request(), deserializer)?;
    Ok(value)
}

/// Fills a target with the given schema from any self-describing format of serde.
fn deserialize<'de, D: Deserializer<'de>>(
    schema: &'static Schema,
    target: &mut dyn StructureMut,
    mut path: JsonPath,
    deserializer: D,
) -> Result<(), D::Error> {
    let seed = StructureSeed { schema, target, path: &mut path, undeclared: DeclaredOnly };
    seed.deserialize(deserializer).map_err(|error| match path.to_string() {
        path if path.is_empty() => error,
        path => D::Error::custom(format_args!("at {path}: {error}")),
    })
}
