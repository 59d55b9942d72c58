//! JSON to typed structures and back, compiled once for all generated types.
//!
//! You rarely need it: generated types implement serde's traits. Only [`from_json`], [`to_json`],
//! [`OpenEnum`] and [`Unlisted`] are useful to most programs; the rest is for generated code.
//!
//! A generated type provides three things:
//!
//! - its [`Schema`], a static table of wire names;
//! - [`Structure::field_mut`], which returns the field at an index;
//! - [`Structure::accept`], which passes the fields to a visitor in the order of the table.
//!
//! Decoding, encoding, serde's traits, `Debug` and the check of required fields are written here in
//! terms of these three. A type thus costs the compiler a table and two short functions instead of
//! a derived implementation of each trait. This code does not know the type: it decodes into a
//! [`StructureMut`] and encodes a [`StructureRef`]. For a field whose type is generated, decoding
//! applies a [`FieldOp`], and encoding visits a [`StructureList`], an [`EnumRef`] or an
//! [`EnumList`].
//!
//! # A generated type
//!
//! ```
//! use tencentcloud_runtime::codec::{FieldMut, FieldOp, FieldVisitor, Schema, Structure};
//! use tencentcloud_runtime::codec::{from_json, to_json};
//!
//! /// A lamp, with lamps below it.
//! #[derive(Default)]
//! pub struct Lamp {
//!     pub name: Option<String>,
//!     pub lamps: Option<Vec<Lamp>>,
//! }
//!
//! impl Structure for Lamp {
//!     // 1. The wire names, in the order of the fields.
//!     fn schema(&self) -> &'static Schema {
//!         &Schema { name: "Lamp", fields: &["Name", "Lamps"], ..Schema::EMPTY }
//!     }
//!
//!     // 2. For decoding: the field at an index. A text is decoded in place. To a list of
//!     // structures the operation is applied: it appends one and passes it on to be decoded.
//!     fn field_mut(&mut self, index: usize, op: FieldOp<'_>) -> FieldMut<'_> {
//!         match index {
//!             0 => FieldMut::Text(&mut self.name),
//!             1 => op.structures(&mut self.lamps),
//!             _ => FieldMut::None,
//!         }
//!     }
//!
//!     // 3. For everything else: all fields, one after the other.
//!     fn accept(&self, visitor: &mut dyn FieldVisitor) {
//!         visitor.text(&self.name);
//!         visitor.structures(&&self.lamps);
//!     }
//! }
//!
//! // `Clone`, `PartialEq`, `Debug`, `Serialize` and `Deserialize`, by means of these three.
//! tencentcloud_runtime::structures!(Lamp);
//!
//! let mut lamp = Lamp::default();
//! from_json(br#"{"Name":"a","Lamps":[{"Name":"b"}]}"#, &mut lamp)?;
//! assert_eq!(format!("{lamp:?}"), r#"Lamp { Name: "a", Lamps: [Lamp { Name: "b" }] }"#);
//! assert_eq!(to_json(&lamp.clone())?, br#"{"Name":"a","Lamps":[{"Name":"b"}]}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Decoding
//!
//! Decoding is lenient, because the service's responses are inconsistent:
//!
//! - null is absent, and unknown fields are ignored;
//! - numbers may be strings, and strings may be numbers;
//! - an empty string or zero may represent an absent object or list;
//! - a single object may represent a list of one, and a list of one its item;
//! - a list or an object may represent the string that is its text.
//!
//! A response nested deeper than [`MAX_DEPTH`] is refused.
//!
//! serde's traits decode requests strictly: an unknown field is an error. See
//! [`requests!`](crate::requests).
//!
//! A value that still does not fit its field is left out of a response and reported as a
//! [`DroppedValue`]. In strict mode, which [`from_json`], [`decode_response`] and serde's traits
//! use, it is an error. Numbers either keep their value or do not fit. Responses that are not quite
//! JSON, such as those with `NaN` or control characters in strings, are decoded as far as possible.

mod copy;
mod debug;
mod decode;
mod decode_field;
mod encode;
mod encode_field;
mod envelope;
mod exact;
mod field_mut;
mod input;
mod items;
mod json_path;
mod key;
mod list;
mod macros;
mod moment;
mod number;
mod open;
mod presence;
mod round_trip;
mod scalar;
mod schema;
mod serialize;
mod service_error;
mod structure;
mod structure_seed;
mod visitor;

pub use decode::from_json;
pub(crate) use encode::write_json;
pub use encode::{EncodeError, to_json};
pub(crate) use envelope::{Decoded, Form, decode};
pub use envelope::{Envelope, decode_response};
pub(crate) use exact::{exact, without_mark};
pub use field_mut::{FieldMut, FieldOp, StructureFn, StructureMut};
pub use json_path::{DecodeError, DroppedValue};
pub(crate) use json_path::{Dropped, Mode};
#[doc(hidden)]
pub use list::list;
#[doc(hidden)]
pub use moment::moment;
pub use open::{OpenEnum, Unlisted};
pub use presence::missing_required;
pub(crate) use presence::{is_set, secrets};
pub use round_trip::round_trip;
pub use schema::{MAX_DEPTH, Schema};
pub use service_error::ServiceError;
pub use structure::Structure;
pub use visitor::{EnumList, EnumRef, FieldRef, FieldVisitor, StructureList, StructureRef};

/// Functions that only generated code calls. They may change in any version.
#[doc(hidden)]
pub mod generated {
    pub use super::copy::{clone_structure, equal};
    pub use super::debug::debug;
    pub use super::decode::{deserialize_request, deserialize_structure};
    pub use super::list::list;
    pub use super::moment::moment;
    pub use super::open::{
        clone_enum, deserialize_enum, display, equal_enums, hash_enum, is_text, parse,
        serialize_enum,
    };
    pub use super::serialize::serialize;
}
