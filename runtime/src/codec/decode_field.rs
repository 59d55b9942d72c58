//! The operations of decoding on fields whose types are generated.

use super::field_mut::{FieldMut, FieldOp, StructureMut};
use super::open::{OpenEnum, parse};
use super::structure::Structure;

impl<T: Structure + ?Sized> StructureMut for &mut T {
    fn field_mut(&mut self, index: usize, op: FieldOp<'_>) -> FieldMut<'_> {
        T::field_mut(self, index, op)
    }
}

impl FieldOp<'_> {
    /// Applies the operation to a field with one structure.
    #[inline]
    pub fn structure<'a, T: Structure + Default>(self, place: &mut Option<T>) -> FieldMut<'a> {
        T::apply_to_structure(place, self);
        FieldMut::Structure
    }

    /// Applies the operation to a field with a list of structures.
    #[inline]
    pub fn structures<'a, T: Structure + Default>(
        self,
        place: &mut Option<Vec<T>>,
    ) -> FieldMut<'a> {
        T::apply_to_structures(place, self);
        FieldMut::Structures
    }

    /// Applies the operation to a field with a value of an open enum.
    #[inline]
    pub fn open<'a, E: OpenEnum>(self, place: &mut Option<E>) -> FieldMut<'a> {
        E::apply_to_enum(place, self);
        FieldMut::Open
    }

    /// Applies the operation to a field with a list of values of an open enum.
    #[inline]
    pub fn opens<'a, E: OpenEnum>(self, place: &mut Option<Vec<E>>) -> FieldMut<'a> {
        E::apply_to_enums(place, self);
        FieldMut::Opens
    }
}

// The following code is compiled for each type. Provided methods of a trait are compiled beside
// their type. Functions that are generic over `Option` or `Vec` would all land in one codegen unit,
// which the compiler then waits for. A `match` costs the compiler less than a closure.

/// The operations on fields with structures.
trait StructureField: Structure + Default {
    fn apply_to_structure(place: &mut Option<Self>, op: FieldOp<'_>) {
        let apply = match op {
            FieldOp::Get(apply) => apply,
            FieldOp::Create(apply) => {
                if place.is_none() {
                    set_unset(place, Self::default());
                }
                apply
            }
            _ => return,
        };
        if let Some(mut value) = place.as_mut() {
            apply(value.schema(), &mut value);
        }
    }

    fn apply_to_structures(place: &mut Option<Vec<Self>>, op: FieldOp<'_>) {
        if let FieldOp::Inspect = op {
            return;
        }
        if place.is_none() {
            set_unset(place, Vec::new());
        }
        if let (FieldOp::Create(apply), Some(list)) = (op, place) {
            list.push(Self::default());
            if let Some(mut value) = list.last_mut() {
                apply(value.schema(), &mut value);
            }
        }
    }
}

impl<T: Structure + Default> StructureField for T {}

/// The operations on fields with values of open enums.
trait EnumField: OpenEnum {
    fn apply_to_enum(place: &mut Option<Self>, op: FieldOp<'_>) {
        if let FieldOp::Parse(text) = op {
            *place = Some(parse(text));
        }
    }

    fn apply_to_enums(place: &mut Option<Vec<Self>>, op: FieldOp<'_>) {
        match op {
            FieldOp::StartList => drop(place.get_or_insert_default()),
            FieldOp::Parse(text) => place.get_or_insert_default().push(parse(text)),
            _ => {}
        }
    }
}

impl<E: OpenEnum> EnumField for E {}

/// Sets a field that is not set. The old value needs no destructor, so it can be forgotten.
#[inline]
fn set_unset<T>(place: &mut Option<T>, value: T) {
    std::mem::forget(place.replace(value));
}
