//! Typed clients of Tencent Cloud from a build script, with the actions that a program calls and
//! what they reach.
//!
//! The whole `build.rs`:
//!
//! ```no_run
//! fn main() {
//!     tencentcloud_build::build("sms").actions(["SendSms"]).write();
//! }
//! ```
//!
//! and in the program, which depends on `tencentcloud-runtime` alone:
//!
//! ```ignore
//! include!(concat!(env!("OUT_DIR"), "/sms.rs"));
//! ```
//!
//! The facts of all products are inside this crate, so that nothing is downloaded and nothing of
//! the package is read. Cargo runs the script again if `build.rs` or this crate changes, and only
//! then.
//!
//! Names follow from the facts alone: a later version of this crate with newer facts may change
//! them where names meet. A module that `tencentcloud add` writes into the package keeps its names
//! in a file.

// The example is a whole build.rs.
#![allow(clippy::needless_doctest_main)]
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::panic))]

use std::fs;
use std::path::{Path, PathBuf};
use tencentcloud_codegen::{Module, NAMES_FILE, module_file};
use tencentcloud_spec::diagnostic::{Diagnostic, Diagnostics};

/// Begins the module of a product, by its short name: `sms`. [`Build::write`] writes it.
pub fn build(product: impl Into<String>) -> Build {
    Build {
        product: product.into(),
        actions: Vec::new(),
        version: None,
        facts: None,
        blocking: false,
        out: None,
    }
}

/// A module to be written: see [`build`].
#[derive(Clone, Debug)]
#[must_use = "nothing is written before `write`"]
pub struct Build {
    product: String,
    actions: Vec<String>,
    version: Option<String>,
    facts: Option<PathBuf>,
    blocking: bool,
    out: Option<PathBuf>,
}

impl Build {
    /// Keeps these actions and what they reach. Without it the module has all actions of the
    /// product.
    pub fn actions<S: Into<String>>(mut self, actions: impl IntoIterator<Item = S>) -> Self {
        self.actions.extend(actions.into_iter().map(Into::into));
        self
    }

    /// Sets the version of the API, such as `2021-01-11`. Defaults to the newest.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// Takes a file of facts or a normalised description of your own instead of the facts inside
    /// this crate. Cargo runs the script again if the file changes.
    pub fn facts(mut self, file: impl Into<PathBuf>) -> Self {
        self.facts = Some(file.into());
        self
    }

    /// Adds the blocking client. The feature `blocking` of the runtime must be on.
    pub fn blocking(mut self) -> Self {
        self.blocking = true;
        self
    }

    /// Sets the folder to write into. Defaults to cargo's `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    /// Writes the module as `<product>.rs`, for `include!`, and tells cargo what to watch. If
    /// something is wrong, the build fails and cargo shows the reason.
    pub fn write(self) {
        if let Err(error) = self.try_write() {
            // Cargo shows one line of an error.
            println!("cargo::error={}", error.to_string().trim_end().replace('\n', " "));
        }
    }

    /// Writes the module as [`write`](Self::write) does, and returns the path of the file.
    ///
    /// # Errors
    /// Returns an error if there is no such product, version or action, or if a file cannot be read
    /// or written.
    pub fn try_write(&self) -> Result<PathBuf, Diagnostics> {
        println!("cargo::rerun-if-changed=build.rs");
        if let Some(facts) = &self.facts {
            println!("cargo::rerun-if-changed={}", facts.display());
        }
        let source = self.source()?;
        let folder = match (&self.out, std::env::var_os("OUT_DIR")) {
            (Some(folder), _) => folder.clone(),
            (None, Some(folder)) => folder.into(),
            (None, None) => {
                let error = Diagnostic::error("no-out-dir", "there is no variable OUT_DIR");
                return Err(error.help("run it in a build script, or set `out_dir`").into());
            }
        };
        let path = folder.join(module_file(&self.product) + ".rs");
        // What includes the file is compiled again only if it changed.
        if fs::read(&path).is_ok_and(|there| there == source.as_bytes()) {
            return Ok(path);
        }
        fs::write(&path, source).map_err(|error| unusable(&path, &error))?;
        Ok(path)
    }

