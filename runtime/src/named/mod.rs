//! Actions by their names, for those without a generated crate.
//!
//! Not here: sending a call, which is the same for all.

mod action;
mod call;
mod pages;
mod prepare;

pub use action::NamedAction;
pub use call::NamedCall;
pub(crate) use call::{JsonPlace, response};
pub use pages::{NamedItems, NamedPage, NamedPages};
pub(crate) use prepare::{parameters, prepare, request};
