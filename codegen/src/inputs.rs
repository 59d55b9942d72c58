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

#[cfg(test)]
mod tests {
    use super::{ordered, settled};
    use crate::names::Names;
    use tencentcloud_spec::model::Api;

    #[test]
    fn versions_are_of_one_product_and_the_newest_is_last() {
        let api = |product: &str, version: &str| Api::new(product, version);
        let cases = [
            (vec![], Ok("")),
            (vec![api("a", "2020-01-01"), api("a", "2019-12-31")], Ok("2019-12-31 2020-01-01")),
            (vec![api("a", "2020-01-01"), api("b", "2021-01-01")], Err("two-products")),
        ];
        for (apis, expected) in cases {
            let apis: Vec<&Api> = apis.iter().collect();
            let told = ordered(&apis).map(|apis| {
                apis.iter().map(|api| api.version.as_str()).collect::<Vec<_>>().join(" ")
            });
            match expected {
                Ok(versions) => assert_eq!(told.unwrap(), versions),
                Err(code) => assert!(told.unwrap_err().to_string().contains(code)),
            }
        }
    }

    #[test]
    fn names_belong_to_the_product() {
        let [a, b] = ["a", "b"].map(|product| Api::new(product, "2020-01-01"));
        let cases = [(Names::default(), &a, true), (Names::choose(&[&a]), &a, true)];
        for (names, api, expected) in cases {
            assert_eq!(settled(&[api], &names).is_ok(), expected);
        }
        let error = settled(&[&a, &b], &Names::choose(&[&a])).unwrap_err().to_string();
        assert!(error.contains("the names are of `a`, and the description is of `b`"), "{error}");
    }

    #[test]
    fn a_name_that_cannot_be_one_is_rejected() {
        let mut api = crate::testing::api("A.in X: String");
        assert!(ordered(&[&api]).is_ok());
        api.version = "../..".to_owned();
        assert!(ordered(&[&api]).is_err());
    }
}
