//! Step 4: the header with the signature.

use super::string_to_sign::{ALGORITHM, Scope};
use std::fmt::Write as _;

/// The header's value in unsigned requests.
pub const UNSIGNED: &str = "SKIP";

/// Returns the value of the `Authorization` header.
pub fn header(secret_id: &str, scope: Scope<'_>, signed_headers: &str, signature: &str) -> String {
    let length = secret_id.len()
        + scope.date.len()
        + scope.service.len()
        + signed_headers.len()
        + signature.len();
    let mut text = String::with_capacity(ALGORITHM.len() + length + 60);
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "{ALGORITHM} Credential={secret_id}/{scope}, SignedHeaders={signed_headers}, \
            Signature={signature}"
    );
    text
}
