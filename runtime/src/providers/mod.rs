//! The providers of credentials that search files, the environment and services of the cloud.

mod assume_role;
mod cache;
mod chain;
mod failure;
mod file;
mod ini;
mod ini_file;
mod instance_role;
mod role;
mod source;
mod sources;
mod sts;
mod tccli;
mod web_identity;

pub use cache::CachedProvider;
pub use role::Role;
pub use sources::{Files, Sources, SystemFiles};
