//! The client that generated clients wrap.

use crate::action::{Operation, Region};
use crate::codec::Structure;
use crate::config::{ClientParts, Config};
use crate::driver::{Io, Reading, drive};
use crate::engine::{CallScope, CallState, StreamContext};
use crate::error::{Error, ErrorKind};
use crate::limit::{Permit, Permits};
use crate::request::{PreparedRequest, prepare, set_idempotency_token};
use crate::response::ResponsePlace;
use crate::settings::{CallSettings, Settings};
use crate::time::{BoxFuture, within};
use crate::transport::Body;
use http::Response;
use std::fmt;
use std::sync::Arc;

/// A client that calls the actions of any product.
///
/// Clones share connections, credentials, signing keys, limits and the measured clock skew.
///
/// Create a product's client from it with `From<&Client>`. All clients created in this way share
/// these too.
///
/// ```
/// use tencentcloud_runtime::{Client, Config, Credential, Region};
///
/// # fn main() -> Result<(), tencentcloud_runtime::Error> {
/// let shared = Client::new(Config::new().credentials(Credential::new("AKID…", "…"))
///     .region("ap-guangzhou"))?;
/// // let cvm = tencentcloud_api_cvm::Client::from(&shared);
/// let in_beijing = shared.in_region(Region::AP_BEIJING)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    shared: Arc<ClientParts>,
    /// The settings of this client's calls only.
    own: Option<Arc<CallSettings>>,
}

impl Client {
    /// Creates a client from its configuration.
    ///
    /// It opens no connection and needs no running async runtime.
    ///
    /// # Errors
    /// Returns an error if a setting is invalid, or if there is no transport: without the feature
    /// `hyper` the configuration needs one.
    pub fn new(config: Config) -> Result<Self, Error> {
        config.build().map(Self::from_parts)
    }

    pub(crate) fn from_parts(parts: ClientParts) -> Self {
        Self { shared: Arc::new(parts), own: None }
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
    pub(crate) fn scope(&self) -> CallScope<'_> {
        CallScope::new(&self.shared.settings, &self.shared.state, self.own.as_deref())
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

    pub(crate) fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    pub(crate) fn io(&self) -> &Io {
        &self.shared.io
    }

    /// Prepares a request: builds the part that is the same in every attempt.
    pub(crate) fn prepare(
        &self,
        operation: &'static Operation,
        request: &mut dyn Structure,
    ) -> Result<PreparedRequest, Error> {
        let has_token =
            set_idempotency_token(operation, request, &*self.shared.settings.randomness);
        let prepared = prepare(operation, request, &*self.shared.settings.randomness);
        let prepared = prepared.map_err(|error| error.with_action(operation.name, 0))?;
        Ok(PreparedRequest { repeatable: prepared.repeatable || has_token, ..prepared })
    }

    /// Makes a call and returns its context.
    pub(crate) fn execute<'a>(
        &'a self,
        operation: &'static Operation,
        prepared: Result<PreparedRequest, Error>,
        place: &'a mut dyn ResponsePlace,
    ) -> BoxFuture<'a, Result<StreamContext, Error>> {
        Box::pin(async move {
            Ok(self.perform(operation, prepared, place, Reading::Whole).await?.context)
        })
    }

    /// Makes a call.
    pub(crate) async fn perform(
        &self,
        operation: &'static Operation,
        prepared: Result<PreparedRequest, Error>,
        place: &mut dyn ResponsePlace,
        reading: Reading,
    ) -> Result<Opened, Error> {
        let (prepared, scope, clock) = (prepared?, self.scope(), &self.shared.io.clock);
        if let Some(own) = &self.own {
            own.check().map_err(|error| error.with_action(operation.name, 0))?;
        }
        let started = clock.now();
        let permit = match &self.shared.permits {
            Some(permits) => {
                Some(permit(self, permits).await.map_err(|it| it.with_action(operation.name, 0))?)
            }
            None => None,
        };
        let state = CallState::new(scope, operation, prepared, started)
            .streaming(reading == Reading::Events);
        let begun = if permit.is_some() { clock.now() } else { started };
        let (events, context) = drive(&self.shared.io, state, begun, place, reading).await?;
        Ok(Opened { events, context, permit })
    }
}

/// The state of a call after its response has arrived or begun to stream.
pub(crate) struct Opened {
    /// The response, if it streams.
    pub(crate) events: Option<Response<Body>>,
    /// The context of the call, which its stream needs.
    pub(crate) context: StreamContext,
    /// The call's permit under the limit of concurrent calls. A stream keeps it.
    pub(crate) permit: Option<Permit>,
}

/// Waits until the number of calls in progress is below the limit.
async fn permit(client: &Client, permits: &Permits) -> Result<Permit, Error> {
    let waited = within(&*client.io().sleep, client.scope().total(), permits.acquire()).await;
    waited.ok_or_else(|| {
        let text = "the call's time ran out while it waited for others (`max_concurrent_calls`)";
        Error::new(ErrorKind::Limited, text)
    })
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("settings", &self.shared.settings)
            .field("own", &self.own)
            .finish()
    }
}
