//! The driver of the call engine: performs the I/O that the engine asks for.

use crate::credential::{Credential, CredentialProvider, CredentialRequest};
use crate::engine::{CallState, Effect, Event, StreamContext};
use crate::error::{Error, ErrorKind};
use crate::response::{ResponsePlace, is_event_stream, is_packed};
use crate::settings::Settings;
use crate::time::{Clock, Now, Sleep};
use crate::transport::{Body, TimeLimits, Transport, TransportError, TransportErrorKind};
use bytes::Bytes;
use http::{Request, Response};
use std::sync::Arc;
use std::time::Duration;

/// The I/O of the calls of a client.
pub(crate) struct Io {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) credentials: Option<Arc<dyn CredentialProvider>>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) sleep: Arc<dyn Sleep>,
}

/// How a response is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As a whole.
    Whole,
    /// As a stream of events, if it is one.
    Events,
}

/// Carries out the effects that the engine asks for, until the call is over or a stream of events
/// begins.
///
/// Returns the response that streams, if there is one, and the context of the call.
pub(crate) async fn drive(
    io: &Io,
    mut call: CallState<'_>,
    mut now: Now,
    place: &mut dyn ResponsePlace,
    reading: Reading,
) -> Result<(Option<Response<Body>>, StreamContext), Error> {
    let mut event = Event::Begin;
    loop {
        event = match call.advance(event, now, place) {
            Effect::Credential { request, within } => {
                Event::Credential(call.span().around(credential(io, request, within)).await)
            }
            Effect::Send { request, within } => {
                match call
                    .attempt_span()
                    .around(send(io, call.settings(), request, within, reading))
                    .await
                {
                    Ok(Arrived::Whole(response)) => Event::Response(response),
                    Ok(Arrived::Events(response)) => {
                        let context = call.streams(response.headers(), io.clock.now());
                        return Ok((Some(response), context));
                    }
                    Err(failure) => Event::TransportFailed(failure),
                }
            }
            Effect::Respond(response) if reading == Reading::Events && streams(&response) => {
                let context = call.streams(response.headers(), io.clock.now());
                return Ok((Some(response.map(Body::whole)), context));
            }
            Effect::Respond(response) => Event::Response(response),
            Effect::Wait(duration) => {
                io.sleep.sleep(duration).await;
                Event::Waited
            }
            Effect::Done(result) => return result.map(|()| (None, call.into_context(now))),
        };
        now = io.clock.now();
    }
}

async fn credential(
    io: &Io,
    request: CredentialRequest,
    within: Duration,
) -> Result<Credential, Error> {
    let Some(provider) = &io.credentials else {
        return Err(Error::new(ErrorKind::Credentials, "the client has no credentials"));
    };
    let late = || Error::new(ErrorKind::Timeout, "time ran out while waiting for credentials");
    crate::time::within(&*io.sleep, within, provider.credential(request))
        .await
        .unwrap_or_else(|| Err(late()))
}

enum Arrived {
    Whole(Response<Bytes>),
    Events(Response<Body>),
}

async fn send(
    io: &Io,
    settings: &Settings,
    mut request: Request<Bytes>,
    within: Duration,
    reading: Reading,
) -> Result<Arrived, TransportError> {
    let idle = settings.timeouts.idle;
    let (within, limits) = match reading {
        Reading::Whole => (within, TimeLimits { exchange: Some(within), ..TimeLimits::default() }),
        // The duration of a stream has no limit, only its silence has one.
        Reading::Events => (
            within.min(idle),
            TimeLimits { exchange: None, head: Some(within.min(idle)), read: Some(idle) },
        ),
    };
    request.extensions_mut().insert(limits);
    let exchange = async {
        let response = io.transport.send(request).await?;
        if reading == Reading::Events && streams(&response) {
            // A compressed stream cannot be read, and waiting for its end could take long.
            return Ok(if is_packed(response.headers()) {
                Arrived::Whole(response.map(|_| Bytes::new()))
            } else {
                Arrived::Events(response)
            });
        }
        let (parts, body) = response.into_parts();
        Ok(Arrived::Whole(Response::from_parts(
            parts,
            body.collect(settings.max_response_bytes).await?,
        )))
    };
    let late = || TransportError::new(TransportErrorKind::Timeout);
    crate::time::within(&*io.sleep, within, exchange).await.unwrap_or_else(|| Err(late()))
}

/// Returns whether a response is a stream of events.
fn streams<T>(response: &Response<T>) -> bool {
    response.status().is_success() && is_event_stream(response.headers())
}
