//! Generates typed Rust clients from normalised API descriptions.
//!
//! [`generate`] plans, emits and formats a crate. [`generate_module`] does the same for a module of
//! another crate, and [`Module`] for a build script. None of them reads or writes a file. Every
//! decision about Rust is made in `plan`; `emit` prints the plan.

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic))]

mod crate_diff;
mod description;
#[doc(hidden)]
pub mod doc;
mod emit;
mod files;
mod generate;
mod inline;
mod inputs;
mod module;
mod name;
mod names;
mod options;
mod plan;
mod runtime;
#[cfg(test)]
mod testing;

pub use crate_diff::{CrateChange, CrateKind, crate_changes};
pub use files::Files;
pub use generate::{generate, generate_all};
pub use module::{Module, generate_module};
pub use names::{NAMES_FILE, Names};
pub use options::Options;
pub use plan::{crate_name, folder_name, module_file, module_name};
pub use runtime::{Runtime, is_whole_version};
