//! Calls, which are sent when they are awaited. Not here: what happens then (client.rs).

use crate::action::{Action, Operation};
use crate::client::Client;
use crate::codec::Structure;
use crate::driver::Reading;
use crate::error::{ActionError, Error};
use crate::request::PreparedRequest;
use crate::response::{ErasedResponse, ResponsePlace};
use crate::settings::{CallSettings, call_setters};
use crate::time::BoxFuture;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

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
    pending: PendingCall<ErasedResponse>,
    action: PhantomData<fn(A)>,
}

impl<A: Action> Call<A> {
    #[inline]
    pub(crate) fn new(unsent: Unsent<ErasedResponse>) -> Self {
        Self { pending: PendingCall::new(unsent), action: PhantomData }
    }

    #[inline]
    pub(crate) fn settings_mut(&mut self) -> Option<&mut CallSettings> {
        self.pending.settings_mut()
    }
}

call_setters!(Call<A>, A: Action);

impl<A: Action> Future for Call<A> {
    type Output = Result<A::Response, ActionError<A::ErrorCode>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.pending.poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Ok(response)) => Poll::Ready(Ok(response.take_response())),
            Poll::Ready(Err(error)) => Poll::Ready(Err(ActionError::new(error))),
        }
    }
}

/// A request that has not been sent, and the place for its response.
pub(crate) struct Unsent<P> {
    pub(crate) client: Client,
    pub(crate) operation: &'static Operation,
    pub(crate) prepared: Result<PreparedRequest, Error>,
    pub(crate) place: P,
}

/// A call without the type of its response.
///
/// It keeps the response, so that the code that is compiled for each type has nothing to clean up.
pub(crate) struct PendingCall<P> {
    state: PendingState<P>,
    response: Option<P>,
}

enum PendingState<P> {
    Unsent(Unsent<P>),
    Sent(BoxFuture<'static, Result<P, Error>>),
    /// The placeholder while the state changes from one to the other.
    Over,
}

impl<P: ResponsePlace + Unpin + 'static> PendingCall<P> {
    pub(crate) fn new(unsent: Unsent<P>) -> Self {
        Self { state: PendingState::Unsent(unsent), response: None }
    }

    /// Returns a call that is never sent.
    pub(crate) fn over() -> Self {
        Self { state: PendingState::Over, response: None }
    }

    /// Returns the call's settings, until the call is sent.
    pub(crate) fn settings_mut(&mut self) -> Option<&mut CallSettings> {
        match &mut self.state {
            PendingState::Unsent(unsent) => Some(unsent.client.settings_mut()),
            PendingState::Sent(_) | PendingState::Over => None,
        }
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<&mut P, Error>> {
        if let PendingState::Unsent(_) = self.state
            && let PendingState::Unsent(unsent) =
                std::mem::replace(&mut self.state, PendingState::Over)
        {
            self.state = PendingState::Sent(unsent.send());
        }
        let PendingState::Sent(future) = &mut self.state else { return Poll::Pending };
        let response = ready!(future.as_mut().poll(context))?;
        Poll::Ready(Ok(self.response.insert(response)))
    }
}

impl<A: Action> fmt::Debug for Call<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("action", &A::OPERATION.name).finish_non_exhaustive()
    }
}

impl Client {
    /// Creates a call of an action, which is sent when it is awaited.
    #[inline]
    pub fn call<A: Action>(&self, mut request: A) -> Call<A> {
        Call::new(self.unsent(
            A::OPERATION,
            &mut request,
            ErasedResponse::empty_of::<A::Response>(),
        ))
    }

    /// Prepares a request, to be sent later.
    ///
    /// This code is shared by all actions.
    pub(crate) fn unsent(
        &self,
        operation: &'static Operation,
        request: &mut dyn Structure,
        place: ErasedResponse,
    ) -> Unsent<ErasedResponse> {
        Unsent {
            client: self.clone(),
            operation,
            prepared: self.prepare(operation, request),
            place,
        }
    }
}

impl<P: ResponsePlace + 'static> Unsent<P> {
    /// Sends the call. The future returns the response.
    pub(crate) fn send(self) -> BoxFuture<'static, Result<P, Error>> {
        let Self { client, operation, prepared, mut place } = self;
        Box::pin(async move {
            client.perform(operation, prepared, &mut place, Reading::Whole).await?;
            Ok(place)
        })
    }
}
