//! Lists of all kinds of items.
//!
//! Null and items that do not fit are left out: the items after them move up.

use super::exact::without_tokens;
use super::json_path::JsonPath;
use super::scalar::{Scalar, ScalarSeed};
use super::{FieldOp, StructureMut};
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::Value;
use std::fmt;

const EXPECTED: &str = "a list";

/// A list that is being filled.
pub(super) trait ListItems {
    /// True if zero means an absent list, because no item is a number.
    const ZERO_IS_NOTHING: bool = false;

    fn begin(&mut self);
    /// Reads the next item. Returns `false` at the end.
    fn next<'de, A: SeqAccess<'de>>(
        &mut self,
        items: &mut A,
        path: &mut JsonPath,
    ) -> Result<bool, A::Error>;
    /// Reads a whole object in place of the list. Returns `false` if it is not an item.
    fn lone<'de, A: MapAccess<'de>>(
        &mut self,
        mut map: A,
        _: &mut JsonPath,
    ) -> Result<bool, A::Error> {
        let is_empty = map.next_entry::<IgnoredAny, IgnoredAny>()?.is_none();
        drain(map)?;
        Ok(is_empty)
    }
}

pub(super) fn list<'de, I: ListItems, D: Deserializer<'de>>(
    items: I,
    path: &mut JsonPath,
    deserializer: D,
) -> Result<(), D::Error> {
    deserializer.deserialize_any(ListVisitor { items, path })
}

struct ListVisitor<'t, I> {
    items: I,
    path: &'t mut JsonPath,
}

impl<I: ListItems> ListVisitor<'_, I> {
    /// Handles a value of another kind, or one that means nothing.
    fn other<E: Error>(self, is_nothing: bool, found: Unexpected<'_>) -> Result<(), E> {
        if is_nothing { Ok(()) } else { self.path.wrong_kind(found, EXPECTED) }
    }
}

impl<'de, I: ListItems> Visitor<'de> for ListVisitor<'_, I> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EXPECTED)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        self.items.begin();
        let mut index = 0;
        loop {
            let mark = self.path.mark();
            match self.items.next(&mut seq, self.path) {
                Ok(true) => {
                    self.path.dropped_in_item(mark, index);
                    index += 1;
                }
                Ok(false) => return Ok(()),
                Err(error) => {
                    self.path.out_of_item(index);
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
        self.other(text.trim().is_empty(), Unexpected::Str(text))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.other(I::ZERO_IS_NOTHING && number == 0, Unexpected::Unsigned(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.other(I::ZERO_IS_NOTHING && number == 0, Unexpected::Signed(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        self.other(false, Unexpected::Float(number))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.other(false, Unexpected::Bool(value))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, map: A) -> Result<(), A::Error> {
        match self.items.lone(map, self.path)? {
            true => Ok(()),
            false => self.path.wrong_kind(Unexpected::Map, EXPECTED),
        }
    }
}

pub(super) struct ScalarItems<'a, T> {
    pub(super) place: &'a mut Option<Vec<T>>,
}

impl<T: Scalar> ListItems for ScalarItems<'_, T> {
    fn begin(&mut self) {
        *self.place = Some(Vec::new());
    }

    fn next<'de, A: SeqAccess<'de>>(
        &mut self,
        items: &mut A,
        path: &mut JsonPath,
    ) -> Result<bool, A::Error> {
        let (mut item, mark) = (None, path.mark());
        let more =
            items.next_element_seed(ScalarSeed { place: &mut item, path: &mut *path })?.is_some();
        if item.is_none() && more {
            left_out::<T>(path, mark);
        }
        self.place.get_or_insert_default().extend(item);
        Ok(more)
    }
}

/// Records that an item is empty, unless it is already recorded as dropped.
#[cold]
fn left_out<T: Scalar>(path: &mut JsonPath, mark: usize) {
    if path.mark() == mark {
        path.leave_out(T::EXPECTED, "nothing");
    }
}

pub(super) struct JsonItems<'a> {
    pub(super) place: &'a mut Option<Vec<Value>>,
}

impl ListItems for JsonItems<'_> {
    fn begin(&mut self) {
        *self.place = Some(Vec::new());
    }

    fn next<'de, A: SeqAccess<'de>>(
        &mut self,
        items: &mut A,
        path: &mut JsonPath,
    ) -> Result<bool, A::Error> {
        let mut item: Option<Value> = items.next_element()?;
        let more = item.is_some();
        if let Some(value) = &mut item {
            any_json(value, path);
        }
        self.place.get_or_insert_default().extend(item);
        Ok(more)
    }
}

/// Restores an untyped JSON value that was rewritten with tokens.
pub(super) fn any_json(value: &mut Value, path: &mut JsonPath) {
    if path.mode.tokens && !without_tokens(value) {
        path.leave_out("values of JSON", "a bare word or a number that is too large");
    }
}

pub(super) struct OpenItems<'a> {
    pub(super) target: &'a mut dyn StructureMut,
    pub(super) index: usize,
}

impl ListItems for OpenItems<'_> {
    fn begin(&mut self) {
        self.target.field_mut(self.index, FieldOp::StartList);
    }

    fn next<'de, A: SeqAccess<'de>>(
        &mut self,
        items: &mut A,
        path: &mut JsonPath,
    ) -> Result<bool, A::Error> {
        let (mut item, mark): (Option<String>, _) = (None, path.mark());
        let more =
            items.next_element_seed(ScalarSeed { place: &mut item, path: &mut *path })?.is_some();
        match item {
            Some(text) => drop(self.target.field_mut(self.index, FieldOp::Parse(&text))),
            None if more => left_out::<String>(path, mark),
            None => {}
        }
        Ok(more)
    }
}

/// Reads the rest of an object.
pub(super) fn drain<'de, A: MapAccess<'de>>(mut map: A) -> Result<(), A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}
