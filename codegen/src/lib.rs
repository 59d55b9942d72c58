//! Generates typed Rust clients from normalised API descriptions.
//!
//! [`generate`] plans, emits and formats a crate. [`generate_module`] does the same for a module of
//! another crate, and [`Module`] for a build script. None of them reads or writes a file. Every
//! decision about Rust is made in `plan`; `emit` prints the plan.

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
mod runtime;

pub use crate_diff::{CrateChange, CrateKind, crate_changes};
pub use files::Files;
pub use module::{Module, generate_module};
pub use names::{NAMES_FILE, Names};
use plan::Blocking;
pub use plan::{crate_name, folder_name, module_file, module_name};
pub use runtime::{Runtime, is_whole_version};
use tencentcloud_spec::check;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::facts;
use tencentcloud_spec::model::{Api, to_json};
use tencentcloud_spec::text::is_hidden;

/// The options of a generated crate that are not in the description.
#[derive(Clone, Debug)]
pub struct Options {
    /// The source of the runtime.
    pub runtime: Runtime,
    /// True if the crate is a workspace of its own, and not one of those that are published.
    pub standalone: bool,
    /// The programs of the crate's `examples` folder, as file name and content.
    pub examples: Vec<(String, String)>,
    /// The name of the crate instead of [`crate_name`].
    pub name: Option<String>,
    /// The licence that the manifest names. With the default, `MIT`, its text is written too.
    pub license: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            runtime: Runtime::Path("../../runtime".to_owned()),
            standalone: false,
            examples: Vec::new(),
            name: None,
            license: MIT.to_owned(),
        }
    }
}

/// The licence of this project, and of what it generates unless options name another one.
pub(crate) const MIT: &str = "MIT";

/// Generates the crate of a product with one version, with default names.
///
/// # Errors
/// See [`generate_all`].
pub fn generate(api: &Api, options: &Options) -> Result<Files, Diagnostics> {
    generate_all(&[api], &Names::default(), options)
}

/// Generates the crate of a product.
///
/// The crate has a module for each version, and the names of one version at the root. Items that
/// `names` does not have get the names that [`Names::settle`] would choose.
///
/// # Errors
/// Returns an error if there is no version, if the versions are of more than one product, if
/// `names` is of another product, if cargo accepts no crate of the name in the options, or if
/// [`check::names`] rejects a name of a description.
pub fn generate_all(apis: &[&Api], names: &Names, options: &Options) -> Result<Files, Diagnostics> {
    let names = settled(apis, names)?;
    let mut package =
        plan::plan_package(&ordered(apis)?, &names, Blocking::Feature).ok_or_else(no_version)?;
    if let Some(name) = &options.name {
        package.rename(name)?;
    }
    let mut files = emit::emit_package(&package, names.crate_version(), options);
    for api in apis {
        files.insert(format!("{DESCRIPTIONS}/{}.json", api.version), description(api));
    }
    Ok(files)
}

/// The folder of a crate's descriptions.
pub(crate) const DESCRIPTIONS: &str = "description";

/// Returns the description that a mock needs: all of it if there are documented calls, else the
/// facts.
fn description(api: &Api) -> String {
    visible(match api.actions.values().any(|action| !action.examples.is_empty()) {
        true => to_json(api),
        false => facts::to_json(api),
    })
}

/// Returns JSON with escapes for the hidden characters in its strings.
fn visible(json: String) -> String {
    let is_shown = |c: char| c == '\n' || !is_hidden(c);
    if json.chars().all(is_shown) {
        return json;
    }
    let escape = |c: char| {
        c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>()
    };
    json.chars().map(|c| if is_shown(c) { c.to_string() } else { escape(c) }).collect()
}

/// Returns the names of everything in the descriptions.
fn settled(apis: &[&Api], names: &Names) -> Result<Names, Diagnostics> {
    match apis.iter().find(|api| !names.product().is_empty() && api.product != names.product()) {
        None => Ok(names.settled(apis)),
        Some(api) => {
            let message = format!(
                "the names are of `{}`, and the description is of `{}`",
                names.product(),
                api.product
            );
            Err(Diagnostic::error("names-of-another-product", message).into())
        }
    }
}

/// Returns the versions of one product, the newest last.
///
/// Names of a description become identifiers, literals and paths, so invalid names are rejected.
fn ordered<'a>(apis: &[&'a Api]) -> Result<Vec<&'a Api>, Diagnostics> {
    let mut apis = apis.to_vec();
    if let Some(faults) = apis.iter().map(|api| check::names(api)).find(Diagnostics::has_errors) {
        return Err(faults);
    }
    apis.sort_by(|a, b| a.version.cmp(&b.version));
    match apis.iter().find(|api| api.product != apis[0].product) {
        Some(stranger) => {
            let message = format!(
                "`{}` and `{}` are two products: a crate has one",
                apis[0].product, stranger.product
            );
            Err(Diagnostic::error("two-products", message).into())
        }
        None => Ok(apis),
    }
}

fn no_version() -> Diagnostics {
    Diagnostic::error("no-version", "there is no description to generate from").into()
}
