//! The async driver of the call engine.

use crate::calling::AnswerPlace;
use crate::config::Settings;
use crate::credential::{Credential, CredentialRequest};
use crate::engine::{Call, Event, Rest, Step};
use crate::error::{Error, ErrorKind};
use crate::response::is_packed;
use crate::stream::is_event_stream;
use crate::time::{self, Now};
use crate::transport::{Body, TimeLimits, TransportError, TransportErrorKind};
use bytes::Bytes;
use http::{Request, Response};
use std::time::Duration;

/// How a response is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As a whole.
    Whole,
    /// As a stream of events, if it is one.
    Events,
}

/// Carries out the engine's steps until the call is over or a stream of events begins.
///
/// Returns the response that streams, if there is one, and the rest of the call's state.
pub(crate) async fn drive(
    settings: &Settings,
    mut call: Call<'_>,
    mut now: Now,
    place: &mut dyn AnswerPlace,
    reading: Reading,
) -> Result<(Option<Response<Body>>, Rest), Error> {
    let mut event = Event::Begin;
    loop {
        event = match call.advance(event, now, place) {
            Step::Credential { request, within } => {
                Event::Credential(call.span().around(credential(settings, request, within)).await)
            }
            Step::Send { request, within } => {
                match call.attempt_span().around(send(settings, request, within, reading)).await {
                    Ok(Answer::Whole(answer)) => Event::Answer(answer),
                    Ok(Answer::Events(answer)) => {
                        let rest = call.streams(answer.headers(), settings.clock.now());
                        return Ok((Some(answer), rest));
                    }
                    Err(lost) => Event::Lost(lost),
                }
            }
            Step::Respond(response) if reading == Reading::Events && streams(&response) => {
                let rest = call.streams(response.headers(), settings.clock.now());
                return Ok((Some(response.map(Body::whole)), rest));
            }
            Step::Respond(response) => Event::Answer(response),
            Step::Wait(duration) => {
                settings.sleep.sleep(duration).await;
                Event::Waited
            }
            Step::Done(result) => return result.map(|()| (None, call.into_rest(now))),
        };
        now = settings.clock.now();
    }
}

async fn credential(
    settings: &Settings,
    request: CredentialRequest,
    within: Duration,
) -> Result<Credential, Error> {
    let Some(provider) = &settings.credentials else {
        return Err(Error::new(ErrorKind::Credentials, "the client has no credentials"));
    };
    let late = || Error::new(ErrorKind::Timeout, "time ran out while waiting for credentials");
    time::within(&*settings.sleep, within, provider.credential(request))
        .await
        .unwrap_or_else(|| Err(late()))
}

enum Answer {
    Whole(Response<Bytes>),
    Events(Response<Body>),
}

async fn send(
    settings: &Settings,
    mut request: Request<Bytes>,
    within: Duration,
    reading: Reading,
) -> Result<Answer, TransportError> {
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
        let answer = settings.transport.send(request).await?;
        if reading == Reading::Events && streams(&answer) {
            // A compressed stream cannot be read, and waiting for its end could take long.
            return Ok(if is_packed(answer.headers()) {
                Answer::Whole(answer.map(|_| Bytes::new()))
            } else {
                Answer::Events(answer)
            });
        }
        let (parts, body) = answer.into_parts();
        Ok(Answer::Whole(Response::from_parts(parts, body.collect(settings.max_answer).await?)))
    };
    let late = || TransportError::new(TransportErrorKind::Timeout);
    time::within(&*settings.sleep, within, exchange).await.unwrap_or_else(|| Err(late()))
}

/// Returns whether a response is a stream of events.
fn streams<T>(response: &Response<T>) -> bool {
    response.status().is_success() && is_event_stream(response.headers())
}
