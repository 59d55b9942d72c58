//! One visitor that fills any structure.

use super::reply::Fault;
use super::scalar::{Scalar, ScalarSeed};
use super::trail::{DecodeError, Trail};
use super::{Shape, Slot, Step, Structure, Target};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::de::Read;
use std::fmt;

/// Fills `target` from a JSON text.
///
/// # Errors
/// Where the text is not JSON, or does not fit the type, with the path to it.
#[inline]
pub fn from_json<T: Structure + ?Sized>(json: &[u8], mut target: &mut T) -> Result<(), DecodeError> {
    read_json(json, target.shape(), &mut target)
}

/// Fills what has the shape, whatever its type.
fn read_json(json: &[u8], shape: &'static Shape, target: &mut dyn Target) -> Result<(), DecodeError> {
    let mut trail = Trail::default();
    read_object(json, StructureSeed { shape, target, trail: &mut trail, fault: None })
        .map_err(|error| DecodeError::new(&trail, &error))
}

/// Reads a JSON text that is one object.
///
/// One look at the whole whether it is UTF-8 is faster than one at each text in it. Where it is not, the texts are looked
/// at one by one, so that what nobody reads may be anything.
pub(super) fn read_object<'de, V: Visitor<'de, Value = ()>>(json: &'de [u8], visitor: V) -> serde_json::Result<()> {
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

/// Reads a structure from any self-describing format of serde.
///
/// # Errors
/// Where the input does not fit the type; the text names the path to it.
#[inline]
pub fn deserialized<'de, T: Structure + Default, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::default();
    let shape = value.shape();
    deserialize(shape, &mut &mut value, deserializer)?;
    Ok(value)
}

/// Fills what has the shape from any self-describing format of serde.
fn deserialize<'de, D: Deserializer<'de>>(
    shape: &'static Shape,
    target: &mut dyn Target,
    deserializer: D,
) -> Result<(), D::Error> {
    let mut trail = Trail::default();
    let read = StructureSeed { shape, target, trail: &mut trail, fault: None }.deserialize(deserializer);
    read.map_err(|error| match trail.to_string() {
        path if path.is_empty() => error,
        path => D::Error::custom(format_args!("at {path}: {error}")),
    })
}

/// Reads a JSON object into a structure that is there already.
pub(super) struct StructureSeed<'a, 't> {
    pub(super) shape: &'static Shape,
    pub(super) target: &'a mut dyn Target,
    pub(super) trail: &'t mut Trail,
    /// Where an `Error` goes that the type does not declare: an answer's own.
    pub(super) fault: Option<&'a mut Option<Fault>>,
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
    /// Reads all members, the first of which may have been named before.
    fn fill<'de, A: MapAccess<'de>>(self, named: Option<Key>, members: &mut A) -> Result<(), A::Error> {
        let Self { shape, target, trail, mut fault } = self;
        if !trail.enter() {
            return Err(A::Error::custom("nested too deeply"));
        }
        let mut expected = 0;
        let mut next = named;
        loop {
            let key = match next.take() {
                Some(key) => key,
                None => match members.next_key_seed(KeySeed { shape, expected })? {
                    Some(key) => key,
                    None => break,
                },
            };
            let Key::Member(index) = key else {
                unknown(&key, members, trail, &mut fault)?;
                continue;
            };
            expected = index + 1;
            if let Err(error) = members.next_value_seed(MemberSeed { target: &mut *target, index, trail: &mut *trail })
            {
                trail.out_of_member(shape.fields[index]);
                return Err(error);
            }
        }
        trail.leave();
        Ok(())
    }
}

/// Passes over a member that the type does not declare, unless it is an answer's `Error`.
fn unknown<'de, A: MapAccess<'de>>(
    key: &Key,
    members: &mut A,
    trail: &mut Trail,
    fault: &mut Option<&mut Option<Fault>>,
) -> Result<(), A::Error> {
    match (key, fault) {
        (Key::Error, Some(fault)) => {
            members.next_value_seed(PlaceSeed { target: &mut FaultPlace(fault), index: 0, trail: &mut *trail })
        }
        _ => members.next_value::<IgnoredAny>().map(drop),
    }
    .inspect_err(|_| {
        if matches!(key, Key::Error) {
            trail.out_of_member("Error")
        }
    })
}

/// Where an answer's `Error` goes that its type does not declare.
struct FaultPlace<'a>(&'a mut Option<Fault>);

impl Target for FaultPlace<'_> {
    fn slot(&mut self, _: usize, step: Step<'_>) -> Slot<'_> {
        step.one(self.0)
    }
}

