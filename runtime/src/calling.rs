//! Calls that have not been sent yet, and their responses with the type erased.

use crate::action::{Action, Operation};
use crate::call_settings::{CallSettings, call_setters};
use crate::client::Client;
use crate::codec::{DroppedValue, Structure, secrets};
use crate::error::{ActionError, Error};
use crate::request::Message;
use crate::time::BoxFuture;
use bytes::Bytes;
use std::any::Any;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use zeroize::Zeroizing;

/// A call that is sent when it is awaited. The methods of generated clients return it.
///
/// Its setters change the settings of this call only.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_runtime::{Action, Client, Error, Region, RetryPolicy};
///
/// async fn once<A: Action>(client: &Client, request: A) -> Result<A::Response, Error> {
///     let call = client.call(request).region(Region::AP_BEIJING).timeout(Duration::from_secs(5));
///     Ok(call.retry(RetryPolicy::off()).header("x-trace", "7").await?)
/// }
/// ```
// This is a named type rather than the result of an `async fn`, and the code that it runs is the
// same for all actions. To compile a call of one more action costs little more than its response
// type.
#[must_use = "a call is sent when it is awaited"]
pub struct Call<A: Action> {
    running: Running<Answer>,
    action: PhantomData<fn(A)>,
}

impl<A: Action> Call<A> {
    #[inline]
    pub(crate) fn new(unsent: Unsent<Answer>) -> Self {
        Self { running: Running::new(unsent), action: PhantomData }
    }

    #[inline]
    pub(crate) fn settings_mut(&mut self) -> Option<&mut CallSettings> {
        self.running.settings_mut()
    }
}

call_setters!(Call<A>, A: Action);

impl<A: Action> Future for Call<A> {
    type Output = Result<A::Response, ActionError<A::ErrorCode>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.running.poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Ok(answer)) => Poll::Ready(Ok(answer.take())),
            Poll::Ready(Err(error)) => Poll::Ready(Err(ActionError::new(error))),
        }
    }
}

/// A request that has not been sent, and the place for its response.
pub(crate) struct Unsent<P> {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) message: Result<Message, Error>,
    pub(crate) place: P,
}

/// A call without the type of its response.
///
/// It keeps the response, so that the code that is compiled for each type has nothing to clean up.
pub(crate) struct Running<P> {
    state: State<P>,
    response: Option<P>,
}

enum State<P> {
    Unsent(Unsent<P>),
    Sent(BoxFuture<'static, Result<P, Error>>),
    /// The placeholder while the state changes from one to the other.
    Over,
}

impl<P: AnswerPlace + Unpin + 'static> Running<P> {
    pub(crate) fn new(unsent: Unsent<P>) -> Self {
        Self { state: State::Unsent(unsent), response: None }
    }

    /// Returns a call that is never sent.
    pub(crate) fn over() -> Self {
        Self { state: State::Over, response: None }
    }

    /// Returns the call's settings, until the call is sent.
    pub(crate) fn settings_mut(&mut self) -> Option<&mut CallSettings> {
        match &mut self.state {
            State::Unsent(unsent) => Some(unsent.client.settings_mut()),
            State::Sent(_) | State::Over => None,
        }
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<&mut P, Error>> {
        if let State::Unsent(_) = self.state
            && let State::Unsent(unsent) = std::mem::replace(&mut self.state, State::Over)
        {
            self.state = State::Sent(unsent.send());
        }
        let State::Sent(future) = &mut self.state else { return Poll::Pending };
        let response = ready!(future.as_mut().poll(context))?;
        Poll::Ready(Ok(self.response.insert(response)))
    }
}

impl<A: Action> fmt::Debug for Call<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("action", &A::OPERATION.name).finish_non_exhaustive()
    }
}

/// A place for a response whose type only the caller knows.
pub(crate) struct Answer {
    make: fn() -> Box<dyn Kept>,
    value: Option<Box<dyn Kept>>,
    dropped: Vec<DroppedValue>,
}

impl Answer {
    /// Creates a place for a response of type `T`.
    #[inline]
    pub(crate) fn of<T: Structure + Default>() -> Self {
        Self { make: empty::<T>, value: None, dropped: Vec::new() }
    }

    /// Returns the response, or an empty one if there is none.
    #[inline]
    pub(crate) fn take<T: Structure + Default>(&mut self) -> T {
        if let Some(value) = self.any()
            && let Some(value) = value.downcast_mut()
        {
            return std::mem::take(value);
        }
        T::default()
    }

    /// Returns the values of the response that do not fit its type.
    pub(crate) fn take_dropped(&mut self) -> Vec<DroppedValue> {
        std::mem::take(&mut self.dropped)
    }

    fn any(&mut self) -> Option<&mut dyn Any> {
        match &mut self.value {
            Some(value) => Some(&mut **value),
            None => None,
        }
    }
}

/// Creates an empty response.
///
/// The compiler generates this function, like every function here with a type parameter for the
/// response, for each action that a program calls. They are written to be cheap to compile.
#[inline]
fn empty<T: Structure + Default>() -> Box<dyn Kept> {
    Box::new(T::default())
}

/// A response that is kept until its type is known again.
///
/// Only responses implement it: each method of a trait object costs the compiler one more function
/// for each type.
trait Kept: Structure + Any {}

impl<T: Structure> Kept for T {}

/// A place where the engine stores a response.
pub(crate) trait AnswerPlace: Send {
    /// Creates an empty response and returns it to be filled.
    fn open(&mut self) -> &mut dyn Structure;

    /// Returns the secrets of the stored response.
    fn secrets(&self) -> Vec<Zeroizing<String>>;

    /// Receives the body of a response that has been read.
    fn keep(&mut self, _body: &Bytes) {}

    /// Receives the values of the response that do not fit its type.
    fn leave_out(&mut self, _dropped: &[DroppedValue]) {}
}

impl AnswerPlace for Answer {
    fn open(&mut self) -> &mut dyn Structure {
        &mut **self.value.insert((self.make)())
    }

    fn secrets(&self) -> Vec<Zeroizing<String>> {
        self.value.as_ref().map(|value| secrets(&&**value)).unwrap_or_default()
    }

    fn leave_out(&mut self, dropped: &[DroppedValue]) {
        self.dropped = dropped.to_vec();
    }
}

impl<T: Structure + Default> AnswerPlace for Option<T> {
    fn open(&mut self) -> &mut dyn Structure {
        self.insert(T::default())
    }

    fn secrets(&self) -> Vec<Zeroizing<String>> {
        self.as_ref().map(|value| secrets(&value)).unwrap_or_default()
    }
}
