//! JSON to typed structures and back, compiled once for all generated types.
//!
//! A generated type provides three things:
//!
//! - its [`Shape`], a static table of wire names;
//! - [`Structure::slot`], which maps an index to the place of a field's value;
//! - [`Structure::visit`], which passes the fields to a visitor in the order of the table.
//!
//! Decoding, encoding, serde's traits, `Debug` and the check of required fields are written here in
//! terms of these three. A type thus costs the compiler a table and two short functions instead of
//! a derived implementation of each trait. This code does not know the type: it decodes into a
//! [`Target`] and encodes a [`View`]. A field whose type is generated is reached by a [`Step`] and
//! visited as [`Views`].
//!
//! Decoding is lenient, because the service's responses are inconsistent:
//!
//! - null is absent, and unknown fields are ignored;
//! - numbers may be strings, and strings may be numbers;
//! - an empty string or zero may represent an absent object or list;
//! - a single object may represent a list of one, and a list of one its item;
//! - a list or an object may represent the string that is its text.
//!
//! A response nested deeper than [`MAX_DEPTH`] is refused.
//!
//! serde's traits decode requests strictly: an unknown field is an error, see `requests!`.
//!
//! A value that still does not fit its field is left out of a response and reported as a
//! [`DroppedValue`]. In strict mode, which [`from_json`], [`decode_reply`] and serde's traits use,
//! it is an error. Numbers either keep their value or do not fit: see `number.rs`. A text that is
//! not quite JSON, or contains numbers that a float may not represent, is rewritten and decoded
//! again: see `exact.rs`.

mod copy;
mod debug;
mod decode;
mod encode;
mod exact;
mod fault;
mod items;
mod list;
mod moment;
mod number;
mod object;
mod open;
mod place;
mod presence;
mod reply;
mod round_trip;
mod scalar;
mod serialize;
mod trail;

pub use copy::{copied, equal};
pub use debug::debug;
pub use decode::{deserialized, deserialized_request, from_json};
pub(crate) use encode::write_json;
pub use encode::{EncodeError, to_json};
pub(crate) use exact::{exact, without_mark};
pub use fault::Fault;
pub use list::list;
pub use moment::moment;
pub use open::{OpenEnum, Unlisted, again, parse};
pub use place::{Inside, OpenListView, OpenView, Slot, Step, Target, View, Views};
pub use presence::missing_required;
pub(crate) use presence::{is_set, secrets};
pub(crate) use reply::{Decoded, Form, decode};
pub use reply::{Reply, decode_reply};
pub use round_trip::round_trip;
pub use serialize::serialize;
pub use trail::{DecodeError, DroppedValue};
pub(crate) use trail::{Dropped, Mode};

/// The depth of nested structures beyond which reading or writing fails.
pub const MAX_DEPTH: usize = 128;

/// The name and the fields of a structure, in the order of their declaration.
///
/// Fields are names on the wire. A schema contains only literals, so that the compiler makes it a
/// constant without an item of its own: it is one of the few things that each type needs.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The type's name in Rust.
    pub name: &'static str,
    /// The fields.
    pub fields: &'static [&'static str],
    /// The required fields: a request without one of them is refused.
    pub required: &'static [&'static str],
    /// The fields with secret values, which `Debug` does not show.
    pub sensitive: &'static [&'static str],
}

impl Shape {
    /// The empty schema: generated ones take their empty lists from it.
    pub const EMPTY: Self = Self { name: "", fields: &[], required: &[], sensitive: &[] };

    /// Returns the index of a field by its wire name, trying the expected index first.
    pub fn position(&self, name: &str, expected: usize) -> Option<usize> {
        let is_it = |field: &&str| *field == name;
        if self.fields.get(expected).is_some_and(is_it) {
            Some(expected)
        } else {
            self.fields.iter().position(is_it)
        }
    }
}

/// A request, a response or a part of one.
pub trait Structure: Send + Sync + 'static {
    /// Returns the structure's schema.
    fn shape(&self) -> &'static Shape;

    /// Returns the slot of the field at an index of the schema; [`Slot::None`] past the last one.
    ///
    /// A field whose type is generated is reached by the step, which is executed before.
    fn slot(&mut self, index: usize, step: Step<'_>) -> Slot<'_>;

    /// Passes every field to `sink`, in the order of the schema.
    fn visit(&self, sink: &mut dyn Sink);
}

/// Recursive types contain themselves in a box.
impl<T: Structure> Structure for Box<T> {
    fn shape(&self) -> &'static Shape {
        (**self).shape()
    }

    fn slot(&mut self, index: usize, step: Step<'_>) -> Slot<'_> {
        (**self).slot(index, step)
    }

    fn visit(&self, sink: &mut dyn Sink) {
        (**self).visit(sink);
    }
}

