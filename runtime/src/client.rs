//! The client that generated ones wrap.

use crate::action::{Action, Operation};
use crate::call_settings::CallSettings;
use crate::calling::{Answer, AnswerPlace, Call, Unsent};
use crate::codec::Structure;
use crate::config::{Config, Settings};
use crate::driver::{Reading, drive};
use crate::engine::{Call as Course, Rest};
use crate::error::{ActionError, Error, ErrorKind};
use crate::limit::{Permit, Permits};
use crate::named::{self, JsonPlace, NamedAction, NamedCall, NamedItems, NamedPages};
use crate::paging::{Items, Paged, Pages};
use crate::region::Region;
use crate::request::{Message, message, set_idempotency_token};
use crate::scope::Scope;
use crate::stream::{EventStream, Streamed};
use crate::time::{BoxFuture, within};
use crate::transport::Body;
use crate::wait::{self, WaitError, Waiter};
use http::Response;
use serde::Serialize;
use serde_json::Value;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

/// Calls the actions of any product. Clones share connections, credentials, signing keys, limits and what was found out
/// about the clock.
///
/// The client of a product is made from it: `From<&Client>` is implemented for all of them, and they share the same.
///
/// ```
/// use tencentcloud_runtime::{Client, Config, Credential, Region};
///
/// # fn main() -> Result<(), tencentcloud_runtime::Error> {
/// let shared = Client::new(Config::new().credentials(Credential::new("AKID…", "…")).region("ap-guangzhou"))?;
/// // let cvm = tencentcloud_cvm::Client::from(&shared);
/// let in_beijing = shared.in_region(Region::AP_BEIJING)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    shared: Arc<Settings>,
    /// What holds for the calls of this client alone.
    own: Option<Arc<CallSettings>>,
}

impl Client {
    /// Creates a client from its settings.
    ///
    /// # Errors
    /// Returns an error if a setting cannot be used or is missing.
    pub fn new(config: Config) -> Result<Self, Error> {
        config.settle().map(Self::of)
    }

    pub(crate) fn of(settings: Settings) -> Self {
        Self { shared: Arc::new(settings), own: None }
    }

    /// Returns a client that shares everything with this one, but for the region that its calls are about.
    ///
    /// # Errors
    /// Returns an error if the text is no name of a region.
    pub fn in_region<R: TryInto<Region, Error: Into<Error>>>(&self, region: R) -> Result<Self, Error> {
        let region = region.try_into().map_err(Into::into)?;
        Ok(self.with(CallSettings::new().region(region)))
    }

    /// Returns a client that shares everything with this one, and whose calls have these settings: also those that
    /// waiters and lists make. A setting that cannot be used is an error of each call.
    #[must_use]
    pub fn with(&self, settings: CallSettings) -> Self {
        let own = match self.own.as_deref() {
            Some(own) => own.clone().and(settings),
            None => settings,
        };
        Self { shared: Arc::clone(&self.shared), own: Some(Arc::new(own)) }
    }

    /// The settings of the calls of this client alone, to be changed.
    pub(crate) fn settings_mut(&mut self) -> &mut CallSettings {
        Arc::make_mut(self.own.get_or_insert_default())
    }

    /// The settings that hold for its calls.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::new(&self.shared, self.own.as_deref())
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
        Call::new(self.unsent(A::OPERATION, &mut request, Answer::of::<A::Response>()))
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
            let opened = client.open(A::OPERATION, message, &mut answer).await.map_err(ActionError::new)?;
            Ok(EventStream::new(client, opened, answer.unwrap_or_default()))
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

    /// Calls an action by its name, with parameters that are an object of JSON: a `serde_json::Value`, or anything else
    /// that is `Serialize`. The response is JSON, or a type of your own: see [`NamedCall::decode`].
    pub fn call_named<P: Serialize>(&self, action: &NamedAction, parameters: P) -> NamedCall {
        NamedCall::new(self.unsent_named(action, &parameters))
    }

