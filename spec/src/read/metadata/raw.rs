//! The files as they are written. Text is borrowed from the file wherever it has no escapes, and
//! keys keep their order, which maps of serde_json would not do without copying.

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// A text, borrowed where the file has no escapes in it; null reads as empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct RawText<'a>(pub(super) Cow<'a, str>);

/// A flag written as `true` or as `1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flag(pub(super) bool);

/// The entries of an object in the order of the file; a key may occur twice.
#[derive(Debug)]
pub(super) struct RawEntries<'a, T>(pub(super) Vec<(RawText<'a>, T)>);

/// `api.json`.
#[derive(Debug, Deserialize)]
pub(super) struct RawApi<'a> {
    #[serde(borrow)]
    pub(super) actions: RawEntries<'a, RawAction<'a>>,
    #[serde(borrow)]
    pub(super) metadata: RawMetadata<'a>,
    #[serde(borrow)]
    pub(super) objects: RawEntries<'a, RawObject<'a>>,
}

/// The content of `api.json`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RawMetadata<'a> {
    #[serde(borrow)]
    pub(super) api_version: RawText<'a>,
    #[serde(borrow)]
    pub(super) service_short_name: RawText<'a>,
    #[serde(borrow, default, rename = "serviceNameCN")]
    pub(super) service_name: RawText<'a>,
}

/// An action in `api.json`.
#[derive(Debug, Deserialize)]
pub(super) struct RawAction<'a> {
    #[serde(borrow, default)]
    pub(super) document: RawText<'a>,
    #[serde(borrow)]
    pub(super) input: RawText<'a>,
    #[serde(borrow)]
    pub(super) output: RawText<'a>,
    #[serde(borrow, default)]
    pub(super) name: RawText<'a>,
    #[serde(borrow, default)]
    pub(super) status: RawText<'a>,
    #[serde(default)]
    pub(super) skip_sign: Flag,
}

/// An object in `api.json`: a structure, or the fields of a request or a response.
#[derive(Debug, Deserialize)]
pub(super) struct RawObject<'a> {
    #[serde(borrow, default)]
    pub(super) document: RawText<'a>,
    #[serde(borrow)]
    pub(super) members: Vec<RawField<'a>>,
    /// `object` for the two sides of an action; structures have a `usage` instead.
    #[serde(borrow, default)]
    pub(super) r#type: RawText<'a>,
}

/// A field of an object.
#[derive(Debug, Deserialize)]
pub(super) struct RawField<'a> {
    #[serde(borrow)]
    pub(super) name: RawText<'a>,
    #[serde(borrow)]
    pub(super) member: RawText<'a>,
    #[serde(borrow)]
    pub(super) r#type: RawText<'a>,
    #[serde(borrow, default)]
    pub(super) document: RawText<'a>,
    #[serde(borrow, default)]
    pub(super) example: RawText<'a>,
    #[serde(default)]
    pub(super) required: Option<Flag>,
    #[serde(default)]
    pub(super) value_allowed_null: Option<Flag>,
    #[serde(default)]
    pub(super) disabled: Option<Flag>,
}

/// `examples.json`.
#[derive(Debug, Deserialize)]
pub(super) struct RawExamples<'a> {
    #[serde(borrow)]
    pub(super) actions: RawEntries<'a, Vec<RawExample<'a>>>,
}

/// A documented call.
#[derive(Debug, Deserialize)]
pub(super) struct RawExample<'a> {
    #[serde(borrow, default)]
    pub(super) title: RawText<'a>,
    #[serde(borrow, default)]
    pub(super) input: RawText<'a>,
    #[serde(borrow, default)]
    pub(super) output: RawText<'a>,
}

impl std::ops::Deref for RawText<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = RawText<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<RawText<'de>, E> {
        Ok(RawText(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<RawText<'de>, E> {
        Ok(RawText(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<RawText<'de>, E> {
        Ok(RawText(Cow::Owned(text)))
    }

    fn visit_unit<E>(self) -> Result<RawText<'de>, E> {
        Ok(RawText::default())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for RawText<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct FlagVisitor;

impl Visitor<'_> for FlagVisitor {
    type Value = Flag;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false, 1 or 0")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Flag, E> {
        Ok(Flag(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Flag, E> {
        match value {
            0 => Ok(Flag(false)),
            1 => Ok(Flag(true)),
            _ => Err(E::invalid_value(de::Unexpected::Unsigned(value), &self)),
        }
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FlagVisitor)
    }
}

struct EntriesVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for EntriesVisitor<T> {
    type Value = RawEntries<'de, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawEntries<'de, T>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(RawEntries(entries))
    }
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for RawEntries<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor(PhantomData))
    }
}
