use super::client_items::{Flavor, client_items, stream};
use super::request_code::{RequestCode, example};
use super::scope::ident;
use super::source::{docs, source};
use super::structure::deprecated;
use super::waiter;
use crate::plan::{ActionPlan, ApiPlan};
use proc_macro2::TokenStream;
use quote::quote;

/// Returns the file of the client: a method for each action, and the facts about the service.
pub(super) fn client(api: &ApiPlan) -> String {
    let code = RequestCode::new(api, quote!());
    let methods = api.actions.iter().map(|action| method(action, &code));
    let waiters = api.actions.iter().flat_map(waiter::methods);
    let own = own(api);
    let streams = api.actions.iter().any(|action| action.event_stream);
    let events = quote!(tencentcloud_runtime::EventStream);
    let stream = streams.then(|| stream(&flavor(), &events));
    let service = service(api);
    source(
        &[],
        quote! {
            use tencentcloud_runtime::{
                Action, Call, CallSettings, Config, Error, Items, Paged, Pages, Region, Service,
                WaitError, Waiter,
            };

            #service
            #own

            impl Client {
                #stream
                #(#methods)*
                #(#waiters)*
            }
        },
    )
}

fn service(api: &ApiPlan) -> TokenStream {
    let ApiPlan { service, version, endpoint, .. } = api;
    let docs = docs(&[format!("Version {version} of the service `{service}`.")]);
    quote! {
        #docs
        pub static SERVICE: Service = Service::new(#service, #version, #endpoint);
    }
}

/// Emits the items that every client has.
fn own(api: &ApiPlan) -> TokenStream {
    let docs = docs(&[format!("Calls the actions of {}, version {}.", api.title, api.version)]);
    let docs = quote! {
        #docs
        ///
        /// It is cheap to clone; clones share connections and credentials. To share them with other
        /// products, create their clients from [`shared`](Self::shared).
    };
    client_items(&docs, &flavor())
}

fn flavor() -> Flavor {
    let client = quote!(tencentcloud_runtime::Client);
    Flavor { client, asyncness: quote!(async), awaited: quote!(.await) }
}

fn method<'a>(action: &'a ActionPlan, code: &RequestCode<'a>) -> TokenStream {
    let docs = docs(&[action.docs.clone(), example(action, code, &quote!(.await?))].concat());
    let deprecated = deprecated(action.deprecated);
    let [method, request, errors] =
        [&action.method, &action.request.name, &action.errors.name].map(|name| ident(name));
    if !action.event_stream {
        return quote! {
            #docs
            #deprecated
            #[inline]
            pub fn #method(&self, request: super::#request) -> Call<super::#request> {
                self.0.call(request)
            }
        };
    }
    quote! {
        #docs
        #deprecated
        pub async fn #method(
            &self,
            request: super::#request,
        ) -> Result<
            tencentcloud_runtime::EventStream<super::#request>,
            tencentcloud_runtime::ActionError<super::#errors>,
        > {
            self.0.stream(request).await
        }
    }
}
