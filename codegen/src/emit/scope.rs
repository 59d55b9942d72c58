//! The spelling of names that a file does not define.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// Names that generated files use without a path.
///
/// If a type of an API has one of these names, it is written with a path. Its own file writes all
/// of these names with a path.
const PLAIN: [&str; 38] = [
    "Action",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "Err",
    "FieldMut",
    "FieldOp",
    "FieldVisitor",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "OpenEnum",
    "Operation",
    "Option",
    "Paged",
    "Paging",
    "PartialEq",
    "RegionUse",
    "BodyKind",
    "Result",
    "Schema",
    "Self",
    "Send",
    "Some",
    "String",
    "Streamed",
    "Structure",
    "Sync",
    "ToString",
    "Unlisted",
    "Value",
    "Vec",
    "Verdict",
    "Waiter",
    "Error",
];

/// Returns an identifier, raw or plain.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// The spelling of names in one file.
pub(super) struct Scope {
    /// True if a type of this file shadows one of the plain names.
    shadowed: bool,
}

impl Scope {
    /// Returns the scope of a file that defines these types.
    pub(super) fn defining<'a>(defined: impl IntoIterator<Item = &'a str>) -> Self {
        Self { shadowed: defined.into_iter().any(|name| PLAIN.contains(&name)) }
    }

    /// Returns true if the names that every file has must be written with a path.
    pub(super) fn is_shadowed(&self) -> bool {
        self.shadowed
    }

    /// Emits the imports of a file: the runtime names that it uses, and types of its module.
    pub(super) fn imports(
        &self,
        codec: &[&str],
        others: &[&str],
        references: &BTreeSet<&str>,
    ) -> TokenStream {
        let codec = codec.iter().map(|name| ident(name));
        let others = match others {
            [] => quote!(),
            others => {
                let others = others.iter().map(|name| ident(name));
                quote!(use tencentcloud_runtime::{#(#others),*};)
            }
        };
        let runtime = match self.shadowed {
            true => quote!(),
            false => quote!(use tencentcloud_runtime::codec::{#(#codec),*}; #others),
        };
        let named: Vec<_> = references
            .iter()
            .filter(|name| !PLAIN.contains(name))
            .map(|name| ident(name))
            .collect();
        let module =
            if named.is_empty() { quote!() } else { quote!(use super::super::{#(#named),*};) };
        quote!(#runtime #module)
    }

    /// Emits a type of this module.
    pub(super) fn local(&self, name: &str) -> TokenStream {
        let plain = ident(name);
        if PLAIN.contains(&name) { quote!(super::super::#plain) } else { quote!(#plain) }
    }

    /// Emits a name of the runtime's codec.
    pub(super) fn codec(&self, name: &str) -> TokenStream {
        let name = ident(name);
        if self.shadowed { quote!(::tencentcloud_runtime::codec::#name) } else { quote!(#name) }
    }

    /// Emits a name of the runtime.
    pub(super) fn runtime(&self, name: &str) -> TokenStream {
        let name = ident(name);
        if self.shadowed { quote!(::tencentcloud_runtime::#name) } else { quote!(#name) }
    }

    /// Emits a name of Rust's prelude.
    pub(super) fn prelude(&self, name: &str) -> TokenStream {
        let plain = ident(name);
        match (self.shadowed, name) {
            (false, _) => quote!(#plain),
            (true, "Option") => quote!(::core::option::Option),
            (true, "Some") => quote!(::core::option::Option::Some),
            (true, "None") => quote!(::core::option::Option::None),
            (true, "Result") => quote!(::core::result::Result),
            (true, "Ok") => quote!(::core::result::Result::Ok),
            (true, "Err") => quote!(::core::result::Result::Err),
            (true, "String") => quote!(::std::string::String),
            (true, "Vec") => quote!(::std::vec::Vec),
            (true, "Box") => quote!(::std::boxed::Box),
            (true, "Into") => quote!(::core::convert::Into),
            (true, "IntoIterator") => quote!(::core::iter::IntoIterator),
            (true, "Default") => quote!(::core::default::Default),
            (true, _) => quote!(#plain),
        }
    }
}
