//! The commands that only `tencentcloud` has, and the folder from which the library's commands
//! read.

pub(crate) mod add;
pub(crate) mod call;
mod carried;
pub(crate) mod completions;
pub(crate) mod describe;
pub(crate) mod facts;
pub(crate) mod generate;
pub(crate) mod man;
mod package;
#[cfg(test)]
mod schema;
pub(crate) mod serve;
