//! Step 1: the request in canonical form.

/// What of a request is signed.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// The method, in upper case.
    pub method: &'a str,
    /// The bytes after `?` as they are sent; empty for POST.
    pub query: &'a str,
    /// The headers to sign, names in any case. `content-type` and `host` must be among them.
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

/// Brings a request into canonical form. The path is always `/`.
///
/// Names and values of headers are lower-cased and trimmed, as the vendor's documents say; its SDKs leave the
/// values as they are, so that a value should be lower case on the wire too for both readings to agree.
pub fn canonical(parts: Parts<'_>) -> Canonical {
    let mut headers: Vec<(String, String)> = parts.headers.iter().map(|&(name, value)| normal(name, value)).collect();
    headers.sort_unstable();
    let block: String = headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
    let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    let signed_headers = names.join(";");
    let Parts { method, query, payload_hash, .. } = parts;
    let text = format!("{method}\n/\n{query}\n{block}\n{signed_headers}\n{payload_hash}");
    Canonical { text, signed_headers }
}

fn normal(name: &str, value: &str) -> (String, String) {
    (name.to_ascii_lowercase(), value.trim().to_ascii_lowercase())
}
