//! serde's `Serialize` for any structure, for formats other than JSON text.

use super::encode::EncodeError;
use super::presence::FieldCount;
use super::{
    EnumList, FieldRef, FieldVisitor, MAX_DEPTH, Schema, Structure, StructureList, StructureRef,
};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// Serialises a structure as a map of the fields that are set.
///
/// # Errors
/// Returns the errors of the serializer.
#[inline]
pub fn serialize<T: Structure, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    nested(&value, 0, serializer)
}

fn nested<S: Serializer>(
    value: &dyn StructureRef,
    depth: usize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if depth >= MAX_DEPTH {
        return Err(serde::ser::Error::custom(EncodeError::TooDeep));
    }
    let mut count = FieldCount(0);
    value.traverse(&mut count);
    let map = serializer.serialize_map(Some(count.0))?;
    let mut visitor = MapVisitor { map, names: [].iter(), depth, result: Ok(()) };
    value.traverse(&mut visitor);
    visitor.result?;
    visitor.map.end()
}

struct MapVisitor<M: SerializeMap> {
    map: M,
    names: std::slice::Iter<'static, &'static str>,
    depth: usize,
    result: Result<(), M::Error>,
}

impl<M: SerializeMap> MapVisitor<M> {
    fn write_field(&mut self, value: Option<impl Serialize>) {
        if let (Some(name), Some(value), Ok(())) = (self.names.next(), value, &self.result) {
            self.result = self.map.serialize_entry(name, &value);
        }
    }
}

/// A finite number. NaN and infinite numbers are errors, because JSON would turn them into null.
struct Finite(f64);

impl Serialize for Finite {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.is_finite() {
            true => serializer.serialize_f64(self.0),
            false => Err(serde::ser::Error::custom(
                "a number is NaN or infinite, which JSON cannot represent",
            )),
        }
    }
}

struct Floats<'a>(&'a [f64]);

impl Serialize for Floats<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|value| Finite(*value)))
    }
}

/// A structure inside another, with its depth.
struct Nested<V>(V, usize);

impl<V: StructureRef> Serialize for Nested<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        nested(&self.0, self.1, serializer)
    }
}

struct Structures<'a>(&'a dyn StructureList, usize);

impl Serialize for Structures<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(list, depth) = *self;
        serializer.collect_seq(list.iter().map(|item| Nested(item, depth)))
    }
}

struct Opens<'a>(&'a dyn EnumList, usize);

impl Serialize for Opens<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.1).filter_map(|index| self.0.get(index)))
    }
}

struct Base64<'a>(&'a [u8]);

impl Serialize for Base64<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use base64::Engine as _;
        serializer.serialize_str(&base64::engine::general_purpose::STANDARD.encode(self.0))
    }
}

impl<M: SerializeMap> FieldVisitor for MapVisitor<M> {
    fn begin(&mut self, schema: &'static Schema) {
        self.names = schema.fields.iter();
    }

    fn field(&mut self, field: FieldRef<'_>) {
        let depth = self.depth + 1;
        match field {
            FieldRef::Text(value) => self.write_field(value.as_ref()),
            FieldRef::Integer(value) => self.write_field(*value),
            FieldRef::Unsigned(value) => self.write_field(*value),
            FieldRef::Float(value) => self.write_field(value.map(Finite)),
            FieldRef::Boolean(value) => self.write_field(*value),
            FieldRef::Binary(value) => self.write_field(value.as_deref().map(Base64)),
            FieldRef::Json(value) => self.write_field(value.as_ref()),
            FieldRef::Open(value) => self.write_field(value.get()),
            FieldRef::Structure(value) => {
                self.write_field(value.iter().next().map(|value| Nested(value, depth)));
            }
            FieldRef::Texts(value) => self.write_field(value.as_ref()),
            FieldRef::Integers(value) => self.write_field(value.as_ref()),
            FieldRef::Unsigneds(value) => self.write_field(value.as_ref()),
            FieldRef::Floats(value) => self.write_field(value.as_deref().map(Floats)),
            FieldRef::Booleans(value) => self.write_field(value.as_ref()),
            FieldRef::Jsons(value) => self.write_field(value.as_ref()),
            FieldRef::Opens(value) => {
                self.write_field(value.count().map(|count| Opens(value, count)))
            }
            FieldRef::Structures(value) => {
                self.write_field(value.count().map(|_| Structures(value, depth)));
            }
        }
    }
}
