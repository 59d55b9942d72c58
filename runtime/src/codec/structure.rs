//! The trait of all generated structures: everything that the codec knows of their types.

use super::field_mut::{FieldMut, FieldOp};
use super::schema::Schema;
use super::visitor::FieldVisitor;

/// A request, a response or a part of one.
pub trait Structure: Send + Sync + 'static {
    /// Returns the structure's schema.
    fn schema(&self) -> &'static Schema;

    /// Returns the field at an index of the schema; [`FieldMut::None`] past the last one.
    ///
    /// The field does not give access to a field of a generated type: `op` is applied to it first.
    fn field_mut(&mut self, index: usize, op: FieldOp<'_>) -> FieldMut<'_>;

    /// Passes every field to the visitor, in the order of the schema.
    fn accept(&self, visitor: &mut dyn FieldVisitor);
}

/// Recursive types contain themselves in a box.
impl<T: Structure> Structure for Box<T> {
    fn schema(&self) -> &'static Schema {
        (**self).schema()
    }

    fn field_mut(&mut self, index: usize, op: FieldOp<'_>) -> FieldMut<'_> {
        (**self).field_mut(index, op)
    }

    fn accept(&self, visitor: &mut dyn FieldVisitor) {
        (**self).accept(visitor);
    }
}
