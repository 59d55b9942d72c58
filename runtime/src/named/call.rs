use super::NamedAction;
use super::prepare::{parameters as parameters_json, prepare};
use crate::action::EmptyResponse;
use crate::call::{PendingCall, Unsent};
use crate::client::Client;
use crate::codec::{Structure, exact, without_mark};
use crate::error::{Error, ErrorKind};
use crate::response::ResponsePlace;
use crate::settings::{CallSettings, call_setters};
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use zeroize::Zeroizing;

/// A call of an action by its name, which is sent when it is awaited.
///
/// Its response is JSON, or a type of your own: see [`decode`](Self::decode).
#[must_use = "a call is sent when it is awaited"]
pub struct NamedCall<R = Value> {
    pending: PendingCall<JsonPlace>,
    /// Why the call cannot be sent.
    error: Option<Error>,
    response: PhantomData<fn() -> R>,
}

impl<R: DeserializeOwned> NamedCall<R> {
    pub(crate) fn new(unsent: Result<Unsent<JsonPlace>, Error>) -> Self {
        let (pending, error) = match unsent {
            Ok(unsent) => (PendingCall::new(unsent), None),
            Err(error) => (PendingCall::over(), Some(error)),
        };
        Self { pending, error, response: PhantomData }
    }

    /// Sets the type of the response: any type that is `Deserialize`.
    ///
    /// The type receives the contents of `Response`, including `RequestId`.
    pub fn decode<T: DeserializeOwned>(self) -> NamedCall<T> {
        NamedCall { pending: self.pending, error: self.error, response: PhantomData }
    }

    pub(crate) fn settings_mut(&mut self) -> Option<&mut CallSettings> {
        self.pending.settings_mut()
    }
}

call_setters!(NamedCall<R>, R: ::serde::de::DeserializeOwned);

impl<R: DeserializeOwned> Future for NamedCall<R> {
    type Output = Result<R, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let Some(error) = self.error.take() {
            return Poll::Ready(Err(error));
        }
        let place = ready!(self.pending.poll(context))?;
        let decoded = response(&place.body)
            .and_then(|value| typed(value).map_err(|error| error.with_body(place.body.clone())));
        Poll::Ready(decoded.map_err(|error| place.named(error)))
    }
}

impl Client {
    /// Creates a call of an action by its name, which is sent when it is awaited.
    ///
    /// The parameters are a JSON object: a `serde_json::Value`, or any other value that is
    /// `Serialize`. The response is JSON, or a type of your own: see [`NamedCall::decode`].
    pub fn call_named<P: Serialize>(&self, action: &NamedAction, parameters: P) -> NamedCall {
        NamedCall::new(self.unsent_named(action, &parameters))
    }

    fn unsent_named(
        &self,
        action: &NamedAction,
        parameters: impl Serialize,
    ) -> Result<Unsent<JsonPlace>, Error> {
        let operation = action.operation()?;
        let json = parameters_json(parameters);
        let prepared = json.and_then(|json| prepare(operation, json, &*self.settings().randomness));
        let prepared = prepared.map_err(|error| error.with_action(operation.name, 0));
        Ok(Unsent {
            client: self.clone(),
            operation,
            prepared,
            place: JsonPlace::new(operation.name),
        })
    }
}

impl<R> fmt::Debug for NamedCall<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NamedCall").finish_non_exhaustive()
    }
}

/// The place of a response of unknown type: its text is kept.
pub(crate) struct JsonPlace {
    action: &'static str,
    empty: EmptyResponse<()>,
    pub(crate) body: Bytes,
}

impl JsonPlace {
    pub(crate) fn new(action: &'static str) -> Self {
        Self { action, empty: EmptyResponse::default(), body: Bytes::new() }
    }

    fn named(&self, error: Error) -> Error {
        error.with_action(self.action, 1).with_request_id(self.empty.request_id.clone())
    }
}

impl ResponsePlace for JsonPlace {
    fn open(&mut self) -> &mut dyn Structure {
        self.empty = EmptyResponse::default();
        &mut self.empty
    }

    fn keep(&mut self, body: &Bytes) {
        self.body = body.clone();
    }

    /// Returns none: the type does not tell which fields are secret.
    fn secrets(&self) -> Vec<Zeroizing<String>> {
        Vec::new()
    }
}

/// Returns the contents of `Response`.
///
/// # Errors
/// Returns an error if the text is not JSON. The engine has already found an envelope in it.
pub(crate) fn response(body: &Bytes) -> Result<Value, Error> {
    let text = without_mark(body);
    let parsed = serde_json::from_slice::<Value>(text).or_else(|error| match exact(text) {
        Some(written) => serde_json::from_str(&written.text),
        None => Err(error),
    });
    match parsed {
        Ok(mut envelope) => Ok(envelope["Response"].take()),
        Err(error) => Err(unreadable(&error).with_body(body.clone())),
    }
}

/// Converts JSON into a type.
///
/// # Errors
/// Returns an error if the JSON does not fit the type.
pub(super) fn typed<R: DeserializeOwned>(value: Value) -> Result<R, Error> {
    serde_json::from_value(value).map_err(|error| unreadable(&error))
}

/// Returns an error with the position in the text.
///
/// It does not quote the text, which may be a secret.
fn unreadable(error: &serde_json::Error) -> Error {
    let text = match error.classify() {
        serde_json::error::Category::Data => {
            format!("the response does not fit the type: {}", without_values(error))
        }
        _ => "the response cannot be read as JSON".to_owned(),
    };
    Error::new(ErrorKind::Decode, text)
}

/// Removes quoted text from an error: serde quotes strings of the wrong type.
fn without_values(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match (text.find('"'), text.rfind('"')) {
        (Some(start), Some(end)) if start < end => {
            format!("{}\"…\"{}", &text[..start], &text[end + 1..])
        }
        _ => text,
    }
}
