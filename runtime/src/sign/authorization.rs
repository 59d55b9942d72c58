//! Step 4: the header that carries the signature.

use super::string_to_sign::{ALGORITHM, Scope};

/// What the header of an unsigned request says.
pub const UNSIGNED: &str = "SKIP";

/// The value of the `Authorization` header.
pub fn header(secret_id: &str, scope: Scope<'_>, signed_headers: &str, signature: &str) -> String {
    format!("{ALGORITHM} Credential={secret_id}/{scope}, SignedHeaders={signed_headers}, Signature={signature}")
}
