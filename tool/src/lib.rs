//! The commands that `tencentcloud` and the project's own `cargo xtask` share: codegen, import,
//! diff, mock.
//!
//! It is published only for the command `tencentcloud`. Programs use `tencentcloud-codegen` or
//! `tencentcloud-build`: the items here change whenever the commands do.

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic))]
// Everything that is printed goes through `print`.
#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod codegen;
pub mod content;
pub mod diff;
#[doc(hidden)]
pub mod documented;
pub mod files;
pub mod import;
pub mod lock;
pub mod metadata;
#[cfg(feature = "mock")]
pub mod mock;
pub mod outcome;
pub mod paths;
pub mod print;
pub mod program;
mod render;
pub mod report;
pub mod sentences;
pub mod services;
mod source;
pub mod tree;
