//! The client that generated ones wrap.

use crate::action::{Action, Operation};
use crate::calling::{Answer, AnswerPlace, Call};
use crate::codec::Structure;
use crate::config::{Config, Settings};
use crate::driver::{Reading, drive};
use crate::engine::{Call as Course, Rest};
use crate::error::{ActionError, Error, ErrorKind};
use crate::limit::{Permit, Permits};
use crate::paging::{Items, Paged, Pages};
use crate::request::{Message, message, set_idempotency_token};
use crate::stream::{EventStream, Streamed};
use crate::time::{BoxFuture, within};
use crate::transport::Body;
use crate::wait::{self, WaitError, Waiter};
use http::Response;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

/// Calls actions. Clones share connections, credentials and what was found out about the clock.
#[derive(Clone)]
pub struct Client(Arc<Settings>);

impl Client {
    /// A client with settings of one's own.
    ///
    /// # Errors
    /// Where settings cannot be used or are missing.
    pub fn new(config: Config) -> Result<Self, Error> {
        config.settle().map(Self::of)
    }

    pub(crate) fn of(settings: Settings) -> Self {
        Self(Arc::new(settings))
    }

    /// A client for a region, with credentials and endpoint from the environment; see [`Config::from_env`].
    ///
    /// # Errors
    /// Where the credentials are missing, or a variable or the region cannot be used.
    pub fn from_env(region: &str) -> Result<Self, Error> {
        Self::new(Config::from_env(region)?)
    }

    /// Calls an action.
    #[inline]
    pub fn call<A: Action>(&self, mut request: A) -> Call<A> {
        Call::new(self.begin(A::OPERATION, &mut request, Answer::of::<A::Response>()))
    }

    /// Calls an action whose answer may be a stream of events, and gives them as they come.
    pub fn stream<A: Streamed>(
        &self,
        mut request: A,
    ) -> impl Future<Output = Result<EventStream<A>, ActionError<A::ErrorCode>>> + Send + use<A> {
        let message = self.prepare(A::OPERATION, &mut request);
        drop(request);
        let client = self.clone();
        async move {
            let mut answer: Option<A::Response> = None;
            let settings = Arc::clone(&client.0);
            let opened = client.open(A::OPERATION, message, &mut answer).await.map_err(ActionError::new)?;
            Ok(EventStream::new(settings, opened, answer.unwrap_or_default()))
        }
    }

    /// The pages of a long list, each fetched when it is asked for.
    pub fn pages<A: Paged>(&self, request: A) -> Pages<A> {
        Pages::new(self.clone(), request)
    }

    /// The items of a long list, page after page.
    pub fn items<A: Paged>(&self, request: A) -> Items<A> {
        Items::new(self.pages(request))
    }

    /// Calls an action until what is waited for has come: see the constants of its request. Returns the last response,
    /// which is empty if it has come because something is not there any more.
    pub fn wait<A: Action>(
        &self,
        request: A,
        waiter: Waiter<A>,
    ) -> impl Future<Output = Result<A::Response, WaitError<A>>> + Send + use<A> {
        let client = self.clone();
        async move { wait::wait(&client, request, waiter).await }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0
    }

    /// Makes a request's message: everything of it that is the same in every attempt.
    pub(crate) fn prepare(&self, operation: &'static Operation, request: &mut dyn Structure) -> Result<Message, Error> {
        let has_token = set_idempotency_token(operation, request, &*self.0.randomness);
        let message = message(operation, request, &*self.0.randomness);
        let message = message.map_err(|error| error.with_action(operation.name, 0))?;
        Ok(Message { repeatable: message.repeatable || has_token, ..message })
    }

    /// Makes a request's message, and the call that gives its answer. It is the same code for all actions.
    pub(crate) fn begin(
        &self,
        operation: &'static Operation,
        request: &mut dyn Structure,
        mut answer: Answer,
    ) -> BoxFuture<'static, Result<Answer, Error>> {
        let message = self.prepare(operation, request);
        let client = self.clone();
        Box::pin(async move {
            client.read(operation, message, &mut answer, Reading::Whole).await?;
            Ok(answer)
        })
    }

    /// Carries a call out, and returns what is left of it.
    pub(crate) fn execute<'a>(
        &'a self,
        operation: &'static Operation,
        message: Result<Message, Error>,
        place: &'a mut dyn AnswerPlace,
    ) -> BoxFuture<'a, Result<Rest, Error>> {
        Box::pin(async move { Ok(self.read(operation, message, place, Reading::Whole).await?.rest) })
    }

    /// Carries a call out until its answer begins to stream, or is there.
    fn open<'a>(
        &'a self,
        operation: &'static Operation,
        message: Result<Message, Error>,
        place: &'a mut dyn AnswerPlace,
    ) -> BoxFuture<'a, Result<Opened, Error>> {
        Box::pin(self.read(operation, message, place, Reading::Events))
    }

    async fn read(
        &self,
        operation: &'static Operation,
        message: Result<Message, Error>,
        place: &mut dyn AnswerPlace,
        reading: Reading,
    ) -> Result<Opened, Error> {
        let message = message?;
        let started = self.0.clock.now();
        let permit = match &self.0.permits {
            Some(permits) => Some(permit(&self.0, permits).await.map_err(|it| it.with_action(operation.name, 0))?),
            None => None,
        };
        let course = Course::new(&self.0, operation, message, started);
        let begun = if permit.is_some() { self.0.clock.now() } else { started };
        let (events, rest) = drive(&self.0, course, begun, place, reading).await?;
        Ok(Opened { events, rest, permit })
    }
}

/// What is left of a call when its answer is there, or begins to stream.
pub(crate) struct Opened {
    /// The answer that streams, if it does.
    pub(crate) events: Option<Response<Body>>,
    /// What its stream needs of it.
    pub(crate) rest: Rest,
    /// The call's place among those at the same time: a stream keeps it.
    pub(crate) permit: Option<Permit>,
}

/// Waits until there are few enough calls under way.
async fn permit(settings: &Settings, permits: &Permits) -> Result<Permit, Error> {
    let waited = within(&*settings.sleep, settings.timeouts.total, permits.acquire()).await;
    waited.ok_or_else(|| {
        let text = "the client's own limit of calls at the same time leaves no time for the call";
        Error::new(ErrorKind::Limited, text)
    })
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Client").field(&self.0).finish()
    }
}
