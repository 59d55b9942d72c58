//! What is derived from a merged description: one pass a file, each a free function over the model.

pub(crate) mod examples;
mod sensitive;

pub use sensitive::sensitive;
