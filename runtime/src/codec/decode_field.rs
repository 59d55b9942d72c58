//! The steps of decoding, on fields whose types are generated.

use super::field_mut::{Slot, Step, Target};
use super::open::{OpenEnum, parse};
use super::structure::Structure;

impl<T: Structure + ?Sized> Target for &mut T {
    fn slot(&mut self, index: usize, step: Step<'_>) -> Slot<'_> {
        T::slot(self, index, step)
    }
}

impl Step<'_> {
    /// Applies the step to a field with one structure.
    #[inline]
    pub fn one<'a, T: Structure + Default>(self, place: &mut Option<T>) -> Slot<'a> {
        T::one(place, self);
        Slot::Structure
    }

    /// Applies the step to a field with a list of structures.
    #[inline]
    pub fn many<'a, T: Structure + Default>(self, place: &mut Option<Vec<T>>) -> Slot<'a> {
        T::many(place, self);
        Slot::Structures
    }

    /// Applies the step to a field with a value of an open enum.
    #[inline]
    pub fn open<'a, E: OpenEnum>(self, place: &mut Option<E>) -> Slot<'a> {
        E::open(place, self);
        Slot::Open
    }

    /// Applies the step to a field with a list of values of an open enum.
    #[inline]
    pub fn opens<'a, E: OpenEnum>(self, place: &mut Option<Vec<E>>) -> Slot<'a> {
        E::opens(place, self);
        Slot::Opens
    }
}

// The following code is compiled for each type. Provided methods of a trait are compiled beside
// their type. Functions that are generic over `Option` or `Vec` would all land in one codegen unit,
// which the compiler then waits for. A `match` costs the compiler less than a closure.

/// The operations on fields with structures.
trait StructureField: Structure + Default {
    fn one(place: &mut Option<Self>, step: Step<'_>) {
        let inside = match step {
            Step::Find(inside) => inside,
            Step::Make(inside) => {
                if place.is_none() {
                    fill(place, Self::default());
                }
                inside
            }
            _ => return,
        };
        if let Some(mut value) = place.as_mut() {
            inside(value.shape(), &mut value);
        }
    }

    fn many(place: &mut Option<Vec<Self>>, step: Step<'_>) {
        if let Step::Look = step {
            return;
        }
        if place.is_none() {
            fill(place, Vec::new());
        }
        if let (Step::Make(inside), Some(list)) = (step, place) {
            list.push(Self::default());
            if let Some(mut value) = list.last_mut() {
                inside(value.shape(), &mut value);
            }
        }
    }
}

impl<T: Structure + Default> StructureField for T {}

/// The operations on fields with values of open enums.
trait EnumField: OpenEnum {
    fn open(place: &mut Option<Self>, step: Step<'_>) {
        if let Step::Text(text) = step {
            *place = Some(parse(text));
        }
    }

    fn opens(place: &mut Option<Vec<Self>>, step: Step<'_>) {
        match step {
            Step::Begin => drop(place.get_or_insert_default()),
            Step::Text(text) => place.get_or_insert_default().push(parse(text)),
            _ => {}
        }
    }
}

impl<E: OpenEnum> EnumField for E {}

/// Sets a field that is not set. The old value needs no destructor, so it can be forgotten.
#[inline]
fn fill<T>(place: &mut Option<T>, value: T) {
    std::mem::forget(place.replace(value));
}
