use serde::{Deserialize, Deserializer, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// A text that an open enum has no variant for.
///
/// Only parsing creates one. `TaskState::from("NEW")` is `Other` as long as the documentation does
/// not list `NEW`, and the variant once it does. Compare with the text, which works in both cases:
///
/// ```
/// # use tencentcloud_runtime::codec::Unlisted;
/// fn is_new(text: &Unlisted) -> bool {
///     text == "NEW"
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unlisted(String);

impl Unlisted {
    /// Returns the text on the wire.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Unlisted {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Unlisted {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Unlisted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PartialEq<str> for Unlisted {
    fn eq(&self, text: &str) -> bool {
        self.0 == text
    }
}

impl PartialEq<&str> for Unlisted {
    fn eq(&self, text: &&str) -> bool {
        self.0 == *text
    }
}

/// A documented set of texts that stays open: the service may return others.
pub trait OpenEnum: Clone + Eq + Send + Sync + 'static {
    /// The documented texts.
    const TEXTS: &'static [&'static str];

    /// Returns the value of the documented text at an index.
    ///
    /// For an index past the last one, returns the value for `other`. For all other indexes `other`
    /// is empty.
    fn from_index(index: usize, other: Unlisted) -> Self;

    /// Returns the index of the value's text, or the text if it is not documented.
    fn index(&self) -> Result<usize, &str>;

    /// Returns the text on the wire.
    #[inline]
    fn as_str(&self) -> &str {
        text(self.index(), Self::TEXTS)
    }
}

/// Parses a text: returns the documented value if there is one.
#[inline]
pub fn parse<E: OpenEnum>(text: &str) -> E {
    let (index, other) = position_or_other(text, E::TEXTS);
    E::from_index(index, other)
}

/// Returns a clone of a value.
#[inline]
pub fn clone_enum<E: OpenEnum>(value: &E) -> E {
    let (index, other) = owned(value.index(), E::TEXTS);
    E::from_index(index, other)
}

/// Returns whether a value's text on the wire is `text`.
#[inline]
pub fn is_text<E: OpenEnum>(value: &E, text: &str) -> bool {
    value.as_str() == text
}

/// Returns whether two values are equal.
#[inline]
pub fn equal_enums<E: OpenEnum>(one: &E, other: &E) -> bool {
    one.index() == other.index()
}

/// Hashes a value.
#[inline]
pub fn hash_enum<E: OpenEnum, H: Hasher>(value: &E, state: &mut H) {
    value.index().hash(state);
}

/// Writes a value's text on the wire.
#[inline]
pub fn display<E: OpenEnum>(value: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(value.as_str())
}

/// Serializes a value as its text on the wire.
///
/// # Errors
/// Returns the error of the serializer.
#[inline]
pub fn serialize_enum<E: OpenEnum, S: Serializer>(
    value: &E,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(value.as_str())
}

/// Deserializes a value from its text on the wire.
///
/// # Errors
/// Returns an error if the input is not a string.
#[inline]
pub fn deserialize_enum<'de, E: OpenEnum, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<E, D::Error> {
    let text = Cow::<'de, str>::deserialize(deserializer)?;
    Ok(parse(&text))
}

// The following code is shared by all enums, and must not be inlined into them.

/// Returns the index of a known text, or the index past the last one together with the text.
#[inline(never)]
fn position_or_other(text: &str, texts: &[&str]) -> (usize, Unlisted) {
    owned(texts.iter().position(|known| *known == text).ok_or(text), texts)
}

/// Returns an index, or the index past the last one together with the unknown text.
#[inline(never)]
fn owned(index: Result<usize, &str>, texts: &[&str]) -> (usize, Unlisted) {
    match index {
        Ok(index) => (index, Unlisted(String::new())),
        Err(text) => (texts.len(), Unlisted(text.to_owned())),
    }
}

/// Returns the text at an index, or the text without an index.
#[inline(never)]
fn text<'a>(index: Result<usize, &'a str>, texts: &[&'static str]) -> &'a str {
    match index {
        Ok(index) => texts[index],
        Err(text) => text,
    }
}
