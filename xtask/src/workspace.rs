//! The folders of the workspace.

use std::path::{Path, PathBuf};
pub(crate) use tencentcloud_tool::paths::relative;

/// Returns the workspace's folder.
pub(crate) fn root() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from("xtask"), PathBuf::from);
    xtask.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}
