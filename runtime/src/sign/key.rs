//! Step 3: the signing key.

use super::digest::{hex, hmac};
use super::string_to_sign::Scope;
use zeroize::{Zeroize, Zeroizing};

/// A key that signs for one day and one service. Wiped from memory when dropped.
pub struct SigningKey(Zeroizing<[u8; 32]>);

impl SigningKey {
    /// The signature of a text, in lower-case hexadecimal.
    pub fn sign(&self, text: &str) -> String {
        hex(&hmac(&*self.0, text.as_bytes()))
    }
}

/// Derives the signing key from the secret: by the day, then the service, then a constant.
pub fn derive(secret_key: &str, scope: Scope<'_>) -> SigningKey {
    let [mut by_date, mut by_service, key] = steps(secret_key, scope);
    by_date.zeroize();
    by_service.zeroize();
    SigningKey(Zeroizing::new(key))
}

/// The three keys of the derivation, the last being the signing key.
pub(super) fn steps(secret_key: &str, scope: Scope<'_>) -> [[u8; 32]; 3] {
    let seed = Zeroizing::new(format!("TC3{secret_key}"));
    let by_date = hmac(seed.as_bytes(), scope.date.as_bytes());
    let by_service = hmac(&by_date, scope.service.as_bytes());
    let key = hmac(&by_service, b"tc3_request");
    [by_date, by_service, key]
}
