//! Waiting until something has reached a state.

mod error;
mod rule;
mod run;

pub use error::{WaitError, WaitReason};
pub use rule::{Verdict, Waiter};
pub(crate) use run::wait;
