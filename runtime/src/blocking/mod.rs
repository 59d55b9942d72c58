//! The client for programs without async: calls block until they are over.
//!
//! It runs the same engine, credentials and paging as the async [`Client`](crate::Client), on the
//! caller's thread. By default it uses [`UreqTransport`](crate::transport::UreqTransport), which
//! needs no runtime. Do not call it from async code: it blocks the thread.

mod call;
mod paging;
mod stream;

pub use crate::time::{ThreadSleep, block_on};
pub use call::{Call, NamedCall};
pub use paging::{Items, NamedItems, NamedPages, Pages};
pub use stream::EventStream;

use crate::action::Action;
use crate::action::Region;
use crate::config::Config;
use crate::error::{ActionError, Error};
use crate::named::NamedAction;
use crate::paging::Paged;
use crate::settings::CallSettings;
use crate::stream::Streamed;
use crate::wait::{WaitError, Waiter};
use serde::Serialize;
use serde_json::Value;

/// A client whose calls block until they are over.
///
/// Clones share connections, credentials, signing keys, limits and the measured clock skew.
#[derive(Clone, Debug)]
pub struct Client(crate::Client);

impl Client {
    /// Creates a client from its configuration.
    ///
    /// A configured transport or sleep must not need an async runtime.
    ///
    /// # Errors
    /// Returns an error if a setting is invalid.
    pub fn new(config: Config) -> Result<Self, Error> {
        config.build_blocking().map(crate::Client::from_parts).map(Self)
    }

    /// Returns a client that shares everything with this one except the region of its calls.
    ///
    /// # Errors
    /// Returns an error if the text is not a valid region name.
    pub fn in_region<R: TryInto<Region, Error: Into<Error>>>(
        &self,
        region: R,
    ) -> Result<Self, Error> {
        self.0.in_region(region).map(Self)
    }

    /// Returns a client that shares everything with this one, and whose calls have these settings.
    ///
    /// The settings also apply to the calls that waiters and paged lists make. An invalid setting
    /// fails each call.
    #[must_use]
    pub fn with(&self, settings: CallSettings) -> Self {
        Self(self.0.with(settings))
    }

    /// Creates a client for a region, with credentials and endpoint from the environment.
    ///
    /// See [`Config::from_env`].
    ///
    /// # Errors
    /// Returns an error if the credentials are missing, or if a variable or the region is invalid.
    pub fn from_env(region: &str) -> Result<Self, Error> {
        Self::new(Config::from_env(region)?)
    }

    /// Creates a call of an action. [`Call::send`] sends it.
    #[inline]
    pub fn call<A: Action>(&self, request: A) -> Call<A> {
        Call(self.0.call(request))
    }

    /// Calls an action whose response may be a stream of events, and returns the events as they
    /// arrive.
    ///
    /// # Errors
    /// Returns an error of the service, or any other error of a call, such as a failed connection.
    pub fn stream<A: Streamed>(
        &self,
        request: A,
    ) -> Result<EventStream<A>, ActionError<A::ErrorCode>> {
        block_on(self.0.stream(request)).map(EventStream)
    }

    /// Calls an action until its response meets a condition: see the waiter constants of its
    /// request.
    ///
    /// Returns the last response. It is empty if the condition is that a resource no longer exists.
    ///
    /// # Errors
    /// Returns an error if the condition can no longer be met or is not met in time, or if a call
    /// fails.
    pub fn wait<A: Action>(
        &self,
        request: A,
        waiter: Waiter<A>,
    ) -> Result<A::Response, WaitError<A>> {
        block_on(self.0.wait(request, waiter))
    }

    /// Returns the pages of a list, each fetched on demand.
    pub fn pages<A: Paged>(&self, request: A) -> Pages<A> {
        Pages(self.0.pages(request))
    }

    /// Returns the items of a paged list, fetching each page on demand.
    pub fn items<A: Paged>(&self, request: A) -> Items<A> {
        Items(self.0.items(request))
    }

    /// Creates a call of an action by its name.
    ///
    /// The parameters are a JSON object: a `serde_json::Value`, or any other value that is
    /// `Serialize`. The response is JSON, or a type of your own: see [`NamedCall::decode`].
    pub fn call_named<P: Serialize>(&self, action: &NamedAction, parameters: P) -> NamedCall {
        NamedCall(self.0.call_named(action, parameters))
    }

    /// Returns the pages of a list whose action is called by name, each fetched on demand.
    ///
    /// The action needs a paging rule: see [`NamedAction::list`].
    pub fn pages_named<P: Serialize>(&self, action: &NamedAction, parameters: P) -> NamedPages {
        NamedPages(self.0.pages_named(action, parameters))
    }

    /// Returns the items of a paged list whose action is called by name.
    pub fn items_named<P: Serialize>(&self, action: &NamedAction, parameters: P) -> NamedItems {
        NamedItems(self.0.items_named(action, parameters))
    }

    /// Calls an action by its name until its response meets a condition, and returns the last
    /// response.
    ///
    /// The response is null if the condition is that a resource no longer exists.
    ///
    /// # Errors
    /// Returns an error if the condition can no longer be met or is not met in time, or if a call
    /// fails. It also returns an error if the first response does not have the waiter's path.
    pub fn wait_named<P: Serialize>(
        &self,
        action: &NamedAction,
        parameters: P,
        waiter: Waiter<Value>,
    ) -> Result<Value, Error> {
        block_on(self.0.wait_named(action, parameters, waiter))
    }
}
