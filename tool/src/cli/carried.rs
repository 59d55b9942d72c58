//! The facts inside the program, or those of a folder.

use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};
use tencentcloud_spec::facts;
use tencentcloud_spec::model::Api;
use tencentcloud_spec::passes::select;
use tencentcloud_tool::codegen::generated::Generated;
use tencentcloud_tool::codegen::{self, Defaults, unusable};
use tencentcloud_tool::outcome::Outcome;

/// The options that choose the source of the facts.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct FactsSource {
    /// Take the facts from this folder, `<product>/<version>.json`, instead of those inside the
    /// program
    #[arg(long, value_name = "DIR")]
    pub(crate) facts: Option<PathBuf>,
}

/// The files of some products in a temporary folder, in the form of the repository's folder `spec`.
pub(crate) struct Unpacked(TempDir);

impl FactsSource {
    /// Returns the names of all products.
    ///
    /// # Errors
    /// Returns an error if the folder of facts cannot be read.
    pub(crate) fn products(&self) -> Result<Vec<String>, Diagnostics> {
        let Some(folder) = &self.facts else {
            return Ok(tencentcloud_facts::products()
                .map(|product| product.name().to_owned())
                .collect());
        };
        let entries = fs::read_dir(folder).map_err(|error| unusable(folder, &error))?;
        let folders = entries.flatten().filter(|entry| entry.path().is_dir());
        let mut names: Vec<String> =
            folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        Ok(names)
    }

    /// Returns the files of a product, by their paths below the folder `spec`.
    ///
    /// # Errors
    /// Returns an error if there is no such product, with the products that have a similar name, or
    /// if a file cannot be read.
    fn files(&self, product: &str) -> Result<Vec<(String, String)>, Diagnostics> {
        if !self.products()?.iter().any(|name| name == product) {
            return Err(self.unknown(product)?);
        }
        let Some(folder) = &self.facts else {
            let carried = tencentcloud_facts::product(product)
                .map(tencentcloud_facts::Product::files)
                .transpose();
            let carried = carried
                .map_err(|error| unusable(Path::new("the facts inside the program"), &error))?;
            let files = carried.unwrap_or_default().into_iter();
            return Ok(files.map(|file| (file.path.to_owned(), file.text)).collect());
        };
        let mut files = Vec::new();
        let place = folder.join(product);
        for entry in fs::read_dir(&place).map_err(|error| unusable(&place, &error))?.flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let text = fs::read_to_string(&path).map_err(|error| unusable(&path, &error))?;
                files.push((
                    format!("facts/{product}/{}", entry.file_name().to_string_lossy()),
                    text,
                ));
            }
        }
        files.sort();
        Ok(files)
    }

    fn unknown(&self, product: &str) -> Result<Diagnostics, Diagnostics> {
        let products = self.products()?;
        let like = tencentcloud_facts::similar(product, products.iter().map(String::as_str));
        let error =
            Diagnostic::error("unknown-product", format!("there is no product `{product}`"));
        let help = match like.is_empty() {
            true => "list all products with `tencentcloud facts`".to_owned(),
            false => {
                format!("did you mean {}? `tencentcloud facts` lists all products", like.join(", "))
            }
        };
        Ok(error.help(help).into())
    }

    /// Unpacks products. `version` chooses one version of each product; without it, all versions
    /// are unpacked.
    ///
    /// # Errors
    /// Returns an error if a product is unknown or has no such version, or if there is no temporary
    /// folder.
    pub(crate) fn unpack(
        &self,
        products: &[String],
        version: Option<&VersionChoice>,
    ) -> Result<Unpacked, Diagnostics> {
        let folder =
            tempfile::tempdir().map_err(|error| unusable(&std::env::temp_dir(), &error))?;
        let write = |path: &Path, text: &str| {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, text)
        };
        for product in products {
            let mut files = self.files(product)?;
            if let Some(version) = version {
                let chosen = version.resolve(product, &files)?.to_owned();
                files.retain(|(path, _)| !is_version(path) || stem(path) == chosen);
            }
            for (path, text) in files {
                let path = folder.path().join(path);
                write(&path, &text).map_err(|error| unusable(&path, &error))?;
            }
        }
        fs::create_dir_all(folder.path().join("api"))
            .map_err(|error| unusable(folder.path(), &error))?;
        Ok(Unpacked(folder))
    }

    /// Returns the versions of a product, the oldest first, with their documentation.
    ///
    /// # Errors
    /// Returns an error if the product is unknown, or a file is wrong.
    pub(crate) fn apis(&self, product: &str) -> Result<Vec<Api>, Diagnostics> {
        let files = self.files(product)?;
        let versions = files.iter().filter(|(path, _)| is_version(path));
        let mut apis = versions
            .map(|(path, text)| facts::parse_facts(text, path))
            .collect::<Result<Vec<_>, _>>()?;
        apis.sort_by(|a, b| a.version.cmp(&b.version));
        Ok(apis)
    }

    /// Returns the versions of a product, the oldest first, or only the version that an option
    /// names.
    ///
    /// # Errors
    /// Returns the same errors as [`apis`](Self::apis).
    pub(crate) fn versions(
        &self,
        product: &str,
        named: Option<&String>,
    ) -> Result<Vec<Api>, Diagnostics> {
        let mut apis = self.apis(product)?;
        apis.retain(|api| named.is_none_or(|version| api.version == *version));
        Ok(apis)
    }
}

