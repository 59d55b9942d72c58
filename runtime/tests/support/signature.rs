//! TC3-HMAC-SHA256 as the server verifies it, written from the documentation for these tests only.

use super::server::Seen;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns whether the request is signed with this key. The date is passed in, not computed.
pub fn is_signed(seen: &Seen, id: &str, key: &str, date: &str, service: &str) -> bool {
    let authorization = seen.header("authorization");
    let prefix =
        format!("TC3-HMAC-SHA256 Credential={id}/{date}/{service}/tc3_request, SignedHeaders=");
    let Some(rest) = authorization.strip_prefix(&prefix) else { return false };
    let Some((names, signature)) = rest.split_once(", Signature=") else { return false };
    if !names.contains("content-type") || !names.contains("host") {
        return false;
    }
    let mut canonical = format!("{}\n/\n\n", seen.method);
    for name in names.split(';') {
        canonical += &format!("{name}:{}\n", seen.header(name).to_lowercase());
    }
    canonical += &format!("\n{names}\n{}", hex(&Sha256::digest(&seen.body)));
    let timestamp = seen.header("x-tc-timestamp");
    let hashed = hex(&Sha256::digest(canonical.as_bytes()));
    let text = format!("TC3-HMAC-SHA256\n{timestamp}\n{date}/{service}/tc3_request\n{hashed}");
    let key = mac(&mac(&mac(format!("TC3{key}").as_bytes(), date), service), "tc3_request");
    hex(&mac(&key, &text)) == signature
}
