use super::scope::{Scope, ident};
use super::source::{docs, literal, source};
use crate::plan::ValueSetPlan;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Returns the file of a value set.
pub(super) fn file(set: &ValueSetPlan) -> String {
    source(&[], text(set))
}

/// Returns the file of a value set that is in no folder, with the runtime's traits implemented.
pub(super) fn alone(set: &ValueSetPlan) -> String {
    let (text, name) = (text(set), ident(&set.name));
    source(&[], quote!(#text ::tencentcloud_runtime::open_enums!(#name);))
}

fn text(set: &ValueSetPlan) -> TokenStream {
    let scope = Scope::defining([set.name.as_str()]);
    let open_enum = if scope.is_shadowed() {
        quote!()
    } else {
        quote!(
            use tencentcloud_runtime::codec::{OpenEnum, Unlisted};
        )
    };
    let items = items(set, &scope);
    quote!(#open_enum #items)
}

/// Emits an open enum with its implementation for the codec.
pub(super) fn items(set: &ValueSetPlan, scope: &Scope) -> TokenStream {
    let name = ident(&set.name);
    let docs_of_type = docs(&set.docs);
    let open_enum = scope.codec("OpenEnum");
    let unlisted = scope.codec("Unlisted");
    let definitions = set.variants.iter().map(|it| {
        let (name, docs) = (ident(&it.name), docs(&it.docs));
        quote!(#docs #name)
    });
    let texts = set.variants.iter().map(|it| literal(&it.wire));
    let variants = set
        .variants
        .iter()
        .enumerate()
        .map(|(index, it)| (Literal::usize_unsuffixed(index), ident(&it.name)));
    let [result, ok, err] = ["Result", "Ok", "Err"].map(|name| scope.prelude(name));
    let values = variants.clone().map(|(index, name)| quote!(#index => Self::#name));
    let indices = variants.map(|(index, name)| quote!(Self::#name => #ok(#index)));
    quote! {
        #docs_of_type
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#definitions,)*
            /// Any other value, as the service sent it.
            Other(#unlisted),
        }

        impl #open_enum for #name {
            const TEXTS: &'static [&'static str] = &[#(#texts),*];

            #[inline]
            fn from_index(index: usize, other: #unlisted) -> Self {
                match index {
                    #(#values,)*
                    _ => Self::Other(other),
                }
            }

            #[inline]
            fn index(&self) -> #result<usize, &str> {
                match self {
                    #(#indices,)*
                    Self::Other(text) => #err(text),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{alone, file};
    use crate::testing::{api, plan};

    #[test]
    fn texts_and_variants_have_the_same_indices() {
        let plan = plan(&api("A.in JobState: String = STOP RUN in'\"x"));
        let text = file(&plan.value_sets[0]);
        for part in [
            "pub enum JobState {\n    /// `STOP`\n    Stop,\n    /// `RUN`\n    Run,\n",
            "    /// Any other value, as the service sent it.\n    Other(Unlisted),\n}",
            "const TEXTS: &'static [&'static str] = &[\"STOP\", \"RUN\", \"in'\\\"x\"];",
            "            0 => Self::Stop,\n            1 => Self::Run,\n",
            "            2 => Self::InX,\n            _ => Self::Other(other),\n",
            "            Self::Stop => Ok(0),\n            Self::Run => Ok(1),\n",
            "            Self::InX => Ok(2),\n            Self::Other(text) => Err(text),\n",
            "use tencentcloud_runtime::codec::{OpenEnum, Unlisted};",
            "#[non_exhaustive]",
        ] {
            assert!(text.contains(part), "{part}\nis not in\n{text}");
        }
        assert!(!text.contains("open_enums!"), "{text}");
        let text = alone(&plan.errors);
        assert!(text.ends_with("::tencentcloud_runtime::open_enums!(ErrorCode);\n"), "{text}");
    }

    #[test]
    fn an_enum_with_a_plain_name_writes_paths() {
        // The enum is called as the prelude's `Result`.
        let plan = plan(&api("Re.Sult: String = OK\n A.in Result: String = OK"));
        let mut set = plan.value_sets.into_iter().next().unwrap();
        set.name = "Result".to_owned();
        let text = file(&set);
        assert!(
            text.contains("fn index(&self) -> ::core::result::Result<usize, &str> {"),
            "{text}"
        );
        assert!(text.contains("Other(::tencentcloud_runtime::codec::Unlisted)"), "{text}");
        assert!(text.contains(" ::tencentcloud_runtime::codec::OpenEnum for Result"), "{text}");
        assert!(!text.contains("use tencentcloud_runtime"), "{text}");
    }
}
