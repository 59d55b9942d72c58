//! The signature algorithm TC3-HMAC-SHA256, one module per step.
//!
//! 1. [`canonical`]: the request in the form that both sides hash;
//! 2. [`string_to_sign`]: the text that is signed;
//! 3. [`key`]: the key, derived from the secret for one day and one service;
//! 4. [`authorization`]: the signature and the header that carries it.
//!
//! Nothing here reads a clock: the time is a parameter. The older signatures (HmacSHA1, HmacSHA256)
//! are not supported.

pub mod authorization;
pub mod canonical;
pub mod date;
mod digest;
pub mod key;
pub mod string_to_sign;

pub use digest::{hash, unsigned_payload};

use authorization::header;
use canonical::Canonical;
use key::Keys;
use string_to_sign::Scope;

/// The signer of a request: the key pair, the service and the time.
#[derive(Clone, Copy)]
pub struct Signer<'a> {
    /// The public half of the key pair.
    pub secret_id: &'a str,
    /// The secret half of the key pair.
    pub secret_key: &'a str,
    /// The product's signing name, such as `batch`.
    pub service: &'a str,
    /// Seconds since 1970 in UTC, as in the request's X-TC-Timestamp.
    pub timestamp: u64,
}

/// Returns the value of the `Authorization` header for a request in canonical form.
///
/// ```
/// use tencentcloud_runtime::sign::canonical::{Parts, canonical};
/// use tencentcloud_runtime::sign::{Signer, authorize, hash};
///
/// let headers = [("content-type", "application/json"), ("host", "batch.tencentcloudapi.com")];
/// let payload_hash = hash(br#"{"JobId":"job-4z1xsc8n"}"#);
/// let canonical = canonical(Parts { method: "POST", query: "", headers: &headers,
///     payload_hash: &payload_hash });
/// let signer = Signer { secret_id: "AKID", secret_key: "key", service: "batch",
///     timestamp: 1_700_000_000 };
/// let header = authorize(signer, &canonical);
/// assert!(header.starts_with("TC3-HMAC-SHA256 Credential=AKID/2023-11-14/batch/tc3_request, "));
/// ```
pub fn authorize(signer: Signer<'_>, canonical: &Canonical) -> String {
    authorize_with(&Keys::default(), signer, canonical)
}

/// Returns the value of the `Authorization` header, with a cache of signing keys.
pub fn authorize_with(keys: &Keys, signer: Signer<'_>, canonical: &Canonical) -> String {
    let date = date::utc(signer.timestamp);
    let scope = Scope { date: &date, service: signer.service };
    let text = string_to_sign::string_to_sign(signer.timestamp, scope, &canonical.text);
    let signature = keys.get(signer.secret_key, scope).sign(&text);
    header(signer.secret_id, scope, &canonical.signed_headers, &signature)
}

#[cfg(test)]
mod vectors;
