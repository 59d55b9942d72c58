//! Actions by their names, for those without a generated crate.
//!
//! Not here: sending a call, which is the same for all.

mod action;
mod call;
mod message;
mod pages;

pub use action::NamedAction;
pub use call::NamedCall;
pub(crate) use call::{JsonPlace, response};
pub(crate) use message::{message, names_secret, parameters};
pub use pages::{NamedItems, NamedPage, NamedPages};
