//! The types of a generated file without the rest: as they are, or with serde's derive.
//!
//! They are taken from the generated file, so names, types, docs and setters are the same on both
//! sides, with one exception: responses with no field but the request's ID share a type of the
//! runtime, which is one of the ways in which our types are cheap. The side of derive has a type
//! for each, as generators that use derive write them.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use std::collections::HashMap;
use syn::{Field, File, ImplItem, Item, ItemEnum, ItemImpl, ItemStruct, ItemType, Type};

/// The code by which types are read and written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Codec {
    /// The generated code.
    Ours,
    /// The code of serde's derive.
    Derive,
}

/// Returns the file with only its types, their setters and their codec.
///
/// # Errors
/// Returns an error if the text is not Rust.
pub(super) fn only(text: &str, codec: Codec) -> Result<String, syn::Error> {
    let file: File = syn::parse_file(text)?;
    let wires = wires(&file);
    let items = file.items.into_iter().filter_map(|item| match codec {
        Codec::Ours => ours(item),
        Codec::Derive => derived(item, &wires),
    });
    let attributes = &file.attrs;
    Ok(quote!(#(#attributes)* #(#items)*).to_string())
}

fn ours(item: Item) -> Option<Item> {
    match item {
        Item::Impl(item) => match trait_name(&item).as_deref() {
            None => setters(item),
            Some("Structure" | "OpenEnum" | "Default") => Some(Item::Impl(item)),
            Some(_) => None,
        },
        other => Some(other),
    }
}

fn derived(item: Item, wires: &HashMap<String, Vec<String>>) -> Option<Item> {
    let empty = Vec::new();
    match item {
        Item::Struct(item) => {
            Some(structure(&item, wires.get(&item.ident.to_string()).unwrap_or(&empty)))
        }
        Item::Enum(item) => {
            Some(open_enum(&item, wires.get(&item.ident.to_string()).unwrap_or(&empty)))
        }
        Item::Impl(item) if item.trait_.is_none() => setters(item),
        Item::Use(item) if !item.to_token_stream().to_string().contains("tencentcloud_runtime") => {
            Some(Item::Use(item))
        }
        Item::Type(item) => Some(alias(item)),
        Item::Mod(_) => Some(item),
        _ => None,
    }
}

/// Converts a type alias of the crate. An alias of the runtime's empty response becomes a structure
/// with the one field that all responses have.
fn alias(item: ItemType) -> Item {
    let (attributes, name, of) = (&item.attrs, &item.ident, item.ty.to_token_stream().to_string());
    if of.contains("UndocumentedErrorCode") {
        return syn::parse_quote!(#(#attributes)* pub type #name = ::std::string::String;);
    }
    if !of.contains("EmptyResponse") {
        return Item::Type(item);
    }
    let whole = syn::parse_quote! {
        #(#attributes)*
        #[non_exhaustive]
        pub struct #name { pub request_id: ::core::option::Option<::std::string::String> }
    };
    structure(&whole, &["RequestId".to_owned()])
}

fn structure(item: &ItemStruct, wires: &[String]) -> Item {
    let (attributes, name) = (&item.attrs, &item.ident);
    let fields = item.fields.iter().zip(wires).map(|(field, wire)| derived_field(field, wire));
    syn::parse_quote! {
        #[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
        #(#attributes)*
        pub struct #name { #(#fields),* }
    }
}

fn derived_field(field: &Field, wire: &str) -> TokenStream {
    quote!(#[serde(rename = #wire, skip_serializing_if = "::core::option::Option::is_none")] #field)
}

/// Returns an enum in the usual way of derive: known texts by their names, all others by the last
/// variant.
fn open_enum(item: &ItemEnum, wires: &[String]) -> Item {
    let name = &item.ident;
    let known = item
        .variants
        .iter()
        .zip(wires)
        .map(|(variant, wire)| quote!(#[serde(rename = #wire)] #variant));
    syn::parse_quote! {
        #[derive(Clone, Debug, PartialEq, Eq, Hash, ::serde::Serialize, ::serde::Deserialize)]
        #[non_exhaustive]
        pub enum #name { #(#known,)* #[serde(untagged)] Other(::std::string::String) }
    }
}

/// Returns an implementation without the functions that need the call engine.
fn setters(mut item: ItemImpl) -> Option<Item> {
    item.items.retain(|item| matches!(item, ImplItem::Fn(_)));
    (!item.items.is_empty()).then(|| Item::Impl(item))
}

/// Returns the wire names of each type's fields or values, in the order of their declaration.
fn wires(file: &File) -> HashMap<String, Vec<String>> {
    let implementations = file.items.iter().filter_map(|item| match item {
        Item::Impl(item) => Some(item),
        _ => None,
    });
    let mut wires = HashMap::new();
    for item in implementations {
        let table = match trait_name(item).as_deref() {
            Some("Structure") => "fields",
            Some("OpenEnum") => "TEXTS",
            _ => continue,
        };
        let Type::Path(of) = &*item.self_ty else { continue };
        let mut texts = Vec::new();
        collect(item.to_token_stream(), table, &mut texts);
        wires.insert(of.path.to_token_stream().to_string(), texts);
    }
    wires
}

/// Collects the texts in the codec's table of this name.
fn collect(tokens: TokenStream, table: &str, texts: &mut Vec<String>) {
    let mut is_table = false;
    for token in tokens {
        match &token {
            TokenTree::Ident(ident) => is_table |= ident == table,
            TokenTree::Punct(end) if matches!(end.as_char(), ',' | ';') => is_table = false,
            // The type of the table is in brackets too, and has no texts.
            TokenTree::Group(group) if is_table => {
                texts.extend(group.stream().into_iter().filter_map(literal))
            }
            TokenTree::Group(group) => collect(group.stream(), table, texts),
            _ => {}
        }
    }
}

fn literal(token: TokenTree) -> Option<String> {
    syn::parse2::<syn::LitStr>(token.into()).ok().map(|literal| literal.value())
}

fn trait_name(item: &ItemImpl) -> Option<String> {
    let (path, _) = item.trait_.as_ref()?;
    path.segments.last().map(|segment| segment.ident.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GENERATED: &str = r#"
        use tencentcloud_runtime::codec::Schema;
        #[non_exhaustive]
        pub struct Lamp { pub lamp_id: Option<String> }
        impl Structure for Lamp {
            fn schema(&self) -> &'static Schema {
                &Schema {
                    name: "Lamp", fields: &["LampId"], required: &["LampId"], ..Schema::EMPTY
                }
            }
        }
        impl Lamp {
            pub fn new() -> Self { Self::default() }
            pub const BURNING: Waiter<Self> = Waiter::new("B");
        }
        impl Action for Lamp {}
        pub type DeleteLampResponse = ::tencentcloud_runtime::EmptyResponse<Lamp>;
        pub enum State { On, Other(Unlisted) }
        impl OpenEnum for State {
            const TEXTS: &'static [&'static str] = &["ON"];
        }
        ::tencentcloud_runtime::structures!(Lamp);
    "#;

    #[test]
    fn derived_types_have_the_wire_names_and_no_codec() {
        let text = only(GENERATED, Codec::Derive).unwrap();
        assert!(
            text.contains(r#"rename = "LampId""#) && text.contains(r#"rename = "ON""#),
            "{text}"
        );
        assert!(
            text.contains("pub fn new") && text.contains("pub struct DeleteLampResponse"),
            "{text}"
        );
        assert!(
            !text.contains("tencentcloud_runtime")
                && !text.contains("Waiter")
                && !text.contains("Action")
        );
    }

    #[test]
    fn our_types_keep_their_codec_and_lose_the_calls() {
        let text = only(GENERATED, Codec::Ours).unwrap();
        assert!(text.contains("Structure for Lamp") && text.contains("structures !"), "{text}");
        assert!(!text.contains("Waiter") && !text.contains("Action for"));
    }
}
