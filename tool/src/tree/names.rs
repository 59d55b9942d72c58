//! Checks that file names are valid on every operating system.

use std::collections::BTreeMap;
use tencentcloud_codegen::Files;

/// The maximum length of a file name on common file systems, in bytes.
const LONGEST: usize = 255;

/// Names of devices on Windows, which are reserved with any extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Characters that Windows does not allow in names.
const FORBIDDEN: [char; 8] = ['<', '>', ':', '"', '\\', '|', '?', '*'];

/// Returns the first file whose name is not valid on every system, with the reason.
pub(super) fn unusable(files: &Files) -> Option<(&str, String)> {
    let mut taken = BTreeMap::new();
    for (path, _) in files.iter() {
        let fault = path.split('/').find_map(|name| Some((name, fault(name)?)));
        if let Some((name, fault)) = fault {
            return Some((path, format!("the name `{name}` {fault}")));
        }
        if let Some(other) = taken.insert(path.to_lowercase(), path) {
            return Some((path, format!("`{other}` differs from it only in case")));
        }
    }
    None
}

/// Returns the reason why one name of a path is invalid.
fn fault(name: &str) -> Option<&'static str> {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    match name {
        "" | "." | ".." => Some("is none"),
        _ if name.starts_with('.') => Some("is hidden"),
        _ if name.len() > LONGEST => Some("is longer than 255 bytes"),
        _ if name.ends_with(['.', ' ']) || name.starts_with(' ') => {
            Some("starts or ends with a blank or a dot")
        }
        _ if name.chars().any(|c| c.is_control() || FORBIDDEN.contains(&c)) => {
            Some("has a character that Windows refuses")
        }
        _ if is_device(&stem) => Some("is reserved on Windows"),
        _ => None,
    }
}

/// Returns whether a name is `com1` to `com9` or `lpt1` to `lpt9`, also with the digits ¹²³, or
/// another device.
fn is_device(stem: &str) -> bool {
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let is_digit =
        |text: &str| matches!(text.chars().collect::<Vec<_>>()[..], ['0'..='9' | '¹' | '²' | '³']);
    DEVICES.contains(&stem) || port.is_some_and(is_digit)
}

/// Returns whether a path of a manifest stays in its folder and has no hidden part.
pub(super) fn is_inside(path: &str) -> bool {
    path.split('/').all(|name| fault(name).is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_not_every_system_takes() {
        let long = "x".repeat(256);
        let bad = [
            "con",
            "CON.rs",
            "aux.tar.gz",
            "nul",
            "prn",
            "com1",
            "Com9.rs",
            "lpt9",
            "com¹",
            "conin$",
            "conout$.txt",
            "con .rs",
            "a.",
            "a ",
            " a",
            ".git",
            "..",
            ".",
            "",
            "a:b",
            "a\\b",
            "a\nb",
            "a?",
            &long,
        ];
        for name in bad {
            assert!(fault(name).is_some() && !is_inside(&format!("src/{name}")), "{name:?}");
        }
        for name in
            ["con_.rs", "console.rs", "com10", "lpt", "auxiliary", "nul_", "日本.rs", &long[..255]]
        {
            assert!(fault(name).is_none() && is_inside(&format!("src/{name}")), "{name:?}");
        }
        assert!(!is_inside("/etc/passwd") && !is_inside("C:/x") && !is_inside("a/../../b"));
    }

    #[test]
    fn names_that_differ_only_in_case() {
        let mut files = Files::default();
        files.insert("src/Cat.rs", "");
        files.insert("src/cat.rs", "");
        assert_eq!(
            unusable(&files),
            Some(("src/cat.rs", "`src/Cat.rs` differs from it only in case".to_owned()))
        );
    }
}
