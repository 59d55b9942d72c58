use super::scope::ident;
use super::source::source;
use crate::plan::{ActionPlan, ApiPlan, Base, Blocking, FieldPlan, PackagePlan};
use proc_macro2::TokenStream;
use quote::quote;

/// Returns the root of the crate: its versions, and the names of one of them.
pub(super) fn root(package: &PackagePlan) -> String {
    let mut docs = vec![headline(package)];
    docs.extend(quick_start(package));
    let items = items(package);
    source(
        &docs,
        quote! {
            #![forbid(unsafe_code)]
            #![warn(missing_docs)]
            #![cfg_attr(docsrs, feature(doc_cfg))]
            // Names and members are the vendor's.
            #![allow(clippy::all, deprecated)]

            #items

            // The quick start of the README compiles.
            #[cfg(doctest)]
            #[doc = include_str!("../README.md")]
            struct Readme;
        },
    )
}

/// Returns the root of a module of another crate.
///
/// A program uses only part of the module, and has its own lints.
pub(super) fn module_root(package: &PackagePlan) -> String {
    let items = items(package);
    source(
        &[headline(package)],
        quote! {
            #![allow(clippy::all, clippy::nursery, clippy::pedantic)]
            #![allow(dead_code, deprecated, unreachable_pub, unused_imports)]

            #items
        },
    )
}

fn headline(package: &PackagePlan) -> String {
    format!("Client of {} (`{}`), a product of Tencent Cloud.", package.title, package.product)
}

/// Emits the versions as modules, the names of one of them, and the runtime names that users need.
fn items(package: &PackagePlan) -> TokenStream {
    let modules = package.apis.iter().map(|api| {
        let module = ident(&api.module);
        let docs = format!(" Version {}.", api.version);
        quote!(#[doc = #docs] pub mod #module;)
    });
    let root = package.root().map(|api| {
        let module = ident(&api.module);
        quote!(pub use #module::*;)
    });
    quote! {
        #(#modules)*
        #root
        pub use tencentcloud_runtime as runtime;
        pub use tencentcloud_runtime::{ActionError, Config, Credential, Error};
    }
}

/// A call of an action, line by line.
pub(super) struct ExampleCall {
    /// The `use` of what the statements name.
    pub(super) import: String,
    /// From the client to what is done with the response.
    pub(super) statements: [String; 4],
}

/// How an action is called: one that changes nothing and needs as few parameters as possible, which are set.
pub(super) fn example_call(package: &PackagePlan) -> Option<ExampleCall> {
    let actions = package.root().map(|api| api.actions.as_slice()).unwrap_or_default();
    let required = |action: &&ActionPlan| action.request.fields.iter().filter(|field| field.required).count();
    let reads = actions.iter().filter(|action| action.read_only && !action.event_stream).min_by_key(required);
    let action = reads.or(actions.first())?;
    let PackagePlan { library, .. } = package;
    let (method, request) = (&action.method, &action.request.name);
    Some(ExampleCall {
        import: format!("use {library}::{{Client, {request}}};"),
        statements: [
            "let client = Client::from_env(\"ap-guangzhou\")?;".to_owned(),
            format!("let request = {request}::new(){};", parameters(action, library)),
            format!("let response = client.{method}(request).await?;"),
            "println!(\"{response:?}\");".to_owned(),
        ],
    })
}

/// The same as a part of the documentation.
fn quick_start(package: &PackagePlan) -> Vec<String> {
    let PackagePlan { library, .. } = package;
    let Some(ExampleCall { import, statements }) = example_call(package) else { return Vec::new() };
    let opening = ["", "```no_run", &import, "", &format!("# async fn example() -> Result<(), {library}::Error> {{")];
    let closing = ["# Ok(())", "# }", "```"];
    let lines = opening.into_iter().chain(statements.iter().map(String::as_str)).chain(closing);
    lines.map(str::to_owned).collect()
}

/// The calls of the setters of required fields, with values that stand for others.
fn parameters(action: &ActionPlan, library: &str) -> String {
    let set = |field: &FieldPlan| {
        let value = match &field.r#type.base {
            Base::Text | Base::Open(_) => "\"…\"".to_owned(),
            Base::Integer | Base::Unsigned => "1".to_owned(),
            Base::Float => "1.0".to_owned(),
            Base::Boolean => "true".to_owned(),
            Base::Binary => "b\"…\"".to_owned(),
            Base::Json => format!("{library}::runtime::Value::Null"),
            Base::Structure { name, .. } => format!("{library}::{name}::new()"),
        };
        let value = if field.r#type.list { format!("[{value}]") } else { value };
        format!(".{}({value})", field.setter)
    };
    action.request.fields.iter().filter(|field| field.required).map(set).collect()
}

/// The module of a version.
pub(super) fn module(api: &ApiPlan) -> String {
    let docs = format!("{}, version {}.", api.title, api.version);
    let values = if api.value_sets.is_empty() {
        quote!()
    } else {
        quote!(
            pub use values::*;
        )
    };
    let structures = if api.structures.is_empty() {
        quote!()
    } else {
        quote!(
            pub use structures::*;
        )
    };
    let actions = if api.actions.is_empty() {
        quote!()
    } else {
        quote!(
            pub use actions::*;
        )
    };
    let blocking = match api.blocking {
        Blocking::Feature => quote!(
            #[cfg(feature = "blocking")]
            pub mod blocking;
        ),
        Blocking::Always => quote!(
            pub mod blocking;
        ),
        Blocking::Never => quote!(),
    };
    let errors = ident(&api.errors.name);
    let description = (api.blocking == Blocking::Feature).then(|| description(api));
    source(
        &[docs],
        quote! {
            mod actions;
            #blocking
            mod client;
            mod errors;
            mod structures;
            mod values;

            #actions
            pub use client::{Client, SERVICE};
            pub use errors::#errors;
            #structures
            #values

            #description
        },
    )
}

/// The description that a crate carries of a version.
fn description(api: &ApiPlan) -> TokenStream {
    let path = format!("../../{}/{}.json", crate::DESCRIPTIONS, api.version);
    quote! {
        /// The description of this version, for the crate `tencentcloud-mock`.
        #[cfg(feature = "description")]
        pub const DESCRIPTION: &str = include_str!(#path);
    }
}
