use crate::text::hex;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// Returns the SHA-256 hash of bytes, in lower-case hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Returns the payload hash of a request with an unsigned body: the hash of the word
/// `UNSIGNED-PAYLOAD`, not the word itself.
pub fn unsigned_payload() -> String {
    hash(b"UNSIGNED-PAYLOAD")
}

/// Returns the HMAC-SHA-256 of a message.
pub(super) fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    // HMAC accepts keys of any length, so this cannot fail. The server would refuse an all-zero
    // result.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return [0; 32] };
    mac.update(message);
    mac.finalize().into_bytes().into()
}
