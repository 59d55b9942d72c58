//! A mock of Tencent Cloud's services for tests.
//!
//! It responds with a product's documented examples or as a script says, checks signatures and
//! parameters as the gateway does, and records the requests.
//!
//! It needs only a description of the product's API. Clients in any language can call it.
//!
//! `Recorder` and `Player` need the feature `record`.
//!
//! ```
//! use serde_json::json;
//! use tencentcloud_mock::{Mock, MockResponse};
//!
//! let mock = Mock::builder().description(tencentcloud_api_batch::DESCRIPTION)?.start()?;
//! // By default each response is the documented example most similar to the request:
//! assert!(mock.url().starts_with("http://127.0.0.1:"));
//! // Or the responses that a test needs, in turn, with the last one repeated:
//! let oops = MockResponse::error("InternalError", "oops");
//! mock.script("DescribeTask", [oops, MockResponse::page(502), MockResponse::Example])?;
//! // The states of a resource that a waiter polls:
//! mock.states("DescribeJob", "JobState", ["RUNNING", "SUCCEED"])?;
//! // A list that is fetched in pages:
//! mock.list("DescribeJobs", (0..45).map(|number| json!({"JobId": format!("job-{number}")})))?;
//! // Or any response, depending on the parameters:
//! mock.handler("DeleteJob", |parameters| match parameters["JobId"].as_str() {
//!     Some("job-1") => MockResponse::Example,
//!     _ => MockResponse::error("ResourceNotFound.Job", "there is none"),
//! })?;
//! assert!(mock.seen().is_empty());
//! // A misspelt action is an error, so that the test cannot pass by accident:
//! assert!(mock.script("DescribeTusk", [MockResponse::Example]).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Use [`Mock::url`] as the client's endpoint, and [`SECRET_ID`] and [`KEY`] as its key pair.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod builder;
mod http;
mod multipart;
mod parameters;
mod query;
#[cfg(feature = "record")]
mod record;
mod script;
mod seen;
mod server;
mod service;
mod settings;
mod verify;

pub use builder::{Builder, KEY, SECRET_ID};
#[cfg(feature = "record")]
pub use record::{Player, Recorder};
pub use script::MockResponse;
pub use seen::Seen;
pub use server::Mock;
pub use settings::SetupError;
