//! Step 4: the header that carries the signature.

use super::string_to_sign::{ALGORITHM, Scope};
use std::fmt::Write as _;

/// What the header of an unsigned request says.
pub const UNSIGNED: &str = "SKIP";

/// The value of the `Authorization` header.
pub fn header(secret_id: &str, scope: Scope<'_>, signed_headers: &str, signature: &str) -> String {
    let length = secret_id.len() + scope.date.len() + scope.service.len() + signed_headers.len() + signature.len();
    let mut text = String::with_capacity(ALGORITHM.len() + length + 60);
    // Writing to a text does not fail.
    let _ = write!(
        text,
        "{ALGORITHM} Credential={secret_id}/{scope}, SignedHeaders={signed_headers}, Signature={signature}"
    );
    text
}
