//! Structures of the codec over a description: what generated types are, without compiling them.
//!
//! They are read, written and compared by the very functions of the runtime that read and write
//! generated types, so that a documented call can be tried on thousands of types at once. The
//! choice of slots here and in the generator's plan is the same, but for open enums, which read and
//! write as the texts they are.

mod layout;
mod member;

pub(super) use layout::Layouts;
pub(super) use member::Dynamic;

/// Returns an empty request of an action.
pub(super) fn request(layouts: &Layouts<'_>, action: &str) -> Option<Dynamic> {
    layouts.request(action).map(|(table, layout)| Dynamic::new(table, layout))
}

/// Returns an empty response of an action.
pub(super) fn response(layouts: &Layouts<'_>, action: &str) -> Option<Dynamic> {
    layouts.response(action).map(|(table, layout)| Dynamic::new(table, layout))
}
