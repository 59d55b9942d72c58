//! Lists that are fetched in pages.

mod count;
mod cursor;
mod gaps;
mod history;
mod items;
mod member;
mod paged;
mod pages;

pub(crate) use cursor::{Cursor, Hint};
pub(crate) use history::Fingerprint;
pub use items::Items;
pub(crate) use member::{Typed, value_at};
pub use paged::Paged;
pub(crate) use paged::failed;
pub use pages::{Page, Pages};
