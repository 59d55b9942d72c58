//! `Debug` for any structure: the fields that are set, by their wire names, without secrets.

use super::{EnumList, FieldRef, FieldVisitor, Schema, Structure, StructureList, StructureRef};
use std::fmt;

/// Writes `DescribeTaskRequest { JobId: "job-97zcl3wt", .. }`: the fields that are set, with
/// secrets as `***`.
///
/// # Errors
/// Returns the errors of the formatter.
#[inline]
pub fn debug<T: Structure>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write(&value, f)
}

fn write(value: &dyn StructureRef, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut visitor = DebugVisitor { f: Some(f), out: None, fields: [].iter(), sensitive: &[] };
    value.traverse(&mut visitor);
    visitor.out.map_or(Ok(()), |mut out| out.finish())
}

struct DebugVisitor<'a, 'b> {
    /// The formatter, until the structure begins.
    f: Option<&'a mut fmt::Formatter<'b>>,
    out: Option<fmt::DebugStruct<'a, 'b>>,
    fields: std::slice::Iter<'static, &'static str>,
    sensitive: &'static [&'static str],
}

impl DebugVisitor<'_, '_> {
    fn write_field(&mut self, value: Option<&dyn fmt::Debug>) {
        if let (Some(name), Some(value), Some(out)) = (self.fields.next(), value, &mut self.out) {
            let value = if self.sensitive.contains(name) { &format_args!("***") } else { value };
            out.field(name, value);
        }
    }

    fn scalar<T: fmt::Debug>(&mut self, value: &Option<T>) {
        self.write_field(value.as_ref().map(|value| value as &dyn fmt::Debug));
    }
}

struct DebugStructure<V>(V);

impl<V: StructureRef> fmt::Debug for DebugStructure<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(&self.0, f)
    }
}

struct DebugStructures<'a>(&'a dyn StructureList);

impl fmt::Debug for DebugStructures<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(DebugStructure)).finish()
    }
}

struct DebugEnums<'a>(&'a dyn EnumList, usize);

impl fmt::Debug for DebugEnums<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries((0..self.1).filter_map(|index| self.0.get(index))).finish()
    }
}

/// Bytes, shown by their number only.
struct Bytes(usize);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0)
    }
}

impl FieldVisitor for DebugVisitor<'_, '_> {
    fn begin(&mut self, schema: &'static Schema) {
        self.out = self.f.take().map(|f| f.debug_struct(schema.name));
        (self.fields, self.sensitive) = (schema.fields.iter(), schema.sensitive);
    }

    fn field(&mut self, field: FieldRef<'_>) {
        match field {
            FieldRef::Text(value) => self.scalar(value),
            FieldRef::Integer(value) => self.scalar(value),
            FieldRef::Unsigned(value) => self.scalar(value),
            FieldRef::Float(value) => self.scalar(value),
            FieldRef::Boolean(value) => self.scalar(value),
            FieldRef::Binary(value) => self.scalar(&value.as_ref().map(|it| Bytes(it.len()))),
            FieldRef::Json(value) => self.scalar(value),
            FieldRef::Open(value) => self.scalar(&value.get()),
            FieldRef::Structure(value) => self.scalar(&value.iter().next().map(DebugStructure)),
            FieldRef::Texts(value) => self.scalar(value),
            FieldRef::Integers(value) => self.scalar(value),
            FieldRef::Unsigneds(value) => self.scalar(value),
            FieldRef::Floats(value) => self.scalar(value),
            FieldRef::Booleans(value) => self.scalar(value),
            FieldRef::Jsons(value) => self.scalar(value),
            FieldRef::Opens(value) => {
                self.scalar(&value.count().map(|count| DebugEnums(value, count)))
            }
            FieldRef::Structures(value) => {
                self.scalar(&value.count().map(|_| DebugStructures(value)));
            }
        }
    }
}
