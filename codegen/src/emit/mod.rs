//! Plans to Rust text. Nothing is decided here.

mod action;
mod blocking;
mod client;
mod examples;
mod manifest;
mod root;
mod scope;
mod source;
mod structure;
mod value_set;
mod waiter;

use crate::Files;
use crate::plan::{ApiPlan, Blocking, PackagePlan};
use quote::{format_ident, quote};
use rayon::prelude::*;
use scope::ident;

/// All files of a crate.
pub(crate) fn emit_package(package: &PackagePlan, options: &crate::Options) -> Files {
    let mut files = Files::default();
    files.insert("Cargo.toml", manifest::manifest(package, options));
    files.insert("README.md", manifest::readme(package));
    files.insert("src/lib.rs", root::root(package));
    for api in &package.apis {
        let (sources, examples) = rayon::join(|| emit_api(api), || examples::files(package, api));
        files.extend(sources.into_iter().map(|(path, text)| (format!("src/{}/{path}", api.module), text)));
        files.extend(examples);
    }
    for (name, text) in &options.examples {
        files.insert(format!("examples/{name}"), text.clone());
    }
    files
}

/// All files of a module that is part of another crate, below the module's folder.
pub(crate) fn emit_module(package: &PackagePlan) -> Files {
    let mut files = Files::default();
    files.insert("mod.rs", root::module_root(package));
    for api in &package.apis {
        files.extend(emit_api(api).into_iter().map(|(path, text)| (format!("{}/{path}", api.module), text)));
    }
    files
}

/// The files of a version, below its folder.
fn emit_api(api: &ApiPlan) -> Vec<(String, String)> {
    // The client's two files are the longest of all: others are made meanwhile.
    let (mut files, types) = rayon::join(|| emit_roots(api), || emit_types(api));
    files.extend(types);
    files
}

/// The files that there are one of.
fn emit_roots(api: &ApiPlan) -> Vec<(String, String)> {
    let ((root, errors), (client, blocking)) = rayon::join(
        || (root::module(api), value_set::file(&api.errors)),
        || rayon::join(|| client::client(api), || (api.blocking != Blocking::Never).then(|| blocking::blocking(api))),
    );
    let mut files = vec![("mod.rs", root), ("client.rs", client), ("errors.rs", errors)];
    files.extend(blocking.map(|blocking| ("blocking.rs", blocking)));
    files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}

/// The files of structures, values and actions.
fn emit_types(api: &ApiPlan) -> Vec<(String, String)> {
    let structures =
        api.structures.par_iter().map(|it| (it.file.as_str(), vec![it.name.as_str()], structure::file(it)));
    let mut files = folder("structures", "Structures that requests and answers hold.", structures);
    let values = api.value_sets.par_iter().map(|it| (it.file.as_str(), vec![it.name.as_str()], value_set::file(it)));
    files.extend(folder("values", "Documented values of members, as open enums.", values));
    let actions = api.actions.par_iter().map(|it| {
        let names = vec![it.request.name.as_str(), it.response.name.as_str(), it.errors.name.as_str()];
        (it.file.as_str(), names, action::file(it))
    });
    files.extend(folder("actions", "Requests, answers and error codes of the actions.", actions));
    files
}

/// The files of a folder of types: one a type, and the `mod.rs` that names them all.
fn folder<'a>(
    name: &str,
    docs: &str,
    parts: impl ParallelIterator<Item = (&'a str, Vec<&'a str>, String)>,
) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut items = Vec::new();
    for (file, types, text) in parts.collect::<Vec<_>>() {
        let module = ident(&crate::name::identifier(file));
        let types: Vec<_> = types.iter().map(|name| format_ident!("{name}")).collect();
        let types = if let [one] = types.as_slice() { quote!(#one) } else { quote!({#(#types),*}) };
        items.push(quote!(mod #module; pub use #module::#types;));
        files.push((format!("{name}/{file}.rs"), text));
    }
    files.push((format!("{name}/mod.rs"), source::source(&[docs.to_owned()], quote!(#(#items)*))));
    files
}
