//! A visitor that fills any structure.

use super::items::{JsonItems, OpenItems, ScalarItems, StructureItems, any_json, list};
use super::object::PlaceSeed;
use super::reply::{Outer, Undeclared};
use super::scalar::{Scalar, ScalarSeed};
use super::trail::{DecodeError, Mode, Trail};
use super::{Shape, Slot, Step, Structure, Target};
use crate::text::did_you_mean;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor,
};
use serde_json::de::Read;
use std::fmt;

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
    let mut trail = Trail::new(Mode::STRICT);
    read_object(json, StructureSeed { shape, target, trail: &mut trail, undeclared: None })
        .map_err(|error| DecodeError::new(&trail, &error))
}

/// Reads a JSON text that is one object.
///
/// One UTF-8 check of the whole text is faster than one check per string. If it fails, each string
/// that is read is checked, so that ignored fields may contain anything.
pub(super) fn read_object<'de, V: Visitor<'de, Value = ()>>(
    json: &'de [u8],
    visitor: V,
) -> serde_json::Result<()> {
    fn read<'de, R: Read<'de>, V: Visitor<'de, Value = ()>>(
        mut reader: serde_json::Deserializer<R>,
        visitor: V,
    ) -> serde_json::Result<()> {
        reader.deserialize_map(visitor)?;
        reader.end()
    }
    match std::str::from_utf8(json) {
        Ok(text) => read(serde_json::Deserializer::from_str(text), visitor),
        Err(_) => read(serde_json::Deserializer::from_slice(json), visitor),
    }
}

/// Deserialises a structure from any self-describing format of serde.
///
/// # Errors
/// Returns an error with a path if the input does not fit the type.
#[inline]
pub fn deserialized<'de, T: Structure + Default, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut value = T::default();
    let shape = value.shape();
    deserialize(shape, &mut &mut value, Trail::new(Mode::STRICT), deserializer)?;
    Ok(value)
}

/// Deserialises a request from any self-describing format of serde.
///
/// An unknown field, at any depth, is an error.
///
/// # Errors
/// Returns an error if the input does not fit the type, with the path and the nearest field name.
#[inline]
pub fn deserialized_request<'de, T: Structure + Default, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let mut value = T::default();
    let shape = value.shape();
    deserialize(shape, &mut &mut value, Trail::of_request(), deserializer)?;
    Ok(value)
}

/// Fills a target with the given schema from any self-describing format of serde.
fn deserialize<'de, D: Deserializer<'de>>(
    shape: &'static Shape,
    target: &mut dyn Target,
    mut trail: Trail,
    deserializer: D,
) -> Result<(), D::Error> {
    let seed = StructureSeed { shape, target, trail: &mut trail, undeclared: None };
    seed.deserialize(deserializer).map_err(|error| match trail.to_string() {
        path if path.is_empty() => error,
        path => D::Error::custom(format_args!("at {path}: {error}")),
    })
}

/// Reads a JSON object into an existing structure.
pub(super) struct StructureSeed<'a, 't> {
    pub(super) shape: &'static Shape,
    pub(super) target: &'a mut dyn Target,
    pub(super) trail: &'t mut Trail,
    /// The destination of the fields that a response has in addition to the declared ones.
    pub(super) undeclared: Option<Undeclared<'a>>,
}

impl<'de> DeserializeSeed<'de> for StructureSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for StructureSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        self.fill(None, &mut members)
    }
}

impl StructureSeed<'_, '_> {
    /// Reads all fields. The name of the first may have been read already.
    pub(super) fn fill<'de, A: MapAccess<'de>>(
        self,
        named: Option<Key>,
        members: &mut A,
    ) -> Result<(), A::Error> {
        let Self { shape, target, trail, mut undeclared } = self;
        if !trail.enter() {
            return Err(A::Error::custom("nested too deeply"));
        }
        let mut expected = 0;
        let mut next = named;
        loop {
            let key = match next.take() {
                Some(key) => key,
                None => match members.next_key_seed(KeySeed {
                    shape,
                    expected,
                    known_only: trail.known_only,
                })? {
                    Some(key) => key,
                    None => break,
                },
            };
            let Key::Member(index) = key else {
                match (key, &mut undeclared) {
                    (Key::Outer(outer), Some(undeclared)) if undeclared.takes(outer) => {
                        undeclared.read(outer, shape, &mut *target, &mut *trail, members)?;
                    }
                    _ => drop(members.next_value::<IgnoredAny>()?),
                }
                continue;
            };
            expected = index + 1;
            let mark = trail.mark();
            let seed = MemberSeed { target: &mut *target, index, trail: &mut *trail };
            if let Err(error) = members.next_value_seed(seed) {
                trail.out_of_member(shape.fields[index]);
                return Err(error);
            }
            trail.dropped_in_member(mark, shape.fields[index]);
        }
        trail.leave();
        Ok(())
    }
}

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

