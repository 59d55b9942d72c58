//! Visitors that fill structures, whatever their types.
//!
//! Structures contain structures, alone and in lists. These visitors thus use each other, and are
//! in one file. Not here: lists of other items (items.rs), the envelope of responses (envelope.rs).

use super::exact::is_token;
use super::field_mut::{FieldMut, FieldOp, StructureMut};
use super::items::{JsonItems, ListItems, OpenItems, ScalarItems, any_json, drain, list};
use super::json_path::JsonPath;
use super::key::{EnvelopeField, FieldKey, FieldKeySeed, unknown};
use super::scalar::{Scalar, ScalarSeed};
use super::schema::Schema;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde_json::Value;
use std::fmt;

const EXPECTED: &str = "an object";

/// The destination of the fields that an object may have in addition to the declared ones.
pub(super) trait Undeclared {
    /// Returns whether such a field is read.
    fn takes(&self, outer: EnvelopeField) -> bool;

    /// Reads such a field of an object with this schema.
    fn read_undeclared<'de, A: MapAccess<'de>>(
        &mut self,
        outer: EnvelopeField,
        schema: &'static Schema,
        target: &mut dyn StructureMut,
        path: &mut JsonPath,
        map: &mut A,
    ) -> Result<(), A::Error>;
}

/// Ignores undeclared fields.
pub(super) struct DeclaredOnly;

impl Undeclared for DeclaredOnly {
    fn takes(&self, _: EnvelopeField) -> bool {
        false
    }

    fn read_undeclared<'de, A: MapAccess<'de>>(
        &mut self,
        _: EnvelopeField,
        _: &'static Schema,
        _: &mut dyn StructureMut,
        _: &mut JsonPath,
        map: &mut A,
    ) -> Result<(), A::Error> {
        map.next_value::<IgnoredAny>().map(drop)
    }
}

/// Reads a JSON object into an existing structure.
pub(super) struct StructureSeed<'a, 't, U = DeclaredOnly> {
    pub(super) schema: &'static Schema,
    pub(super) target: &'a mut dyn StructureMut,
    pub(super) path: &'t mut JsonPath,
    /// The destination of the fields that a response has in addition to the declared ones.
    pub(super) undeclared: U,
}

impl<'de, U: Undeclared> DeserializeSeed<'de> for StructureSeed<'_, '_, U> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, U: Undeclared> Visitor<'de> for StructureSeed<'_, '_, U> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.decode_fields(None, &mut map)
    }
}

impl<U: Undeclared> StructureSeed<'_, '_, U> {
    /// Reads all fields. The name of the first may have been read already.
    pub(super) fn decode_fields<'de, A: MapAccess<'de>>(
        self,
        named: Option<FieldKey>,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let Self { schema, target, path, mut undeclared } = self;
        if !path.enter() {
            return Err(A::Error::custom("nested too deeply"));
        }
        let mut expected = 0;
        let mut next = named;
        loop {
            let key = match next.take() {
                Some(key) => key,
                None => match map.next_key_seed(FieldKeySeed {
                    schema,
                    expected,
                    known_only: path.known_only,
                })? {
                    Some(key) => key,
                    None => break,
                },
            };
            let FieldKey::Declared(index) = key else {
                match key {
                    FieldKey::Envelope(outer) if undeclared.takes(outer) => {
                        undeclared.read_undeclared(outer, schema, &mut *target, &mut *path, map)?;
                    }
                    _ => drop(map.next_value::<IgnoredAny>()?),
                }
                continue;
            };
            expected = index + 1;
            let mark = path.mark();
            let seed = FieldSeed { target: &mut *target, index, path: &mut *path };
            if let Err(error) = map.next_value_seed(seed) {
                path.out_of_field(schema.fields[index]);
                return Err(error);
            }
            path.dropped_in_field(mark, || schema.fields[index]);
        }
        path.leave();
        Ok(())
    }
}

/// Reads a field.
struct FieldSeed<'a, 't> {
    target: &'a mut dyn StructureMut,
    index: usize,
    path: &'t mut JsonPath,
}

