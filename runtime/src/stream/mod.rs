//! Responses that are streams of events.

use crate::action::{Action, Operation};
use crate::client::{Client, Opened};
use crate::driver::{Io, Reading};
use crate::engine::{Secrets, StreamContext};
use crate::error::{ActionError, Error, ErrorKind};
use crate::limit::Permit;
use crate::request::PreparedRequest;
use crate::response::{self, EventParser, RawEvent, ResponsePlace};
use crate::settings::Settings;
use crate::time::BoxFuture;
use crate::transport::{Body, TransportError, TransportErrorKind};
use futures_core::Stream;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A request whose response may be a stream of events.
pub trait Streamed: Action {}

/// One event of a stream.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StreamEvent<R> {
    /// The kind of event, if the service names one.
    pub name: Option<String>,
    /// The event's ID, if it has one.
    pub id: Option<String>,
    /// The event's data, in the type of the action's response. Only the fields that the event
    /// contains are set.
    pub data: R,
}

/// The events of a response, as they arrive.
///
/// It is also a [`Stream`].
///
/// An action may also respond with one JSON body, for example if the request sets `Stream: false`.
/// There is then one event with the whole response, and [`is_streamed`](Self::is_streamed) returns
/// false. A stream that is silent for longer than [`idle_timeout`](crate::Config::idle_timeout)
/// fails. Dropping the stream closes the connection.
///
/// The stream ends with the service's `[DONE]`, or when the body ends as HTTP specifies. It fails,
/// and returns no further events, if
///
/// - an event contains an error of the service (`Error`, `Response.Error`, or an error in the form
///   of older gateways, such as `{"code": 4100, …}`), or is named `error`: the error then contains
///   its data, JSON or not;
/// - a line without `data:` is a JSON object with an error;
/// - the connection fails before the body has ended;
/// - the body ends in the middle of a line, or with a line that is not part of an event, such as a
///   gateway's text;
/// - the body ends before the first event.
///
/// A body with neither a `Content-Length` nor chunked encoding ends when the server closes the
/// connection. HTTP then cannot tell whether the stream is complete.
///
/// ```
/// use tencentcloud_runtime::{Client, Error, Streamed};
///
/// async fn print<A: Streamed>(client: &Client, request: A) -> Result<(), Error> {
///     let mut events = client.stream(request).await?;
///     while let Some(event) = events.try_next().await? {
///         println!("{:?}", event.name);
///     }
///     Ok(())
/// }
/// ```
#[must_use = "events are read only when they are asked for"]
pub struct EventStream<A: Streamed> {
    client: Client,
    context: StreamContext,
    request_id: Option<String>,
    whole: Option<A::Response>,
    source: Option<EventSource>,
}

/// The rest of the stream.
struct EventSource {
    body: Body,
    parser: EventParser,
    timer: Option<BoxFuture<'static, ()>>,
    /// True if the body has ended.
    has_ended: bool,
    /// True if there was any event, including `[DONE]`.
    has_events: bool,
    /// Released together with the connection.
    _permit: Option<Permit>,
}

// No field is pinned.
impl<A: Streamed> Unpin for EventStream<A> {}

type NextEvent<A> =
    Option<Result<StreamEvent<<A as Action>::Response>, ActionError<<A as Action>::ErrorCode>>>;

impl<A: Streamed> EventStream<A> {
    pub(crate) fn new(client: Client, opened: Opened, response: A::Response) -> Self {
        let Opened { events, context, permit } = opened;
        let Some(events) = events else {
            return Self { client, context, request_id: None, whole: Some(response), source: None };
        };
        let request_id = response::header_id(events.headers(), &context.secrets.redactor());
        let source = EventSource::new(events.into_body(), permit);
        Self { client, context, request_id, whole: None, source: Some(source) }
    }

    /// Returns whether the service streams its response, rather than sending it as one body.
    pub fn is_streamed(&self) -> bool {
        self.source.is_some()
    }

    /// Returns the request ID, if the stream's headers contain it.
    ///
    /// If the response is not streamed, the ID is a field of it.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Returns the next event, or `None` after the last.
    ///
    /// # Errors
    /// Returns the errors of the action, which can also occur in the middle of the stream. Returns
    /// an error if the connection fails or the stream is silent for too long.
    pub async fn try_next(
        &mut self,
    ) -> Result<Option<StreamEvent<A::Response>>, ActionError<A::ErrorCode>> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<NextEvent<A>> {
        if let Some(data) = self.whole.take() {
            return Poll::Ready(Some(Ok(StreamEvent { name: None, id: None, data })));
        }
        let Some(source) = &mut self.source else { return Poll::Ready(None) };
        let raw = ready!(source.poll(&self.client, &self.context.secrets, context)).transpose();
        let event =
            raw.map(|raw| raw.and_then(|raw| self.decode(raw)).map_err(|error| self.named(error)));
        if !matches!(event, Some(Ok(_))) {
            self.end(event.as_ref().and_then(|event| event.as_ref().err()));
        }
        Poll::Ready(event.map(|event| event.map_err(ActionError::new)))
    }

