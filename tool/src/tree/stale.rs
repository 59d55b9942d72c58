//! Reasons why a generated file differs, and the advice for each.

use std::path::Path;
use tencentcloud_spec::diagnostic::Diagnostic;

/// A file or folder that differs from its expected state.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The path below the generated folder, with `/`.
    pub path: String,
    /// The reason.
    pub why: Stale,
    /// The hash of the existing content.
    pub(super) hash: Option<String>,
}

/// The reason for a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stale {
    /// This tool wrote the file, from an older description or in an older version.
    Outdated,
    /// The file does not exist.
    Missing,
    /// This tool wrote the file, and nothing generates it any more.
    LeftOver,
    /// Somebody edited the file after it was generated.
    Edited,
    /// Somebody edited the file, and nothing generates it any more.
    EditedLeftOver,
    /// The file is marked as generated, but the manifest does not list it.
    Unlisted,
    /// The file is marked as generated, but nothing generates it and no manifest lists it.
    Stray,
    /// Somebody else wrote the file.
    Foreign,
    /// A symbolic link is in the place of the file.
    Link,
    /// Something other than a file is in the place of the file.
    NoFile,
    /// Something other than a folder is in the place of the folder.
    NoFolder,
    /// The name differs only in case from this name, which must be written.
    CaseTwin(String),
    /// The name is not valid on every operating system, for this reason.
    Unusable(String),
    /// The manifest does not exist.
    NoManifest,
    /// The manifest lists other files, or other content.
    OldManifest,
    /// The manifest cannot be used, for this reason.
    BadManifest(String),
}

impl Stale {
    /// Returns whether the finding prevents writing.
    pub(super) fn blocks(&self, force: bool) -> bool {
        match self {
            Self::Outdated | Self::Missing | Self::LeftOver | Self::Stray => false,
            Self::NoManifest | Self::OldManifest => false,
            Self::Edited | Self::EditedLeftOver | Self::Unlisted | Self::BadManifest(_) => !force,
            _ => true,
        }
    }

    /// Returns whether a file is written because of the finding.
    pub(super) fn is_written(&self) -> bool {
        matches!(self, Self::Outdated | Self::Missing | Self::Edited | Self::Unlisted)
    }

    /// Returns whether a file is removed because of the finding.
    pub(super) fn is_left_over(&self) -> bool {
        matches!(self, Self::LeftOver | Self::EditedLeftOver)
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Outdated | Self::Missing | Self::LeftOver => "stale-file",
            Self::NoManifest | Self::OldManifest => "stale-file",
            Self::Edited | Self::EditedLeftOver => "edited-file",
            Self::Unlisted | Self::Stray => "unlisted-file",
            Self::Foreign => "foreign-file",
            Self::Link | Self::NoFile | Self::NoFolder | Self::CaseTwin(_) => "path-taken",
            Self::Unusable(_) => "unusable-name",
            Self::BadManifest(_) => "bad-manifest",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Outdated | Self::OldManifest => {
                "differs from what its description gives".to_owned()
            }
            Self::Missing | Self::NoManifest => "is missing".to_owned(),
            Self::LeftOver => "is left over: nothing generates it".to_owned(),
            Self::Edited => "was edited by hand since it was generated".to_owned(),
            Self::EditedLeftOver => {
                "was edited by hand, and nothing generates it any more".to_owned()
            }
            Self::Unlisted => {
                "differs, and no manifest says that this tool wrote it as it is".to_owned()
            }
            Self::Stray => {
                "is marked as generated, but nothing generates it; it is left alone".to_owned()
            }
            Self::Foreign => "exists, and this tool did not write it".to_owned(),
            Self::Link => "is a symbolic link, and nothing is written through it".to_owned(),
            Self::NoFile => "is not a regular file, and a file is to be written there".to_owned(),
            Self::NoFolder => "is not a folder, and files are to be written below it".to_owned(),
            Self::CaseTwin(name) => {
                format!("differs only in case from `{name}`, which is to be written")
            }
            Self::Unusable(fault) => {
                format!("cannot be written on every operating system: {fault}")
            }
            Self::BadManifest(fault) => {
                format!("the manifest of generated files cannot be used: {fault}")
            }
        }
    }

    fn help(&self, command: &str) -> String {
        match self {
            Self::Outdated | Self::Missing | Self::LeftOver => format!("run `{command}`"),
            Self::NoManifest | Self::OldManifest => format!("run `{command}`"),
            Self::Edited | Self::EditedLeftOver => {
                format!("keep the edit elsewhere, then discard it with `{command} --force`")
            }
            Self::Unlisted => {
                format!("if nothing in it is yours, replace it with `{command} --force`")
            }
            Self::Stray => "delete it if nothing needs it".to_owned(),
            Self::Foreign | Self::NoFile | Self::NoFolder | Self::CaseTwin(_) => {
                "move it away, or write to another folder".to_owned()
            }
            Self::Link => {
                "replace the link by what it points to, or write to another folder".to_owned()
            }
            Self::Unusable(_) => "change the name in the description".to_owned(),
            Self::BadManifest(_) => {
                format!("restore it from version control, or run `{command} --force`")
            }
        }
    }
}

impl Finding {
    pub(super) fn new(path: &str, why: Stale) -> Self {
        Self { path: path.to_owned(), why, hash: None }
    }

    pub(super) fn unusable((path, fault): (&str, String)) -> Self {
        Self::new(path, Stale::Unusable(fault))
    }

    /// Returns the message for the user, who ran `command`.
    pub fn diagnostic(&self, folder: &Path, command: &str) -> Diagnostic {
        let place = if self.path.is_empty() { folder.to_owned() } else { folder.join(&self.path) };
        let make = if self.why == Stale::Stray { Diagnostic::warning } else { Diagnostic::error };
        make(self.why.code(), self.why.message())
            .in_file(place.display().to_string())
            .help(self.why.help(command))
    }
}
