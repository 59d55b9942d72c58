//! The printer from plans to Rust text. It decides nothing.

mod action;
mod blocking;
mod client;
mod client_items;
mod examples;
mod front_page;
mod manifest;
mod readme;
mod request_code;
mod root;
mod scope;
mod source;
mod structure;
mod value_set;
mod waiter;

use crate::files::Files;
use crate::options::{MIT, Options};
use crate::plan::{ApiPlan, Blocking, PackagePlan};
use proc_macro2::TokenStream;
use quote::quote;
use rayon::prelude::*;
use scope::ident;

/// Returns all files of a crate.
pub(crate) fn emit_package(package: &PackagePlan, version: &str, options: &Options) -> Files {
    let mut files = Files::default();
    files.insert("Cargo.toml", manifest::manifest(package, version, options));
    let call = front_page::example_call(package);
    files.insert("README.md", readme::readme(package, call.as_ref(), version, options));
    if options.license == MIT {
        files.insert("LICENSE", manifest::LICENSE);
    }
    files.insert("src/lib.rs", root::root(package, call.as_ref()));
    for api in &package.apis {
        let (sources, examples) = rayon::join(|| emit_api(api), || examples::files(package, api));
        files.extend(
            sources.into_iter().map(|(path, text)| (format!("src/{}/{path}", api.module), text)),
        );
        files.extend(examples);
    }
    for (name, text) in &options.examples {
        files.insert(format!("examples/{name}"), text.clone());
    }
    files
}

/// Returns all files of a module of another crate, below the module's folder.
pub(crate) fn emit_module(package: &PackagePlan) -> Files {
    let mut files = Files::default();
    files.insert("mod.rs", root::module_root(package));
    for api in &package.apis {
        files.extend(
            emit_api(api).into_iter().map(|(path, text)| (format!("{}/{path}", api.module), text)),
        );
    }
    files
}

/// Returns the files of a version, below its folder.
fn emit_api(api: &ApiPlan) -> Vec<(String, String)> {
    // The two client files are the longest, so the others are made at the same time.
    let (mut files, types) = rayon::join(|| emit_roots(api), || emit_types(api));
    files.extend(types);
    files
}

/// Returns the files of which there is one for each version.
fn emit_roots(api: &ApiPlan) -> Vec<(String, String)> {
    let ((root, errors), (client, blocking)) = rayon::join(
        || (root::module(api), value_set::alone(&api.errors)),
        || {
            rayon::join(
                || client::client(api),
                || (api.blocking != Blocking::Never).then(|| blocking::blocking(api)),
            )
        },
    );
    let mut files = vec![("mod.rs", root), ("client.rs", client), ("errors.rs", errors)];
    files.extend(blocking.map(|blocking| ("blocking.rs", blocking)));
    files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}

/// Returns the files of structures, values and actions.
fn emit_types(api: &ApiPlan) -> Vec<(String, String)> {
    let structures = api.structures.par_iter().map(|it| TypeFile {
        file: &it.file,
        structures: vec![&it.name],
        text: structure::file(it),
        ..TypeFile::default()
    });
    let values = api.value_sets.par_iter().map(|it| TypeFile {
        file: &it.file,
        open_enums: vec![&it.name],
        text: value_set::file(it),
        ..TypeFile::default()
    });
    let actions = api.actions.par_iter().map(|it| {
        let mut part = TypeFile { file: &it.file, text: action::file(it), ..TypeFile::default() };
        part.requests.push(&it.request.name);
        let response = if it.empty_response { &mut part.aliases } else { &mut part.structures };
        response.push(&it.response.name);
        let errors = if it.has_error_codes() { &mut part.open_enums } else { &mut part.aliases };
        errors.push(&it.errors.name);
        part
    });
    let mut files =
        folder("structures", "Structures in requests and responses.", structures.collect());
    files.extend(folder("values", "Documented values of fields, as open enums.", values.collect()));
    files.extend(folder(
        "actions",
        "Requests, responses and error codes of the actions.",
        actions.collect(),
    ));
    files
}

/// A file of types, and the names that it defines.
#[derive(Default)]
struct TypeFile<'a> {
    file: &'a str,
    requests: Vec<&'a str>,
    structures: Vec<&'a str>,
    open_enums: Vec<&'a str>,
    aliases: Vec<&'a str>,
    text: String,
}

/// Returns the files of a folder of types, with the `mod.rs` that lists them.
///
/// The `mod.rs` calls the runtime's macros once for all types, which takes a twentieth less compile
/// time than a call for each type.
fn folder(name: &str, docs: &str, parts: Vec<TypeFile<'_>>) -> Vec<(String, String)> {
    let mut modules = Vec::new();
    for part in &parts {
        let module = ident(&crate::name::identifier(part.file));
        let types = [&part.requests, &part.structures, &part.open_enums, &part.aliases]
            .into_iter()
            .flatten();
        let types = types.map(|name| ident(name)).collect::<Vec<_>>();
        let types = if let [one] = types.as_slice() { quote!(#one) } else { quote!({#(#types),*}) };
        modules.push(quote!(mod #module; pub use #module::#types;));
    }
    let requests = implement("requests", parts.iter().flat_map(|part| &part.requests));
    let structures = implement("structures", parts.iter().flat_map(|part| &part.structures));
    let open_enums = implement("open_enums", parts.iter().flat_map(|part| &part.open_enums));
    let root =
        source::source(&[docs.to_owned()], quote!(#(#modules)* #requests #structures #open_enums));
    let files = parts.into_iter().map(|part| (format!("{name}/{}.rs", part.file), part.text));
    files.chain([(format!("{name}/mod.rs"), root)]).collect()
}

/// Emits the call of a runtime macro for these types.
fn implement<'a>(name: &str, types: impl Iterator<Item = &'a &'a str>) -> Option<TokenStream> {
    let (name, types) = (ident(name), types.map(|name| ident(name)).collect::<Vec<_>>());
    (!types.is_empty()).then(|| quote!(::tencentcloud_runtime::#name!(#(#types),*);))
}

#[cfg(test)]
mod tests {
    use super::{TypeFile, folder, implement};
    use crate::testing::packed;

    #[test]
    fn a_folder_lists_its_types_and_calls_each_macro_once() {
        let one = TypeFile { file: "type", structures: vec!["Type"], ..TypeFile::default() };
        let more = TypeFile {
            file: "a",
            requests: vec!["ARequest"],
            structures: vec!["AResponse"],
            aliases: vec!["AErrorCode"],
            text: "text".to_owned(),
            ..TypeFile::default()
        };
        let files = folder("things", "Things.", vec![more, one]);
        let paths: Vec<_> = files.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["things/a.rs", "things/type.rs", "things/mod.rs"]);
        assert_eq!(files[0].1, "text");
        let root = &files[2].1;
        for line in [
            "//! Things.",
            "mod a;\npub use",
            "pub use a::{ARequest, AResponse, AErrorCode};",
            "mod r#type;",
            "pub use r#type::Type;",
            "::tencentcloud_runtime::requests!(ARequest);",
            // An alias has the implementations of its type.
            "::tencentcloud_runtime::structures!(AResponse, Type);",
        ] {
            let packed_line = packed(line);
            assert!(packed(root).contains(&packed_line), "{line} is not in {root}");
        }
        assert!(!root.contains("open_enums!"), "{root}");
    }

    #[test]
    fn a_macro_without_types_is_not_called() {
        assert!(implement("requests", [].iter()).is_none());
        let call = implement("requests", ["A", "B"].iter()).unwrap();
        assert_eq!(packed(call), "::tencentcloud_runtime::requests!(A,B);");
    }
}
