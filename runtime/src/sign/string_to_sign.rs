//! Step 2: the text that is signed.

use super::digest::hash;
use std::fmt::{self, Write as _};

/// The name of the algorithm.
pub const ALGORITHM: &str = "TC3-HMAC-SHA256";

/// The day and the service that a signature is valid for.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The day in UTC: `2017-03-12`.
    pub date: &'a str,
    /// The product's signing name.
    pub service: &'a str,
}

impl fmt::Display for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/tc3_request", self.date, self.service)
    }
}

/// Returns the text to sign, from a request in canonical form.
pub fn string_to_sign(timestamp: u64, scope: Scope<'_>, canonical: &str) -> String {
    let mut text = String::with_capacity(ALGORITHM.len() + scope.service.len() + 120);
    // Writing to a string cannot fail.
    let _ = write!(text, "{ALGORITHM}\n{timestamp}\n{scope}\n");
    text.push_str(&hash(canonical.as_bytes()));
    text
}
