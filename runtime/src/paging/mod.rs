//! Lists that are fetched in pages.

mod count;
mod cursor;
mod field_access;
mod gaps;
mod history;
mod items;
mod paged;
mod pages;

pub(crate) use cursor::{Cursor, Hint};
pub(crate) use field_access::{Typed, value_at};
pub(crate) use history::Fingerprint;
pub use items::Items;
pub use paged::Paged;
pub(crate) use paged::failed;
pub use pages::{Page, Pages};