/// Returns the newest version for which `has` returns true.
///
/// # Errors
/// Returns an error if there is no version, or if none has `name`; it lists similar names.
pub(crate) fn newest_with(
    mut apis: Vec<Api>,
    name: &str,
    has: impl Fn(&Api) -> bool,
) -> Result<Api, Diagnostics> {
    if let Some(at) = apis.iter().rposition(has) {
        return Ok(apis.swap_remove(at));
    }
    let Some(mut newest) = apis.pop() else {
        let error = Diagnostic::error("unknown-version", "the product has no such version");
        return Err(error.help("`tencentcloud facts PRODUCT` lists its versions").into());
    };
    Err(select(&mut newest, &[name.to_owned()]).err().unwrap_or_default())
}

/// Returns whether a file contains a version of a product.
fn is_version(path: &str) -> bool {
    path.ends_with(".json")
}

/// Returns `2017-03-12` for `facts/batch/2017-03-12.json`.
fn stem(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default().trim_end_matches(".json")
}

/// The version of the API to use.
#[derive(Clone, Debug)]
pub(crate) enum VersionChoice {
    Newest,
    Named(String),
}

impl VersionChoice {
    /// Returns the version that an option names, or else the newest.
    pub(crate) fn or_newest(named: Option<&String>) -> Self {
        named.map_or(Self::Newest, |version| Self::Named(version.clone()))
    }

    fn resolve<'a>(
        &self,
        product: &str,
        files: &'a [(String, String)],
    ) -> Result<&'a str, Diagnostics> {
        let versions =
            files.iter().filter(|(path, _)| is_version(path)).map(|(path, _)| stem(path));
        match self {
            Self::Newest => Ok(versions.max().unwrap_or_default()),
            Self::Named(named) => {
                versions.clone().find(|version| version == named).ok_or_else(|| {
                    let mut there: Vec<&str> = versions.collect();
                    there.sort_unstable();
                    there.dedup();
                    Diagnostic::error(
                        "unknown-version",
                        format!("`{product}` has no version `{named}`"),
                    )
                    .help(format!("it has {}", there.join(", ")))
                    .into()
                })
            }
        }
    }
}

impl Unpacked {
    /// Returns the folder of descriptions. The folder of facts is next to it.
    pub(crate) fn spec(&self) -> PathBuf {
        self.0.path().join("api")
    }

    /// Generates from these files. They are gone afterwards: the outcome names none of them as
    /// written.
    ///
    /// # Errors
    /// As [`codegen::generate`].
    pub(crate) fn generate(
        &self,
        args: &codegen::Args,
        defaults: &Defaults,
    ) -> Result<Outcome<Generated>, Diagnostics> {
        let mut outcome = codegen::generate(args, defaults)?;
        if let Some(generated) = &mut outcome.results {
            generated.names.retain(|name| !Path::new(name).starts_with(self.0.path()));
        }
        Ok(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_unpacked_as_the_repository_has_it() {
        let unpacked = FactsSource::default()
            .unpack(&["sms".to_owned()], Some(&VersionChoice::Newest))
            .unwrap();
        let names = fs::read_dir(unpacked.spec().join("sms"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = names.collect();
        names.sort();
        assert_eq!(names, ["2021-01-11.json", "names.lock"], "the newest version only");
    }

    #[test]
    fn what_there_is_not_is_an_error_with_a_way_out() {
        let source = FactsSource::default();
        let text = source.apis("smss").unwrap_err().to_string();
        assert!(
            text.contains("there is no product `smss`") && text.contains("did you mean sms"),
            "{text}"
        );
        let version = VersionChoice::Named("1999-01-01".to_owned());
        let text = source.unpack(&["sms".to_owned()], Some(&version)).err().unwrap().to_string();
        assert!(text.contains("it has 2019-07-11, 2021-01-11"), "{text}");
    }

    #[test]
    fn a_folder_takes_the_place_of_what_is_inside() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("cats")).unwrap();
        let facts = "{\n\"facts\":1,\n\"product\":\"cats\",\n\"version\":\"2020-01-01\",\n\
                     \"actions\":{\n},\n\"structures\":{\n},\n\"errors\":[\n]\n}\n";
        fs::write(folder.path().join("cats/2020-01-01.json"), facts).unwrap();
        let source = FactsSource { facts: Some(folder.path().to_owned()) };
        assert_eq!(source.products().unwrap(), ["cats"]);
        assert_eq!(source.apis("cats").unwrap()[0].version, "2020-01-01");
        assert!(source.apis("sms").is_err());
    }
}
