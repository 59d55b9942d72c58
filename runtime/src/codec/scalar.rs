//! Scalars in the forms that the service sends.
//!
//! These are numbers as strings, strings as numbers, a list of one for its item, JSON for its text,
//! and `""` for no value. A value that the type cannot represent is left out, or is an error in
//! strict mode.

use super::exact::{is_number, text_of, token};
use super::json_path::{JsonPath, without_text};
use super::number::{self, EXACT};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde_json::{Map, Value};
use std::{fmt, ops::ControlFlow};

/// A type that a JSON scalar can be decoded into.
pub(super) trait Scalar: Sized {
    /// The expected kind of value, for error texts.
    const EXPECTED: &'static str;
    /// The name of a number that the type cannot represent.
    const REJECTED: &'static str;
    fn from_bool(value: bool) -> Option<Self>;
    fn from_i64(value: i64) -> Option<Self>;
    fn from_u64(value: u64) -> Option<Self>;
    fn from_f64(value: f64) -> Option<Self>;
    /// Returns whether the text of a number may have another value than its float.
    fn is_inexact(value: f64) -> bool;
    /// Returns the exact value of a JSON number's text.
    fn from_number(text: &str) -> Option<Self>;
    /// Parses a string. Returns `Break` if an empty string means no value.
    fn from_text(value: &str) -> ControlFlow<(), Option<Self>>;
    /// Returns the value that a list or an object represents.
    fn from_json(_: &Value) -> Option<Self> {
        None
    }
}

impl Scalar for String {
    const EXPECTED: &'static str = "text";
    const REJECTED: &'static str = "a number";

    fn from_bool(value: bool) -> Option<Self> {
        Some(value.to_string())
    }

    fn from_i64(value: i64) -> Option<Self> {
        Some(itoa::Buffer::new().format(value).to_owned())
    }

    fn from_u64(value: u64) -> Option<Self> {
        Some(itoa::Buffer::new().format(value).to_owned())
    }

    fn from_f64(value: f64) -> Option<Self> {
        serde_json::to_string(&value).ok().filter(|_| value.is_finite())
    }

    fn is_inexact(_: f64) -> bool {
        true
    }

    fn from_number(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }

    fn from_text(value: &str) -> ControlFlow<(), Option<Self>> {
        ControlFlow::Continue(Some(value.to_owned()))
    }

    fn from_json(value: &Value) -> Option<Self> {
        Some(text_of(value))
    }
}

macro_rules! whole {
    ($type:ty, $expected:literal, $rejected:literal) => {
        impl Scalar for $type {
            const EXPECTED: &'static str = $expected;
            const REJECTED: &'static str = $rejected;

            fn from_bool(value: bool) -> Option<Self> {
                Some(value.into())
            }

            fn from_i64(value: i64) -> Option<Self> {
                value.try_into().ok()
            }

            fn from_u64(value: u64) -> Option<Self> {
                value.try_into().ok()
            }

            fn from_f64(value: f64) -> Option<Self> {
                // A zero fraction loses nothing; beyond the limit the number may already be
                // rounded.
                let fits = value.fract() == 0.0 && value.abs() < EXACT;
                if fits { (value as i64).try_into().ok() } else { None }
            }

            fn is_inexact(value: f64) -> bool {
                value.abs() >= EXACT
            }

            fn from_number(text: &str) -> Option<Self> {
                number::whole(text)?.try_into().ok()
            }

            fn from_text(value: &str) -> ControlFlow<(), Option<Self>> {
                number(value, |text| text.parse().ok().or_else(|| Self::from_number(text)))
            }
        }
    };
}

whole!(i64, "a whole number", "a number that is not whole or too large");
whole!(
    u64,
    "a whole number that is not negative",
    "a number that is negative, not whole or too large"
);

impl Scalar for f64 {
    const EXPECTED: &'static str = "a number";
    const REJECTED: &'static str = "a number that would be rounded or is too large";

    fn from_bool(value: bool) -> Option<Self> {
        Some(value.into())
    }

    fn from_i64(value: i64) -> Option<Self> {
        number::exact(value.into())
    }

    fn from_u64(value: u64) -> Option<Self> {
        number::exact(value.into())
    }

    fn from_f64(value: f64) -> Option<Self> {
        Some(value).filter(|value| value.is_finite())
    }

    fn is_inexact(value: f64) -> bool {
        // A number of this size may have been received as an integer, and integers are not rounded.
        value.abs() >= i64::MAX as f64
    }

    fn from_number(text: &str) -> Option<Self> {
        number::float(text)
    }

    fn from_text(value: &str) -> ControlFlow<(), Option<Self>> {
        number(value, number::float)
    }
}

/// Parses a number in a string.
fn number<T>(text: &str, parse: impl FnOnce(&str) -> Option<T>) -> ControlFlow<(), Option<T>> {
    match text.trim() {
        "" => ControlFlow::Break(()),
        text => ControlFlow::Continue(parse(text)),
    }
}

