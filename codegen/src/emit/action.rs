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

#[cfg(test)]
mod tests {
    use super::{call, codec, errors, file, paged, response, rule};
    use crate::emit::scope::Scope;
    use crate::testing::{action, api, packed, plan};
    use tencentcloud_spec::model::{Action, Body, Paging, Region};

    type ActionChange = fn(&mut Action);

    fn scope() -> Scope {
        Scope::defining(["ARequest"])
    }

    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn offset(items: &str, total: Option<String>) -> Paging {
        let [offset, limit] = ["Offset", "Limit"].map(str::to_owned);
        Paging::Offset { offset, limit, items: items.to_owned(), total, evidence: None }
    }

    #[test]
    fn facts_of_operations() {
        let cases: [(ActionChange, &str); 11] = [
            (|_| {}, ""),
            (|it| it.region = Region::Required, "region: RegionUse::Required,"),
            (|it| it.region = Region::None, "region: RegionUse::None,"),
            (|it| it.body = Body::Multipart, "body: BodyKind::Multipart,"),
            (|it| it.body = Body::OctetStream, "body: BodyKind::OctetStream,"),
            (|it| it.read_only = true, "read_only: true,"),
            (
                |it| it.idempotency_token = Some("Token".to_owned()),
                "idempotency_token: Some(\"Token\"),",
            ),
            (|it| it.unsigned = true, "unsigned: true,"),
            (|it| it.event_stream = true, "event_stream: true,"),
            (|it| it.rate_limit = Some(20), "rate_limit: Some(20),"),
            (
                |it| it.paging = Some(offset("Ids", None)),
                "list: Some(PagedList::new(\"Ids\", <Self as Paged>::PAGING)),",
            ),
        ];
        for (change, fact) in cases {
            let mut api = api("A.in Offset: Integer\n A.in Limit: Integer\n \
                A.out Ids: Array of String");
            change(action(&mut api, "A"));
            let usual = "Operation::new(\"A\", &super::super::SERVICE)";
            let operation = match fact {
                "" => format!("&{usual};"),
                fact => format!("&Operation {{ {fact} ..{usual} }};"),
            };
            let expected = format!(
                "impl Action for ARequest {{ type Response = AResponse; type ErrorCode = \
                    AErrorCode; const OPERATION: &'static Operation = {operation} }}"
            );
            let plan = plan(&api);
            assert_eq!(packed(call(&plan.actions[0], &scope())), packed(&expected), "{fact}");
        }
    }

    #[test]
    fn rules_of_paging() {
        let [page, size, items] = ["Page", "Size", "Items"].map(str::to_owned);
        let by_page = |first, total| Paging::Page {
            page: page.clone(),
            size: size.clone(),
            first,
            items: items.clone(),
            total,
            evidence: None,
        };
        let by_token = |limit, more, done| Paging::Token {
            token: "Token".to_owned(),
            next: "Next".to_owned(),
            limit,
            items: items.clone(),
            more,
            done,
            evidence: None,
        };
        let cases = [
            (offset("Items", None), "offset(\"Offset\", \"Limit\")"),
            (offset("Items", text("Sum")), "offset(\"Offset\", \"Limit\").total(\"Sum\")"),
            (by_page(1, None), "page(\"Page\", \"Size\", 1)"),
            (by_page(0, text("Sum")), "page(\"Page\", \"Size\", 0).total(\"Sum\")"),
            (by_token(None, None, None), "token(\"Token\", \"Next\")"),
            (by_token(text("N"), None, None), "token(\"Token\", \"Next\").limit(\"N\")"),
            (by_token(None, text("M"), None), "token(\"Token\", \"Next\").more(\"M\")"),
            (by_token(None, None, text("D")), "token(\"Token\", \"Next\").done(\"D\")"),
        ];
        for (paging, expected) in cases {
            assert_eq!(packed(rule(&paging)), packed(expected));
        }
    }

    #[test]
    fn items_are_taken_out_of_the_response() {
        let description = "A.in Offset: Integer\n A.in Limit: Integer\n A.out Type: Array of I\n \
            A.out Ids: Array of String\n A.out D: D\n D.Is: Array of I\n I.X: String";
        let cases = [
            ("Type", "I", "response.r#type.take()"),
            ("Ids", "String", "response.ids.take()"),
            ("D.Is", "I", "response.d.as_mut()?.is.take()"),
        ];
        for (items, item, taken) in cases {
            let mut api = api(description);
            action(&mut api, "A").paging = Some(offset(items, None));
            let plan = plan(&api);
            let it = &plan.actions[0];
            let code = packed(paged(it, it.paging.as_ref().unwrap(), &scope()));
            let expected = format!(
                "type Item = {item}; const PAGING: Paging = Paging::offset(\"Offset\", \"Limit\"); \
                 #[inline] fn items(response: &mut AResponse) -> Option<Vec<{item}>> {{ {taken} }}"
            );
            assert!(code.contains(&packed(&expected)), "{expected}\nis not in\n{code}");
        }
    }

    #[test]
    fn what_is_empty_is_an_alias() {
        let cases = [
            ("A.out RequestId: String", true, true),
            ("A.out Id: String\n A.error Busy", false, false),
            ("A.out RequestId: String\n A.error Busy", true, false),
        ];
        for (text, has_empty_response, has_no_codes) in cases {
            let plan = plan(&api(text));
            let it = &plan.actions[0];
            let [response, errors] = [response(it, &scope()), errors(it, &scope())].map(packed);
            let alias =
                packed("pub type AResponse = ::tencentcloud_runtime::EmptyResponse<ARequest>;");
            assert_eq!(response.ends_with(&alias), has_empty_response, "{response}");
            let alias = packed(
                "pub type AErrorCode = ::tencentcloud_runtime::UndocumentedErrorCode<ARequest>;",
            );
            assert_eq!(errors.ends_with(&alias), has_no_codes, "{errors}");
            assert_eq!(codec(it).contains(&"OpenEnum"), !has_no_codes);
            assert!(codec(it).is_sorted());
        }
    }

    #[test]
    fn a_file_imports_what_it_uses() {
        let cases: [(ActionChange, &str); 5] = [
            (|_| {}, "{Action, Operation}"),
            (|it| it.region = Region::Required, "{Action, Operation, RegionUse}"),
            (|it| it.body = Body::Multipart, "{Action, Operation, BodyKind}"),
            (|it| it.event_stream = true, "{Action, Operation, Streamed}"),
            (
                |it| it.paging = Some(offset("Is", None)),
                "{Action, Operation, Paged, PagedList, Paging}",
            ),
        ];
        for (change, expected) in cases {
            let mut api = api("A.out Is: Array of I\n A.out S: S\n I.X: String\n S.X: String");
            change(action(&mut api, "A"));
            let text = file(&plan(&api).actions[0]);
            assert!(text.contains(&format!("use tencentcloud_runtime::{expected};")), "{text}");
            assert!(text.contains("use super::super::{I, S};"), "{text}");
            assert_eq!(text.contains("impl Streamed for ARequest {}"), expected.contains("Str"));
        }
    }
}
