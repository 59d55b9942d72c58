use super::front_page::{self, ExampleCall};
use super::scope::ident;
use super::source::source;
use crate::description::DESCRIPTIONS;
use crate::plan::{ApiPlan, Blocking, PackagePlan};
use proc_macro2::TokenStream;
use quote::quote;

/// Returns the root of the crate: its versions, and the names of one of them.
pub(super) fn root(package: &PackagePlan, call: Option<&ExampleCall>) -> String {
    let mut docs = vec![headline(package)];
    docs.extend(front_page::lines(package, call));
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
    let types = package.runtime_types.iter().map(|name| ident(name));
    quote! {
        #(#modules)*
        #root
        pub use tencentcloud_runtime as runtime;
        pub use tencentcloud_runtime::{#(#types),*};
    }
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
    let path = format!("../../{}/{}.json", DESCRIPTIONS, api.version);
    quote! {
        /// The description of this version, for the crate `tencentcloud-mock`.
        #[cfg(feature = "description")]
        pub const DESCRIPTION: &str = include_str!(#path);
    }
}
