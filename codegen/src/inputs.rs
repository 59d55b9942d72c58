//! The check of what is generated from: descriptions and names that belong together.

use crate::names::Names;
use tencentcloud_spec::check;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::model::Api;

/// Returns the names of everything in the descriptions.
pub(crate) fn settled(apis: &[&Api], names: &Names) -> Result<Names, Diagnostics> {
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
pub(crate) fn ordered<'a>(apis: &[&'a Api]) -> Result<Vec<&'a Api>, Diagnostics> {
    let mut apis = apis.to_vec();
    if let Some(errors) = apis.iter().map(|api| check::names(api)).find(Diagnostics::has_errors) {
        return Err(errors);
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

/// Returns the error of a generation from nothing.
pub(crate) fn no_version() -> Diagnostics {
    Diagnostic::error("no-version", "there is no description to generate from").into()
}
