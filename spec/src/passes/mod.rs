//! What is derived from a merged description: one pass a file, each a free function over the model.

pub(crate) mod examples;
mod paging;
mod sensitive;

pub use paging::paging;
pub use sensitive::sensitive;
