//! The same client for programs without async: calls return when they are over.
//!
//! It runs the same engine, credentials and paging as the async [`Client`](crate::Client), on the caller's thread; by
//! default over [`UreqTransport`](crate::transport::UreqTransport), which needs no runtime. Do not call it from async
//! code: it blocks the thread.

mod executor;
mod paging;
mod stream;

pub use executor::{ThreadSleep, block_on};
pub use paging::{Items, Pages};
pub use stream::EventStream;

use crate::action::Action;
use crate::calling::Answer;
use crate::config::Config;
use crate::error::{ActionError, Error};
use crate::paging::Paged;
use crate::stream::Streamed;
use crate::wait::{WaitError, Waiter};

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

    /// A client for a region, with credentials and endpoint from the environment; see [`Config::from_env`].
    ///
    /// # Errors
    /// Where the credentials are missing, or a variable or the region cannot be used.
    pub fn from_env(region: &str) -> Result<Self, Error> {
        Self::new(Config::from_env(region)?)
    }

    /// Calls an action.
    ///
    /// # Errors
    /// Those of the action.
    pub fn call<A: Action>(&self, mut request: A) -> Result<A::Response, ActionError<A::ErrorCode>> {
        match block_on(self.0.begin(A::OPERATION, &mut request, Answer::of::<A::Response>())) {
            Ok(mut answer) => Ok(answer.take()),
            Err(error) => Err(ActionError::new(error)),
        }
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
}
