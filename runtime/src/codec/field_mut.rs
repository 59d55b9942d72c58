//! Fields that are decoded: access to one of them, whatever its type.
//!
//! Not here: what the operations do to fields of generated types (decode_field.rs).

use super::schema::Schema;
use serde_json::Value;

/// A mutable reference to a field, by the kind of its value.
// Fields of generated types are only named here. A field is therefore two words and needs no table
// of functions.
pub enum FieldMut<'a> {
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
    /// A value of an open enum: accessed by a [`FieldOp`].
    Open,
    /// A structure: accessed by a [`FieldOp`].
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
    /// A list of values of an open enum: accessed by a [`FieldOp`].
    Opens,
    /// A list of structures: accessed by a [`FieldOp`].
    Structures,
}

/// A structure that is being decoded, of any type.
// For structures only references implement it, as with `StructureRef`. A trait object's table of
// functions includes the destructor. For a reference that is empty; for each type the compiler
// would generate it once more.
pub trait StructureMut {
    /// Returns the field at an index, after the operation; [`FieldMut::None`] past the last one.
    fn field_mut(&mut self, index: usize, op: FieldOp<'_>) -> FieldMut<'_>;
}

/// A function to apply to a structure in a field.
pub type StructureFn<'a> = &'a mut dyn FnMut(&'static Schema, &mut dyn StructureMut);

/// An operation on a field of a generated type: a structure, an open enum, or a list of either.
pub enum FieldOp<'a> {
    /// Does nothing; the returned reference shows the kind of the field.
    Inspect,
    /// Sets the field to an empty list if it is not set.
    StartList,
    /// Creates an empty structure if there is none, or appends one to a list, and passes it to the
    /// function.
    Create(StructureFn<'a>),
    /// Passes the structure to the function, if there is one and the field is not a list.
    Get(StructureFn<'a>),
    /// Parses a text as a value of an open enum, and sets the field or appends to the list.
    Parse(&'a str),
}
