//! Fields that contain one structure.

use super::decode::{Key, StructureSeed, unknown};
use super::exact::is_token;
use super::trail::Trail;
use super::{Step, Target};
use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::Value;
use std::fmt;

const EXPECTED: &str = "an object";

/// Reads an object, or a list of one, into a field. Null and empty values leave it unset.
pub(super) struct PlaceSeed<'a, 't> {
    pub(super) target: &'a mut dyn Target,
    pub(super) index: usize,
    pub(super) trail: &'t mut Trail,
    /// True if the value is an item of a list: an empty one is then left out.
    pub(super) is_item: bool,
}

impl<'de> DeserializeSeed<'de> for PlaceSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl PlaceSeed<'_, '_> {
    fn nothing<E>(self) -> Result<(), E> {
        if self.is_item {
            self.trail.leave_out(EXPECTED, "nothing");
        }
        Ok(())
    }

    /// Handles a value of another kind, or one that means nothing.
    fn other<E: Error>(self, is_nothing: bool, found: Unexpected<'_>) -> Result<(), E> {
        if is_nothing { self.nothing() } else { self.trail.wrong_kind(found, EXPECTED) }
    }
}

impl<'de> Visitor<'de> for PlaceSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EXPECTED)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        if !self.trail.mode.tokens {
            return make(self.target, self.index, None, members, self.trail);
        }
        match members.next_key::<String>()? {
            Some(name) if is_token(&name) => {
                members.next_value::<IgnoredAny>()?;
                drain(members)?;
                self.trail.wrong_kind(Unexpected::Float(0.0), EXPECTED)
            }
            Some(name) => make(self.target, self.index, Some(&name), members, self.trail),
            None => make(self.target, self.index, None, members, self.trail),
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
            return self.trail.wrong_kind(Unexpected::Seq, EXPECTED);
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

/// Reads the rest of an object.
pub(super) fn drain<'de, A: MapAccess<'de>>(mut members: A) -> Result<(), A::Error> {
    while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}

/// Reads an object into a structure that is created in a field.
///
/// The name of its first field may have been read already.
pub(super) fn make<'de, A: MapAccess<'de>>(
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
            let key = named.map(|name| Key::of(shape, name, 0));
            if let (Some(name), Some(Key::Outer(_) | Key::Unknown), true) =
                (named, key, trail.known_only)
            {
                read = Err(unknown(shape, name));
                return;
            }
            let seed = StructureSeed { shape, target, trail: &mut *trail, undeclared: None };
            read = seed.fill(key, &mut members);
        }),
    );
    read
}
