//! Limits that a client imposes on itself.

mod permits;
mod rate;

pub(crate) use permits::{Permit, Permits};
pub use rate::RateLimiter;
pub(crate) use rate::Turn;
