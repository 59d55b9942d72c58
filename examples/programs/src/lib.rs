//! The generated code of the programs in `examples`: modules with the actions that they call of
//! products without a crate in this repository.
//!
//! The README says which commands wrote them.

#[rustfmt::skip]
pub mod cls;
#[rustfmt::skip]
pub mod vpc;
