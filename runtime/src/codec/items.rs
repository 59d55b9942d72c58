//! Lists of all kinds of items.
//!
//! Null and items that do not fit are left out: the items after them move up.

use super::exact::without_tokens;
use super::scalar::{Scalar, ScalarSeed};
use super::trail::JsonPath;
use super::{Step, Target};
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
        trail: &mut JsonPath,
    ) -> Result<bool, A::Error>;
    /// Reads a whole object in place of the list. Returns `false` if it is not an item.
    fn lone<'de, A: MapAccess<'de>>(
        &mut self,
        mut members: A,
        _: &mut JsonPath,
    ) -> Result<bool, A::Error> {
        let is_empty = members.next_entry::<IgnoredAny, IgnoredAny>()?.is_none();
        drain(members)?;
        Ok(is_empty)
    }
}

pub(super) fn list<'de, I: ListItems, D: Deserializer<'de>>(
    items: I,
    trail: &mut JsonPath,
    deserializer: D,
) -> Result<(), D::Error> {
    deserializer.deserialize_any(ListVisitor { items, trail })
}

struct ListVisitor<'t, I> {
    items: I,
    trail: &'t mut JsonPath,
}

impl<I: ListItems> ListVisitor<'_, I> {
    /// Handles a value of another kind, or one that means nothing.
    fn other<E: Error>(self, is_nothing: bool, found: Unexpected<'_>) -> Result<(), E> {
        if is_nothing { Ok(()) } else { self.trail.wrong_kind(found, EXPECTED) }
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
            let mark = self.trail.mark();
            match self.items.next(&mut seq, self.trail) {
                Ok(true) => {
                    self.trail.dropped_in_item(mark, index);
                    index += 1;
                }
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

    fn visit_map<A: MapAccess<'de>>(mut self, members: A) -> Result<(), A::Error> {
        match self.items.lone(members, self.trail)? {
            true => Ok(()),
            false => self.trail.wrong_kind(Unexpected::Map, EXPECTED),
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
        trail: &mut JsonPath,
    ) -> Result<bool, A::Error> {
        let (mut item, mark) = (None, trail.mark());
        let more =
            items.next_element_seed(ScalarSeed { place: &mut item, trail: &mut *trail })?.is_some();
        if item.is_none() && more {
            left_out::<T>(trail, mark);
        }
        self.place.get_or_insert_default().extend(item);
        Ok(more)
    }
}

/// Records that an item is empty, unless it is already recorded as dropped.
#[cold]
fn left_out<T: Scalar>(trail: &mut JsonPath, mark: usize) {
    if trail.mark() == mark {
        trail.leave_out(T::EXPECTED, "nothing");
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
        trail: &mut JsonPath,
    ) -> Result<bool, A::Error> {
        let mut item: Option<Value> = items.next_element()?;
        let more = item.is_some();
        if let Some(value) = &mut item {
            any_json(value, trail);
        }
        self.place.get_or_insert_default().extend(item);
        Ok(more)
    }
}

/// Restores an untyped JSON value that was rewritten with tokens.
pub(super) fn any_json(value: &mut Value, trail: &mut JsonPath) {
    if trail.mode.tokens && !without_tokens(value) {
        trail.leave_out("values of JSON", "a bare word or a number that is too large");
    }
}

pub(super) struct OpenItems<'a> {
    pub(super) target: &'a mut dyn Target,
    pub(super) index: usize,
}

impl ListItems for OpenItems<'_> {
    fn begin(&mut self) {
        self.target.slot(self.index, Step::Begin);
    }

    fn next<'de, A: SeqAccess<'de>>(
        &mut self,
        items: &mut A,
        trail: &mut JsonPath,
    ) -> Result<bool, A::Error> {
        let (mut item, mark): (Option<String>, _) = (None, trail.mark());
        let more =
            items.next_element_seed(ScalarSeed { place: &mut item, trail: &mut *trail })?.is_some();
        match item {
            Some(text) => drop(self.target.slot(self.index, Step::Text(&text))),
            None if more => left_out::<String>(trail, mark),
            None => {}
        }
        Ok(more)
    }
}

/// Reads the rest of an object.
pub(super) fn drain<'de, A: MapAccess<'de>>(mut members: A) -> Result<(), A::Error> {
    while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}
