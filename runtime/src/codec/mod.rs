//! JSON to typed structures and back, compiled once for all generated types.
//!
//! A generated type gives three things: its [`Shape`] (a static table of wire names), [`Structure::slot`]
//! (index to a place that a value can be put into) and [`Structure::visit`] (its members, in the order of the
//! table). Reading, writing, serde's traits, `Debug` and the check of required members are written here over
//! these three, so that a type costs the compiler a table and two short functions instead of a derived
//! implementation of each trait. They do not know the type: what is read is a [`Target`], what is written a
//! [`View`], and a member whose type is one of the API's own is reached by a [`Step`] or shown as [`Views`].
//!
//! Reading is lenient, because the service's answers are: null is absent, unknown members are ignored, numbers
//! may come as text and text as numbers, an empty text or zero may stand for an absent object or list, a lone object for
//! a list of one, a list of one for a lone value, a list or an object for the text that it is. An answer nested deeper
//! than [`MAX_DEPTH`] is refused rather than followed.
//!
//! Requests are read strictly by serde's traits: a field that they do not have is an error, see `requests!`.
//!
//! A value that does not fit its field all the same is left out of a response, and named as a [`DroppedValue`]; in strict
//! mode, which [`from_json`], [`decode_reply`] and serde's traits use, it is an error. Numbers keep their value or do not
//! fit: see `number.rs`. A text that is not quite JSON, or has numbers that a float may not hold, is written again before
//! it is read a second time: see `exact.rs`.

mod copy;
mod debug;
mod decode;
mod encode;
mod exact;
mod fault;
mod items;
mod list;
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

/// How deep structures may be nested before reading or writing them stops with an error.
pub const MAX_DEPTH: usize = 128;

/// What a structure is called and has, in the order of its declaration.
///
/// Members are names on the wire. Written with nothing but literals, so that the compiler makes it a constant without
/// an item of its own: it is one of the few things that each type needs.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The type's name in Rust.
    pub name: &'static str,
    /// Its members.
    pub fields: &'static [&'static str],
    /// Those of its members without which a request is refused.
    pub required: &'static [&'static str],
    /// Those of its members whose values are secrets, which `Debug` does not show.
    pub sensitive: &'static [&'static str],
}

impl Shape {
    /// Of nothing: what generated shapes take their empty lists from.
    pub const EMPTY: Self = Self { name: "", fields: &[], required: &[], sensitive: &[] };

    /// The index of a member by its name on the wire, looking first where it is expected.
    pub fn position(&self, name: &str, expected: usize) -> Option<usize> {
        let is_it = |field: &&str| *field == name;
        if self.fields.get(expected).is_some_and(is_it) { Some(expected) } else { self.fields.iter().position(is_it) }
    }
}

/// A request, an answer or a part of one.
pub trait Structure: Send + Sync + 'static {
    /// Its name and members.
    fn shape(&self) -> &'static Shape;

    /// The place of the member at `index` of the shape; [`Slot::None`] past the last.
    ///
    /// A member whose type is one of the API's own is reached by the step, which is taken before.
    fn slot(&mut self, index: usize, step: Step<'_>) -> Slot<'_>;

    /// Shows every member to `sink`, in the order of the shape.
    fn visit(&self, sink: &mut dyn Sink);
}

/// Recursive types hold themselves in a box.
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

/// Is shown the shape of a structure and its members, set or not, in the order of the shape.
pub trait Sink {
    /// A structure, whose members follow.
    fn enter(&mut self, shape: &'static Shape);
    /// Text.
    fn text(&mut self, value: &Option<String>);
    /// A signed whole number.
    fn integer(&mut self, value: &Option<i64>);
    /// A whole number that is never negative.
    fn unsigned(&mut self, value: &Option<u64>);
    /// A number with a fraction.
    fn float(&mut self, value: &Option<f64>);
    /// True or false.
    fn boolean(&mut self, value: &Option<bool>);
    /// Raw bytes.
    fn binary(&mut self, value: &Option<Vec<u8>>);
    /// Any JSON: where no document tells the type.
    fn json(&mut self, value: &Option<serde_json::Value>);
    /// A value of an open set.
    fn open(&mut self, value: &dyn OpenView);
    /// A structure.
    fn structure(&mut self, value: &dyn Views);
    /// A list of texts.
    fn texts(&mut self, value: &Option<Vec<String>>);
    /// A list of signed whole numbers.
    fn integers(&mut self, value: &Option<Vec<i64>>);
    /// A list of whole numbers that are never negative.
    fn unsigneds(&mut self, value: &Option<Vec<u64>>);
    /// A list of numbers with a fraction.
    fn floats(&mut self, value: &Option<Vec<f64>>);
    /// A list of true and false.
    fn booleans(&mut self, value: &Option<Vec<bool>>);
    /// A list of any JSON.
    fn jsons(&mut self, value: &Option<Vec<serde_json::Value>>);
    /// A list of values of an open set.
    fn opens(&mut self, value: &dyn OpenListView);
    /// A list of structures.
    fn structures(&mut self, value: &dyn Views);
}

/// Implements `Clone`, `PartialEq`, `Debug`, `Serialize` and `Deserialize` for generated structures through this codec.
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

/// Implements the same for generated requests. `Deserialize` is strict for them: a field that they do not have is an error,
/// because what somebody means to ask for must not be dropped.
#[macro_export]
macro_rules! requests {
    ($($name:ident),* $(,)?) => {
        $crate::structures!(@read by deserialized_request: $($name),*);
    };
}

/// Implements `Clone`, `PartialEq` (with texts too), `Eq`, `Hash`, `Display`, `From` texts, `FromStr`, `Serialize` and
/// `Deserialize` for generated open enums, and the methods `as_str` and `values`.
///
/// Derived ones cost the compiler more, since each has a `match` over all values.
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
