//! Waiting until a resource has reached a state.

mod error;
mod path;
mod rule;
mod run;
mod watched;

pub use error::{WaitError, WaitReason};
pub use rule::{Verdict, Waiter};

use crate::action::{Action, Operation};
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::named::{self, NamedAction};
use error::WaitProgress;
use path::unknown_field;
use run::{Progress, run};
use serde::Serialize;
use serde_json::Value;
use std::future::Future;
use watched::{NamedRequest, TypedRequest};

/// Calls an action until its response meets the waiter's condition.
///
/// The response is empty if the condition is that a resource no longer exists.
async fn wait<A: Action>(
    client: &Client,
    request: A,
    waiter: Waiter<A>,
) -> Result<A::Response, WaitError<A>> {
    let (mut progress, mut watched) = (Progress::default(), TypedRequest::new(request));
    let ended = match check(&waiter) {
        Ok(()) => run(client, &waiter.rule, &mut watched, &mut progress).await,
        Err(error) => {
            progress.error = Some(error);
            Err(WaitReason::Call)
        }
    };
    let Progress { calls, state, error } = progress;
    match ended {
        Ok(()) => Ok(watched.last.unwrap_or_default()),
        Err(reason) => {
            let progress =
                WaitProgress { waiter: waiter.rule.name, calls, state, last: watched.last, error };
            Err(WaitError::new(reason, progress))
        }
    }
}

/// Calls an action by its name until its response meets the waiter's condition.
async fn wait_named(
    client: &Client,
    request: Result<(&'static Operation, Vec<u8>), Error>,
    waiter: Waiter<Value>,
) -> Result<Value, Error> {
    let (operation, json) = request?;
    let request = serde_json::from_slice(&json).map_err(crate::request::unwritable)?;
    let (mut progress, mut watched) = (Progress::default(), NamedRequest::new(operation, request));
    let ended = run(client, &waiter.rule, &mut watched, &mut progress).await;
    let Progress { calls, state, error } = progress;
    match ended {
        Ok(()) => Ok(watched.last),
        Err(reason) => Err(error::ended(
            reason,
            operation.name,
            waiter.rule.name,
            state.as_deref(),
            calls,
            error,
        )),
    }
}

/// Checks that responses have the fields that the waiter reads.
///
/// # Errors
/// Returns an error if the waiter reads a field that responses do not have.
fn check<A: Action>(waiter: &Waiter<A>) -> Result<(), Error> {
    let mut response = A::Response::default();
    match waiter.rule.paths().find_map(|path| unknown_field(&mut response, path)) {
        None => Ok(()),
        Some(unknown) => {
            let text = format!("the waiter {} cannot be used: {unknown}", waiter.rule.name);
            Err(Error::new(ErrorKind::Configuration, text).with_action(A::OPERATION.name, 0))
        }
    }
}

impl Client {
    /// Calls an action until its response meets a condition: see the waiter constants of its
    /// request.
    ///
    /// Returns the last response. It is empty if the condition is that a resource no longer exists.
    ///
    /// # Errors
    /// Returns an error if the condition can no longer be met or is not met in time, or if a call
    /// fails.
    pub fn wait<A: Action>(
        &self,
        request: A,
        waiter: Waiter<A>,
    ) -> impl Future<Output = Result<A::Response, WaitError<A>>> + Send + use<A> {
        let client = self.clone();
        async move { wait(&client, request, waiter).await }
    }

    /// Calls an action by its name until its response meets a condition, and returns the last
    /// response.
    ///
    /// The response is null if the condition is that a resource no longer exists.
    ///
    /// # Errors
    /// Returns an error if the condition can no longer be met or is not met in time, or if a call
    /// fails. It also returns an error if the first response does not have the waiter's path.
    pub fn wait_named<P: Serialize>(
        &self,
        action: &NamedAction,
        parameters: P,
        waiter: Waiter<Value>,
    ) -> impl Future<Output = Result<Value, Error>> + Send + use<P> {
        let request = named::request(action, &parameters);
        drop(parameters);
        let client = self.clone();
        async move { wait_named(&client, request, waiter).await }
    }
}
