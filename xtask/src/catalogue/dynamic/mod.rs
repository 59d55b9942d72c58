//! Structures of the codec over a description: what generated types are, without compiling them.
//!
//! They are read, written and compared by the very functions of the runtime that read and write
//! generated types, so that a documented call can be tried on thousands of types at once. The
//! choice of slots here and in the generator's plan is the same, but for open enums, which read and
//! write as the texts they are.

mod layout;
mod member;

pub(super) use layout::Layouts;

use layout::{Layout, Table};
use member::Member;
use tencentcloud_runtime::codec::{Shape, Sink, Slot, Step, Structure};

/// A value of a structure that a description describes.
pub(super) struct Dynamic {
    shape: &'static Shape,
    members: Vec<Member>,
}

impl Dynamic {
    fn new(table: &'static Table, layout: &'static Layout) -> Self {
        let members = layout.kinds.iter().map(|kind| Member::new(table, *kind)).collect();
        Self { shape: &layout.shape, members }
    }
}

impl Structure for Dynamic {
    fn shape(&self) -> &'static Shape {
        self.shape
    }

    fn slot(&mut self, index: usize, step: Step<'_>) -> Slot<'_> {
        self.members.get_mut(index).map_or(Slot::None, |member| member.slot(step))
    }

    fn visit(&self, sink: &mut dyn Sink) {
        self.members.iter().for_each(|member| member.show(sink));
    }
}
