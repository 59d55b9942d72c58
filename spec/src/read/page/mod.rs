//! Captured pages.
