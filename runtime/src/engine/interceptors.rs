//! The calls of interceptors around an attempt.

use super::CallState;
use crate::error::{Error, ErrorKind};
use crate::intercept::{Attempt, Next, Outcome, OutgoingRequest};
use crate::request::PreparedRequest;
use crate::response::ResponsePlace;
use crate::settings::is_reserved;
use crate::sign::hash;
use crate::time::Now;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response};

/// A request that interceptors have processed.
pub(super) struct Intercepted {
    pub(super) prepared: PreparedRequest,
    /// The headers that are added to the client's.
    pub(super) added: Vec<(HeaderName, HeaderValue)>,
    /// The response, if the request is not to be sent.
    pub(super) response: Option<Response<Bytes>>,
}

impl CallState<'_> {
    /// Passes the next request to the interceptors. Returns `None` if there are none.
    ///
    /// # Errors
    /// Returns the error of an interceptor, or an error if it adds a header that the client sets.
    pub(super) fn intercept_before(&mut self) -> Result<Option<Intercepted>, Error> {
        let interceptors = &self.scope.settings.interceptors;
        if interceptors.is_empty() {
            return Ok(None);
        }
        let mut request = OutgoingRequest {
            headers: self.scope.headers().iter().cloned().collect(),
            content_type: self.prepared.content_type.to_string(),
            body: self.prepared.body.clone(),
            is_changed: false,
        };
        let mut response = None;
        let (scope, operation, number) = (self.scope, self.operation, self.attempts + 1);
        for interceptor in interceptors {
            let mut attempt =
                Attempt { operation, region: scope.region(), number, state: &mut self.state };
            match interceptor.before(&mut attempt, &mut request)? {
                Next::Send => {}
                Next::Respond(own) => {
                    response = Some(own);
                    break;
                }
            }
        }
        let mut prepared = self.prepared.clone();
        if request.is_changed {
            prepared.hash = hash(&request.body);
            prepared.body = request.body;
        }
        Ok(Some(Intercepted { prepared, added: added(request.headers)?, response }))
    }

    /// Reports the outcome of an attempt to the interceptors, the last one first.
    pub(super) fn intercept_after(
        &mut self,
        response: Option<(&Response<Bytes>, &dyn ResponsePlace)>,
        error: Option<&Error>,
        now: Now,
    ) {
        let interceptors = &self.scope.settings.interceptors;
        if interceptors.is_empty() {
            return;
        }
        let of_response = response.as_ref().map(|(_, place)| place.secrets()).unwrap_or_default();
        let redactor =
            self.secrets.redactor().and_values(of_response.iter().map(|secret| secret.as_str()));
        let duration = now.tick.saturating_sub(self.sent);
        let outcome = Outcome {
            response: response.map(|(response, _)| response),
            error,
            duration,
            redactor: &redactor,
        };
        let (scope, operation, number) = (self.scope, self.operation, self.attempts);
        for interceptor in interceptors.iter().rev() {
            let mut attempt =
                Attempt { operation, region: scope.region(), number, state: &mut self.state };
            interceptor.after(&mut attempt, &outcome);
        }
    }
}

/// Returns the added headers.
///
/// # Errors
/// Returns an error if the client sets one of the headers itself.
fn added(headers: HeaderMap) -> Result<Vec<(HeaderName, HeaderValue)>, Error> {
    if let Some(name) = headers.keys().find(|name| is_reserved(name)) {
        let text = format!("an interceptor adds the header {name}, which is set by the client");
        return Err(Error::new(ErrorKind::Configuration, text));
    }
    let mut last = None;
    // Further values of a header come without its name.
    let named = headers.into_iter().filter_map(|(name, value)| {
        last = name.or_else(|| last.take());
        last.clone().map(|name| (name, value))
    });
    Ok(named.collect())
}