/// A visitor of a structure's schema and of its fields, set or not, in the order of the schema.
pub trait Sink {
    /// Begins a structure, whose fields follow.
    fn enter(&mut self, shape: &'static Shape);
    /// Visits a string.
    fn text(&mut self, value: &Option<String>);
    /// Visits a signed integer.
    fn integer(&mut self, value: &Option<i64>);
    /// Visits an unsigned integer.
    fn unsigned(&mut self, value: &Option<u64>);
    /// Visits a float.
    fn float(&mut self, value: &Option<f64>);
    /// Visits a boolean.
    fn boolean(&mut self, value: &Option<bool>);
    /// Visits raw bytes.
    fn binary(&mut self, value: &Option<Vec<u8>>);
    /// Visits any JSON: the documentation does not give a type.
    fn json(&mut self, value: &Option<serde_json::Value>);
    /// Visits a value of an open enum.
    fn open(&mut self, value: &dyn OpenView);
    /// Visits a structure.
    fn structure(&mut self, value: &dyn Views);
    /// Visits a list of strings.
    fn texts(&mut self, value: &Option<Vec<String>>);
    /// Visits a list of signed integers.
    fn integers(&mut self, value: &Option<Vec<i64>>);
    /// Visits a list of unsigned integers.
    fn unsigneds(&mut self, value: &Option<Vec<u64>>);
    /// Visits a list of floats.
    fn floats(&mut self, value: &Option<Vec<f64>>);
    /// Visits a list of booleans.
    fn booleans(&mut self, value: &Option<Vec<bool>>);
    /// Visits a list of any JSON.
    fn jsons(&mut self, value: &Option<Vec<serde_json::Value>>);
    /// Visits a list of values of an open enum.
    fn opens(&mut self, value: &dyn OpenListView);
    /// Visits a list of structures.
    fn structures(&mut self, value: &dyn Views);
}

/// Implements `Clone`, `PartialEq`, `Debug`, `Serialize` and `Deserialize` for generated structures
/// with this codec.
#[macro_export]
macro_rules! structures {
    (@read by $read:ident: $($name:ident),* $(,)?) => {$(
        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::codec::copied(self)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::codec::equal(self, other)
            }
        }

        impl ::core::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::codec::debug(self, f)
            }
        }

        impl $crate::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codec::serialize(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                $crate::codec::$read(deserializer)
            }
        }
    )*};
    ($($name:ident),* $(,)?) => {
        $crate::structures!(@read by deserialized: $($name),*);
    };
}

/// Implements the traits of [`structures!`](crate::structures) for generated requests.
///
/// Their `Deserialize` is strict: an unknown field is an error, because no part of a request must
/// be dropped silently.
#[macro_export]
macro_rules! requests {
    ($($name:ident),* $(,)?) => {
        $crate::structures!(@read by deserialized_request: $($name),*);
    };
}

/// Implements the traits of generated open enums, and their methods `as_str` and `values`.
///
/// The traits are `Clone`, `PartialEq` (also with texts), `Eq`, `Hash`, `Display`, `From` texts,
/// `FromStr`, `Serialize` and `Deserialize`. Derived implementations cost the compiler more, since
/// each has a `match` over all values.
#[macro_export]
macro_rules! open_enums {
    ($($name:ident),* $(,)?) => {$(
        impl $name {
            /// Returns the text on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                $crate::codec::OpenEnum::as_str(self)
            }

            /// Returns the texts on the wire of all variants but `Other`.
            #[inline]
            pub fn values() -> &'static [&'static str] {
                <Self as $crate::codec::OpenEnum>::TEXTS
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok($crate::codec::parse(text))
            }
        }

        impl ::core::cmp::PartialEq<str> for $name {
            #[inline]
            fn eq(&self, text: &str) -> bool {
                $crate::codec::OpenEnum::as_str(self) == text
            }
        }

        impl ::core::cmp::PartialEq<&str> for $name {
            #[inline]
            fn eq(&self, text: &&str) -> bool {
                $crate::codec::OpenEnum::as_str(self) == *text
            }
        }

        impl ::core::clone::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::codec::again(self)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::codec::OpenEnum::index(self) == $crate::codec::OpenEnum::index(other)
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            #[inline]
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                ::core::hash::Hash::hash(&$crate::codec::OpenEnum::index(self), state);
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str($crate::codec::OpenEnum::as_str(self))
            }
        }

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::codec::parse(text)
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                $crate::codec::parse(&text)
            }
        }

        impl $crate::serde::Serialize for $name {
            #[inline]
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::codec::OpenEnum::as_str(self))
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str> as $crate::serde::Deserialize<'de>>::deserialize(deserializer)?;
                ::core::result::Result::Ok($crate::codec::parse(&text))
            }
        }
    )*};
}