/// Finds a member by its name without keeping the name.
pub(super) struct KeySeed {
    pub(super) shape: &'static Shape,
    pub(super) expected: usize,
}

#[derive(Clone, Copy)]
pub(super) enum Key {
    Member(usize),
    Error,
    Unknown,
}

impl Key {
    fn of(shape: &Shape, name: &str, expected: usize) -> Self {
        match shape.position(name, expected) {
            Some(index) => Self::Member(index),
            None if name == "Error" => Self::Error,
            None => Self::Unknown,
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
        Ok(Key::of(self.shape, name, self.expected))
    }
}

/// Reads a member.
pub(super) struct MemberSeed<'a, 't> {
    pub(super) target: &'a mut dyn Target,
    pub(super) index: usize,
    pub(super) trail: &'t mut Trail,
}

impl<'de> DeserializeSeed<'de> for MemberSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Self { target, index, trail } = self;
        match target.slot(index, Step::Look) {
            Slot::None => IgnoredAny::deserialize(deserializer).map(drop),
            Slot::Text(place) => scalar(place, deserializer),
            Slot::Integer(place) => scalar(place, deserializer),
            Slot::Unsigned(place) => scalar(place, deserializer),
            Slot::Float(place) => scalar(place, deserializer),
            Slot::Boolean(place) => scalar(place, deserializer),
            Slot::Binary(place) => binary(place, deserializer),
            Slot::Json(place) => json(place, deserializer),
            Slot::Open => open(target, index, deserializer),
            Slot::Structure => PlaceSeed { target, index, trail }.deserialize(deserializer),
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

fn scalar<'de, T: Scalar, D: Deserializer<'de>>(place: &mut Option<T>, deserializer: D) -> Result<(), D::Error> {
    ScalarSeed(place).deserialize(deserializer)
}

fn open<'de, D: Deserializer<'de>>(target: &mut dyn Target, index: usize, deserializer: D) -> Result<(), D::Error> {
    let mut text: Option<String> = None;
    ScalarSeed(&mut text).deserialize(deserializer)?;
    if let Some(text) = text {
        target.slot(index, Step::Text(&text));
    }
    Ok(())
}

fn binary<'de, D: Deserializer<'de>>(place: &mut Option<Vec<u8>>, deserializer: D) -> Result<(), D::Error> {
    use base64::Engine as _;
    let mut text: Option<String> = None;
    ScalarSeed(&mut text).deserialize(deserializer)?;
    *place = match text {
        Some(text) => Some(base64::engine::general_purpose::STANDARD.decode(text).map_err(D::Error::custom)?),
        None => None,
    };
    Ok(())
}

fn json<'de, D: Deserializer<'de>>(place: &mut Option<serde_json::Value>, deserializer: D) -> Result<(), D::Error> {
    *place = Some(serde_json::Value::deserialize(deserializer)?).filter(|value| !value.is_null());
    Ok(())
}

/// Reads an object, or a list of one, into a place; null and what stands for nothing leave it empty.
struct PlaceSeed<'a, 't> {
    target: &'a mut dyn Target,
    index: usize,
    trail: &'t mut Trail,
}

impl<'de> DeserializeSeed<'de> for PlaceSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for PlaceSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        make(self.target, self.index, None, members, self.trail)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        nothing(text, &self)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        zero(number, &self)
    }

    /// A list of one stands for the one. How deep lists are nested, the parser bounds.
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let one = items.next_element_seed(PlaceSeed {
            target: &mut *self.target,
            index: self.index,
            trail: &mut *self.trail,
        })?;
        match one.is_some() && items.next_element::<IgnoredAny>()?.is_some() {
            false => Ok(()),
            true => Err(A::Error::invalid_type(Unexpected::Seq, &self)),
        }
    }
}

/// Reads an object into a structure that is made in a member. Its first member may have been named before.
fn make<'de, A: MapAccess<'de>>(
    target: &mut dyn Target,
    index: usize,
    named: Option<&str>,
    mut members: A,
    trail: &mut Trail,
) -> Result<(), A::Error> {
    let mut read = Ok(());
    target.slot(
        index,
        Step::Make(&mut |shape, target| {
            let named = named.map(|name| Key::of(shape, name, 0));
            read = StructureSeed { shape, target, trail: &mut *trail, fault: None }.fill(named, &mut members);
        }),
    );
    read
}

/// Zero stands for nothing, as an empty text does.
fn zero<'de, E: Error>(number: u64, expected: &impl Visitor<'de>) -> Result<(), E> {
    match number {
        0 => Ok(()),
        _ => Err(E::invalid_type(Unexpected::Unsigned(number), expected)),
    }
}