    /// The text of the module.
    fn source(&self) -> Result<String, Diagnostics> {
        let mut module = match &self.facts {
            Some(path) => {
                let text = fs::read_to_string(path).map_err(|error| unusable(path, &error))?;
                Module::from_json(&text, &path.display().to_string())?
            }
            None => self.carried()?,
        };
        if !self.actions.is_empty() {
            module =
                module.actions(&self.actions.iter().map(String::as_str).collect::<Vec<_>>())?;
        }
        if self.blocking {
            module = module.blocking();
        }
        Ok(module.source())
    }

    /// The product as this crate carries it: the description if there is one, else the facts.
    fn carried(&self) -> Result<Module, Diagnostics> {
        let product =
            tencentcloud_facts::product(&self.product).ok_or_else(|| self.unknown_product())?;
        let files =
            product.files().map_err(|error| unusable(Path::new("tencentcloud-facts"), &error))?;
        let version = self.version.as_deref().or(product.versions().last()).unwrap_or_default();
        let at = |folder: &str, name: &str| {
            let path = format!("{folder}/{}/{name}", self.product);
            files.iter().find(|file| file.path == path)
        };
        let name = format!("{version}.json");
        let Some(file) = at("api", &name).or_else(|| at("facts", &name)) else {
            let versions: Vec<&str> = product.versions().collect();
            let message = format!("`{}` has no version `{version}`", self.product);
            let error = Diagnostic::error("unknown-version", message);
            return Err(error.help(format!("it has {}", versions.join(", "))).into());
        };
        let module = Module::from_json(&file.text, file.path)?;
        match at("api", NAMES_FILE) {
            Some(names) => module.names(&names.text, names.path),
            None => Ok(module),
        }
    }

    fn unknown_product(&self) -> Diagnostics {
        let name = self.product.as_str();
        let names = tencentcloud_facts::products().map(tencentcloud_facts::Product::name);
        let like = tencentcloud_facts::similar(name, names);
        let error = Diagnostic::error("unknown-product", format!("there is no product `{name}`"));
        if like.is_empty() {
            error.into()
        } else {
            error.help(format!("did you mean {}?", like.join(", "))).into()
        }
    }
}

fn unusable(path: &Path, error: &std::io::Error) -> Diagnostics {
    Diagnostic::error("unusable-path", error.to_string()).in_file(path.display().to_string()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_module_holds_what_is_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let module = build("sms").actions(["SendSms"]).out_dir(folder.path());
        let path = module.try_write().unwrap();
        assert_eq!(path, folder.path().join("sms.rs"));
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("pub mod sms {") && text.contains("pub mod v20210111"));
        assert!(
            text.contains("struct SendSmsRequest") && !text.contains("struct AddSmsSignRequest")
        );
        assert!(!text.contains("pub mod blocking"));

        let written = fs::metadata(&path).unwrap().modified().unwrap();
        module.try_write().unwrap();
        assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), written, "nothing changed");
        let text = fs::read_to_string(module.blocking().try_write().unwrap()).unwrap();
        assert!(text.contains("pub mod blocking"));
    }

    #[test]
    fn an_older_version_is_taken_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = build("sms")
            .version("2019-07-11")
            .actions(["SendSms"])
            .out_dir(folder.path())
            .try_write()
            .unwrap();
        assert!(fs::read_to_string(path).unwrap().contains("pub mod v20190711"));
    }

    #[test]
    fn what_there_is_not_is_an_error_with_a_way_out() {
        for (module, error, help) in [
            (build("smss"), "there is no product `smss`", "did you mean sms"),
            (
                build("sms").version("1999-01-01"),
                "no version `1999-01-01`",
                "it has 2019-07-11, 2021-01-11",
            ),
            (build("sms").actions(["SendSmss"]), "SendSmss", "SendSms"),
            (build("sms").facts("nowhere.json"), "nowhere.json", ""),
        ] {
            let text = module.out_dir(std::env::temp_dir()).try_write().unwrap_err().to_string();
            assert!(text.contains(error) && text.contains(help), "{text}");
        }
    }
}
