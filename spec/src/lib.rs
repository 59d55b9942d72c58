//! Descriptions of Tencent Cloud API 3.0: documents in, one normalised model out.
//!
//! Readers come first, then the stages of [`import::STAGES`]. The result is an [`Api`](model::Api),
//! whose JSON form is the source of truth that people review in `spec/api`. Nothing here knows of
//! Rust as a target language.

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic))]

pub mod check;
pub mod diagnostic;
pub mod diff;
mod draft;
pub mod facts;
pub mod import;
mod infer;
mod language;
mod merge;
pub mod model;
mod overlay;
pub mod passes;
pub mod read;
pub mod text;
mod texts;
