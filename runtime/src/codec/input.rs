//! JSON texts that are one object.

use serde::Deserializer as _;
use serde::de::Visitor;
use serde_json::de::Read;

/// Reads a JSON text that is one object.
///
/// One UTF-8 check of the whole text is faster than one check per string. If it fails, each string
/// that is read is checked, so that ignored fields may contain anything.
pub(super) fn read_object<'de, V: Visitor<'de, Value = ()>>(
    json: &'de [u8],
    visitor: V,
) -> serde_json::Result<()> {
    fn parse<'de, R: Read<'de>, V: Visitor<'de, Value = ()>>(
        mut reader: serde_json::Deserializer<R>,
        visitor: V,
    ) -> serde_json::Result<()> {
        reader.deserialize_map(visitor)?;
        reader.end()
    }
    match std::str::from_utf8(json) {
        Ok(text) => parse(serde_json::Deserializer::from_str(text), visitor),
        Err(_) => parse(serde_json::Deserializer::from_slice(json), visitor),
    }
}
