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
    let own = own(api);
    let stream = stream(api);
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
fn own(api: &ApiPlan) -> TokenStream {
    let docs = docs(&[format!(
        "Calls the actions of {}, version {}, and blocks the thread until they are over.",
        api.title, api.version
    )]);
    quote! {
        #docs
        ///
        /// It is cheap to clone; clones share connections and credentials. Use the async client in
        /// async code.
        #[derive(Clone, Debug)]
        pub struct Client(tencentcloud_runtime::blocking::Client);

        impl Client {
            /// Creates a client for a region, with credentials and endpoint from the environment.
            ///
            /// # Errors
            /// Returns an error if the credentials are missing, or if a variable or the region is
            /// invalid.
            pub fn from_env(region: &str) -> Result<Self, Error> {
                tencentcloud_runtime::blocking::Client::from_env(region).map(Self)
            }

            /// Creates a client from its settings.
            ///
            /// # Errors
            /// Returns an error if a setting cannot be used or is missing.
            pub fn new(config: Config) -> Result<Self, Error> {
                tencentcloud_runtime::blocking::Client::new(config).map(Self)
            }

            /// Returns the runtime's client inside this one.
            ///
            /// Clients of other products that are created from it share connections, credentials
            /// and limits with this one. It can also call actions by name.
            pub fn shared(&self) -> &tencentcloud_runtime::blocking::Client {
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
            pub fn wait<A: Action>(
                &self,
                request: A,
                waiter: Waiter<A>,
            ) -> Result<A::Response, WaitError<A>> {
                self.0.wait(request, waiter)
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

        impl From<tencentcloud_runtime::blocking::Client> for Client {
            fn from(shared: tencentcloud_runtime::blocking::Client) -> Self {
                Self(shared)
            }
        }

        impl From<&tencentcloud_runtime::blocking::Client> for Client {
            fn from(shared: &tencentcloud_runtime::blocking::Client) -> Self {
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
            pub fn stream<A: tencentcloud_runtime::Streamed>(
                &self,
                request: A,
            ) -> Result<
                tencentcloud_runtime::blocking::EventStream<A>,
                tencentcloud_runtime::ActionError<A::ErrorCode>,
            > {
                self.0.stream(request)
            }
        }
    })
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
