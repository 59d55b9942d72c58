//! The generation of a crate: its stages, one after the other.

use crate::description::{DESCRIPTIONS, description};
use crate::emit::emit_package;
use crate::files::Files;
use crate::inputs::{no_version, ordered, settled};
use crate::names::Names;
use crate::options::Options;
use crate::plan::{Blocking, plan_package};
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::model::Api;

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
/// [`check::names`](tencentcloud_spec::check::names) rejects a name of a description.
pub fn generate_all(apis: &[&Api], names: &Names, options: &Options) -> Result<Files, Diagnostics> {
    let names = settled(apis, names)?;
    let mut package =
        plan_package(&ordered(apis)?, &names, Blocking::Feature).ok_or_else(no_version)?;
    if let Some(name) = &options.name {
        package.rename(name)?;
    }
    let mut files = emit_package(&package, names.crate_version(), options);
    for api in apis {
        files.insert(format!("{DESCRIPTIONS}/{}.json", api.version), description(api));
    }
    Ok(files)
}
