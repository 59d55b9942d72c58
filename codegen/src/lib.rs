//! Typed Rust clients from normalised API descriptions.
//!
//! [`generate`] plans, emits and formats a crate, [`generate_module`] a module of another crate, and [`Module`]
//! is for build scripts; none of them reads or writes a file. Every decision about Rust is made in
//! `plan`, everything that is printed is printed in `emit`.

#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic))]

mod crate_diff;
#[doc(hidden)]
pub mod doc;
mod emit;
mod files;
mod inline;
mod module;
mod name;
mod names;
mod plan;

pub use crate_diff::{CrateChange, CrateKind, crate_changes};
pub use files::Files;
pub use module::{Module, generate_module};
pub use names::{NAMES_FILE, Names};
use plan::Blocking;
pub use plan::{folder_name, module_name};
use tencentcloud_spec::check;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::model::Api;

/// What the crate that is generated is like, besides what the description says.
#[derive(Clone, Debug)]
pub struct Options {
    /// The path from the crate's folder to the runtime's.
    pub runtime: String,
    /// Whether the crate is a workspace of its own.
    pub standalone: bool,
    /// Programs for the crate's `examples` folder: file name and content.
    pub examples: Vec<(String, String)>,
}

impl Default for Options {
    fn default() -> Self {
        Self { runtime: "../../runtime".to_owned(), standalone: false, examples: Vec::new() }
    }
}

/// Generates the crate of a product with one version, with default names.
///
/// # Errors
/// See [`generate_all`].
pub fn generate(api: &Api, options: &Options) -> Result<Files, Diagnostics> {
    generate_all(&[api], &Names::default(), options)
}

/// Generates the crate of a product: a module a version, and the names of one version at the root. What `names` does not
/// have yet gets the names that [`Names::settle`] would settle.
///
/// # Errors
/// Returns an error if there is no version, if the versions are of more than one product, if the names are another
/// product's, or if a description has names that are none, as [`check::names`] tells.
pub fn generate_all(apis: &[&Api], names: &Names, options: &Options) -> Result<Files, Diagnostics> {
    let names = settled(apis, names)?;
    let package = plan::plan_package(&ordered(apis)?, &names, Blocking::Feature).ok_or_else(no_version)?;
    Ok(emit::emit_package(&package, names.crate_version(), options))
}

/// The names of all that descriptions have.
fn settled(apis: &[&Api], names: &Names) -> Result<Names, Diagnostics> {
    match apis.iter().find(|api| !names.product().is_empty() && api.product != names.product()) {
        None => Ok(names.settled(apis)),
        Some(api) => {
            let message =
                format!("the names are of `{}`, and the description is of `{}`", names.product(), api.product);
            Err(Diagnostic::error("names-of-another-product", message).into())
        }
    }
}

/// The versions of one product, the newest last. Names of a description become identifiers, literals and paths, so others
/// are refused.
fn ordered<'a>(apis: &[&'a Api]) -> Result<Vec<&'a Api>, Diagnostics> {
    let mut apis = apis.to_vec();
    if let Some(faults) = apis.iter().map(|api| check::names(api)).find(Diagnostics::has_errors) {
        return Err(faults);
    }
    apis.sort_by(|a, b| a.version.cmp(&b.version));
    match apis.iter().find(|api| api.product != apis[0].product) {
        Some(stranger) => {
            let message = format!("`{}` and `{}` are two products: a crate has one", apis[0].product, stranger.product);
            Err(Diagnostic::error("two-products", message).into())
        }
        None => Ok(apis),
    }
}

fn no_version() -> Diagnostics {
    Diagnostic::error("no-version", "there is no description to generate from").into()
}
