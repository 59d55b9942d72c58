//! Passes that derive parts of a merged description: one in each file, each a free function over
//! the model.

mod body;
pub(crate) mod examples;
mod limits;
mod moments;
mod paging;
mod repeat;
mod select;
mod sensitive;
mod values;
pub(crate) mod words;

pub use body::body;
pub use examples::{resolve_request, response_body};
pub(crate) use limits::{contradictory, limits};
pub use moments::moments;
pub use paging::paging;
pub(crate) use paging::paging_of;
pub use repeat::repeat;
pub use select::select;
pub use sensitive::{mask_secrets, sensitive};
pub use values::values;
