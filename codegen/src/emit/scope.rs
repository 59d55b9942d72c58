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

#[cfg(test)]
mod tests {
    use super::{PLAIN, Scope, ident};
    use crate::testing::packed;
    use std::collections::BTreeSet;

    #[test]
    fn a_file_of_a_type_with_a_plain_name_writes_paths() {
        let cases = [
            ("Job", "Option", "Schema", "Action"),
            (
                "Option",
                "::core::option::Option",
                "::tencentcloud_runtime::codec::Schema",
                "::tencentcloud_runtime::Action",
            ),
            (
                "Waiter",
                "::core::option::Option",
                "::tencentcloud_runtime::codec::Schema",
                "::tencentcloud_runtime::Action",
            ),
        ];
        for (defined, option, schema, action) in cases {
            let scope = Scope::defining(["Other", defined]);
            assert_eq!(scope.is_shadowed(), defined != "Job");
            assert_eq!(packed(scope.prelude("Option")), packed(option), "{defined}");
            assert_eq!(packed(scope.codec("Schema")), packed(schema), "{defined}");
            assert_eq!(packed(scope.runtime("Action")), packed(action), "{defined}");
        }
    }

    #[test]
    fn every_name_of_the_prelude_that_is_used_has_a_path() {
        let scope = Scope::defining(["Vec"]);
        let used = "Box Default Err Into IntoIterator None Ok Option Result Some String Vec";
        for name in used.split_whitespace() {
            let path = packed(scope.prelude(name));
            assert!(path.starts_with("::") && path.ends_with(&format!("::{name}")), "{path}");
            // A product may have a type of the name.
            assert!(PLAIN.contains(&name), "{name}");
        }
        // Variants are behind their enums.
        let behind = |name: &str, r#enum: &str| scope.prelude(name).to_string().contains(r#enum);
        assert!(behind("Some", "Option") && behind("None", "Option"));
        assert!(behind("Ok", "Result") && behind("Err", "Result"));
    }

    #[test]
    fn types_with_plain_names_are_not_imported() {
        let cases: [(&str, &[&str], &[&str], &str); 5] = [
            (
                "Job",
                &[],
                &["State", "Task"],
                "use tencentcloud_runtime::codec::{Schema}; use super::super::{State, Task};",
            ),
            (
                "Job",
                &["Action"],
                &["Option"],
                "use tencentcloud_runtime::codec::{Schema}; use tencentcloud_runtime::{Action};",
            ),
            ("Job", &[], &[], "use tencentcloud_runtime::codec::{Schema};"),
            ("Vec", &["Action"], &["Task"], "use super::super::{Task};"),
            ("Vec", &["Action"], &["String"], ""),
        ];
        for (defined, others, references, expected) in cases {
            let references: BTreeSet<&str> = references.iter().copied().collect();
            let imports = Scope::defining([defined]).imports(&["Schema"], others, &references);
            assert_eq!(packed(imports), packed(expected), "{defined} {references:?}");
        }
        let scope = Scope::defining(["Job"]);
        assert_eq!(scope.local("Task").to_string(), "Task");
        assert_eq!(packed(scope.local("Option")), packed("super::super::Option"));
    }

    #[test]
    fn identifiers_are_raw_or_plain() {
        for name in ["job_id", "r#type", "self_"] {
            assert_eq!(ident(name).to_string(), name);
        }
    }
}
