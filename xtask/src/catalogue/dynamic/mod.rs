//! The codec's structures for a description: the equivalent of generated types, without compiling
//! them.
//!
//! The runtime's functions for generated types read, write and compare them, so a documented call
//! can be tried on thousands of types at once. Types of fields are chosen as in the generator's
//! plan, except that open enums are texts here.

mod field;
mod layout;

pub(super) use field::Dynamic;
pub(super) use layout::Layouts;

/// Returns an empty request of an action.
pub(super) fn request(layouts: &Layouts<'_>, action: &str) -> Option<Dynamic> {
    layouts.request(action).map(|(table, layout)| Dynamic::new(table, layout))
}

/// Returns an empty response of an action.
pub(super) fn response(layouts: &Layouts<'_>, action: &str) -> Option<Dynamic> {
    layouts.response(action).map(|(table, layout)| Dynamic::new(table, layout))
}