impl<'de> DeserializeSeed<'de> for FieldSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self { target, index, path } = self;
        match target.field_mut(index, FieldOp::Inspect) {
            FieldMut::None => IgnoredAny::deserialize(deserializer).map(drop),
            FieldMut::Text(place) => scalar(place, path, deserializer),
            FieldMut::Integer(place) => scalar(place, path, deserializer),
            FieldMut::Unsigned(place) => scalar(place, path, deserializer),
            FieldMut::Float(place) => scalar(place, path, deserializer),
            FieldMut::Boolean(place) => scalar(place, path, deserializer),
            FieldMut::Binary(place) => binary(place, path, deserializer),
            FieldMut::Json(place) => json(place, path, deserializer),
            FieldMut::Open => open(target, index, path, deserializer),
            FieldMut::Structure => {
                StructureFieldSeed { target, index, path, is_item: false }.deserialize(deserializer)
            }
            FieldMut::Texts(place) => list(ScalarItems { place }, path, deserializer),
            FieldMut::Integers(place) => list(ScalarItems { place }, path, deserializer),
            FieldMut::Unsigneds(place) => list(ScalarItems { place }, path, deserializer),
            FieldMut::Floats(place) => list(ScalarItems { place }, path, deserializer),
            FieldMut::Booleans(place) => list(ScalarItems { place }, path, deserializer),
            FieldMut::Jsons(place) => list(JsonItems { place }, path, deserializer),
            FieldMut::Opens => list(OpenItems { target, index }, path, deserializer),
            FieldMut::Structures => list(StructureItems { target, index }, path, deserializer),
        }
    }
}

fn scalar<'de, T: Scalar, D: Deserializer<'de>>(
    place: &mut Option<T>,
    path: &mut JsonPath,
    deserializer: D,
) -> Result<(), D::Error> {
    ScalarSeed { place, path }.deserialize(deserializer)
}

fn open<'de, D: Deserializer<'de>>(
    target: &mut dyn StructureMut,
    index: usize,
    path: &mut JsonPath,
    deserializer: D,
) -> Result<(), D::Error> {
    let mut text: Option<String> = None;
    scalar(&mut text, path, deserializer)?;
    if let Some(text) = text {
        target.field_mut(index, FieldOp::Parse(&text));
    }
    Ok(())
}

fn binary<'de, D: Deserializer<'de>>(
    place: &mut Option<Vec<u8>>,
    path: &mut JsonPath,
    deserializer: D,
) -> Result<(), D::Error> {
    use base64::Engine as _;
    let mut text: Option<String> = None;
    scalar(&mut text, path, deserializer)?;
    *place = None;
    match text.map(|text| base64::engine::general_purpose::STANDARD.decode(text)) {
        Some(Ok(bytes)) => *place = Some(bytes),
        Some(Err(error)) if path.mode.strict => return Err(D::Error::custom(error)),
        Some(Err(_)) => path.wrong_kind(Unexpected::Str(""), "base64")?,
        None => {}
    }
    Ok(())
}

fn json<'de, D: Deserializer<'de>>(
    place: &mut Option<serde_json::Value>,
    path: &mut JsonPath,
    deserializer: D,
) -> Result<(), D::Error> {
    let mut value = serde_json::Value::deserialize(deserializer)?;
    any_json(&mut value, path);
    *place = Some(value).filter(|value| !value.is_null());
    Ok(())
}

/// Reads an object, or a list of one, into a field. Null and empty values leave it unset.
struct StructureFieldSeed<'a, 't> {
    target: &'a mut dyn StructureMut,
    index: usize,
    path: &'t mut JsonPath,
    /// True if the value is an item of a list: an empty one is then left out.
    is_item: bool,
}

impl<'de> DeserializeSeed<'de> for StructureFieldSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl StructureFieldSeed<'_, '_> {
    fn nothing<E>(self) -> Result<(), E> {
        if self.is_item {
            self.path.leave_out(EXPECTED, "nothing");
        }
        Ok(())
    }

