use super::scope::{Scope, ident};
use super::source::{docs, source};
use super::{structure, value_set, waiter};
use crate::plan::{ActionPlan, PagingPlan};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tencentcloud_spec::model::{Body, Paging, Region};

/// Returns the codec names that the file of an action uses.
fn codec(action: &ActionPlan) -> Vec<&'static str> {
    let mut names = structure::CODEC.to_vec();
    if action.has_error_codes() {
        names.extend(["OpenEnum", "Unlisted"]);
    }
    names.sort_unstable();
    names
}

/// Returns the file of an action: its request, its response and its error codes.
pub(super) fn file(action: &ActionPlan) -> String {
    let scope = Scope::defining([
        action.request.name.as_str(),
        action.response.name.as_str(),
        action.errors.name.as_str(),
    ]);
    let mut references = action.request.references();
    references.extend(action.response.references());
    let mut runtime = vec!["Action", "Operation"];
    runtime.extend((action.region != Region::Optional).then_some("RegionUse"));
    runtime.extend((action.body != Body::Json).then_some("BodyKind"));
    runtime.extend(action.event_stream.then_some("Streamed"));
    if let Some(paging) = &action.paging {
        runtime.extend(["Paged", "PagedList", "Paging"]);
        references.extend(item_reference(paging));
    }
    runtime.extend(waiter::imports(action));
    let imports = scope.imports(&codec(action), &runtime, &references);
    let request = structure::items(&action.request, &scope);
    let response = response(action, &scope);
    let errors = errors(action, &scope);
    let call = call(action, &scope);
    let paging = action.paging.as_ref().map(|paging| paged(action, paging, &scope));
    let streamed = action.event_stream.then(|| streamed(action, &scope));
    let waiters = waiter::constants(action, &scope);
    source(
        &[format!("`{}`", action.wire)],
        quote!(#imports #request #response #errors #call #paging #streamed #waiters),
    )
}

/// Emits the type of the response, or an alias of the runtime's type for empty responses.
///
/// A quarter of all responses are empty, and each type costs the compiler nine functions.
fn response(action: &ActionPlan, scope: &Scope) -> TokenStream {
    if !action.empty_response {
        return structure::items(&action.response, scope);
    }
    let (name, docs) = (ident(&action.response.name), docs(&action.response.docs));
    let request = ident(&action.request.name);
    quote!(#docs pub type #name = ::tencentcloud_runtime::EmptyResponse<#request>;)
}

/// Emits the enum of the documented error codes.
///
/// If there are none, it emits an alias of the runtime's type.
fn errors(action: &ActionPlan, scope: &Scope) -> TokenStream {
    if action.has_error_codes() {
        return value_set::items(&action.errors, scope);
    }
    let (name, request) = (ident(&action.errors.name), ident(&action.request.name));
    let docs = docs(&[format!(
        "An error code of `{}`. The vendor's documentation lists none for it.",
        action.wire
    )]);
    quote!(#docs pub type #name = ::tencentcloud_runtime::UndocumentedErrorCode<#request>;)
}

fn item_reference(paging: &PagingPlan) -> Option<&str> {
    match &paging.item {
        crate::plan::Base::Open(name) | crate::plan::Base::Structure { name, .. } => Some(name),
        _ => None,
    }
}

/// Emits the facts with which the runtime calls the action.
fn call(action: &ActionPlan, scope: &Scope) -> TokenStream {
    let [request, response, errors] =
        [&action.request.name, &action.response.name, &action.errors.name].map(|name| ident(name));
    let [action_trait, operation, region_use, body_kind] =
        ["Action", "Operation", "RegionUse", "BodyKind"].map(|name| scope.runtime(name));
    let wire = &action.wire;
    let mut traits = traits(action, &region_use, &body_kind, &scope.prelude("Some"));
    traits.extend(action.paging.as_ref().map(|paging| list(paging, scope)));
    let usual = quote!(#operation::new(#wire, &super::super::SERVICE));
    let facts =
        if traits.is_empty() { usual } else { quote!(#operation { #(#traits,)* ..#usual }) };
    quote! {
        impl #action_trait for #request {
            type Response = #response;
            type ErrorCode = #errors;
            const OPERATION: &'static #operation = &#facts;
        }
    }
}

/// Emits the list through which the action pages, as a field.
fn list(paging: &PagingPlan, scope: &Scope) -> TokenStream {
    let [paged, list] = ["Paged", "PagedList"].map(|name| scope.runtime(name));
    let (some, items) = (scope.prelude("Some"), paging.paging.items());
    quote!(list: #some(#list::new(#items, <Self as #paged>::PAGING)))
}

/// Emits what distinguishes the action from the others, each as a field.
fn traits(
    action: &ActionPlan,
    region_use: &TokenStream,
    body_kind: &TokenStream,
    some: &TokenStream,
) -> Vec<TokenStream> {
    let region = match action.region {
        Region::Required => Some(quote!(region: #region_use::Required)),
        Region::None => Some(quote!(region: #region_use::None)),
        Region::Optional => None,
    };
    let body = match action.body {
        Body::Json => None,
        Body::Multipart => Some(quote!(body: #body_kind::Multipart)),
        Body::OctetStream => Some(quote!(body: #body_kind::OctetStream)),
    };
    let limit = action.rate_limit.map(Literal::u32_unsuffixed);
    let all = [
        region,
        body,
        action.read_only.then(|| quote!(read_only: true)),
        action.idempotency_token.as_ref().map(|token| quote!(idempotency_token: #some(#token))),
        action.unsigned.then(|| quote!(unsigned: true)),
        action.event_stream.then(|| quote!(event_stream: true)),
        limit.map(|limit| quote!(rate_limit: #some(#limit))),
    ];
    all.into_iter().flatten().collect()
}

fn streamed(action: &ActionPlan, scope: &Scope) -> TokenStream {
    let (streamed, request) = (scope.runtime("Streamed"), ident(&action.request.name));
    quote!(impl #streamed for #request {})
}

fn paged(action: &ActionPlan, plan: &PagingPlan, scope: &Scope) -> TokenStream {
    let [request, response] = [&action.request.name, &action.response.name].map(|name| ident(name));
    let [paged, paging] = ["Paged", "Paging"].map(|name| scope.runtime(name));
    let [option, vec] = ["Option", "Vec"].map(|name| scope.prelude(name));
    let item = structure::base_type(&plan.item, scope);
    let rule = rule(&plan.paging);
    let path: Vec<_> = plan.path.iter().map(|name| ident(name)).collect();
    let take = match path.as_slice() {
        [wrapper, list] => quote!(response.#wrapper.as_mut()?.#list.take()),
        list => quote!(response #(.#list)* .take()),
    };
    quote! {
        impl #paged for #request {
            type Item = #item;
            const PAGING: #paging = #paging::#rule;

            #[inline]
            fn items(response: &mut #response) -> #option<#vec<#item>> {
                #take
            }
        }
    }
}

fn rule(paging: &Paging) -> TokenStream {
    let set = |setter: &str, name: &Option<String>| {
        let setter = ident(setter);
        name.as_ref().map(|name| quote!(.#setter(#name)))
    };
    match paging {
        Paging::Offset { offset, limit, total, .. } => {
            let total = set("total", total);
            quote!(offset(#offset, #limit) #total)
        }
        Paging::Page { page, size, first, total, .. } => {
            let (total, first) = (set("total", total), Literal::u64_unsuffixed(*first));
            quote!(page(#page, #size, #first) #total)
        }
        Paging::Token { token, next, limit, more, done, .. } => {
            let (limit, more, done) = (set("limit", limit), set("more", more), set("done", done));
            quote!(token(#token, #next) #limit #more #done)
        }
    }
}
