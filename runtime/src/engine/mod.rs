//! A call as a state machine without I/O.
//!
//! [`Call`] says what to do next as a [`Step`]; whoever drives it does that and says what came of it as an [`Event`].
//! Time comes with each event and chance from the configuration, so that every course of a call can be played through
//! in a test.

mod budget;
mod call;
mod fail_over;
mod interceptors;
mod policy;
mod rest;
mod secrets;
mod skew;
mod span;

pub(crate) use budget::Budget;
pub(crate) use call::{Call, Event, Step};
pub(crate) use fail_over::FailOver;
pub use policy::RetryPolicy;
pub(crate) use rest::Rest;
pub(crate) use secrets::Secrets;
pub(crate) use skew::{Skew, ahead};

#[cfg(test)]
mod tests;
