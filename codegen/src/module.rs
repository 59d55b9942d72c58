//! A module of another crate instead of a crate: the same types and client, for selected actions.

use crate::files::Files;
use crate::inputs::{no_version, ordered, settled};
use crate::names::Names;
use crate::plan::{Blocking, plan_package};
use crate::{emit, inline};
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::facts::parse_facts;
use tencentcloud_spec::model::Api;
use tencentcloud_spec::passes::select;

/// A version of a product as a module, for a build script.
///
/// `Module` reads and writes no file: the build script does, and tells cargo what to watch.
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
/// The crate then includes the text with `include!(concat!(env!("OUT_DIR"), "/batch.rs"));`. Its
/// only dependency is the runtime.
#[derive(Clone, Debug)]
pub struct Module {
    api: Api,
    names: Names,
    blocking: bool,
}

impl Module {
    /// Creates a module with everything in a normalised description or a facts file.
    ///
    /// `file` is the name of the file in diagnostics.
    ///
    /// # Errors
    /// Returns an error if the text is neither of the two, or contradicts itself.
    pub fn from_json(text: &str, file: &str) -> Result<Self, Diagnostics> {
        Ok(Self { api: parse_facts(text, file)?, names: Names::default(), blocking: false })
    }

    /// Keeps the names of a crate, from the text of its [`NAMES_FILE`](crate::NAMES_FILE).
    ///
    /// `file` is the name of the file in diagnostics. Without this call, names are default names. A
    /// new action or field may then change a name if names collide.
    ///
    /// # Errors
    /// Returns an error if the text is not a names file, or is of another product.
    pub fn names(mut self, text: &str, file: &str) -> Result<Self, Diagnostics> {
        self.names = settled(&[&self.api], &Names::from_json(text, file)?)?;
        Ok(self)
    }

    /// Keeps only these actions and the types that they use.
    ///
    /// # Errors
    /// Returns an error with the nearest names if the description does not have one of the actions.
    pub fn actions(mut self, actions: &[&str]) -> Result<Self, Diagnostics> {
        let actions: Vec<String> = actions.iter().map(|action| (*action).to_owned()).collect();
        self.names.settle(&[&self.api]);
        select(&mut self.api, &actions)?;
        self.names.keep_only(&[&self.api], &Names::default());
        Ok(self)
    }

    /// Adds the blocking client. The runtime's feature `blocking` must be on.
    #[must_use]
    pub fn blocking(mut self) -> Self {
        self.blocking = true;
        self
    }

    /// Returns the module as one text for `include!`: `pub mod batch { … }`.
    pub fn source(&self) -> String {
        let names = self.names.settled(&[&self.api]);
        let package = plan_package(&[&self.api], &names, blocking(self.blocking));
        // There is one version, so there is always a plan.
        package
            .map(|package| inline::module(&package.module, &emit::emit_module(&package)))
            .unwrap_or_default()
    }
}

/// Generates the module of a product as files below a folder.
///
/// The files are `mod.rs` and a folder for each version. `with_blocking` adds a blocking client to
/// the async client.
///
/// # Errors
/// See [`generate_all`](crate::generate_all).
pub fn generate_module(
    apis: &[&Api],
    names: &Names,
    with_blocking: bool,
) -> Result<Files, Diagnostics> {
    let names = settled(apis, names)?;
    let package =
        plan_package(&ordered(apis)?, &names, blocking(with_blocking)).ok_or_else(no_version)?;
    Ok(emit::emit_module(&package))
}

fn blocking(with_blocking: bool) -> Blocking {
    if with_blocking { Blocking::Always } else { Blocking::Never }
}
