//! An independent comparison: cargo-public-api compares what rustdoc knows of both crates.

use super::compiler::{CRATE, Compiler};
use super::tables::{Item, ItemKind, Tables};
use crate::process::run;
use serde::Serialize;
use std::collections::HashSet;
use std::process::Command;
use tencentcloud_codegen::Files;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};

/// The result of the tool for two crates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Verdict {
    /// Items that are gone or different.
    pub(super) breaking: Vec<String>,
    /// Aliases of runtime types that became types of the same name, which no program notices.
    pub(super) grown: Vec<String>,
    /// The number of new items.
    pub(super) added: usize,
}

impl Verdict {
    /// Removes the aliases that became types of the same name, and lines that differ only by that.
    ///
    /// The tables check that the types have what the aliases had.
    pub(super) fn without_aliases(mut self, after: &Tables) -> Self {
        let aliases: Vec<(String, String)> =
            self.breaking.iter().filter_map(|line| alias(line, after)).collect();
        let lines: HashSet<String> = self.breaking.iter().cloned().collect();
        let renamed = |line: &str, from: &str, to: &str, sign: &str| {
            format!("{sign}{}", line[1..].replace(from, to))
        };
        let is_grown = |line: &String| {
            aliases.iter().any(|(path, of)| match line.as_bytes().first() {
                Some(b'-') if line[1..] == format!("pub type {path} = {of}") => true,
                Some(b'-') => {
                    line.contains(of.as_str()) && lines.contains(&renamed(line, of, path, "+"))
                }
                _ => line.ends_with(path.as_str()) && lines.contains(&renamed(line, path, of, "-")),
            })
        };
        (self.grown, self.breaking) = self.breaking.iter().cloned().partition(is_grown);
        self
    }
}

/// Returns the path and the meaning of an alias of a runtime type that is gone, if a type has its
/// name now.
fn alias(line: &str, after: &Tables) -> Option<(String, String)> {
    let (path, of) = line.strip_prefix("-pub type ")?.split_once(" = ")?;
    let name = path.rsplit("::").next()?;
    let is_type = |(path, item): (&String, &Item)| {
        item.kind == ItemKind::Type
            && !item.signature.starts_with("type ")
            && path.split_once("::").is_some_and(|(_, local)| local == name)
    };
    let is_ours = path.starts_with(CRATE) && of.starts_with("tencentcloud_runtime::");
    (is_ours && after.items.iter().any(is_type)).then(|| (path.to_owned(), of.to_owned()))
}

/// Checks that the tool is installed.
///
/// # Errors
/// Returns an error if it is not on the path.
pub(super) fn check_installed() -> Result<(), Diagnostics> {
    let found = Command::new("cargo-public-api").args(["public-api", "--version"]).output();
    if found.is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    let help = "install it with `cargo install --locked cargo-public-api`, in a version that reads \
        the rustdoc JSON of \
                the installed compiler: 0.52.0 for Rust 1.95";
    Err(Diagnostic::error("missing-tool", "cargo-public-api is not on the PATH").help(help).into())
}

/// Compares two crates with the tool.
///
/// # Errors
/// Returns the output of rustdoc or the tool if they fail.
pub(super) fn compare(
    compiler: &Compiler,
    [before, after]: [&Files; 2],
) -> Result<Verdict, String> {
    let folder = compiler.folder()?;
    let before = compiler.document(before, &folder.path().join("before"))?;
    let after = compiler.document(after, &folder.path().join("after"))?;
    let mut tool = Command::new("cargo-public-api");
    // Blanket implementations are the same for all types, and there are many.
    tool.args(["public-api", "--simplified", "diff"]).args([before, after]);
    Ok(parse(&String::from_utf8_lossy(&run(&mut tool)?.stdout)))
}

/// Returns whether two crates have the same sources, ignoring comments.
pub(super) fn is_same_code(before: &Files, after: &Files) -> bool {
    let code = |files: &Files| {
        let sources = files.iter().filter(|(path, _)| path.starts_with("src/"));
        let lines = |text: &str| {
            text.lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .map(str::to_owned)
                .collect()
        };
        sources
            .map(|(path, text)| (path.to_owned(), lines(text)))
            .collect::<Vec<(String, Vec<String>)>>()
    };
    code(before) == code(after)
}

/// Parses the tool's report: lines of removed, changed and added items, each group below a
/// headline.
fn parse(report: &str) -> Verdict {
    let mut verdict = Verdict::default();
    let mut is_breaking = true;
    for line in report.lines() {
        match line.split(' ').next() {
            Some("Removed" | "Changed") => is_breaking = true,
            Some("Added") => is_breaking = false,
            _ if line.starts_with(['-', '+']) && is_breaking => {
                verdict.breaking.push(line.to_owned())
            }
            _ if line.starts_with('+') => verdict.added += 1,
            _ => {}
        }
    }
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_read() {
        let report = "Removed items from the public API\n=================================\n-pub \
            struct a::B\n\n\
            Changed items in the public API\n===============================\n-pub a::C::d: \
            u8\n+pub a::C::d: u16\n\n\
            Added items to the public API\n=============================\n+pub struct a::E\n";
        let breaking = ["-pub struct a::B", "-pub a::C::d: u8", "+pub a::C::d: u16"]
            .map(str::to_owned)
            .to_vec();
        assert_eq!(parse(report), Verdict { breaking, added: 1, ..Verdict::default() });
    }

    #[test]
    fn comments_are_no_code() {
        let files = |text: &str| {
            let mut files = Files::default();
            files.insert("src/lib.rs", text);
            files.insert("README.md", format!("{} bytes", text.len()));
            files
        };
        let cats = files("//! Cats.\n\n/// A cat.\npub struct Cat;\n");
        assert!(is_same_code(
            &cats,
            &files("//! Cats and\n//! dogs.\n\n/// A cat\npub struct Cat;\n")
        ));
        assert!(!is_same_code(&cats, &files("//! Cats.\n\n/// A cat.\npub struct Cats;\n")));
    }

    #[test]
    fn an_alias_that_became_a_type_is_set_aside() {
        let empty = "tencentcloud_runtime::empty::EmptyResponse<product::Cats>";
        let report = format!(
            "Removed items\n-pub type product::CatsResponse = {empty}\n-pub type \
                product::DogsResponse = {empty}\n\
             Changed items\n-pub type product::Cats::Response = {empty}\n\
             +pub type product::Cats::Response = product::CatsResponse\n"
        );
        let mut files = Files::default();
        files.insert("src/v1/actions/cats.rs", "pub struct CatsResponse {}");
        let verdict =
            parse(&report).without_aliases(&super::super::tables::parse_tables(&files).unwrap());
        assert_eq!(verdict.breaking, [format!("-pub type product::DogsResponse = {empty}")]);
        assert_eq!(verdict.grown.len(), 3);
    }

    #[test]
    fn an_empty_report_is_read() {
        assert_eq!(parse("Removed items from the public API\n====\n(none)\n"), Verdict::default());
    }
}
