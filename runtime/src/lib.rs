#![doc = include_str!("../README.md")]
//!
//! # Modules
//!
//! A generated crate contains data and one-line methods. Everything else is here: the [codec],
//! [signing](sign), [credentials](credential), [endpoints](endpoint), the call engine and the
//! [transports](transport). Programs use these through the generated crates, which re-export what
//! they need.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic))]

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
compile_error!(
    "tencentcloud-runtime needs the clock and the randomness of a system, which \
        wasm32-unknown-unknown does not have: \
     build for wasm32-wasip1 or wasm32-wasip2"
);

#[cfg(all(
    target_family = "wasm",
    any(feature = "blocking", feature = "hyper", feature = "reqwest")
))]
compile_error!(
    "WebAssembly has no sockets for the transports of tencentcloud-runtime: turn the features \
        `blocking`, `hyper` and \
     `reqwest` off (`default-features = false`), and set a transport and a sleep of your own in \
     `Config`"
);

mod action;
#[cfg(feature = "blocking")]
pub mod blocking;
mod call;
mod client;
pub mod codec;
mod config;
pub mod credential;
mod driver;
pub mod endpoint;
mod engine;
pub mod error;
pub mod intercept;
mod limit;
mod moment;
mod named;
pub mod observe;
mod paging;
mod providers;
mod request;
mod response;
mod retry;
mod settings;
pub mod sign;
mod stream;
#[cfg(test)]
mod testing;
mod text;
pub mod time;
pub mod transport;
mod wait;

pub use bytes;
pub use http;

pub use action::{
    Action, BodyKind, EmptyResponse, Operation, PagedList, Paging, Region, RegionUse, Service,
    UndocumentedErrorCode,
};
pub use call::Call;
pub use client::Client;
pub use config::Config;
pub use credential::{Credential, CredentialProvider};
pub use endpoint::Endpoint;
pub use error::{ActionError, Error, ErrorKind};
pub use limit::RateLimiter;
pub use moment::{Moment, MomentError};
pub use named::{NamedAction, NamedCall, NamedItems, NamedPage, NamedPages};
pub use paging::{Items, Page, Paged, Pages};
pub use retry::RetryPolicy;
pub use serde;
pub use serde_json::Value;
pub use settings::{CallSettings, Language};
pub use stream::{EventStream, StreamEvent, Streamed};
pub use transport::proxy::{Proxy, ProxyRoute};
pub use wait::{Verdict, WaitError, WaitReason, Waiter};
