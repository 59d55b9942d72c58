//! `Clone` and `PartialEq` for any structure.
//!
//! A derived implementation of either would cost the compiler a call and its clean-up for each
//! field of each type.

use super::encode::write_comparable;
use super::{
    EnumList, FieldMut, FieldOp, FieldRef, FieldVisitor, Schema, Structure, StructureList,
    StructureMut, StructureRef,
};

/// Returns whether two structures are the same on the wire.
#[inline]
pub fn equal<T: Structure>(one: &T, other: &T) -> bool {
    same(&one, &other)
}

fn same(one: &dyn StructureRef, other: &dyn StructureRef) -> bool {
    write_comparable(one) == write_comparable(other)
}

/// Returns a copy of a structure.
#[inline]
pub fn clone_structure<T: Structure + Default>(from: &T) -> T {
    let mut to = T::default();
    copy(&from, &mut &mut to);
    to
}

/// Copies every field that is set into an empty structure of the same type.
fn copy(from: &dyn StructureRef, to: &mut dyn StructureMut) {
    from.traverse(&mut CopyVisitor { to, index: 0 });
}

struct CopyVisitor<'a> {
    to: &'a mut dyn StructureMut,
    index: usize,
}

impl CopyVisitor<'_> {
    /// Returns the index of the current field, and advances.
    fn next(&mut self) -> usize {
        let index = self.index;
        self.index += 1;
        index
    }

    fn copy_enums(&mut self, index: usize, list: &dyn EnumList) {
        let Some(count) = list.count() else { return };
        self.to.field_mut(index, FieldOp::StartList);
        for text in (0..count).filter_map(|item| list.get(item)) {
            self.to.field_mut(index, FieldOp::Parse(text));
        }
    }

    fn copy_structures(&mut self, index: usize, list: &dyn StructureList) {
        if list.count().is_none() {
            return;
        }
        self.to.field_mut(index, FieldOp::StartList);
        for item in list.iter() {
            self.to.field_mut(index, FieldOp::Create(&mut |_, target| copy(&item, target)));
        }
    }
}

impl FieldVisitor for CopyVisitor<'_> {
    fn begin(&mut self, _: &'static Schema) {}

    /// Copies a value into the field of the same kind.
    fn field(&mut self, field: FieldRef<'_>) {
        let index = self.next();
        match (field, self.to.field_mut(index, FieldOp::Inspect)) {
            (FieldRef::Text(value), FieldMut::Text(place)) => place.clone_from(value),
            (FieldRef::Integer(value), FieldMut::Integer(place)) => place.clone_from(value),
            (FieldRef::Unsigned(value), FieldMut::Unsigned(place)) => place.clone_from(value),
            (FieldRef::Float(value), FieldMut::Float(place)) => place.clone_from(value),
            (FieldRef::Boolean(value), FieldMut::Boolean(place)) => place.clone_from(value),
            (FieldRef::Binary(value), FieldMut::Binary(place)) => place.clone_from(value),
            (FieldRef::Json(value), FieldMut::Json(place)) => place.clone_from(value),
            (FieldRef::Texts(value), FieldMut::Texts(place)) => place.clone_from(value),
            (FieldRef::Integers(value), FieldMut::Integers(place)) => place.clone_from(value),
            (FieldRef::Unsigneds(value), FieldMut::Unsigneds(place)) => place.clone_from(value),
            (FieldRef::Floats(value), FieldMut::Floats(place)) => place.clone_from(value),
            (FieldRef::Booleans(value), FieldMut::Booleans(place)) => place.clone_from(value),
            (FieldRef::Jsons(value), FieldMut::Jsons(place)) => place.clone_from(value),
            (FieldRef::Open(value), _) => {
                if let Some(text) = value.get() {
                    self.to.field_mut(index, FieldOp::Parse(text));
                }
            }
            (FieldRef::Opens(value), _) => self.copy_enums(index, value),
            (FieldRef::Structure(value) | FieldRef::Structures(value), _) => {
                self.copy_structures(index, value);
            }
            _ => {}
        }
    }
}
