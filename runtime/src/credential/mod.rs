//! Credentials and their providers.
//!
//! A [`Credential`] is a snapshot of a key pair and its token. A [`CredentialProvider`] returns one
//! before every attempt of a call. [`Sources`] creates providers for every source that the vendor's
//! tools support.

mod environment;
mod flaw;
mod key_pair;
mod provider;

pub use crate::providers::{CachedProvider, Files, Role, Sources, SystemFiles};
pub use environment::{Environment, EnvironmentProvider};
pub(crate) use flaw::flaw_of_key;
pub use key_pair::Credential;
pub use provider::{CredentialProvider, CredentialRequest};
