//! The async shell around the call engine.

use crate::codec::Place;
use crate::config::Settings;
use crate::credential::{Credential, CredentialRequest};
use crate::engine::{Call, Event, Step};
use crate::error::{Error, ErrorKind};
use crate::transport::{TimeLimits, TransportError, TransportErrorKind};
use bytes::Bytes;
use http::{Request, Response};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

/// Does what the engine says until it says that the call is over.
pub(crate) async fn drive(
    settings: &Settings,
    mut call: Call<'_>,
    place: &mut (dyn Place + Send),
) -> Result<(), Error> {
    let mut event = Event::Begin;
    loop {
        event = match call.advance(event, settings.clock.now(), place) {
            Step::Credential { request, within } => {
                Event::Credential(call.span().around(credential(settings, request, within)).await)
            }
            Step::Send { request, within } => match call.attempt_span().around(send(settings, request, within)).await {
                Ok(answer) => Event::Answer(answer),
                Err(lost) => Event::Lost(lost),
            },
            Step::Wait(duration) => {
                settings.sleep.sleep(duration).await;
                Event::Waited
            }
            Step::Done(result) => return result,
        };
    }
}

async fn credential(settings: &Settings, request: CredentialRequest, within: Duration) -> Result<Credential, Error> {
    let Some(provider) = &settings.credentials else {
        return Err(Error::new(ErrorKind::Credentials, "the client has no credentials"));
    };
    let late = || Error::new(ErrorKind::Timeout, "time ran out while waiting for credentials");
    limited(settings, provider.credential(request), within).await.unwrap_or_else(|| Err(late()))
}

async fn send(
    settings: &Settings,
    mut request: Request<Bytes>,
    within: Duration,
) -> Result<Response<Bytes>, TransportError> {
    request.extensions_mut().insert(TimeLimits { exchange: Some(within), ..TimeLimits::default() });
    let exchange = async {
        let (parts, body) = settings.transport.send(request).await?.into_parts();
        Ok(Response::from_parts(parts, body.collect(settings.max_answer).await?))
    };
    let late = || TransportError::new(TransportErrorKind::Timeout);
    limited(settings, exchange, within).await.unwrap_or_else(|| Err(late()))
}

/// What a future gives, or nothing where that takes longer than the limit.
async fn limited<T>(settings: &Settings, future: impl Future<Output = T>, within: Duration) -> Option<T> {
    let mut future = pin!(future);
    let mut timer = None;
    poll_fn(|context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        // The timer is started only when there is something to wait for.
        let timer = timer.get_or_insert_with(|| settings.sleep.sleep(within));
        timer.as_mut().poll(context).map(|()| None)
    })
    .await
}
