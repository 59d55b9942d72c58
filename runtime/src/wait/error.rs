use crate::action::Action;
use crate::error::{ActionError, Error, ErrorKind};
use crate::text::OneLine;
use std::fmt;

/// Why a wait ended without success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WaitReason {
    /// A state was reached that rules out success.
    Failed,
    /// The state was not reached in time. It may still be reached later.
    TimedOut,
    /// A call failed permanently.
    Call,
}

/// The error of a wait that ended without success, with the last response and state.
///
/// It converts into an [`Error`] with `?`.
pub struct WaitError<A: Action>(Box<WaitErrorInner<A>>);

struct WaitErrorInner<A: Action> {
    reason: WaitReason,
    waiter: &'static str,
    calls: u32,
    state: Option<String>,
    last: Option<A::Response>,
    error: Option<ActionError<A::ErrorCode>>,
}

/// The progress of a wait when it ended.
pub(super) struct WaitProgress<A: Action> {
    pub(super) waiter: &'static str,
    pub(super) calls: u32,
    pub(super) state: Option<String>,
    pub(super) last: Option<A::Response>,
    pub(super) error: Option<Error>,
}

impl<A: Action> WaitError<A> {
    pub(super) fn new(reason: WaitReason, progress: WaitProgress<A>) -> Self {
        let WaitProgress { waiter, calls, state, last, error } = progress;
        Self(Box::new(WaitErrorInner {
            reason,
            waiter,
            calls,
            state,
            last,
            error: error.map(ActionError::new),
        }))
    }

    /// Returns why the wait ended.
    pub fn reason(&self) -> WaitReason {
        self.0.reason
    }

    /// Returns whether a state was reached that rules out success.
    pub fn is_failed(&self) -> bool {
        self.0.reason == WaitReason::Failed
    }

    /// Returns whether the state was not reached in time. You can wait again, or set a longer
    /// [`deadline`](crate::Waiter::deadline).
    pub fn is_timed_out(&self) -> bool {
        self.0.reason == WaitReason::TimedOut
    }

    /// Returns the last state, such as `FAILED`.
    pub fn state(&self) -> Option<&str> {
        self.0.state.as_deref()
    }

    /// Returns the last response, if there was one.
    pub fn last(&self) -> Option<&A::Response> {
        self.0.last.as_ref()
    }

    /// Returns the last response by value, if there was one.
    pub fn into_last(self) -> Option<A::Response> {
        self.0.last
    }

    /// Returns the error of the last call, if it failed.
    pub fn error(&self) -> Option<&ActionError<A::ErrorCode>> {
        self.0.error.as_ref()
    }

    /// Returns the number of calls made.
    pub fn calls(&self) -> u32 {
        self.0.calls
    }
}

impl<A: Action> WaitErrorInner<A> {
    fn message(&self) -> String {
        message(self.reason, self.waiter, self.state.as_deref(), self.calls)
    }
}

fn message(reason: WaitReason, waiter: &str, state: Option<&str>, calls: u32) -> String {
    let state = match state {
        Some(state) => format!("the state is {}", OneLine(state)),
        None => "no state was seen".to_owned(),
    };
    let calls = if calls == 1 { "1 call".to_owned() } else { format!("{calls} calls") };
    match reason {
        WaitReason::Failed => format!("waiting for {waiter} failed after {calls}: {state}"),
        WaitReason::TimedOut => format!("waiting for {waiter} timed out after {calls}: {state}"),
        WaitReason::Call => format!("waiting for {waiter} failed with an error after {calls}"),
    }
}

/// Returns the error of a wait, without the types of an action.
pub(super) fn ended(
    reason: WaitReason,
    action: &'static str,
    waiter: &str,
    state: Option<&str>,
    calls: u32,
    cause: Option<Error>,
) -> Error {
    let error =
        Error::new(ErrorKind::Wait, message(reason, waiter, state, calls)).with_action(action, 0);
    match (reason, cause) {
        (WaitReason::Call, Some(cause)) => cause,
        (_, Some(cause)) => error.with_source(cause),
        (_, None) => error,
    }
}

impl<A: Action> fmt::Display for WaitError<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", A::OPERATION.name, self.0.message())
    }
}

impl<A: Action> fmt::Debug for WaitError<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitError")
            .field("action", &A::OPERATION.name)
            .field("waiter", &self.0.waiter)
            .field("reason", &self.0.reason)
            .field("state", &self.0.state)
            .field("calls", &self.0.calls)
            .field("error", &self.0.error)
            .finish_non_exhaustive()
    }
}

impl<A: Action> std::error::Error for WaitError<A> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.error.as_ref().map(|error| &**error as _)
    }
}

impl<A: Action> From<WaitError<A>> for Error {
    fn from(error: WaitError<A>) -> Self {
        let WaitErrorInner { reason, waiter, calls, state, error, .. } = *error.0;
        ended(reason, A::OPERATION.name, waiter, state.as_deref(), calls, error.map(Error::from))
    }
}
