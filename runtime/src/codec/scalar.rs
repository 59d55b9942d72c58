//! Scalars as the service sends them: numbers as text, text as numbers, a list of one for the one, JSON for its text,
//! `""` for nothing.

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::{Map, Value};
use std::{fmt, ops::ControlFlow};

/// A type that a JSON scalar can be read into.
pub(super) trait Scalar: Sized {
    /// What is expected, for error texts.
    const EXPECTED: &'static str;
    fn from_bool(value: bool) -> Option<Self>;
    fn from_i64(value: i64) -> Option<Self>;
    fn from_u64(value: u64) -> Option<Self>;
    fn from_f64(value: f64) -> Option<Self>;
    /// `Break` where an empty text stands for nothing.
    fn from_text(value: &str) -> ControlFlow<(), Option<Self>>;
    /// What a list or an object stands for.
    fn from_json(_: &Value) -> Option<Self> {
        None
    }
}

impl Scalar for String {
    const EXPECTED: &'static str = "text";

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
        serde_json::to_string(&value).ok()
    }

    fn from_text(value: &str) -> ControlFlow<(), Option<Self>> {
        ControlFlow::Continue(Some(value.to_owned()))
    }

    fn from_json(value: &Value) -> Option<Self> {
        Some(value.to_string())
    }
}

macro_rules! whole {
    ($type:ty, $expected:literal, $limit:literal) => {
        impl Scalar for $type {
            const EXPECTED: &'static str = $expected;

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
                // A fraction of zero loses nothing; beyond these limits the number itself would change.
                let fits = value.fract() == 0.0 && value >= <$type>::MIN as f64 && value < $limit;
                fits.then_some(value as $type)
            }

            fn from_text(value: &str) -> ControlFlow<(), Option<Self>> {
                number(value, Self::from_f64)
            }
        }
    };
}

whole!(i64, "a whole number", 9_223_372_036_854_775_808.0);
whole!(u64, "a whole number that is not negative", 18_446_744_073_709_551_616.0);

impl Scalar for f64 {
    const EXPECTED: &'static str = "a number";

    fn from_bool(value: bool) -> Option<Self> {
        Some(value.into())
    }

    fn from_i64(value: i64) -> Option<Self> {
        Some(value as f64)
    }

    fn from_u64(value: u64) -> Option<Self> {
        Some(value as f64)
    }

    fn from_f64(value: f64) -> Option<Self> {
        Some(value)
    }

    fn from_text(value: &str) -> ControlFlow<(), Option<Self>> {
        number(value, Some)
    }
}

/// A number in a text: exactly, or else by way of a float.
fn number<T: std::str::FromStr>(text: &str, from_f64: fn(f64) -> Option<T>) -> ControlFlow<(), Option<T>> {
    match text.trim() {
        "" => ControlFlow::Break(()),
        text => ControlFlow::Continue(text.parse().ok().or_else(|| from_f64(text.parse().ok()?))),
    }
}

impl Scalar for bool {
    const EXPECTED: &'static str = "true or false";

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

/// Reads a scalar leniently into its place, which is empty where the text holds nothing.
///
/// Nothing is given back by value: on the way out of the parser each layer would move it.
pub(super) struct ScalarSeed<'a, T>(pub(super) &'a mut Option<T>);

impl<'de, T: Scalar> DeserializeSeed<'de> for ScalarSeed<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<T: Scalar> ScalarSeed<'_, T> {
    fn put<E: Error>(self, value: Option<T>, found: Unexpected<'_>) -> Result<(), E> {
        *self.0 = value;
        if self.0.is_some() { Ok(()) } else { Err(E::invalid_value(found, &T::EXPECTED)) }
    }

    /// A list or an object where a scalar should be.
    fn json<E: Error>(self, value: &Value, found: Unexpected<'_>) -> Result<(), E> {
        *self.0 = T::from_json(value);
        if self.0.is_some() { Ok(()) } else { Err(E::invalid_type(found, &self)) }
    }

    fn nothing<E>(self) -> Result<(), E> {
        *self.0 = None;
        Ok(())
    }
}

impl<'de, T: Scalar> Visitor<'de> for ScalarSeed<'_, T> {
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
        match list.as_slice() {
            [] => self.nothing(),
            [one] if !(one.is_array() || one.is_object()) => self.deserialize(one).map_err(A::Error::custom),
            _ => self.json(&Value::Array(list), Unexpected::Seq),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
        let object = Map::deserialize(MapAccessDeserializer::new(members))?;
        match object.is_empty() {
            true => self.nothing(),
            false => self.json(&Value::Object(object), Unexpected::Map),
        }
    }
}
