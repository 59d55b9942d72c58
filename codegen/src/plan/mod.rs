//! All decisions about Rust: names, types, boxing, documentation, paging.
//!
//! This module prints nothing.

mod action;
mod api;
mod context;
mod field;
mod package;
mod paging;
mod structure;
mod title;
mod value_set;
mod waiter;

pub(crate) use action::{ActionPlan, ExamplePlan};
pub(crate) use api::{ApiPlan, Blocking, plan_api};
pub(crate) use field::{Base, FieldPlan, FieldType, MomentForm, MomentPlan};
pub(crate) use package::{PackagePlan, plan_package};
pub use package::{crate_name, folder_name, module_file, module_name};
pub(crate) use paging::PagingPlan;
pub(crate) use structure::{Kind, StructurePlan};
pub(crate) use value_set::ValueSetPlan;
pub(crate) use waiter::WaiterPlan;

#[cfg(test)]
mod tests;
