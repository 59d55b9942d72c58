//! Sentences of the user's own copy of the metadata, for the user's own crates. They never enter
//! `spec`.

use crate::codegen::unusable;
use crate::metadata::VersionFiles;
use std::path::{Path, PathBuf};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::facts::{add_sentences, describe};
use tencentcloud_spec::model::Api;

/// A `services` folder.
pub struct Sentences(PathBuf);

impl Sentences {
    /// Opens a `services` folder.
    ///
    /// # Errors
    /// Returns an error if it is not a folder.
    pub fn open(services: &Path) -> Result<Self, Diagnostics> {
        match services.is_dir() {
            true => Ok(Self(services.to_owned())),
            false => Err(Diagnostic::error("no-metadata", "there is no such folder")
                .in_file(services.display().to_string())
                .help("give the `services` folder of the tccli or tccli-intl-en package")
                .into()),
        }
    }

    /// Adds the sentences of the folder to facts. Items without a sentence keep their own
    /// documentation.
    ///
    /// # Errors
    /// Returns the diagnostics of the folder's files.
    pub fn describe(&self, mut facts: Api) -> Result<Api, Diagnostics> {
        let folder =
            self.0.join(&facts.product).join(format!("v{}", facts.version.replace('-', "")));
        if folder.join(crate::services::API).is_file() {
            let sources = VersionFiles::load(&facts.product, &folder)
                .map_err(|error| unusable(&folder, &error))?;
            let words = sources.describe(&facts.product)?;
            add_sentences(&mut facts, &words);
        }
        describe(&mut facts);
        Ok(facts)
    }
}
