//! Captured pages.
use super::{Document, Kind, outline};
use crate::diagnostic::Diagnostics;

/// x
pub fn recognises(_: &str) -> bool {
    false
}
/// x
pub fn read(_: &str, file: &str) -> (Document, Diagnostics) {
    (outline::empty(file, Kind::Page), Diagnostics::default())
}
