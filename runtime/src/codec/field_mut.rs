//! Fields that are decoded: access to one of them, whatever its type.
//!
//! Not here: what the steps do to fields of generated types (decode_field.rs).

use super::schema::Shape;
use serde_json::Value;

/// The place of a field's value.
// Fields of generated types are only named here. A slot is therefore two words and needs no table
// of functions.
pub enum Slot<'a> {
    /// There is no such field.
    None,
    /// A string.
    Text(&'a mut Option<String>),
    /// A signed integer.
    Integer(&'a mut Option<i64>),
    /// An unsigned integer.
    Unsigned(&'a mut Option<u64>),
    /// A float.
    Float(&'a mut Option<f64>),
    /// A boolean.
    Boolean(&'a mut Option<bool>),
    /// Raw bytes; base64 in JSON.
    Binary(&'a mut Option<Vec<u8>>),
    /// Any JSON.
    Json(&'a mut Option<Value>),
    /// A value of an open enum: reached by a [`Step`].
    Open,
    /// A structure: reached by a [`Step`].
    Structure,
    /// A list of strings.
    Texts(&'a mut Option<Vec<String>>),
    /// A list of signed integers.
    Integers(&'a mut Option<Vec<i64>>),
    /// A list of unsigned integers.
    Unsigneds(&'a mut Option<Vec<u64>>),
    /// A list of floats.
    Floats(&'a mut Option<Vec<f64>>),
    /// A list of booleans.
    Booleans(&'a mut Option<Vec<bool>>),
    /// A list of any JSON.
    Jsons(&'a mut Option<Vec<Value>>),
    /// A list of values of an open enum: reached by a [`Step`].
    Opens,
    /// A list of structures: reached by a [`Step`].
    Structures,
}

/// A structure that is being read: access to its slots.
// For structures only references implement it, as with `View`. A trait object's table of functions
// includes the destructor. For a reference that is empty; for each type the compiler would generate
// it once more.
pub trait Target {
    /// Returns the slot of the field at an index, after the step; [`Slot::None`] past the last one.
    fn slot(&mut self, index: usize, step: Step<'_>) -> Slot<'_>;
}

/// A function to apply to a structure in a field.
pub type Inside<'a> = &'a mut dyn FnMut(&'static Shape, &mut dyn Target);

/// An operation on a field of a generated type: a structure, an open enum, or a list of either.
pub enum Step<'a> {
    /// Does nothing; the returned slot shows the kind of the field.
    Look,
    /// Begins a list: sets it to an empty list if it is not set.
    Begin,
    /// Creates an empty structure if there is none, or appends one to a list, and passes it to the
    /// function.
    Make(Inside<'a>),
    /// Passes the structure to the function, if there is one and the field is not a list.
    Find(Inside<'a>),
    /// Parses a text as a value of an open enum, and sets the field or appends to the list.
    Text(&'a str),
}
