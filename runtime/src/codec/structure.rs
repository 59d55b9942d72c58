//! The trait of all generated structures: everything that the codec knows of their types.

use super::field_mut::{Slot, Step};
use super::schema::Shape;
use super::visitor::Sink;

/// A request, a response or a part of one.
pub trait Structure: Send + Sync + 'static {
    /// Returns the structure's schema.
    fn shape(&self) -> &'static Shape;

    /// Returns the slot of the field at an index of the schema; [`Slot::None`] past the last one.
    ///
    /// The slot does not give access to a field of a generated type: `step` is applied to it first.
    fn slot(&mut self, index: usize, step: Step<'_>) -> Slot<'_>;

    /// Passes every field to `sink`, in the order of the schema.
    fn visit(&self, sink: &mut dyn Sink);
}

/// Recursive types contain themselves in a box.
impl<T: Structure> Structure for Box<T> {
    fn shape(&self) -> &'static Shape {
        (**self).shape()
    }

    fn slot(&mut self, index: usize, step: Step<'_>) -> Slot<'_> {
        (**self).slot(index, step)
    }

    fn visit(&self, sink: &mut dyn Sink) {
        (**self).visit(sink);
    }
}