    fn decode(&self, raw: RawEvent) -> Result<StreamEvent<A::Response>, Error> {
        let mut place: Option<A::Response> = None;
        self.context.read_event(self.client.scope(), raw.data.into(), &mut place)?;
        Ok(StreamEvent { name: raw.name, id: raw.id, data: place.unwrap_or_default() })
    }

    /// Closes the connection and reports how the stream ended.
    fn end(&mut self, error: Option<&Error>) {
        self.source = None;
        let request_id = error.and_then(Error::request_id).or(self.request_id.as_deref());
        let now = self.client.io().clock.now();
        self.context.stream_ended(self.client.scope(), error, request_id, now);
    }

    fn named(&self, error: Error) -> Error {
        let request_id = error.request_id().map(str::to_owned).or_else(|| self.request_id.clone());
        error.with_request_id(request_id).with_action(A::OPERATION.name, self.context.attempts)
    }
}

impl<A: Streamed> fmt::Debug for EventStream<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("EventStream");
        debug
            .field("request_id", &self.request_id)
            .field("is_streamed", &self.is_streamed())
            .finish_non_exhaustive()
    }
}

impl<A: Streamed> Stream for EventStream<A> {
    type Item = Result<StreamEvent<A::Response>, ActionError<A::ErrorCode>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl EventSource {
    fn new(body: Body, permit: Option<Permit>) -> Self {
        Self {
            body,
            parser: EventParser::default(),
            timer: None,
            has_ended: false,
            has_events: false,
            _permit: permit,
        }
    }

    /// Returns the next event with data, or `None` at the end.
    fn poll(
        &mut self,
        client: &Client,
        secrets: &Secrets,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<RawEvent>, Error>> {
        let settings = client.settings();
        loop {
            if let Some(event) = self.parser.next() {
                self.has_events = true;
                return Poll::Ready(match event {
                    event if event.is_error() => {
                        Err(response::event_error(&event.data, &secrets.redactor()))
                    }
                    event if event.is_end() => Ok(None),
                    event => Ok(Some(event)),
                });
            }
            if self.has_ended {
                return Poll::Ready(self.end(secrets));
            }
            if self.parser.pending() > settings.max_response_bytes {
                let error = TransportError::new(TransportErrorKind::TooLarge);
                return Poll::Ready(Err(response::transport_failure(
                    error,
                    settings.max_response_bytes,
                    &secrets.redactor(),
                )));
            }
            ready!(self.poll_body(settings, client.io(), secrets, context))?;
        }
    }

    /// Reads more of the body.
    fn poll_body(
        &mut self,
        settings: &Settings,
        io: &Io,
        secrets: &Secrets,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), Error>> {
        Poll::Ready(match self.body.poll_next(context) {
            Poll::Ready(Some(Ok(piece))) => {
                self.timer = None;
                self.parser.feed(&piece);
                Ok(())
            }
            Poll::Ready(Some(Err(error))) => Err(match error.kind() {
                TransportErrorKind::Timeout => silent(settings),
                _ => response::transport_failure(
                    error,
                    settings.max_response_bytes,
                    &secrets.redactor(),
                ),
            }),
            Poll::Ready(None) => {
                self.has_ended = true;
                self.parser.finish();
                Ok(())
            }
            Poll::Pending => {
                let idle = settings.timeouts.idle;
                let timer = self.timer.get_or_insert_with(|| io.sleep.limit(idle));
                return timer.as_mut().poll(context).map(|()| Err(silent(settings)));
            }
        })
    }

    /// Returns the outcome of a stream whose body has ended.
    fn end(&mut self, secrets: &Secrets) -> Result<Option<RawEvent>, Error> {
        match self.parser.stray() {
            Some(line) => {
                let line = response::quote(&line, &secrets.redactor());
                let text = format!("the stream ends with text that is not an event: {line}");
                Err(Error::new(ErrorKind::Http, text))
            }
            None if self.has_events => Ok(None),
            None => Err(Error::new(ErrorKind::Http, "the stream ended before its first event")),
        }
    }
}

fn silent(settings: &Settings) -> Error {
    let idle = settings.timeouts.idle;
    Error::new(ErrorKind::Timeout, format!("the stream of events was silent for {idle:?}"))
}

impl Client {
    /// Calls an action whose response may be a stream of events, and returns the events as they
    /// arrive.
    ///
    /// # Errors
    /// Returns an error of the service, or any other error of a call, such as a failed connection.
    pub fn stream<A: Streamed>(
        &self,
        mut request: A,
    ) -> impl Future<Output = Result<EventStream<A>, ActionError<A::ErrorCode>>> + Send + use<A>
    {
        let prepared = self.prepare(A::OPERATION, &mut request);
        drop(request);
        let client = self.clone();
        async move {
            let mut response: Option<A::Response> = None;
            let opened = open(&client, A::OPERATION, prepared, &mut response).await;
            let opened = opened.map_err(ActionError::new)?;
            Ok(EventStream::new(client, opened, response.unwrap_or_default()))
        }
    }
}

/// Makes a call until its response has arrived or begins to stream.
fn open<'a>(
    client: &'a Client,
    operation: &'static Operation,
    prepared: Result<PreparedRequest, Error>,
    place: &'a mut dyn ResponsePlace,
) -> BoxFuture<'a, Result<Opened, Error>> {
    Box::pin(client.perform(operation, prepared, place, Reading::Events))
}
