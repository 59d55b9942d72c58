use super::scope::{Scope, ident};
use super::source::source;
use super::{structure, value_set};
use crate::plan::{ActionPlan, PagingPlan};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tencentcloud_spec::model::{Body, Paging, Region};

/// What every action names of the codec besides structures.
const CODEC: [&str; 6] = ["Field", "OpenEnum", "Shape", "Sink", "Slot", "Structure"];

/// The file of an action: what it is called with, what it answers, how it fails.
pub(super) fn file(action: &ActionPlan) -> String {
    let scope = Scope::of([action.request.name.as_str(), action.response.name.as_str(), action.errors.name.as_str()]);
    let mut references = action.request.references();
    references.extend(action.response.references());
    let mut runtime = vec!["Action", "BodyKind", "Operation", "RegionUse"];
    if let Some(paging) = &action.paging {
        runtime.extend(["Paged", "Paging"]);
        references.extend(item_reference(paging));
    }
    let imports = scope.imports(&CODEC, &runtime, &references);
    let request = structure::items(&action.request, &scope);
    let response = structure::items(&action.response, &scope);
    let errors = value_set::items(&action.errors, &scope);
    let call = call(action, &scope);
    let paging = action.paging.as_ref().map(|paging| paged(action, paging, &scope));
    source(&[format!("`{}`", action.wire)], quote!(#imports #request #response #errors #call #paging))
}

fn item_reference(paging: &PagingPlan) -> Option<&str> {
    match &paging.item {
        crate::plan::Base::Open(name) | crate::plan::Base::Structure { name, .. } => Some(name),
        _ => None,
    }
}

/// The facts that the runtime calls the action by.
fn call(action: &ActionPlan, scope: &Scope) -> TokenStream {
    let [request, response, errors] =
        [&action.request.name, &action.response.name, &action.errors.name].map(|name| ident(name));
    let [action_trait, operation, region_use, body_kind] =
        ["Action", "Operation", "RegionUse", "BodyKind"].map(|name| scope.runtime(name));
    let wire = &action.wire;
    let region = ident(match action.region {
        Region::Required => "Required",
        Region::Optional => "Optional",
        Region::None => "None",
    });
    let body = ident(match action.body {
        Body::Json => "Json",
        Body::Multipart => "Multipart",
        Body::OctetStream => "OctetStream",
    });
    let rate_limit = match action.rate_limit.map(Literal::u32_unsuffixed) {
        Some(limit) => {
            let some = scope.prelude("Some");
            quote!(#some(#limit))
        }
        None => scope.prelude("None"),
    };
    let ActionPlan { unsigned, event_stream, read_only, client_token, .. } = action;
    quote! {
        impl #action_trait for #request {
            type Response = #response;
            type ErrorCode = #errors;
            const OPERATION: &'static #operation = &#operation {
                name: #wire,
                service: &super::super::SERVICE,
                region: #region_use::#region,
                body: #body_kind::#body,
                unsigned: #unsigned,
                event_stream: #event_stream,
                rate_limit: #rate_limit,
                read_only: #read_only,
                client_token: #client_token,
            };
        }
    }
}

fn paged(action: &ActionPlan, plan: &PagingPlan, scope: &Scope) -> TokenStream {
    let [request, response] = [&action.request.name, &action.response.name].map(|name| ident(name));
    let [paged, paging] = ["Paged", "Paging"].map(|name| scope.runtime(name));
    let [option, vec] = ["Option", "Vec"].map(|name| scope.prelude(name));
    let item = structure::base_type(&plan.item, scope);
    let rule = rule(&plan.paging, scope);
    let path: Vec<_> = plan.path.iter().map(|name| ident(name)).collect();
    let take = match path.as_slice() {
        [wrapper, list] => quote!(response.#wrapper.as_mut()?.#list.take()),
        list => quote!(response #(.#list)* .take()),
    };
    quote! {
        impl #paged for #request {
            type Item = #item;
            const PAGING: #paging = #paging::#rule;

            fn items(response: &mut #response) -> #option<#vec<#item>> {
                #take
            }
        }
    }
}

fn rule(paging: &Paging, scope: &Scope) -> TokenStream {
    let optional = |name: &Option<String>| match name {
        Some(name) => {
            let some = scope.prelude("Some");
            quote!(#some(#name))
        }
        None => match scope.is_shadowed() {
            true => quote!(::core::option::Option::None),
            false => quote!(None),
        },
    };
    match paging {
        Paging::Offset { offset, limit, total, .. } => {
            let total = optional(total);
            quote!(Offset { offset: #offset, limit: #limit, total: #total })
        }
        Paging::Page { page, size, first, total, .. } => {
            let (total, first) = (optional(total), Literal::u64_unsuffixed(*first));
            quote!(Page { page: #page, size: #size, first: #first, total: #total })
        }
        Paging::Token { token, next, limit, more, done, .. } => {
            let (limit, more, done) = (optional(limit), optional(more), optional(done));
            quote!(Token { token: #token, next: #next, limit: #limit, more: #more, done: #done })
        }
    }
}
