use crate::action::Action;
use crate::codec::{DroppedValue, Structure};
use crate::error::{ActionError, Error};
use crate::time::BoxFuture;
use std::any::Any;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A call that is made when it is awaited; what the methods of generated clients give.
///
/// It is a type of its own rather than what an `async fn` returns, and what it runs is the same for all actions: a call
/// of one costs the compiler no more than telling which type to expect.
#[must_use = "a call is made when it is awaited"]
pub struct Call<A: Action> {
    running: Running,
    action: PhantomData<fn(A)>,
}

impl<A: Action> Call<A> {
    #[inline]
    pub(crate) fn new(future: BoxFuture<'static, Result<Answer, Error>>) -> Self {
        Self { running: Running { future, answer: None }, action: PhantomData }
    }
}

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

/// The call without the type of its answer. It keeps the answer, so that there is nothing to clean up where the type is known.
struct Running {
    future: BoxFuture<'static, Result<Answer, Error>>,
    answer: Option<Answer>,
}

impl Running {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<&mut Answer, Error>> {
        let answer = ready!(self.future.as_mut().poll(context))?;
        Poll::Ready(Ok(self.answer.insert(answer)))
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

    /// Takes in what of the response does not fit its type.
    fn leave_out(&mut self, _dropped: &[DroppedValue]) {}
}

impl AnswerPlace for Answer {
    fn open(&mut self) -> &mut dyn Structure {
        &mut **self.value.insert((self.make)())
    }

    fn leave_out(&mut self, dropped: &[DroppedValue]) {
        self.dropped = dropped.to_vec();
    }
}

impl<T: Structure + Default> AnswerPlace for Option<T> {
    fn open(&mut self) -> &mut dyn Structure {
        self.insert(T::default())
    }
}
