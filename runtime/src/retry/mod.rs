//! Whether, when and how often failed calls are tried again.

mod budget;
mod policy;

pub(crate) use budget::Budget;
pub use policy::RetryPolicy;
