//! The client that generated clients wrap.

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

/// A client that calls the actions of any product.
///
/// Clones share connections, credentials, signing keys, limits and the measured clock skew.
///
/// To create a product's client from it, use its `From<&Client>`. All clients created so share
/// these too.
///
/// ```
/// use tencentcloud_runtime::{Client, Config, Credential, Region};
///
/// # fn main() -> Result<(), tencentcloud_runtime::Error> {
/// let shared = Client::new(Config::new().credentials(Credential::new("AKID…", "…")).region("ap-guangzhou"))?;
/// // let cvm = tencentcloud_api_cvm::Client::from(&shared);
/// let in_beijing = shared.in_region(Region::AP_BEIJING)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    shared: Arc<Settings>,
    /// The settings of this client's calls only.
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

    /// Returns a client that shares everything with this one except the region of its calls.
    ///
    /// # Errors
    /// Returns an error if the text is not a valid region name.
    pub fn in_region<R: TryInto<Region, Error: Into<Error>>>(
        &self,
        region: R,
    ) -> Result<Self, Error> {
        let region = region.try_into().map_err(Into::into)?;
        Ok(self.with(CallSettings::new().region(region)))
    }

    /// Returns a client that shares everything with this one, and whose calls have these settings.
    ///
    /// The settings also apply to the calls that waiters and paged lists make. An invalid setting
    /// fails each call.
    #[must_use]
    pub fn with(&self, settings: CallSettings) -> Self {
        let own = match self.own.as_deref() {
            Some(own) => own.clone().and(settings),
            None => settings,
        };
        Self { shared: Arc::clone(&self.shared), own: Some(Arc::new(own)) }
    }

    /// Returns the settings of this client's calls, to be changed.
    pub(crate) fn settings_mut(&mut self) -> &mut CallSettings {
        Arc::make_mut(self.own.get_or_insert_default())
    }

    /// Returns the settings that apply to its calls.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope::new(&self.shared, self.own.as_deref())
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

    /// Calls an action.
    #[inline]
    pub fn call<A: Action>(&self, mut request: A) -> Call<A> {
        Call::new(self.unsent(A::OPERATION, &mut request, Answer::of::<A::Response>()))
    }

    /// Calls an action whose response may be a stream of events, and returns the events as they
    /// arrive.
    pub fn stream<A: Streamed>(
        &self,
        mut request: A,
    ) -> impl Future<Output = Result<EventStream<A>, ActionError<A::ErrorCode>>> + Send + use<A>
    {
        let message = self.prepare(A::OPERATION, &mut request);
        drop(request);
        let client = self.clone();
        async move {
            let mut answer: Option<A::Response> = None;
            let opened =
                client.open(A::OPERATION, message, &mut answer).await.map_err(ActionError::new)?;
            Ok(EventStream::new(client, opened, answer.unwrap_or_default()))
        }
    }

    /// Returns the pages of a list, each fetched on demand.
    pub fn pages<A: Paged>(&self, request: A) -> Pages<A> {
        Pages::new(self.clone(), request)
    }

    /// Returns the items of a paged list, fetching each page on demand.
    pub fn items<A: Paged>(&self, request: A) -> Items<A> {
        Items::new(self.pages(request))
    }

    /// Calls an action until its response meets a condition: see the waiter constants of its
    /// request.
    ///
    /// Returns the last response. It is empty if the condition is that a resource no longer exists.
    pub fn wait<A: Action>(
        &self,
        request: A,
        waiter: Waiter<A>,
    ) -> impl Future<Output = Result<A::Response, WaitError<A>>> + Send + use<A> {
        let client = self.clone();
        async move { wait::wait(&client, request, waiter).await }
    }

    /// Calls an action by its name.
    ///
    /// The parameters are a JSON object: a `serde_json::Value`, or any other value that is
    /// `Serialize`. The response is JSON, or a type of your own: see [`NamedCall::decode`].
    pub fn call_named<P: Serialize>(&self, action: &NamedAction, parameters: P) -> NamedCall {
        NamedCall::new(self.unsent_named(action, &parameters))
    }

    /// Returns the pages of a list whose action is called by name, each fetched on demand.
    ///
    /// The action needs a paging rule: see [`NamedAction::list`].
    pub fn pages_named<P: Serialize>(&self, action: &NamedAction, parameters: P) -> NamedPages {
        let request = action
            .operation()
            .and_then(|operation| Ok((operation, named::parameters(&parameters)?)));
        NamedPages::new(self.clone(), request)
    }

    /// Returns the items of a paged list whose action is called by name.
    pub fn items_named<P: Serialize>(&self, action: &NamedAction, parameters: P) -> NamedItems {
        NamedItems::new(self.pages_named(action, parameters))
    }

    /// Calls an action by its name until its response meets a condition, and returns the last
    /// response.
    ///
    /// The response is null if the condition is that a resource no longer exists.
    ///
    /// Fails if the first response does not have the waiter's path.
    pub fn wait_named<P: Serialize>(
        &self,
        action: &NamedAction,
        parameters: P,
        waiter: Waiter<Value>,
    ) -> impl Future<Output = Result<Value, Error>> + Send + use<P> {
        let request = action
            .operation()
            .and_then(|operation| Ok((operation, named::parameters(&parameters)?)));
        drop(parameters);
        let client = self.clone();
        async move { wait::wait_named(&client, request, waiter).await }
    }

    fn unsent_named(
        &self,
        action: &NamedAction,
        parameters: impl Serialize,
    ) -> Result<Unsent<JsonPlace>, Error> {
        let operation = action.operation()?;
        let json = named::parameters(parameters);
        let message =
            json.and_then(|json| named::message(operation, json, &*self.shared.randomness));
        let message = message.map_err(|error| error.with_action(operation.name, 0));
        Ok(Unsent {
            client: self.clone(),
            operation,
            message,
            place: JsonPlace::new(operation.name),
        })
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.shared
    }

    /// Builds a request's message: the part that is the same in every attempt.
    pub(crate) fn prepare(
        &self,
        operation: &'static Operation,
        request: &mut dyn Structure,
    ) -> Result<Message, Error> {
        let has_token = set_idempotency_token(operation, request, &*self.shared.randomness);
        let message = message(operation, request, &*self.shared.randomness);
        let message = message.map_err(|error| error.with_action(operation.name, 0))?;
        Ok(Message { repeatable: message.repeatable || has_token, ..message })
    }

    /// Builds a request's message, to be sent later.
    ///
    /// This code is shared by all actions.
    pub(crate) fn unsent(
        &self,
        operation: &'static Operation,
        request: &mut dyn Structure,
        place: Answer,
    ) -> Unsent<Answer> {
        Unsent { client: self.clone(), operation, message: self.prepare(operation, request), place }
    }

    /// Makes a call and returns the rest of its state.
    pub(crate) fn execute<'a>(
        &'a self,
        operation: &'static Operation,
        message: Result<Message, Error>,
        place: &'a mut dyn AnswerPlace,
    ) -> BoxFuture<'a, Result<Rest, Error>> {
        Box::pin(
            async move { Ok(self.read(operation, message, place, Reading::Whole).await?.rest) },
        )
    }

    /// Makes a call until its response has arrived or begins to stream.
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
            Some(permits) => {
                Some(permit(scope, permits).await.map_err(|it| it.with_action(operation.name, 0))?)
            }
            None => None,
        };
        let course =
            Course::new(scope, operation, message, started).streaming(reading == Reading::Events);
        let begun = if permit.is_some() { clock.now() } else { started };
        let (events, rest) = drive(&self.shared, course, begun, place, reading).await?;
        Ok(Opened { events, rest, permit })
    }
}

impl<P: AnswerPlace + 'static> Unsent<P> {
    /// Sends the call. The future returns the response.
    pub(crate) fn send(self) -> BoxFuture<'static, Result<P, Error>> {
        let Self { client, operation, message, mut place } = self;
        Box::pin(async move {
            client.read(operation, message, &mut place, Reading::Whole).await?;
            Ok(place)
        })
    }
}

/// The state of a call after its response has arrived or begun to stream.
pub(crate) struct Opened {
    /// The response, if it streams.
    pub(crate) events: Option<Response<Body>>,
    /// The state of the call that its stream needs.
    pub(crate) rest: Rest,
    /// The call's permit under the limit of concurrent calls. A stream keeps it.
    pub(crate) permit: Option<Permit>,
}

/// Waits until the number of calls in progress is below the limit.
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
