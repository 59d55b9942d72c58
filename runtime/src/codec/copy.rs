//! `Clone` and `PartialEq` for any structure.
//!
//! A derived implementation of either would cost the compiler a call and its clean-up for each
//! field of each type.

use super::encode::write_comparable;
use super::{FieldRef, OpenListView, Shape, Sink, Slot, Step, Structure, Target, View, Views};

/// Returns whether two structures are the same on the wire.
#[inline]
pub fn equal<T: Structure>(one: &T, other: &T) -> bool {
    same(&one, &other)
}

fn same(one: &dyn View, other: &dyn View) -> bool {
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
fn copy(from: &dyn View, to: &mut dyn Target) {
    from.show(&mut CopySink { to, index: 0 });
}

struct CopySink<'a> {
    to: &'a mut dyn Target,
    index: usize,
}

impl CopySink<'_> {
    /// Returns the index of the current field, and advances.
    fn next(&mut self) -> usize {
        let index = self.index;
        self.index += 1;
        index
    }

    fn copy_enums(&mut self, index: usize, list: &dyn OpenListView) {
        let Some(count) = list.count() else { return };
        self.to.slot(index, Step::Begin);
        for text in (0..count).filter_map(|item| list.get(item)) {
            self.to.slot(index, Step::Text(text));
        }
    }

    fn copy_structures(&mut self, index: usize, list: &dyn Views) {
        if list.count().is_none() {
            return;
        }
        self.to.slot(index, Step::Begin);
        for item in list.iter() {
            self.to.slot(index, Step::Make(&mut |_, target| copy(&item, target)));
        }
    }
}

impl Sink for CopySink<'_> {
    fn enter(&mut self, _: &'static Shape) {}

    /// Copies a value into the slot of the same kind.
    fn field(&mut self, field: FieldRef<'_>) {
        let index = self.next();
        match (field, self.to.slot(index, Step::Look)) {
            (FieldRef::Text(value), Slot::Text(place)) => place.clone_from(value),
            (FieldRef::Integer(value), Slot::Integer(place)) => place.clone_from(value),
            (FieldRef::Unsigned(value), Slot::Unsigned(place)) => place.clone_from(value),
            (FieldRef::Float(value), Slot::Float(place)) => place.clone_from(value),
            (FieldRef::Boolean(value), Slot::Boolean(place)) => place.clone_from(value),
            (FieldRef::Binary(value), Slot::Binary(place)) => place.clone_from(value),
            (FieldRef::Json(value), Slot::Json(place)) => place.clone_from(value),
            (FieldRef::Texts(value), Slot::Texts(place)) => place.clone_from(value),
            (FieldRef::Integers(value), Slot::Integers(place)) => place.clone_from(value),
            (FieldRef::Unsigneds(value), Slot::Unsigneds(place)) => place.clone_from(value),
            (FieldRef::Floats(value), Slot::Floats(place)) => place.clone_from(value),
            (FieldRef::Booleans(value), Slot::Booleans(place)) => place.clone_from(value),
            (FieldRef::Jsons(value), Slot::Jsons(place)) => place.clone_from(value),
            (FieldRef::Open(value), _) => {
                if let Some(text) = value.get() {
                    self.to.slot(index, Step::Text(text));
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
