//! A mock of Tencent Cloud's services for tests: it answers with the documented examples of a product, checks
//! signatures and parameters as the gateway does, does what a script says, and records what it saw.
//!
//! It is made from a normalised description, so that any client of any language can be pointed at it.
//!
//! ```
//! use serde_json::json;
//! use tencentcloud_mock::{Answer, Mock};
//!
//! # let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/api/batch/2017-03-12.json");
//! let mock = Mock::builder().file(file)?.start()?;
//! // The answer of the documented example that is most like a request, again and again:
//! assert!(mock.url().starts_with("http://127.0.0.1:"));
//! // Or what a test needs. Answers in turn, and the last one for ever:
//! mock.script("DescribeTask", [Answer::fault("InternalError", "oops"), Answer::page(502), Answer::Example])?;
//! // What is waited for:
//! mock.states("DescribeJob", "JobState", ["RUNNING", "SUCCEED"])?;
//! // What is fetched in pages:
//! mock.list("DescribeJobs", (0..45).map(|number| json!({"JobId": format!("job-{number}")})))?;
//! // Or anything, by the parameters:
//! mock.handler("DeleteJob", |parameters| match parameters["JobId"].as_str() {
//!     Some("job-1") => Answer::Example,
//!     _ => Answer::fault("ResourceNotFound.Job", "there is none"),
//! })?;
//! assert!(mock.seen().is_empty());
//! // A slip of the pen is no test that passes:
//! assert!(mock.script("DescribeTusk", [Answer::Example]).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Clients take [`Mock::url`] as their endpoint, and [`SECRET_ID`] and [`KEY`] as their key pair.

mod builder;
mod http;
mod multipart;
mod parameters;
mod query;
#[cfg(feature = "record")]
mod record;
mod script;
mod server;
mod service;
mod verify;

pub use builder::{Builder, KEY, SECRET_ID, SetupError};
#[cfg(feature = "record")]
pub use record::{Player, Recorder};
pub use script::Answer;
pub use server::Mock;
pub use service::Seen;
