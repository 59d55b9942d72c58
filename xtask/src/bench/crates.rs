//! The crates that are measured, as one workspace each, so that each has a target folder of its own.

use super::sample::Sample;
use super::types::{self, Codec};
use super::{program, sample};
use crate::workspace;
use std::path::Path;
use std::{fs, io};
use tencentcloud_codegen::Files;
use tencentcloud_spec::model::Api;

/// The folders below the bench's: the whole crate with a program that calls, the types as generated, the types with derive.
pub(super) const WHOLE: &str = "whole/library";
pub(super) const OURS: &str = "ours";
pub(super) const DERIVE: &str = "derive";
/// The answer to read and write.
pub(super) const ANSWER: &str = "answer.json";

/// Writes all crates and programs anew.
///
/// # Errors
/// Where a folder cannot be written.
pub(super) fn write(api: &Api, files: &Files, sample: Option<&sample::Sample>, out: &Path) -> io::Result<()> {
    let module = format!("src/v{}/", api.version.replace('-', ""));
    for (path, content) in files.iter() {
        put(&out.join(WHOLE).join(path), content)?;
    }
    calls(files, &module, out)?;
    for (folder, codec) in [(OURS, Codec::Ours), (DERIVE, Codec::Derive)] {
        only_types(&out.join(folder), files, &module, sample, codec)?;
    }
    match sample {
        Some(Sample { answer, .. }) => put(&out.join(ANSWER), &answer.to_string()),
        None => Ok(()),
    }
}

/// The program that calls every action of the whole crate.
fn calls(files: &Files, module: &str, out: &Path) -> io::Result<()> {
    let manifest = files.get("Cargo.toml").unwrap_or_default();
    let name = manifest.split("name = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let methods = methods(files.get(&format!("{module}client.rs")).unwrap_or_default());
    let program = program::calls(&methods, &name.replace('-', "_"));
    let folder = out.join(WHOLE).with_file_name("program");
    put(&folder.join("src/main.rs"), &program)?;
    let library = format!("{name} = {{ path = \"../library\" }}\ntokio = {{ version = \"1\", features = [\"rt\"] }}\n");
    put(&folder.join("Cargo.toml"), &manifest_of("bench-program", &library))?;
    put(&folder.with_file_name("Cargo.toml"), WORKSPACE)?;
    lock(&folder.with_file_name("Cargo.lock"))
}

/// Names of the methods and of the requests that they take.
fn methods(client: &str) -> Vec<(String, String)> {
    let Ok(file) = syn::parse_file(client) else { return Vec::new() };
    let implementations = file.items.into_iter().filter_map(|item| match item {
        syn::Item::Impl(item) => Some(item.items),
        _ => None,
    });
    let methods = implementations.flatten().filter_map(|item| match item {
        syn::ImplItem::Fn(method) => method_of(&method.sig),
        _ => None,
    });
    methods.collect()
}

/// A method that takes one request and gives its call.
fn method_of(signature: &syn::Signature) -> Option<(String, String)> {
    let (syn::FnArg::Typed(request), 2) = (signature.inputs.last()?, signature.inputs.len()) else { return None };
    let syn::ReturnType::Type(_, given) = &signature.output else { return None };
    let request = last_name(&request.ty)?;
    (last_name(given)? == "Call" && request.ends_with("Request")).then(|| (signature.ident.to_string(), request))
}

/// The last name of a path to a type.
fn last_name(r#type: &syn::Type) -> Option<String> {
    let syn::Type::Path(path) = r#type else { return None };
    path.path.segments.last().map(|segment| segment.ident.to_string())
}

fn only_types(folder: &Path, files: &Files, module: &str, sample: Option<&Sample>, codec: Codec) -> io::Result<()> {
    let kinds = ["actions", "errors", "structures", "values"];
    let mut requests = Vec::new();
    for (path, content) in files.iter() {
        let Some(inner) = path.strip_prefix(module) else { continue };
        if !kinds.iter().any(|kind| inner.starts_with(kind)) {
            continue;
        }
        // A structure may be called a request, too, but has no answer.
        if inner.starts_with("actions") {
            requests.extend(content.split("pub struct ").skip(1).filter_map(request));
        }
        let text = types::only(content, codec).map_err(io::Error::other)?;
        put(&folder.join("types/src/api").join(inner), &text)?;
    }
    put(&folder.join("types/src/lib.rs"), LIBRARY)?;
    put(&folder.join("types/src/api/mod.rs"), MODULE)?;
    let runtime = workspace::relative(&folder.join("types"), &workspace::root().join("runtime"));
    let dependencies = format!(
        "tencentcloud-runtime = {{ path = \"{runtime}\", default-features = false }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n"
    );
    put(&folder.join("types/Cargo.toml"), &manifest_of("bench-types", &dependencies))?;
    let text = program::types(&requests, sample.map(|sample| sample.action.as_str()), codec);
    put(&folder.join("program/src/main.rs"), &text)?;
    let dependencies = "bench-types = { path = \"../types\" }\nserde = \"1\"\nserde_json = \"1\"\n";
    put(&folder.join("program/Cargo.toml"), &manifest_of("bench-program", dependencies))?;
    put(&folder.join("Cargo.toml"), WORKSPACE)?;
    lock(&folder.join("Cargo.lock"))
}

/// The request that a declaration declares.
fn request(declaration: &str) -> Option<String> {
    let name = declaration.split([' ', '{']).next()?;
    name.ends_with("Request").then(|| name.to_owned())
}

const WORKSPACE: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\nexclude = [\"target\"]\n";
const LIBRARY: &str = "#![allow(warnings)]\n#[path = \"api/mod.rs\"]\npub mod api;\npub use api::*;\npub use tencentcloud_runtime as runtime;\n";
const MODULE: &str = "mod actions;\nmod errors;\nmod structures;\nmod values;\npub use actions::*;\npub use errors::*;\npub use structures::*;\npub use values::*;\n";

fn manifest_of(name: &str, dependencies: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}")
}

/// The same versions of everything as in the project's own workspace.
fn lock(path: &Path) -> io::Result<()> {
    fs::copy(workspace::root().join("Cargo.lock"), path).map(drop)
}

fn put(path: &Path, content: &str) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, content)
}
