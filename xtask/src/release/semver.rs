//! Runs cargo-semver-checks on a crate, and reads its report.

use super::baseline::Baseline;
use super::packages::Package;
use crate::process::cargo;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::diff::Class;

/// Returns the class of the changes of a crate since the last release.
///
/// Returns `None` if the tool finds no change, or if the crate is new.
///
/// # Errors
/// Returns an error if the tool is not installed, or cannot compare the two crates.
pub(super) fn class(package: &Package, baseline: &Baseline) -> Result<Option<Class>, Diagnostics> {
    let manifest = package.folder.join("Cargo.toml");
    let Some(reference) = &baseline.reference else { return Ok(None) };
    if baseline.file(&manifest)?.is_none() {
        return Ok(None);
    }
    let mut check = cargo();
    check.args(["semver-checks", "--release-type=patch", "--all-features", "--color=never"]);
    check.arg("--baseline-rev").arg(reference).arg("--manifest-path").arg(&manifest);
    let said = match check.output() {
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(error) => error.to_string(),
    };
    parse(&said).ok_or_else(|| {
        let message = format!("cargo-semver-checks has no result for {}: {said}", package.name);
        let help = "install it with `cargo install cargo-semver-checks --locked`, or give the \
                    class with `--class`";
        Diagnostic::error("no-verdict", message).help(help).into()
    })
}

/// Reads the summary of a report. Returns `None` if there is none.
fn parse(report: &str) -> Option<Option<Class>> {
    let summary = report.lines().rev().find(|line| line.trim_start().starts_with("Summary"))?;
    let classes = [
        ("no semver update required", None),
        ("requires new major version", Some(Class::Breaking)),
        ("requires new minor version", Some(Class::Additive)),
    ];
    classes.into_iter().find(|(words, _)| summary.contains(words)).map(|(_, class)| class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_is_read() {
        let cases = [
            ("     Summary no semver update required\n", Some(None)),
            (
                "     Summary semver requires new major version: 1 major and 0 minor checks \
                 failed\n    Finished [2s] cats\n",
                Some(Some(Class::Breaking)),
            ),
            (
                "     Summary semver requires new minor version: 0 major and 1 minor checks failed",
                Some(Some(Class::Additive)),
            ),
            ("error: no such command: `semver-checks`", None),
        ];
        for (report, class) in cases {
            assert_eq!(parse(report), class, "{report}");
        }
    }
}
