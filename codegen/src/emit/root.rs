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
            // Names and fields are the vendor's.
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
    format!("Client for {} (`{}`), a product of Tencent Cloud.", package.title, package.product)
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

#[cfg(test)]
mod tests {
    use super::{headline, items, module};
    use crate::plan::Blocking;
    use crate::testing::{api, package, packed, plan};

    #[test]
    fn a_module_exports_only_what_it_has() {
        let cases = [
            ("S.X: String", "structures"),
            ("A", "actions"),
            ("A.in JobState: String = ON", "actions values"),
            ("A.in S: S\n S.State: String = ON", "actions structures values"),
        ];
        for (text, expected) in cases {
            let text = module(&plan(&api(text)));
            let exported: Vec<_> = ["actions", "structures", "values"]
                .into_iter()
                .filter(|it| text.contains(&format!("pub use {it}::*;")))
                .collect();
            assert_eq!(exported.join(" "), expected, "{text}");
            assert!(text.contains("pub use errors::ErrorCode;"), "{text}");
        }
    }

    #[test]
    fn the_blocking_client_has_its_condition() {
        let condition = "#[cfg(feature = \"blocking\")]\npub mod blocking;";
        let cases = [
            (Blocking::Feature, true, true, true),
            (Blocking::Always, true, false, false),
            (Blocking::Never, false, false, false),
        ];
        for (blocking, is_there, has_condition, has_description) in cases {
            let mut plan = plan(&api("A"));
            plan.blocking = blocking;
            let text = module(&plan);
            assert_eq!(text.contains("pub mod blocking;"), is_there, "{blocking:?}");
            assert_eq!(text.contains(condition), has_condition, "{blocking:?}");
            // Only a crate carries its description: a module has no such file.
            let path = "include_str!(\"../../description/2020-01-01.json\")";
            assert_eq!(text.contains(path), has_description, "{blocking:?}");
        }
    }

    #[test]
    fn the_root_has_the_names_of_one_version() {
        let mut package = package(&api("A"));
        package.runtime_types.retain(|it| ["Config", "Region"].contains(it));
        let expected = "#[doc = \" Version 2020-01-01.\"] pub mod v20200101; \
            pub use v20200101::*; pub use tencentcloud_runtime as runtime; \
            pub use tencentcloud_runtime::{Config, Region};";
        assert_eq!(packed(items(&package)), packed(expected));
        assert_eq!(headline(&package), "Client for lamp (`lamp`), a product of Tencent Cloud.");
    }
}