/// An empty text stands for nothing.
fn nothing<'de, E: Error>(text: &str, expected: &impl Visitor<'de>) -> Result<(), E> {
    match text.trim() {
        "" => Ok(()),
        _ => Err(E::invalid_type(Unexpected::Str(text), expected)),
    }
}

/// A list that is being filled.
trait Items {
    /// Whether zero can only stand for nothing, since no item is a number.
    const ZERO_IS_NOTHING: bool = false;

    fn begin(&mut self);
    /// Reads the next item; `false` at the end.
    fn next<'de, A: SeqAccess<'de>>(&mut self, items: &mut A, trail: &mut Trail) -> Result<bool, A::Error>;
    /// Reads an object in the list's place; `false` where it is no item.
    fn lone<'de, A: MapAccess<'de>>(&mut self, mut members: A, _: &mut Trail) -> Result<bool, A::Error> {
        Ok(members.next_key::<IgnoredAny>()?.is_none())
    }
}

fn list<'de, I: Items, D: Deserializer<'de>>(items: I, trail: &mut Trail, deserializer: D) -> Result<(), D::Error> {
    deserializer.deserialize_any(ListVisitor { items, trail })
}

struct ListVisitor<'t, I> {
    items: I,
    trail: &'t mut Trail,
}

impl<'de, I: Items> Visitor<'de> for ListVisitor<'_, I> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        self.items.begin();
        let mut index = 0;
        loop {
            match self.items.next(&mut seq, self.trail) {
                Ok(true) => index += 1,
                Ok(false) => return Ok(()),
                Err(error) => {
                    self.trail.out_of_item(index);
                    return Err(error);
                }
            }
        }
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        nothing(text, &self)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        if I::ZERO_IS_NOTHING { zero(number, &self) } else { Err(E::invalid_type(Unexpected::Unsigned(number), &self)) }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, members: A) -> Result<(), A::Error> {
        match self.items.lone(members, self.trail)? {
            true => Ok(()),
            false => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
}

struct ScalarItems<'a, T> {
    place: &'a mut Option<Vec<T>>,
}

impl<T: Scalar> Items for ScalarItems<'_, T> {
    fn begin(&mut self) {
        *self.place = Some(Vec::new());
    }

    fn next<'de, A: SeqAccess<'de>>(&mut self, items: &mut A, _: &mut Trail) -> Result<bool, A::Error> {
        let mut item = None;
        let more = items.next_element_seed(ScalarSeed(&mut item))?.is_some();
        // A null item is absent too: a list of scalars has no place for it.
        self.place.get_or_insert_default().extend(item);
        Ok(more)
    }
}

struct JsonItems<'a> {
    place: &'a mut Option<Vec<serde_json::Value>>,
}

impl Items for JsonItems<'_> {
    fn begin(&mut self) {
        *self.place = Some(Vec::new());
    }

    fn next<'de, A: SeqAccess<'de>>(&mut self, items: &mut A, _: &mut Trail) -> Result<bool, A::Error> {
        let item = items.next_element()?;
        let more = item.is_some();
        self.place.get_or_insert_default().extend(item);
        Ok(more)
    }
}

struct OpenItems<'a> {
    target: &'a mut dyn Target,
    index: usize,
}

impl Items for OpenItems<'_> {
    fn begin(&mut self) {
        self.target.slot(self.index, Step::Begin);
    }

    fn next<'de, A: SeqAccess<'de>>(&mut self, items: &mut A, _: &mut Trail) -> Result<bool, A::Error> {
        let mut item: Option<String> = None;
        let more = items.next_element_seed(ScalarSeed(&mut item))?.is_some();
        if let Some(text) = item {
            self.target.slot(self.index, Step::Text(&text));
        }
        Ok(more)
    }
}

struct StructureItems<'a> {
    target: &'a mut dyn Target,
    index: usize,
}

impl Items for StructureItems<'_> {
    const ZERO_IS_NOTHING: bool = true;

    fn begin(&mut self) {
        self.target.slot(self.index, Step::Begin);
    }

    fn next<'de, A: SeqAccess<'de>>(&mut self, items: &mut A, trail: &mut Trail) -> Result<bool, A::Error> {
        // A null item adds nothing.
        Ok(items.next_element_seed(PlaceSeed { target: &mut *self.target, index: self.index, trail })?.is_some())
    }

    /// Some services leave out the list around an only item.
    fn lone<'de, A: MapAccess<'de>>(&mut self, mut members: A, trail: &mut Trail) -> Result<bool, A::Error> {
        match members.next_key::<String>()? {
            Some(name) => make(self.target, self.index, Some(&name), members, trail)?,
            None => drop(self.target.slot(self.index, Step::Begin)),
        }
        Ok(true)
    }
}
