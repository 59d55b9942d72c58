//! The same client for programs without async: calls return when they are over.
//!
//! It runs the same engine, credentials and paging as the async [`Client`](crate::Client), on the caller's thread; by
//! default over [`UreqTransport`](crate::transport::UreqTransport), which needs no runtime. Do not call it from async
//! code: it blocks the thread.

mod call;
mod executor;
mod paging;
mod stream;

pub use call::{Call, NamedCall};
pub use executor::{ThreadSleep, block_on};
pub use paging::{Items, NamedItems, NamedPages, Pages};
pub use stream::EventStream;

use crate::action::Action;
use crate::call_settings::CallSettings;
use crate::config::Config;
use crate::error::{ActionError, Error};
use crate::named::NamedAction;
use crate::paging::Paged;
use crate::region::Region;
use crate::stream::Streamed;
use crate::wait::{WaitError, Waiter};
use serde::Serialize;
use serde_json::Value;

/// Calls actions and returns when they are over. Clones share connections, credentials and what was found out about
/// the clock.
#[derive(Clone, Debug)]
pub struct Client(crate::Client);

impl Client {
    /// A client with settings of one's own. A transport or a sleep that is set must not need an async runtime.
    ///
    /// # Errors
    /// Where settings cannot be used or are missing.
    pub fn new(config: Config) -> Result<Self, Error> {
        config.settle_blocking().map(crate::Client::of).map(Self)
    }

    /// Returns a client that shares everything with this one, but for the region that its calls are about.
    ///
    /// # Errors
    /// Returns an error if the text is no name of a region.
    pub fn in_region<R: TryInto<Region, Error: Into<Error>>>(&self, region: R) -> Result<Self, Error> {
        self.0.in_region(region).map(Self)
    }

    /// Returns a client that shares everything with this one, and whose calls have these settings: also those that
    /// waiters and lists make. A setting that cannot be used is an error of each call.
    #[must_use]
    pub fn with(&self, settings: CallSettings) -> Self {
        Self(self.0.with(settings))
    }

    /// A client for a region, with credentials and endpoint from the environment; see [`Config::from_env`].
    ///
    /// # Errors
    /// Where the credentials are missing, or a variable or the region cannot be used.
    pub fn from_env(region: &str) -> Result<Self, Error> {
        Self::new(Config::from_env(region)?)
    }

    /// Calls an action. The call is sent by [`Call::send`].
    #[inline]
    pub fn call<A: Action>(&self, request: A) -> Call<A> {
        Call(self.0.call(request))
    }

    /// Calls an action whose answer may be a stream of events, and gives them as they come.
    ///
    /// # Errors
    /// Those of the action.
    pub fn stream<A: Streamed>(&self, request: A) -> Result<EventStream<A>, ActionError<A::ErrorCode>> {
        block_on(self.0.stream(request)).map(EventStream)
    }

    /// Calls an action until what is waited for has come: see the constants of its request. Where it has come because
    /// something is not there any more, the answer is empty.
    ///
    /// # Errors
    /// Where it cannot come any more, does not come in time, or a call fails.
    pub fn wait<A: Action>(&self, request: A, waiter: Waiter<A>) -> Result<A::Response, WaitError<A>> {
        block_on(self.0.wait(request, waiter))
    }

    /// The pages of a long list, each fetched when it is asked for.
    pub fn pages<A: Paged>(&self, request: A) -> Pages<A> {
        Pages(self.0.pages(request))
    }

    /// The items of a long list, page after page.
    pub fn items<A: Paged>(&self, request: A) -> Items<A> {
        Items(self.0.items(request))
    }

    /// Calls an action by its name, with parameters that are an object of JSON: a `serde_json::Value`, or anything else
    /// that is `Serialize`. The response is JSON, or a type of your own: see [`NamedCall::decode`].
    pub fn call_named<P: Serialize>(&self, action: &NamedAction, parameters: P) -> NamedCall {
        NamedCall(self.0.call_named(action, parameters))
    }

    /// Returns the pages of a list whose action is called by name, each fetched on demand. The action has a rule for
    /// paging: see [`NamedAction::list`].
    pub fn pages_named<P: Serialize>(&self, action: &NamedAction, parameters: P) -> NamedPages {
        NamedPages(self.0.pages_named(action, parameters))
    }

    /// Returns the items of a list over all its pages, whose action is called by name.
    pub fn items_named<P: Serialize>(&self, action: &NamedAction, parameters: P) -> NamedItems {
        NamedItems(self.0.items_named(action, parameters))
    }

    /// Calls an action by its name until what is waited for has come, and returns the last response; it is null if it has
    /// come because something is not there any more.
    ///
    /// # Errors
    /// Returns an error if it cannot come any more, does not come in time, if a call fails, or if the first response does
    /// not have the waiter's path.
    pub fn wait_named<P: Serialize>(
        &self,
        action: &NamedAction,
        parameters: P,
        waiter: Waiter<Value>,
    ) -> Result<Value, Error> {
        block_on(self.0.wait_named(action, parameters, waiter))
    }
}
