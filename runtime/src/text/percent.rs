//! Percent-encoding of text in URLs.

/// Returns the text with the bytes of all reserved characters as hexadecimal digits.
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            _ if is_unreserved(byte) => out.push(char::from(byte)),
            _ => out += &format!("%{byte:02X}"),
        }
    }
    out
}

/// Returns whether a byte is written as it is.
pub(crate) fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~')
}

#[cfg(test)]
mod tests {
    use super::percent_encoded;

    #[test]
    fn policies() {
        assert_eq!(percent_encoded(r#"{"a": "b*~é"}"#), "%7B%22a%22%3A%20%22b%2A~%C3%A9%22%7D");
    }
}
