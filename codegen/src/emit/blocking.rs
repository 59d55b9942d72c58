use super::client_items::{Flavor, client_items, stream};
use super::request_code::{RequestCode, example};
use super::scope::ident;
use super::source::{docs, source};
use super::structure::deprecated;
use super::waiter;
use crate::plan::{ActionPlan, ApiPlan};
use proc_macro2::TokenStream;
use quote::quote;

/// Returns the file of the blocking client, with the methods of the async client without `async`.
pub(super) fn blocking(api: &ApiPlan) -> String {
    let code = RequestCode::new(api, quote!());
    let methods = api.actions.iter().map(|action| method(action, &code));
    let waiters = api.actions.iter().flat_map(waiter::blocking_methods);
    let flavor = flavor();
    let (own, stream) = (own(api, &flavor), stream(api, &flavor));
    source(
        &["The client for programs without async.".to_owned()],
        quote! {
            use tencentcloud_runtime::blocking::{Call, Items, Pages};
            use tencentcloud_runtime::{
                Action, CallSettings, Config, Error, Paged, Region, WaitError, Waiter,
            };

            #own

            impl Client {
                #stream
                #(#methods)*
                #(#waiters)*
            }
        },
    )
}

/// Emits the items that every client has.
fn own(api: &ApiPlan, flavor: &Flavor) -> TokenStream {
    let docs = docs(&[format!(
        "Calls the actions of {}, version {}, and blocks the thread until they are over.",
        api.title, api.version
    )]);
    let docs = quote! {
        #docs
        ///
        /// It is cheap to clone; clones share connections and credentials. Use the async client in
        /// async code.
    };
    client_items(&docs, flavor)
}

fn flavor() -> Flavor {
    Flavor {
        module: quote!(tencentcloud_runtime::blocking),
        asyncness: quote!(),
        awaited: quote!(),
    }
}

fn method<'a>(action: &'a ActionPlan, code: &RequestCode<'a>) -> TokenStream {
    let sent = if action.event_stream { quote!(?) } else { quote!(.send()?) };
    let docs = docs(&[action.docs.clone(), example(action, code, &sent)].concat());
    let deprecated = deprecated(action.deprecated);
    let [method, request, errors] =
        [&action.method, &action.request.name, &action.errors.name].map(|name| ident(name));
    let (returned, send) = match action.event_stream {
        true => {
            let events = quote!(tencentcloud_runtime::blocking::EventStream<super::#request>);
            (
                quote!(Result<#events, tencentcloud_runtime::ActionError<super::#errors>>),
                ident("stream"),
            )
        }
        false => (quote!(Call<super::#request>), ident("call")),
    };
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #method(&self, request: super::#request) -> #returned {
            self.0.#send(request)
        }
    }
}
