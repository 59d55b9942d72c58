//! The hostile texts in `tests/hostile`, one in each file.
//!
//! Invisible characters are written as `\u{202e}`, and `\r`, `\t` and `\0` as such.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns every text with the name of its file.
pub fn texts() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, decoded(&fs::read_to_string(&path).unwrap()))
    };
    paths.into_iter().map(read).collect()
}

fn decoded(text: &str) -> String {
    let text = text.replace("\\r", "\r").replace("\\t", "\t").replace("\\0", "\0");
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(digits, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out
}
