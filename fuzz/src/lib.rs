//! Damaged documents: each is read and imported, and its description is read again.
//!
//! Not here: damaged responses and streams, which have their own modules.

mod canned;
pub mod docs;
pub mod responses;
pub mod streams;

mod urls;

pub use urls::check_urls;

pub mod credentials;

use tencentcloud_spec::import::{Options, SourceFile, import};
use tencentcloud_spec::model::{from_json, to_json};

/// A file that the user names.
pub fn file(name: &str, bytes: &[u8]) -> SourceFile {
    SourceFile { name: name.to_owned(), bytes: bytes.to_vec(), named: true }
}

/// Imports sources; what they give can be read again, and is the same whatever their order.
///
/// # Panics
/// Panics if the description is not the same.
pub fn check(sources: &[SourceFile]) {
    let options =
        Options { product: Some("fuzz".to_owned()), version: Some("2020-02-02".to_owned()) };
    let (imported, report) = import(sources, &|_| Vec::new(), &options);
    let _ = report.diagnostics.to_string();
    if report.diagnostics.has_errors() {
        return;
    }
    let jsons: Vec<String> = imported.iter().map(|imported| to_json(&imported.api)).collect();
    for (imported, json) in imported.iter().zip(&jsons) {
        assert!(from_json(json, "x.json").is_ok_and(|api| api == imported.api), "{json}");
    }
    let reversed: Vec<SourceFile> = sources.iter().rev().cloned().collect();
    let (again, report) = import(&reversed, &|_| Vec::new(), &options);
    assert!(!report.diagnostics.has_errors(), "{}", report.diagnostics);
    assert_eq!(jsons, again.iter().map(|imported| to_json(&imported.api)).collect::<Vec<_>>());
}
