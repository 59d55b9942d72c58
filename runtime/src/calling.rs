use crate::action::Action;
use crate::error::ActionError;
use crate::time::BoxFuture;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A call that is made when it is awaited; what the methods of generated clients give.
///
/// It is a type of its own rather than what an `async fn` returns, because the compiler then has nothing to infer and to
/// check for each of the hundreds of methods.
#[must_use = "a call is made when it is awaited"]
pub struct Call<A: Action>(BoxFuture<'static, Result<A::Response, ActionError<A::ErrorCode>>>);

impl<A: Action> Call<A> {
    pub(crate) fn new(
        future: impl Future<Output = Result<A::Response, ActionError<A::ErrorCode>>> + Send + 'static,
    ) -> Self {
        Self(Box::pin(future))
    }
}

impl<A: Action> Future for Call<A> {
    type Output = Result<A::Response, ActionError<A::ErrorCode>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<A: Action> fmt::Debug for Call<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("action", &A::OPERATION.name).finish_non_exhaustive()
    }
}
