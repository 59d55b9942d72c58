//! Recognises a JSON text by its first action: reading stops there.

use super::raw::RawText;
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;

/// The two kinds of metadata files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MetadataKind {
    /// Actions and objects.
    Api,
    /// Documented calls.
    Examples,
}

/// Returns the kind of a text that is metadata. It may be damaged after its first action.
pub(super) fn recognise(text: &str) -> Option<MetadataKind> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let mut found = None;
    // The error is how the visitor says that it has seen enough; what it found is beside it.
    let _ = serde_json::Deserializer::from_str(text).deserialize_map(Top(&mut found));
    found
}

/// Visits the keys of the file until one tells.
struct Top<'a>(&'a mut Option<MetadataKind>);

impl<'de> Visitor<'de> for Top<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut without_actions = false;
        while let Some(key) = map.next_key::<RawText<'de>>()? {
            match &*key {
                "actions" => map.next_value_seed(Actions(self.0))?,
                "metadata" | "objects" if without_actions => *self.0 = Some(MetadataKind::Api),
                "format" => return Err(Error::custom("a normalised description")),
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
            if self.0.is_some() {
                return Ok(());
            }
            without_actions |= &*key == "actions";
        }
        *self.0 = without_actions.then_some(MetadataKind::Examples);
        Ok(())
    }
}

/// Looks at the first action.
struct Actions<'a>(&'a mut Option<MetadataKind>);

impl<'de> DeserializeSeed<'de> for Actions<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Actions<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Some((_, action)) = map.next_entry::<RawText<'de>, Value>()? else { return Ok(()) };
        *self.0 = shape_of_action(&action);
        Err(Error::custom("the first action tells"))
    }
}

fn shape_of_action(action: &Value) -> Option<MetadataKind> {
    match action {
        Value::Object(_) => has_sides(action).then_some(MetadataKind::Api),
        Value::Array(examples) => examples.iter().all(has_sides).then_some(MetadataKind::Examples),
        _ => None,
    }
}

/// Returns whether both sides of a call are texts: names of objects, or a request and its response.
fn has_sides(value: &Value) -> bool {
    ["input", "output"].iter().all(|side| value.get(side).is_some_and(Value::is_string))
}
