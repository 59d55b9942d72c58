//! References for encoding: to structures, and to fields whose types are generated.
//!
//! All of this is compiled for each type. A `match` costs the compiler less than a closure.

use super::open::OpenEnum;
use super::structure::Structure;
use super::visitor::{EnumList, EnumRef, FieldVisitor, StructureList, StructureRef};

impl<T: Structure + ?Sized> StructureRef for &T {
    fn traverse(&self, visitor: &mut dyn FieldVisitor) {
        visitor.begin(self.schema());
        self.accept(visitor);
    }
}

impl<T: Structure> StructureList for &Option<T> {
    #[inline]
    #[expect(clippy::manual_map, reason = "made for each type: see above")]
    fn count(&self) -> Option<usize> {
        match self {
            Some(_) => Some(1),
            None => None,
        }
    }

    #[inline]
    fn traverse(&self, _: usize, visitor: &mut dyn FieldVisitor) {
        if let Some(value) = self {
            StructureRef::traverse(&value, visitor);
        }
    }
}

impl<T: Structure> StructureList for &Option<Vec<T>> {
    #[inline]
    #[expect(clippy::manual_map, reason = "made for each type: see above")]
    fn count(&self) -> Option<usize> {
        match self {
            Some(list) => Some(list.len()),
            None => None,
        }
    }

    #[inline]
    fn traverse(&self, index: usize, visitor: &mut dyn FieldVisitor) {
        if let Some(list) = self
            && let Some(value) = list.get(index)
        {
            StructureRef::traverse(&value, visitor);
        }
    }
}

impl<E: OpenEnum> EnumRef for &Option<E> {
    #[inline]
    fn get(&self) -> Option<&str> {
        match self {
            Some(value) => Some(value.as_str()),
            None => None,
        }
    }
}

impl<E: OpenEnum> EnumList for &Option<Vec<E>> {
    #[inline]
    fn count(&self) -> Option<usize> {
        self.as_ref().map(Vec::len)
    }

    #[inline]
    fn get(&self, index: usize) -> Option<&str> {
        self.as_ref()?.get(index).map(E::as_str)
    }
}