impl Scalar for bool {
    const EXPECTED: &'static str = "true or false";
    const REJECTED: &'static str = "a number that is neither 0 nor 1";

    fn from_bool(value: bool) -> Option<Self> {
        Some(value)
    }

    fn from_i64(value: i64) -> Option<Self> {
        u64::try_from(value).ok().and_then(Self::from_u64)
    }

    fn from_u64(value: u64) -> Option<Self> {
        (value <= 1).then_some(value == 1)
    }

    fn from_f64(value: f64) -> Option<Self> {
        (value == 0.0 || value == 1.0).then_some(value == 1.0)
    }

    fn is_inexact(_: f64) -> bool {
        false
    }

    fn from_number(text: &str) -> Option<Self> {
        number::whole(text).filter(|number| (0..=1).contains(number)).map(|number| number == 1)
    }

    fn from_text(value: &str) -> ControlFlow<(), Option<Self>> {
        ControlFlow::Continue(match value.trim() {
            "" => return ControlFlow::Break(()),
            "0" => Some(false),
            "1" => Some(true),
            text if text.eq_ignore_ascii_case("true") => Some(true),
            text if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        })
    }
}

/// Reads a scalar leniently into its place, which stays empty if the text has no value.
///
/// Nothing is returned by value: each layer of the parser would move it.
pub(super) struct ScalarSeed<'a, 't, T> {
    pub(super) place: &'a mut Option<T>,
    pub(super) path: &'t mut JsonPath,
}

impl<'de, T: Scalar> DeserializeSeed<'de> for ScalarSeed<'_, '_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<T: Scalar> ScalarSeed<'_, '_, T> {
    #[inline]
    fn put<E: Error>(self, value: Option<T>, found: Unexpected<'_>) -> Result<(), E> {
        *self.place = value;
        if self.place.is_some() { Ok(()) } else { reject::<T, E>(self.path, found) }
    }

    /// Handles a list or an object in place of a scalar.
    fn json<E: Error>(self, value: &Value, found: Unexpected<'_>) -> Result<(), E> {
        *self.place = T::from_json(value);
        // The numbers in it may have lost digits.
        self.path.inexact |= self.place.is_some();
        if self.place.is_some() { Ok(()) } else { self.path.wrong_kind(found, T::EXPECTED) }
    }

    /// Handles a number by its text, or a word that is not JSON.
    fn token<E: Error>(self, text: &str) -> Result<(), E> {
        *self.place = if is_number(text) { T::from_number(text) } else { None };
        let found = if is_number(text) { T::REJECTED } else { "a bare word" };
        match self.place {
            Some(_) => Ok(()),
            None if self.path.mode.strict => {
                Err(E::invalid_value(Unexpected::Other(found), &T::EXPECTED))
            }
            None => {
                self.path.leave_out(T::EXPECTED, found);
                Ok(())
            }
        }
    }

    #[inline]
    fn nothing<E>(self) -> Result<(), E> {
        *self.place = None;
        Ok(())
    }
}

/// Leaves out a value of a kind that could fit. It is an error in strict mode.
#[cold]
fn reject<T: Scalar, E: Error>(path: &mut JsonPath, found: Unexpected<'_>) -> Result<(), E> {
    if path.mode.strict {
        return Err(E::invalid_value(without_text(found), &T::EXPECTED));
    }
    let kind = match found {
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => T::REJECTED,
        Unexpected::Bool(_) => "true or false",
        _ => "text",
    };
    path.leave_out(T::EXPECTED, kind);
    Ok(())
}

impl<'de, T: Scalar> Visitor<'de> for ScalarSeed<'_, '_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.put(T::from_bool(value), Unexpected::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.put(T::from_i64(value), Unexpected::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.put(T::from_u64(value), Unexpected::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.path.inexact |= T::is_inexact(value);
        self.put(T::from_f64(value), Unexpected::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        match T::from_text(value) {
            ControlFlow::Break(()) => self.nothing(),
            ControlFlow::Continue(read) => self.put(read, Unexpected::Str(value)),
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

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        let list = Vec::<Value>::deserialize(SeqAccessDeserializer::new(items))?;
        let is_lone = |one: &Value| match one {
            Value::Object(object) => self.path.mode.tokens && token(object).is_some(),
            other => !other.is_array(),
        };
        match list.as_slice() {
            [] => self.nothing(),
            [one] if is_lone(one) => self.deserialize(one).map_err(A::Error::custom),
            _ => self.json(&Value::Array(list), Unexpected::Seq),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let object = Map::deserialize(MapAccessDeserializer::new(map))?;
        match token(&object) {
            _ if object.is_empty() => self.nothing(),
            Some(text) if self.path.mode.tokens => self.token(text),
            _ => self.json(&Value::Object(object), Unexpected::Map),
        }
    }
}
