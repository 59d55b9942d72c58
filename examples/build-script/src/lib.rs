//! A crate that generates the one action that it calls, and what this reaches, when it is built:
//! see `build.rs`.
//!
//! It depends on the runtime alone; the generator is a build dependency. `tests/` calls the action.

include!(concat!(env!("OUT_DIR"), "/batch.rs"));
