use super::scope::ident;
use super::source::{docs, source};
use super::structure::deprecated;
use super::waiter;
use crate::plan::{ActionPlan, ApiPlan};
use proc_macro2::TokenStream;
use quote::quote;

/// The file of the blocking client: the same methods as the async client's, without `async`.
pub(super) fn blocking(api: &ApiPlan) -> String {
    let methods = api.actions.iter().map(method);
    let waiters = api.actions.iter().flat_map(waiter::blocking_methods);
    let own = own(api);
    let stream = stream(api);
    source(
        &["The client for programs without async.".to_owned()],
        quote! {
            use tencentcloud_runtime::blocking::{Items, Pages};
            use tencentcloud_runtime::{Action, ActionError, Config, Error, Paged, WaitError, Waiter};

            #own

            impl Client {
                #stream
                #(#methods)*
                #(#waiters)*
            }
        },
    )
}

/// What every client has.
fn own(api: &ApiPlan) -> TokenStream {
    let docs = docs(&[format!(
        "Calls the actions of {}, version {}, and returns when they are over.",
        api.title, api.version
    )]);
    quote! {
        #docs
        ///
        /// It is cheap to clone; clones share connections and credentials. It blocks the thread: use the async client
        /// in async code.
        #[derive(Clone, Debug)]
        pub struct Client(tencentcloud_runtime::blocking::Client);

        impl Client {
            /// A client for a region, with credentials and endpoint from the environment.
            ///
            /// # Errors
            /// Where the region is no region's name, or the environment holds no credential.
            pub fn from_env(region: &str) -> Result<Self, Error> {
                tencentcloud_runtime::blocking::Client::from_env(region).map(Self)
            }

            /// A client with settings of one's own.
            ///
            /// # Errors
            /// Where settings contradict each other or are missing.
            pub fn new(config: Config) -> Result<Self, Error> {
                tencentcloud_runtime::blocking::Client::new(config).map(Self)
            }

            /// Sends any request of this version: what the methods below do.
            ///
            /// # Errors
            /// Those of the action.
            pub fn call<A: Action>(&self, request: A) -> Result<A::Response, ActionError<A::ErrorCode>> {
                self.0.call(request)
            }

            /// Calls an action until what is waited for has come; requests have constants for what is documented.
            ///
            /// # Errors
            /// Where it cannot come about any more, does not in time, or a call fails.
            pub fn wait<A: Action>(&self, request: A, waiter: Waiter<A>) -> Result<A::Response, WaitError<A>> {
                self.0.wait(request, waiter)
            }

            /// The pages of a long list, each fetched when it is asked for.
            pub fn pages<A: Paged>(&self, request: A) -> Pages<A> {
                self.0.pages(request)
            }

            /// The items of a long list, page after page.
            pub fn items<A: Paged>(&self, request: A) -> Items<A> {
                self.0.items(request)
            }
        }
    }
}

/// The method for any request whose answer may be a stream, where there are such actions.
fn stream(api: &ApiPlan) -> Option<TokenStream> {
    api.actions.iter().any(|action| action.event_stream).then(|| {
        quote! {
            /// Sends any request whose answer may be a stream of events.
            ///
            /// # Errors
            /// Those of the action.
            pub fn stream<A: tencentcloud_runtime::Streamed>(
                &self,
                request: A,
            ) -> Result<tencentcloud_runtime::blocking::EventStream<A>, ActionError<A::ErrorCode>> {
                self.0.stream(request)
            }
        }
    })
}

fn method(action: &ActionPlan) -> TokenStream {
    let docs = docs(&action.docs);
    let deprecated = deprecated(action.deprecated);
    let [method, request, response, errors] =
        [&action.method, &action.request.name, &action.response.name, &action.errors.name].map(|name| ident(name));
    let (answer, send) = match action.event_stream {
        true => (quote!(tencentcloud_runtime::blocking::EventStream<super::#request>), ident("stream")),
        false => (quote!(super::#response), ident("call")),
    };
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #method(&self, request: super::#request) -> Result<#answer, ActionError<super::#errors>> {
            self.0.#send(request)
        }
    }
}
