//! A call as a state machine without I/O.
//!
//! [`CallState`] returns what to do next as an [`Effect`]. The driver does it and reports the
//! outcome as an [`Event`]. Time comes with each event and randomness from the settings, so that a
//! test can play through every course of a call.

mod call;
mod fail_over;
mod interceptors;
mod report;
mod scope;
mod secrets;
mod skew;
mod span;
mod state;
mod stream_context;

pub(crate) use call::{CallState, Effect, Event};
pub(crate) use scope::CallScope;
pub(crate) use secrets::Secrets;
pub(crate) use state::SharedState;
pub(crate) use stream_context::StreamContext;

#[cfg(test)]
mod tests;
