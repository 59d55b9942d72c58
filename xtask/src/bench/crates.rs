//! The measured crates, in one workspace for each side, so that each has its own target folder.

use super::sample::Sample;
use super::types::{self, Codec};
use super::{program, sample};
use crate::workspace;
use std::path::Path;
use std::{fs, io};
use tencentcloud_codegen::Files;
use tencentcloud_spec::diagnostic::Diagnostics;
use tencentcloud_spec::model::Api;
use tencentcloud_tool::files::{NewFile, sweep, write_all};
use tencentcloud_tool::lock::{Lock, named};
use tencentcloud_tool::tree;

/// The folders below the bench's: the whole crate with a program that calls it, the types as
/// generated, the types with derive.
pub(super) const WHOLE: &str = "whole/library";
pub(super) const OURS: &str = "ours";
pub(super) const DERIVE: &str = "derive";
/// The file of the response to read and write.
pub(super) const RESPONSE: &str = "response.json";

/// Writes all crates and programs.
///
/// # Errors
/// Returns the obstacles, or an error that names the file that cannot be written.
pub(super) fn write(
    api: &Api,
    files: &Files,
    sample: Option<&sample::Sample>,
    out: &Path,
    force: bool,
) -> Result<(), Diagnostics> {
    let all = all(api, files, sample, out).map_err(tree::unwritable)?;
    let lock = Lock::acquire(&[out]).map_err(tree::unwritable)?;
    tree::sweep(out, &lock);
    ["whole", OURS, DERIVE].iter().for_each(|folder| sweep(&out.join(folder), &lock));
    // Cargo changes its lock files, so the manifest cannot list them. They are ours if the other
    // files are.
    let versions = versions(out, tree::has_manifest(out)).map_err(tree::unwritable)?;
    tree::write(out, all, force, "cargo xtask bench")?;
    write_all(out, &versions).map_err(tree::unwritable)
}

/// Returns all files, below the bench's folder.
fn all(api: &Api, files: &Files, sample: Option<&Sample>, out: &Path) -> io::Result<Files> {
    let module = format!("src/v{}/", api.version.replace('-', ""));
    let mut all = Files::default();
    for (path, content) in files.iter() {
        all.insert(format!("{WHOLE}/{path}"), content);
    }
    calls(files, &module, &mut all);
    for (folder, codec) in [(OURS, Codec::Ours), (DERIVE, Codec::Derive)] {
        only_types((out, folder), files, &module, (sample, codec), &mut all)?;
    }
    if let Some(Sample { response, .. }) = sample {
        all.insert(RESPONSE, response.to_string());
    }
    Ok(all)
}

/// Adds the program that calls every action of the whole crate.
fn calls(files: &Files, module: &str, all: &mut Files) {
    let manifest = files.get("Cargo.toml").unwrap_or_default();
    let name = manifest
        .split("name = \"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_default();
    let methods = methods(files.get(&format!("{module}client.rs")).unwrap_or_default());
    all.insert("whole/program/src/main.rs", program::calls(&methods, &name.replace('-', "_")));
    let library = format!(
        "{name} = {{ path = \"../library\" }}\ntokio = {{ version = \"1\", features = [\"rt\"] }}\n"
    );
    all.insert("whole/program/Cargo.toml", manifest_of("bench-program", &library));
    all.insert("whole/Cargo.toml", WORKSPACE);
}

/// Returns the names of the methods and of the requests that they take.
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

/// Returns the names if a method takes one request and returns its call.
fn method_of(signature: &syn::Signature) -> Option<(String, String)> {
    let (syn::FnArg::Typed(request), 2) = (signature.inputs.last()?, signature.inputs.len()) else {
        return None;
    };
    let syn::ReturnType::Type(_, given) = &signature.output else { return None };
    let request = last_name(&request.ty)?;
    (last_name(given)? == "Call" && request.ends_with("Request"))
        .then(|| (signature.ident.to_string(), request))
}

/// Returns the last name of a path to a type.
fn last_name(r#type: &syn::Type) -> Option<String> {
    let syn::Type::Path(path) = r#type else { return None };
    path.path.segments.last().map(|segment| segment.ident.to_string())
}

fn only_types(
    (out, folder): (&Path, &str),
    files: &Files,
    module: &str,
    (sample, codec): (Option<&Sample>, Codec),
    all: &mut Files,
) -> io::Result<()> {
    let kinds = ["actions", "errors", "structures", "values"];
    let mut requests = Vec::new();
    for (path, content) in files.iter() {
        let Some(inner) = path.strip_prefix(module) else { continue };
        if !kinds.iter().any(|kind| inner.starts_with(kind)) {
            continue;
        }
        // The name of a structure may end with "Request" too, but it has no response.
        if inner.starts_with("actions") {
            requests.extend(content.split("pub struct ").skip(1).filter_map(request));
        }
        let text = types::only(content, codec).map_err(io::Error::other)?;
        all.insert(format!("{folder}/types/src/api/{inner}"), text);
    }
    all.insert(format!("{folder}/types/src/lib.rs"), LIBRARY);
    all.insert(format!("{folder}/types/src/api/mod.rs"), MODULE);
    let runtime =
        workspace::relative(&out.join(folder).join("types"), &workspace::root().join("runtime"));
    let dependencies = format!(
        "tencentcloud-runtime = {{ path = \"{runtime}\", default-features = false }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n"
    );
    all.insert(format!("{folder}/types/Cargo.toml"), manifest_of("bench-types", &dependencies));
    let text = program::types(&requests, sample.map(|sample| sample.action.as_str()), codec);
    all.insert(format!("{folder}/program/src/main.rs"), text);
    let dependencies = "bench-types = { path = \"../types\" }\nserde = \"1\"\nserde_json = \"1\"\n";
    all.insert(format!("{folder}/program/Cargo.toml"), manifest_of("bench-program", dependencies));
    all.insert(format!("{folder}/Cargo.toml"), WORKSPACE);
    Ok(())
}

/// Returns the name of the request that a declaration declares.
fn request(declaration: &str) -> Option<String> {
    let name = declaration.split([' ', '{']).next()?;
    name.ends_with("Request").then(|| name.to_owned())
}

const WORKSPACE: &str =
    "[workspace]\nresolver = \"3\"\nmembers = [\"*\"]\nexclude = [\"target\"]\n";
const LIBRARY: &str = "#![allow(warnings)]\n#[path = \"api/mod.rs\"]\npub mod api;\npub use \
    api::*;\npub use tencentcloud_runtime as runtime;\n";
const MODULE: &str = "mod actions;\nmod errors;\nmod structures;\nmod values;\npub use \
    actions::*;\npub use errors::*;\npub use structures::*;\npub use values::*;\n";

fn manifest_of(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition \
            = \"2024\"\n\n[dependencies]\n{dependencies}"
    )
}

/// Returns Cargo's lock files, with the same versions as in the project's own workspace.
fn versions(out: &Path, is_ours: bool) -> io::Result<Vec<NewFile>> {
    let source = workspace::root().join("Cargo.lock");
    let content = fs::read_to_string(&source).map_err(|error| named(&error, &source))?;
    let file =
        |folder| NewFile { path: out.join(folder).join("Cargo.lock"), content: content.clone() };
    let files = ["whole", OURS, DERIVE].map(file);
    match files.iter().find(|file| !is_ours && file.path.exists()) {
        Some(foreign) => {
            let error = io::Error::new(
                io::ErrorKind::AlreadyExists,
                "the bench did not write it: move it away",
            );
            Err(named(&error, &foreign.path))
        }
        None => Ok(files.into()),
    }
}
