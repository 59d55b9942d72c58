//! Types of actions for which the documentation lists no fields or no error codes.
//!
//! Each of them can later become a type of its own without breaking a program. They name the action
//! for this reason.

use crate::codec::{self, FieldMut, FieldOp, FieldVisitor, OpenEnum, Schema, Structure, Unlisted};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::convert::Infallible;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

/// The response of the action `A`, which contains only the request ID.
///
/// Generated crates have an alias of it for each such action. If the service adds fields later, the
/// alias becomes a structure of the same name: name the alias in programs, not this type.
#[non_exhaustive]
pub struct EmptyResponse<A> {
    /// The ID of the request, which the vendor's support asks for.
    pub request_id: Option<String>,
    action: PhantomData<fn(A)>,
}

impl<A: 'static> Structure for EmptyResponse<A> {
    #[inline]
    fn schema(&self) -> &'static Schema {
        &Schema { name: "EmptyResponse", fields: &["RequestId"], ..Schema::EMPTY }
    }

    #[inline]
    fn field_mut(&mut self, index: usize, _: FieldOp<'_>) -> FieldMut<'_> {
        match index {
            0 => FieldMut::Text(&mut self.request_id),
            _ => FieldMut::None,
        }
    }

    #[inline]
    fn accept(&self, visitor: &mut dyn FieldVisitor) {
        visitor.text(&self.request_id);
    }
}

impl<A> Default for EmptyResponse<A> {
    #[inline]
    fn default() -> Self {
        Self { request_id: None, action: PhantomData }
    }
}

impl<A> Clone for EmptyResponse<A> {
    #[inline]
    fn clone(&self) -> Self {
        Self { request_id: self.request_id.clone(), action: PhantomData }
    }
}

impl<A> PartialEq for EmptyResponse<A> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.request_id == other.request_id
    }
}

impl<A: 'static> fmt::Debug for EmptyResponse<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        codec::generated::debug(self, f)
    }
}

impl<A: 'static> Serialize for EmptyResponse<A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::generated::serialize(self, serializer)
    }
}

impl<'de, A: 'static> Deserialize<'de> for EmptyResponse<A> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::generated::deserialize_structure(deserializer)
    }
}

/// An error code of an action for which the documentation lists no codes; `A` is its request.
///
/// Generated crates have an alias of it for each such action. If the documentation lists codes
/// later, the alias becomes an enum of the same name with a variant for each code: in programs,
/// name the alias, not this type.
#[non_exhaustive]
pub enum UndocumentedErrorCode<A> {
    /// The code on the wire.
    Other(Unlisted),
    /// Never constructed: it names the action.
    #[doc(hidden)]
    Never(Infallible, PhantomData<fn(A)>),
}

impl<A> UndocumentedErrorCode<A> {
    /// Returns the text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Other(text) => text.as_str(),
            Self::Never(never, _) => match *never {},
        }
    }

    /// Returns the texts of all variants except `Other`: none.
    #[inline]
    pub fn values() -> &'static [&'static str] {
        &[]
    }
}

impl<A: 'static> OpenEnum for UndocumentedErrorCode<A> {
    const TEXTS: &'static [&'static str] = &[];

    fn from_index(_: usize, other: Unlisted) -> Self {
        Self::Other(other)
    }

    fn index(&self) -> Result<usize, &str> {
        Err(self.as_str())
    }
}

impl<A> Clone for UndocumentedErrorCode<A> {
    fn clone(&self) -> Self {
        match self {
            Self::Other(text) => Self::Other(text.clone()),
            Self::Never(never, _) => match *never {},
        }
    }
}

impl<A> PartialEq for UndocumentedErrorCode<A> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl<A> Eq for UndocumentedErrorCode<A> {}

impl<A> PartialEq<str> for UndocumentedErrorCode<A> {
    fn eq(&self, text: &str) -> bool {
        self.as_str() == text
    }
}

impl<A> PartialEq<&str> for UndocumentedErrorCode<A> {
    fn eq(&self, text: &&str) -> bool {
        self.as_str() == *text
    }
}

impl<A> Hash for UndocumentedErrorCode<A> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl<A> fmt::Debug for UndocumentedErrorCode<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Other").field(&self.as_str()).finish()
    }
}

impl<A> fmt::Display for UndocumentedErrorCode<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<A: 'static> From<&str> for UndocumentedErrorCode<A> {
    fn from(text: &str) -> Self {
        codec::generated::parse(text)
    }
}

impl<A: 'static> From<String> for UndocumentedErrorCode<A> {
    fn from(text: String) -> Self {
        codec::generated::parse(&text)
    }
}

impl<A: 'static> FromStr for UndocumentedErrorCode<A> {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(codec::generated::parse(text))
    }
}

impl<A> Serialize for UndocumentedErrorCode<A> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, A: 'static> Deserialize<'de> for UndocumentedErrorCode<A> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(codec::generated::parse(&Cow::<str>::deserialize(deserializer)?))
    }
}
