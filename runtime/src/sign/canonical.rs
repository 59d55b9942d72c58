//! Step 1: the request in canonical form.

use std::borrow::Cow;

/// The parts of a request that are signed.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// The method, in upper case.
    pub method: &'a str,
    /// The text after `?` as it is sent; empty for POST.
    pub query: &'a str,
    /// The headers to sign, with names in any case. `content-type` and `host` must be among them.
    pub headers: &'a [(&'a str, &'a str)],
    /// The hash of the body, in lower-case hexadecimal.
    pub payload_hash: &'a str,
}

/// A request in canonical form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canonical {
    /// The six parts, joined with line feeds.
    pub text: String,
    /// The names of the signed headers: lower case, sorted, joined with `;`.
    pub signed_headers: String,
}

/// Converts a request to canonical form. The path is always `/`.
///
/// Names and values of headers are lower-cased and trimmed, as the vendor's documentation requires.
/// Its SDKs leave the values unchanged: send lower-case values, which give the same signature.
pub fn canonical(parts: Parts<'_>) -> Canonical {
    let Parts { method, query, headers, payload_hash } = parts;
    let mut headers: Vec<(Cow<'_, str>, Cow<'_, str>)> =
        headers.iter().map(|&(name, value)| (lower(name), lower(value.trim()))).collect();
    headers.sort_unstable();
    let names = headers.iter().map(|(name, _)| name.len() + 1).sum();
    let length: usize = headers.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
    let mut signed_headers = String::with_capacity(names);
    for (name, _) in &headers {
        let before = if signed_headers.is_empty() { "" } else { ";" };
        signed_headers.extend([before, name]);
    }
    let mut text =
        String::with_capacity(method.len() + query.len() + length + names + payload_hash.len() + 6);
    text.extend([method, "\n/\n", query, "\n"]);
    for (name, value) in &headers {
        text.extend([name, ":", value, "\n"]);
    }
    text.extend(["\n", &signed_headers, "\n", payload_hash]);
    Canonical { text, signed_headers }
}

/// Returns a text in lower case, without copying it if it already is.
fn lower(text: &str) -> Cow<'_, str> {
    match text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(text.to_ascii_lowercase()),
        false => Cow::Borrowed(text),
    }
}
