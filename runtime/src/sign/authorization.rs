//! Step 4: the header that carries the signature.

use super::string_to_sign::{ALGORITHM, Scope};

/// What the header of an unsigned request says.
pub const UNSIGNED: &str = "SKIP";

/// The value of the `Authorization` header.
pub fn header(secret_id: &str, scope: Scope<'_>, signed_headers: &str, signature: &str) -> String {
    let Scope { date, service } = scope;
    let length = secret_id.len() + date.len() + service.len() + signed_headers.len() + signature.len();
    let mut text = String::with_capacity(ALGORITHM.len() + length + 60);
    text.extend([ALGORITHM, " Credential=", secret_id, "/", date, "/", service, "/tc3_request, SignedHeaders="]);
    text.extend([signed_headers, ", Signature=", signature]);
    text
}
