//! Texts that hold JSON: its fields tell.

use super::name::{NameVerdict, judge};

/// Returns whether a text has a field of JSON in it that is a secret: `{"ApiKey": "…"}`, in prose
/// or an example.
pub(super) fn has_secret(text: &str) -> bool {
    let parts: Vec<&str> = text.split('"').collect();
    let is_secret_field = |pair: &[&str]| {
        let name = pair[0].trim_end_matches('\\');
        let is_word = !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        is_word
            && pair[1].trim_start().starts_with([':', '：'])
            && judge(name) == NameVerdict::Secret
    };
    parts.windows(2).skip(1).any(is_secret_field)
}
