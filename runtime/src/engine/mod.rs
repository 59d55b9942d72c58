//! A call as a state machine without I/O.
//!
//! [`Call`] returns what to do next as a [`Step`]. The driver does it and reports the outcome as an
//! [`Event`]. Time comes with each event and randomness from the configuration, so that a test can
//! play through every course of a call.

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