    /// Returns the pages of a list whose action is called by name, each fetched on demand. The action has a rule for
    /// paging: see [`NamedAction::list`].
    pub fn pages_named<P: Serialize>(&self, action: &NamedAction, parameters: P) -> NamedPages {
        let request = action.operation().and_then(|operation| Ok((operation, named::parameters(&parameters)?)));
        NamedPages::new(self.clone(), request)
    }

    /// Returns the items of a list over all its pages, whose action is called by name.
    pub fn items_named<P: Serialize>(&self, action: &NamedAction, parameters: P) -> NamedItems {
        NamedItems::new(self.pages_named(action, parameters))
    }

    /// Calls an action by its name until what is waited for has come, and returns the last response; it is null if it has
    /// come because something is not there any more.
    ///
    /// A waiter's path that the first response does not have is an error.
    pub fn wait_named<P: Serialize>(
        &self,
        action: &NamedAction,
        parameters: P,
        waiter: Waiter<Value>,
    ) -> impl Future<Output = Result<Value, Error>> + Send + use<P> {
        let request = action.operation().and_then(|operation| Ok((operation, named::parameters(&parameters)?)));
        drop(parameters);
        let client = self.clone();
        async move { wait::wait_named(&client, request, waiter).await }
    }

    fn unsent_named(&self, action: &NamedAction, parameters: impl Serialize) -> Result<Unsent<JsonPlace>, Error> {
        let operation = action.operation()?;
        let json = named::parameters(parameters);
        let message = json.and_then(|json| named::message(operation, json, &*self.shared.randomness));
        let message = message.map_err(|error| error.with_action(operation.name, 0));
        Ok(Unsent { client: self.clone(), operation, message, place: JsonPlace::new(operation.name) })
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.shared
    }

    /// Makes a request's message: everything of it that is the same in every attempt.
    pub(crate) fn prepare(&self, operation: &'static Operation, request: &mut dyn Structure) -> Result<Message, Error> {
        let has_token = set_idempotency_token(operation, request, &*self.shared.randomness);
        let message = message(operation, request, &*self.shared.randomness);
        let message = message.map_err(|error| error.with_action(operation.name, 0))?;
        Ok(Message { repeatable: message.repeatable || has_token, ..message })
    }

    /// Makes a request's message, which is sent later. It is the same code for all actions.
    pub(crate) fn unsent(
        &self,
        operation: &'static Operation,
        request: &mut dyn Structure,
        place: Answer,
    ) -> Unsent<Answer> {
        Unsent { client: self.clone(), operation, message: self.prepare(operation, request), place }
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
        let (message, scope, clock) = (message?, self.scope(), &self.shared.clock);
        if let Some(own) = &self.own {
            own.check().map_err(|error| error.with_action(operation.name, 0))?;
        }
        let started = clock.now();
        let permit = match &self.shared.permits {
            Some(permits) => Some(permit(scope, permits).await.map_err(|it| it.with_action(operation.name, 0))?),
            None => None,
        };
        let course = Course::new(scope, operation, message, started).streaming(reading == Reading::Events);
        let begun = if permit.is_some() { clock.now() } else { started };
        let (events, rest) = drive(&self.shared, course, begun, place, reading).await?;
        Ok(Opened { events, rest, permit })
    }
}

impl<P: AnswerPlace + 'static> Unsent<P> {
    /// Sends it; the future gives its response.
    pub(crate) fn send(self) -> BoxFuture<'static, Result<P, Error>> {
        let Self { client, operation, message, mut place } = self;
        Box::pin(async move {
            client.read(operation, message, &mut place, Reading::Whole).await?;
            Ok(place)
        })
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
async fn permit(scope: Scope<'_>, permits: &Permits) -> Result<Permit, Error> {
    let waited = within(&*scope.settings.sleep, scope.total(), permits.acquire()).await;
    waited.ok_or_else(|| {
        let text = "the client's own limit of calls at the same time leaves no time for the call";
        Error::new(ErrorKind::Limited, text)
    })
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("shared", &self.shared).field("own", &self.own).finish()
    }
}
