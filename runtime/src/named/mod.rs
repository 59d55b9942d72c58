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
pub(crate) use message::{message, parameters, request};
pub use pages::{NamedItems, NamedPage, NamedPages};