    /// Handles a value of another kind, or one that means nothing.
    fn other<E: Error>(self, is_nothing: bool, found: Unexpected<'_>) -> Result<(), E> {
        if is_nothing { self.nothing() } else { self.path.wrong_kind(found, EXPECTED) }
    }
}

impl<'de> Visitor<'de> for StructureFieldSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EXPECTED)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        if !self.path.mode.tokens {
            return create(self.target, self.index, None, map, self.path);
        }
        match map.next_key::<String>()? {
            Some(name) if is_token(&name) => {
                map.next_value::<IgnoredAny>()?;
                drain(map)?;
                self.path.wrong_kind(Unexpected::Float(0.0), EXPECTED)
            }
            Some(name) => create(self.target, self.index, Some(&name), map, self.path),
            None => create(self.target, self.index, None, map, self.path),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.nothing()
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.nothing()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.other(text.trim().is_empty(), Unexpected::Str(text))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.other(number == 0, Unexpected::Unsigned(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.other(number == 0, Unexpected::Signed(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.other(false, Unexpected::Float(number))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.other(false, Unexpected::Bool(value))
    }

    /// Reads a list of one as its item.
    ///
    /// The item is kept until it is certain that there is no other.
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Some(mut one) = items.next_element::<Value>()? else { return self.nothing() };
        let mut others = 0_usize;
        while items.next_element::<IgnoredAny>()?.is_some() {
            others += 1;
        }
        if others > 0 {
            return self.path.wrong_kind(Unexpected::Seq, EXPECTED);
        }
        while let Value::Array(list) = &mut one
            && list.len() == 1
        {
            one = list.pop().unwrap_or_default();
        }
        // Parse it again as text: this code is instantiated per input format, and values would be
        // one more.
        let text = one.to_string();
        self.deserialize(&mut serde_json::Deserializer::from_str(&text)).map_err(A::Error::custom)
    }
}

/// Reads an object into a structure that is created in a field.
///
/// The name of its first field may have been read already.
fn create<'de, A: MapAccess<'de>>(
    target: &mut dyn StructureMut,
    index: usize,
    named: Option<&str>,
    mut map: A,
    path: &mut JsonPath,
) -> Result<(), A::Error> {
    let mut read = Ok(());
    target.field_mut(
        index,
        FieldOp::Create(&mut |schema, target| {
            let key = named.map(|name| FieldKey::from_name(schema, name, 0));
            if let (Some(name), Some(FieldKey::Envelope(_) | FieldKey::Unknown), true) =
                (named, key, path.known_only)
            {
                read = Err(unknown(schema, name));
                return;
            }
            let seed = StructureSeed { schema, target, path: &mut *path, undeclared: DeclaredOnly };
            read = seed.decode_fields(key, &mut map);
        }),
    );
    read
}

struct StructureItems<'a> {
    target: &'a mut dyn StructureMut,
    index: usize,
}

impl ListItems for StructureItems<'_> {
    const ZERO_IS_NOTHING: bool = true;

    fn begin(&mut self) {
        self.target.field_mut(self.index, FieldOp::StartList);
    }

    fn next<'de, A: SeqAccess<'de>>(
        &mut self,
        items: &mut A,
        path: &mut JsonPath,
    ) -> Result<bool, A::Error> {
        let seed = StructureFieldSeed {
            target: &mut *self.target,
            index: self.index,
            path,
            is_item: true,
        };
        Ok(items.next_element_seed(seed)?.is_some())
    }

    /// Reads a single item without a list around it, as some services send.
    fn lone<'de, A: MapAccess<'de>>(
        &mut self,
        mut map: A,
        path: &mut JsonPath,
    ) -> Result<bool, A::Error> {
        match map.next_key::<String>()? {
            Some(name) if path.mode.tokens && is_token(&name) => {
                map.next_value::<IgnoredAny>()?;
                drain(map)?;
                return Ok(false);
            }
            Some(name) => create(self.target, self.index, Some(&name), map, path)?,
            None => drop(self.target.field_mut(self.index, FieldOp::StartList)),
        }
        Ok(true)
    }
}
