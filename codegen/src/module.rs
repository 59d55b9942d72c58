//! A module of one's own crate instead of a crate: the same types and client, and only what is asked for.

use crate::names::Names;
use crate::plan::{Blocking, plan_package};
use crate::{Files, emit, inline, no_version, ordered, settled};
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::facts::read;
use tencentcloud_spec::model::Api;
use tencentcloud_spec::passes::select;

/// A version of a product as a module, for a build script.
///
/// It reads and writes no file: a build script knows best where its files are and what cargo is to watch.
///
/// ```
/// use tencentcloud_codegen::Module;
///
/// let path = "../spec/api/batch/2017-03-12.json";
/// # let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/api/batch/2017-03-12.json");
/// let text = std::fs::read_to_string(path)?;
/// let source = Module::from_json(&text, path)?.actions(&["DescribeTask"])?.source();
/// assert!(source.contains("pub mod batch {"));
/// // std::fs::write(std::env::var("OUT_DIR")? + "/batch.rs", source)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The crate then says `include!(concat!(env!("OUT_DIR"), "/batch.rs"));` and needs the runtime as its only
/// dependency.
#[derive(Clone, Debug)]
pub struct Module {
    api: Api,
    names: Names,
    blocking: bool,
}

impl Module {
    /// A module with all that a normalised description, or a file of facts, has. The file's name is for diagnostics.
    ///
    /// # Errors
    /// Returns an error if the text is neither, or contradicts itself.
    pub fn from_json(text: &str, file: &str) -> Result<Self, Diagnostics> {
        Ok(Self { api: read(text, file)?, names: Names::default(), blocking: false })
    }

    /// Keeps the names of a crate: the text of its [`NAMES_FILE`](crate::NAMES_FILE), and the file's name for diagnostics.
    /// Without them names are the default ones, which a new action or field may change where names meet.
    ///
    /// # Errors
    /// Returns an error if the text does not hold names, or if they are another product's.
    pub fn names(mut self, text: &str, file: &str) -> Result<Self, Diagnostics> {
        self.names = settled(&[&self.api], &Names::from_json(text, file)?)?;
        Ok(self)
    }

    /// Keeps these actions, and what they reach.
    ///
    /// # Errors
    /// Returns an error if the description has no action of a name, with the nearest names.
    pub fn actions(mut self, actions: &[&str]) -> Result<Self, Diagnostics> {
        let actions: Vec<String> = actions.iter().map(|action| (*action).to_owned()).collect();
        self.names.settle(&[&self.api]);
        select(&mut self.api, &actions)?;
        self.names.keep_only(&[&self.api], &Names::default());
        Ok(self)
    }

    /// With the blocking client too: the runtime's feature `blocking` must be on.
    #[must_use]
    pub fn blocking(mut self) -> Self {
        self.blocking = true;
        self
    }

    /// The module as one text for `include!`: `pub mod batch { … }`.
    pub fn source(&self) -> String {
        let names = self.names.settled(&[&self.api]);
        let package = plan_package(&[&self.api], &names, blocking(self.blocking));
        // One version is always planned.
        package.map(|package| inline::module(&package.module, &emit::emit_module(&package))).unwrap_or_default()
    }
}

/// The module of a product as files below a folder: `mod.rs`, and a folder a version; with a blocking client beside
/// the async one, or without.
///
/// # Errors
/// See [`generate_all`](crate::generate_all).
pub fn generate_module(apis: &[&Api], names: &Names, with_blocking: bool) -> Result<Files, Diagnostics> {
    let names = settled(apis, names)?;
    let package = plan_package(&ordered(apis)?, &names, blocking(with_blocking)).ok_or_else(no_version)?;
    Ok(emit::emit_module(&package))
}

fn blocking(with_blocking: bool) -> Blocking {
    if with_blocking { Blocking::Always } else { Blocking::Never }
}
