//! The normalised description: one file a noun. Its JSON form is what people review in `spec/api`.

mod action;
mod api;
mod example;
mod field;
mod graph;
mod json;
mod limits;
mod name;
mod paging;
mod path;
mod structure;
mod types;
mod waiter;

pub use action::{Action, Body, Region, Status};
pub use api::{Api, FORMAT};
pub use example::Example;
pub use field::Field;
pub use json::{from_json, schema, to_json};
pub use limits::{Limit, Limits};
pub(crate) use name::{is_device, is_product, is_version};
pub use paging::{Evidence, Paging, Unpaged};
pub(crate) use paging::{OFFSET_NAMES, PAGE_NAMES, is_position_name};
pub(crate) use path::json_pointer;
pub use path::{Owner, Path};
pub use structure::Structure;
pub use types::Type;
pub(crate) use types::is_name;
pub use waiter::{Verdict, Waiter};

/// Returns whether a value is its type's default: such keys are left out of the JSON form.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
