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
    let stream = stream(api);
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
    quote! {
        #docs
        ///
        /// It is cheap to clone; clones share connections and credentials. To share them with other
        /// products, create their clients from [`shared`](Self::shared).
        #[derive(Clone, Debug)]
        pub struct Client(tencentcloud_runtime::Client);

        impl Client {
            /// Creates a client for a region, with credentials and endpoint from the environment.
            ///
            /// # Errors
            /// Returns an error if the credentials are missing, or if a variable or the region is
            /// invalid.
            pub fn from_env(region: &str) -> Result<Self, Error> {
                tencentcloud_runtime::Client::from_env(region).map(Self)
            }

            /// Creates a client from its settings.
            ///
            /// # Errors
            /// Returns an error if a setting cannot be used or is missing.
            pub fn new(config: Config) -> Result<Self, Error> {
                tencentcloud_runtime::Client::new(config).map(Self)
            }

            /// Returns the runtime's client inside this one.
            ///
            /// Clients of other products that are created from it share connections, credentials
            /// and limits with this one. It can also call actions by name.
            pub fn shared(&self) -> &tencentcloud_runtime::Client {
                &self.0
            }

            /// Returns a client that shares everything with this one except the region, given as a
            /// [`Region`] or as text.
            ///
            /// # Errors
            /// Returns an error if the region name is invalid.
            pub fn in_region<R: ::core::convert::TryInto<Region, Error: Into<Error>>>(
                &self,
                region: R,
            ) -> Result<Self, Error> {
                self.0.in_region(region).map(Self)
            }

            /// Returns a client that shares everything with this one and whose calls, lists and
            /// waiters have these settings.
            #[must_use]
            pub fn with(&self, settings: CallSettings) -> Self {
                Self(self.0.with(settings))
            }

            /// Creates a call of an action from its request, as the action's own method does.
            pub fn call<A: Action>(&self, request: A) -> Call<A> {
                self.0.call(request)
            }

            /// Calls an action until its response meets the waiter's condition.
            ///
            /// Requests have constants for documented waiters.
            ///
            /// # Errors
            /// Returns an error if the condition can no longer be met or is not met in time, or if
            /// a call fails.
            pub async fn wait<A: Action>(
                &self,
                request: A,
                waiter: Waiter<A>,
            ) -> Result<A::Response, WaitError<A>> {
                self.0.wait(request, waiter).await
            }

            /// Returns the pages of a list, fetching each page on demand.
            pub fn pages<A: Paged>(&self, request: A) -> Pages<A> {
                self.0.pages(request)
            }

            /// Returns the items of a list over all its pages, fetching each page on demand.
            pub fn items<A: Paged>(&self, request: A) -> Items<A> {
                self.0.items(request)
            }
        }

        impl From<tencentcloud_runtime::Client> for Client {
            fn from(shared: tencentcloud_runtime::Client) -> Self {
                Self(shared)
            }
        }

        impl From<&tencentcloud_runtime::Client> for Client {
            fn from(shared: &tencentcloud_runtime::Client) -> Self {
                Self(shared.clone())
            }
        }
    }
}

/// Emits the method for requests whose response may be a stream, if there are such actions.
fn stream(api: &ApiPlan) -> Option<TokenStream> {
    api.actions.iter().any(|action| action.event_stream).then(|| {
        quote! {
            /// Calls an action whose response may be a stream of events, and returns the events as
            /// they arrive.
            ///
            /// # Errors
            /// Returns the errors of the action.
            pub async fn stream<A: tencentcloud_runtime::Streamed>(
                &self,
                request: A,
            ) -> Result<
                tencentcloud_runtime::EventStream<A>,
                tencentcloud_runtime::ActionError<A::ErrorCode>,
            > {
                self.0.stream(request).await
            }
        }
    })
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
