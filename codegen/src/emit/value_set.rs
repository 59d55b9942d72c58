use super::scope::{Scope, ident};
use super::source::{docs, source};
use crate::plan::ValueSetPlan;
use proc_macro2::TokenStream;
use quote::quote;

/// The file of a value set.
pub(super) fn file(set: &ValueSetPlan) -> String {
    let scope = Scope::of([set.name.as_str()]);
    let open_enum = if scope.is_shadowed() {
        quote!()
    } else {
        quote!(
            use tencentcloud_runtime::codec::OpenEnum;
        )
    };
    let items = items(set, &scope);
    source(&[], quote!(#open_enum #items))
}

/// An open enum with its part of the codec.
pub(super) fn items(set: &ValueSetPlan, scope: &Scope) -> TokenStream {
    let name = ident(&set.name);
    let docs_of_type = docs(&set.docs);
    let open_enum = scope.codec("OpenEnum");
    let string = scope.prelude("String");
    let definitions = set.variants.iter().map(|it| {
        let (name, docs) = (ident(&it.name), docs(&it.docs));
        quote!(#docs #name)
    });
    let known = set.variants.iter().map(|it| {
        let name = ident(&it.name);
        quote!(Self::#name)
    });
    let texts = set.variants.iter().map(|it| {
        let (name, text) = (ident(&it.name), &it.wire);
        quote!(Self::#name => #text)
    });
    quote! {
        #docs_of_type
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#definitions,)*
            /// A text that the documents do not list.
            Other(#string),
        }

        impl #open_enum for #name {
            const KNOWN: &'static [Self] = &[#(#known),*];

            #[inline]
            fn as_str(&self) -> &str {
                match self {
                    #(#texts,)*
                    Self::Other(text) => text,
                }
            }

            #[inline]
            fn other(text: #string) -> Self {
                Self::Other(text)
            }
        }

        ::tencentcloud_runtime::open_enums!(#name);
    }
}
