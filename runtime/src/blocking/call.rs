//! Calls that have not been sent yet.

use super::block_on;
use crate::action::Action;
use crate::error::{ActionError, Error};
use crate::settings::{CallSettings, call_setters};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;

/// A call that is sent by [`send`](Self::send). The methods of generated clients return it.
///
/// Its setters change the settings of this call only.
#[must_use = "a call is sent by `send`"]
pub struct Call<A: Action>(pub(super) crate::Call<A>);

impl<A: Action> Call<A> {
    /// Sends the call and returns the response.
    ///
    /// # Errors
    /// Returns an error of the service, or any other error of a call, such as a failed connection.
    #[inline]
    pub fn send(self) -> Result<A::Response, ActionError<A::ErrorCode>> {
        block_on(self.0)
    }

    #[inline]
    fn settings_mut(&mut self) -> Option<&mut CallSettings> {
        self.0.settings_mut()
    }
}

call_setters!(Call<A>, A: Action);

impl<A: Action> fmt::Debug for Call<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// A call of an action by its name, which is sent by [`send`](Self::send).
///
/// Its response is JSON, or a type of your own: see [`decode`](Self::decode).
#[must_use = "a call is sent by `send`"]
pub struct NamedCall<R = Value>(pub(super) crate::NamedCall<R>);

impl<R: DeserializeOwned> NamedCall<R> {
    /// Sets the type of the response: any type that is `Deserialize`.
    ///
    /// The type receives the contents of `Response`, including `RequestId`.
    pub fn decode<T: DeserializeOwned>(self) -> NamedCall<T> {
        NamedCall(self.0.decode())
    }

    /// Sends the call and returns the response.
    ///
    /// # Errors
    /// Returns the errors of the action. Returns an error of the kind `Decode` if the response does
    /// not fit the type.
    pub fn send(self) -> Result<R, Error> {
        block_on(self.0)
    }

    fn settings_mut(&mut self) -> Option<&mut CallSettings> {
        self.0.settings_mut()
    }
}

call_setters!(NamedCall<R>, R: ::serde::de::DeserializeOwned);

impl<R> fmt::Debug for NamedCall<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
