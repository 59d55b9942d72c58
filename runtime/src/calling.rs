//! Calls that have not been sent yet, and their responses without a type.

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

/// A call that is sent when it is awaited; the methods of generated clients return it. Its setters change settings for
/// this call alone.
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
// It is a type of its own rather than what an `async fn` returns, and what it runs is the same for all actions: a call of
// one costs the compiler no more than telling which type to expect.
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

/// A call without the type of its response. It keeps the response, so that there is nothing to clean up in code that is
/// made for each type.
pub(crate) struct Running<P> {
    state: State<P>,
    response: Option<P>,
}

enum State<P> {
    Unsent(Unsent<P>),
    Sent(BoxFuture<'static, Result<P, Error>>),
    /// Changed from one to the other.
    Over,
}

impl<P: AnswerPlace + Unpin + 'static> Running<P> {
    pub(crate) fn new(unsent: Unsent<P>) -> Self {
        Self { state: State::Unsent(unsent), response: None }
    }

    /// A call that is never sent.
    pub(crate) fn over() -> Self {
        Self { state: State::Over, response: None }
    }

    /// The call's settings, until it is sent.
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

/// A place for an answer whose type only the caller knows.
pub(crate) struct Answer {
    make: fn() -> Box<dyn Kept>,
    value: Option<Box<dyn Kept>>,
    dropped: Vec<DroppedValue>,
}

impl Answer {
    /// A place for an answer of type `T`.
    #[inline]
    pub(crate) fn of<T: Structure + Default>() -> Self {
        Self { make: empty::<T>, value: None, dropped: Vec::new() }
    }

    /// The answer, or an empty one where there is none.
    #[inline]
    pub(crate) fn take<T: Structure + Default>(&mut self) -> T {
        if let Some(value) = self.any()
            && let Some(value) = value.downcast_mut()
        {
            return std::mem::take(value);
        }
        T::default()
    }

    /// The values of the response that do not fit its type.
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

/// There is one of these for each action that a program calls, as of each function here that has a parameter for its
/// type: they are written so that the compiler has little to do.
#[inline]
fn empty<T: Structure + Default>() -> Box<dyn Kept> {
    Box::new(T::default())
}

/// An answer that is kept until its type is known again. Of structures only answers are: what each structure can do costs
/// the compiler a function more for each type.
trait Kept: Structure + Any {}

impl<T: Structure> Kept for T {}

/// Where the engine puts an answer.
pub(crate) trait AnswerPlace: Send {
    /// Makes an empty answer and gives it to be filled.
    fn open(&mut self) -> &mut dyn Structure;

    /// The secrets of the response that is in it.
    fn secrets(&self) -> Vec<Zeroizing<String>>;

    /// Takes in the text of a response that has been read.
    fn keep(&mut self, _body: &Bytes) {}

    /// Takes in what of the response does not fit its type.
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
