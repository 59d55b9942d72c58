//! What is derived from a merged description: one pass a file, each a free function over the model.

mod select;

pub use select::select;
mod paging;
mod values;

pub use paging::paging;
pub use values::values;
