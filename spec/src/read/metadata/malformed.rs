//! JSON that does not have the form of metadata.

use crate::diagnostic::{Diagnostic, Diagnostics};

/// A remark on JSON that does not have the form of metadata.
pub(super) fn malformed(error: &serde_json::Error, file: &str) -> Diagnostics {
    let message = format!("malformed metadata: {error}");
    let help = "take the file from the package again, or correct it at this line";
    Diagnostics::from(
        Diagnostic::error("malformed-metadata", message).at(file, error.line().max(1)).help(help),
    )
}
