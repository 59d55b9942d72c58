//! Settings as plain data: those of a client, and those of single calls.
//!
//! Not here: what calls share and change (engine/state.rs), what performs I/O (driver.rs), and the
//! builder of all three (config.rs).

mod call;
mod client;
mod language;

pub use call::CallSettings;
pub(crate) use call::{call_setters, is_reserved};
pub(crate) use client::{Settings, Timeouts};
pub use language::Language;
