//! A mock of Tencent Cloud's services for tests: it answers with the documented examples of a product, checks
//! signatures and parameters as the gateway does, does what a script says, and records what it saw.
//!
//! It is made from a normalised description, so that any client of any language can be pointed at it.
//!
//! ```
//! use serde_json::json;
//! use tencentcloud_mock::{Answer, Mock};
//!
//! # let description = include_str!("../../../spec/api/batch/2017-03-12.json");
//! let mock = Mock::builder().description(description)?.start()?;
//! // The answer of the first documented example, again and again:
//! assert!(mock.url().starts_with("http://127.0.0.1:"));
//! // Or what a test needs: these in turn, and the last one for ever.
//! mock.script("DescribeTask", [Answer::fault("InternalError", "oops"), Answer::json(json!({"TaskState": "SUCCEED"}))]);
//! # assert!(mock.seen().is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod builder;
mod http;
mod multipart;
mod parameters;
mod query;
mod script;
mod server;
mod service;
mod verify;

pub use builder::{Builder, KEY, SECRET_ID, SetupError};
pub use script::Answer;
pub use server::Mock;
pub use service::Seen;
