//! What generated clients of Tencent Cloud API 3.0 run on.

pub mod codec;
pub mod sign;

pub use serde;
pub use serde_json::Value;