/// Reads a field.
struct MemberSeed<'a, 't> {
    target: &'a mut dyn Target,
    index: usize,
    trail: &'t mut Trail,
}

impl<'de> DeserializeSeed<'de> for MemberSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self { target, index, trail } = self;
        match target.slot(index, Step::Look) {
            Slot::None => IgnoredAny::deserialize(deserializer).map(drop),
            Slot::Text(place) => scalar(place, trail, deserializer),
            Slot::Integer(place) => scalar(place, trail, deserializer),
            Slot::Unsigned(place) => scalar(place, trail, deserializer),
            Slot::Float(place) => scalar(place, trail, deserializer),
            Slot::Boolean(place) => scalar(place, trail, deserializer),
            Slot::Binary(place) => binary(place, trail, deserializer),
            Slot::Json(place) => json(place, trail, deserializer),
            Slot::Open => open(target, index, trail, deserializer),
            Slot::Structure => {
                PlaceSeed { target, index, trail, is_item: false }.deserialize(deserializer)
            }
            Slot::Texts(place) => list(ScalarItems { place }, trail, deserializer),
            Slot::Integers(place) => list(ScalarItems { place }, trail, deserializer),
            Slot::Unsigneds(place) => list(ScalarItems { place }, trail, deserializer),
            Slot::Floats(place) => list(ScalarItems { place }, trail, deserializer),
            Slot::Booleans(place) => list(ScalarItems { place }, trail, deserializer),
            Slot::Jsons(place) => list(JsonItems { place }, trail, deserializer),
            Slot::Opens => list(OpenItems { target, index }, trail, deserializer),
            Slot::Structures => list(StructureItems { target, index }, trail, deserializer),
        }
    }
}

fn scalar<'de, T: Scalar, D: Deserializer<'de>>(
    place: &mut Option<T>,
    trail: &mut Trail,
    deserializer: D,
) -> Result<(), D::Error> {
    ScalarSeed { place, trail }.deserialize(deserializer)
}

fn open<'de, D: Deserializer<'de>>(
    target: &mut dyn Target,
    index: usize,
    trail: &mut Trail,
    deserializer: D,
) -> Result<(), D::Error> {
    let mut text: Option<String> = None;
    scalar(&mut text, trail, deserializer)?;
    if let Some(text) = text {
        target.slot(index, Step::Text(&text));
    }
    Ok(())
}

fn binary<'de, D: Deserializer<'de>>(
    place: &mut Option<Vec<u8>>,
    trail: &mut Trail,
    deserializer: D,
) -> Result<(), D::Error> {
    use base64::Engine as _;
    let mut text: Option<String> = None;
    scalar(&mut text, trail, deserializer)?;
    *place = None;
    match text.map(|text| base64::engine::general_purpose::STANDARD.decode(text)) {
        Some(Ok(bytes)) => *place = Some(bytes),
        Some(Err(error)) if trail.mode.strict => return Err(D::Error::custom(error)),
        Some(Err(_)) => trail.wrong_kind(Unexpected::Str(""), "base64")?,
        None => {}
    }
    Ok(())
}

fn json<'de, D: Deserializer<'de>>(
    place: &mut Option<serde_json::Value>,
    trail: &mut Trail,
    deserializer: D,
) -> Result<(), D::Error> {
    let mut value = serde_json::Value::deserialize(deserializer)?;
    any_json(&mut value, trail);
    *place = Some(value).filter(|value| !value.is_null());
    Ok(())
}
