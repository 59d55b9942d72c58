use super::title::{plain_title, title};
use super::{ApiPlan, Blocking, plan_api};
use crate::name::{file, identifier, is_device};
use crate::names::{Names, OF_RUNTIME};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::model::Api;
use tencentcloud_spec::text::shortened;

/// A crate, or a module of another crate: a product with all its versions.
pub(crate) struct PackagePlan {
    /// `tencentcloud-api-batch`
    pub(crate) name: String,
    /// `tencentcloud_api_batch`, as in `use`.
    pub(crate) library: String,
    /// The module's identifier, if it is part of another crate.
    pub(crate) module: String,
    /// `batch`
    pub(crate) product: String,
    /// The product's display name, as Markdown.
    pub(crate) title: String,
    /// The product's display name, as plain text.
    pub(crate) plain_title: String,
    /// The types of the runtime at the root.
    pub(crate) runtime_types: Vec<&'static str>,
    /// The versions, the newest last.
    pub(crate) apis: Vec<ApiPlan>,
    /// The index of the version whose names are at the root.
    pub(crate) root: usize,
}

impl PackagePlan {
    /// Gives the crate another name.
    ///
    /// # Errors
    /// Returns an error if cargo takes no crate of the name.
    pub(crate) fn rename(&mut self, name: &str) -> Result<(), Diagnostics> {
        let library = name.replace('-', "_");
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let is_name =
            name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_plain);
        if !is_name || identifier(&library) != library {
            let message = format!("`{}` cannot be the name of a crate", shortened(name, 60));
            let help =
                "use letters, digits, `-` and `_`, with a letter first, and no word of Rust's";
            return Err(Diagnostic::error("crate-name", message).help(help).into());
        }
        (self.name, self.library) = (name.to_owned(), library);
        Ok(())
    }

    /// Returns the version whose names are at the root.
    pub(crate) fn root(&self) -> Option<&ApiPlan> {
        self.apis.get(self.root)
    }
}

/// Returns the name of a product's crate: `tencentcloud-api-batch`.
///
/// The plain names, `tencentcloud-<product>`, are not all free in cargo's registry.
pub fn crate_name(product: &str) -> String {
    format!("tencentcloud-api-{product}")
}

/// Returns the name of a product's module in another crate: `batch`.
pub fn module_name(product: &str) -> String {
    identifier(&module_file(product))
}

/// Returns the name of the file or the folder of a product's module, without an extension.
pub fn module_file(product: &str) -> String {
    file(&product.replace('-', "_"))
}

/// Returns the name of the folder of a product's crate: `batch`.
///
/// If Windows does not allow the name, it gets an underscore: `con_`.
pub fn folder_name(product: &str) -> String {
    if is_device(product) { format!("{product}_") } else { product.to_owned() }
}

/// Plans the crate or module of a product from its versions, the newest last.
pub(crate) fn plan_package(
    apis: &[&Api],
    names: &Names,
    blocking: Blocking,
) -> Option<PackagePlan> {
    let newest = apis.last()?;
    let name = crate_name(&newest.product);
    let root = apis.iter().position(|api| api.version == names.root()).unwrap_or(apis.len() - 1);
    let apis: Vec<_> =
        apis.iter().map(|api| plan_api(api, names.version(&api.version), blocking)).collect();
    // A type that had one of these names before they were taken keeps it.
    let is_free = |name: &&&str| !apis[root].types().any(|other| other == **name);
    Some(PackagePlan {
        library: name.replace('-', "_"),
        name,
        module: module_name(&newest.product),
        product: newest.product.clone(),
        title: title(newest),
        plain_title: plain_title(newest),
        runtime_types: OF_RUNTIME.iter().filter(is_free).copied().collect(),
        apis,
        root,
    })
}

#[cfg(test)]
mod tests {
    use super::{crate_name, folder_name, module_file, module_name, plan_package};
    use crate::names::Names;
    use crate::plan::Blocking;
    use crate::testing::api;

    #[test]
    fn products_that_are_words_of_rust_or_of_windows() {
        let cases = [
            ("batch", "batch", "batch", "batch"),
            ("my-lamp", "my_lamp", "my_lamp", "my-lamp"),
            ("type", "r#type", "type", "type"),
            ("self", "self_", "self_", "self"),
            ("con", "con_", "con_", "con_"),
            ("com1", "com1_", "com1_", "com1_"),
            ("mod", "mod_", "mod_", "mod"),
        ];
        for (product, module, file, folder) in cases {
            assert_eq!(
                (module_name(product).as_str(), &*module_file(product), &*folder_name(product)),
                (module, file, folder)
            );
            assert_eq!(crate_name(product), format!("tencentcloud-api-{product}"));
        }
    }

    #[test]
    fn a_type_keeps_a_name_that_the_runtime_takes_later() {
        let api = api("S.X: String");
        let cases = [("S", true), ("Config", false), ("Items", false)];
        for (name, has_config_and_items) in cases {
            let text = Names::choose(&[&api]).to_json();
            let text = text.replace("\"name\": \"S\"", &format!("\"name\": \"{name}\""));
            let names = Names::from_json(&text, "names.lock").unwrap();
            let package = plan_package(&[&api], &names, Blocking::Never).unwrap();
            let has = |it: &str| package.runtime_types.contains(&it);
            assert_eq!(has("Config") && has("Items"), has_config_and_items, "{name}");
            assert!(has("Region") && !has(name), "{name}");
        }
    }

    #[test]
    fn a_stored_root_wins_over_the_newest_version() {
        let version = |version: &str| {
            let mut api = api("A");
            api.version = version.to_owned();
            api
        };
        let (old, new) = (version("2019-01-01"), version("2020-01-01"));
        let names = Names::choose(&[&old]).settled(&[&old, &new]);
        let package = plan_package(&[&old, &new], &names, Blocking::Never).unwrap();
        assert_eq!(package.root().unwrap().module, "v20190101");
        // If the stored one is not generated, the newest is the root.
        let newer = version("2021-01-01");
        let package = plan_package(&[&new, &newer], &names, Blocking::Never).unwrap();
        assert_eq!(package.root().unwrap().module, "v20210101");
    }
}
