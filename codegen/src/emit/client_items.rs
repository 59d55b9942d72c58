//! The items that the async and the blocking client of every version have. Not here: the methods
//! of actions (client.rs, blocking.rs).

use crate::plan::ApiPlan;
use proc_macro2::TokenStream;
use quote::quote;

/// The differences between the two clients.
pub(super) struct Flavor {
    /// The module of the runtime with the client and its streams.
    pub(super) module: TokenStream,
    /// The keyword before functions that wait.
    pub(super) asyncness: TokenStream,
    /// The end of a call of such a function.
    pub(super) awaited: TokenStream,
}

/// Emits the type of the client, with this documentation.
pub(super) fn client_items(docs: &TokenStream, flavor: &Flavor) -> TokenStream {
    let module = &flavor.module;
    let client = quote!(#module::Client);
    let (creation, calls, conversions) = (creation(&client), calls(flavor), conversions(&client));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client(#client);

        impl Client {
            #creation
            #calls
        }

        #conversions
    }
}

fn creation(client: &TokenStream) -> TokenStream {
    quote! {
        /// Creates a client for a region, with credentials and endpoint from the environment.
        ///
        /// Reads `TENCENTCLOUD_SECRET_ID` and `TENCENTCLOUD_SECRET_KEY`: see [`Config::from_env`].
        ///
        /// # Errors
        /// Returns an error if the credentials are missing, or if a variable or the region is
        /// invalid.
        pub fn from_env(region: &str) -> Result<Self, Error> {
            #client::from_env(region).map(Self)
        }

        /// Creates a client from its configuration.
        ///
        /// # Errors
        /// Returns an error if a setting is invalid or missing.
        pub fn new(config: Config) -> Result<Self, Error> {
            #client::new(config).map(Self)
        }

        /// Returns the runtime's client inside this one.
        ///
        /// Clients of other products that are created from it share connections, credentials
        /// and limits with this one. It can also call actions by name.
        pub fn shared(&self) -> &#client {
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
    }
}

fn calls(Flavor { asyncness, awaited, .. }: &Flavor) -> TokenStream {
    quote! {
        /// Creates a call of an action from its request, as the action's own method does.
        pub fn call<A: Action>(&self, request: A) -> Call<A> {
            self.0.call(request)
        }

        /// Calls an action until its response meets the waiter's condition.
        ///
        /// Returns the last response, which is empty if the condition is that a resource no
        /// longer exists. Request types have waiters as constants.
        ///
        /// # Errors
        /// Returns an error if the condition can no longer be met or is not met in time, or if
        /// a call fails.
        pub #asyncness fn wait<A: Action>(
            &self,
            request: A,
            waiter: Waiter<A>,
        ) -> Result<A::Response, WaitError<A>> {
            self.0.wait(request, waiter)#awaited
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
}

fn conversions(client: &TokenStream) -> TokenStream {
    quote! {
        impl From<#client> for Client {
            fn from(shared: #client) -> Self {
                Self(shared)
            }
        }

        impl From<&#client> for Client {
            fn from(shared: &#client) -> Self {
                Self(shared.clone())
            }
        }
    }
}

/// Emits the method for requests whose response may be a stream, if there are such actions.
pub(super) fn stream(api: &ApiPlan, flavor: &Flavor) -> Option<TokenStream> {
    let Flavor { module, asyncness, awaited } = flavor;
    api.actions.iter().any(|action| action.event_stream).then(|| {
        quote! {
            /// Calls an action whose response may be a stream of events, and returns the events as
            /// they arrive.
            ///
            /// # Errors
            /// Returns the errors of the action.
            pub #asyncness fn stream<A: tencentcloud_runtime::Streamed>(
                &self,
                request: A,
            ) -> Result<#module::EventStream<A>, tencentcloud_runtime::ActionError<A::ErrorCode>> {
                self.0.stream(request)#awaited
            }
        }
    })
}
