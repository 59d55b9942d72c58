//! Names that become parts of a path: nothing else may.

const LONGEST: usize = 64;

/// Returns whether Windows takes no file or folder of a name.
pub(crate) fn is_device(text: &str) -> bool {
    let port = text.strip_prefix("com").or_else(|| text.strip_prefix("lpt"));
    matches!(text, "con" | "prn" | "aux" | "nul")
        || port.is_some_and(|port| matches!(port.as_bytes(), [b'0'..=b'9']))
}

/// Returns whether a text can be a product's short name: small letters, digits and `-`, a letter
/// first. Names that Windows reserves are none: a product has a folder of its name.
pub(crate) fn is_product(text: &str) -> bool {
    text.len() <= LONGEST
        && !is_device(text)
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Returns whether a text can be an API version: a day such as `2017-03-12`.
pub(crate) fn is_version(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, digits: usize, range: std::ops::RangeInclusive<u32>| {
        let all_digits = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        all_digits && part.parse().is_ok_and(|number| range.contains(&number))
    };
    matches!(parts.as_slice(), [year, month, day]
        if number(year, 4, 1..=9999) && number(month, 2, 1..=12) && number(day, 2, 1..=31))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products() {
        for name in ["batch", "as", "cvm", "tke2", "a-b"] {
            assert!(is_product(name), "{name}");
        }
        for name in [
            "",
            "..",
            "../x",
            "a/b",
            "a\\b",
            "Batch",
            "1a",
            "-a",
            "a.b",
            "批",
            "con",
            "aux",
            "com1",
            "lpt9",
            &"a".repeat(65),
        ] {
            assert!(!is_product(name), "{name}");
        }
    }

    #[test]
    fn versions() {
        for version in ["2017-03-12", "2099-12-31"] {
            assert!(is_version(version), "{version}");
        }
        for version in [
            "",
            "2017",
            "2017-3-12",
            "2017-13-12",
            "2017-03-32",
            "../2017-03-12",
            "2017-03-12/..",
            "2017-03-１２",
        ] {
            assert!(!is_version(version), "{version}");
        }
    }
}
