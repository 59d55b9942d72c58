//! Polling until the condition is met.
//!
//! Not here: the meaning of a response (rule.rs), the calls (watched.rs).

use super::rule::{SeenStates, WaitRule};
use super::watched::{PolledResponse, Watched};
use super::{Verdict, WaitReason};
use crate::client::Client;
use crate::driver::Io;
use crate::error::{Error, ErrorKind};
use crate::paging::{Cursor, Fingerprint, failed};
use crate::time::within;
use std::time::Duration;

/// The progress of a wait.
#[derive(Default)]
pub(super) struct Progress {
    pub(super) calls: u32,
    /// The last state.
    pub(super) state: Option<String>,
    /// The error of the last call, if it failed.
    pub(super) error: Option<Error>,
}

/// Calls an action until the condition is met. Returns the reason if that does not happen.
///
/// This code is shared by all actions.
pub(super) async fn run(
    client: &Client,
    rule: &WaitRule,
    watched: &mut dyn Watched,
    seen: &mut Progress,
) -> Result<(), WaitReason> {
    let io = client.io();
    let started = io.clock.now().tick;
    let mut looks = 0;
    loop {
        let left = rule.deadline.saturating_sub(io.clock.now().tick.saturating_sub(started));
        let looked = within(&*io.sleep, left, look(client, rule, watched, seen)).await;
        looks += 1;
        let pause = rule.pause(looks, &*client.settings().randomness);
        match looked.unwrap_or(Some(Verdict::Retry)) {
            Some(Verdict::Success) => return Ok(()),
            Some(Verdict::Failure) => return Err(WaitReason::Failed),
            None => return Err(WaitReason::Call),
            Some(Verdict::Retry) if is_late(io, started.saturating_add(rule.deadline), pause) => {
                return Err(WaitReason::TimedOut);
            }
            Some(Verdict::Retry) => io.sleep.sleep(pause).await,
        }
    }
}

/// Returns whether the next call would be too late.
fn is_late(io: &Io, deadline: Duration, pause: Duration) -> bool {
    deadline < Duration::MAX && io.clock.now().tick.saturating_add(pause) >= deadline
}

/// Polls once, over all pages, and returns the meaning; `None` if a call failed permanently.
async fn look(
    client: &Client,
    rule: &WaitRule,
    watched: &mut dyn Watched,
    seen: &mut Progress,
) -> Option<Verdict> {
    match states(client, rule, watched, seen).await {
        Ok(verdict) => {
            seen.error = None;
            Some(verdict)
        }
        Err(error) => {
            let verdict = rule.judge_error(&error);
            if verdict == Some(Verdict::Success) {
                watched.forget();
            }
            seen.error = Some(error);
            verdict
        }
    }
}

async fn states(
    client: &Client,
    rule: &WaitRule,
    watched: &mut dyn Watched,
    seen: &mut Progress,
) -> Result<Verdict, Error> {
    let list = watched.operation().list.filter(|list| rule.reads(list));
    let mut cursor = list.map(|list| Cursor::new(list.paging));
    let mut found = SeenStates::default();
    watched.restart();
    loop {
        if let Some(cursor) = &mut cursor {
            watched.aim(cursor)?;
        }
        seen.calls += 1;
        let response = match watched.call(client).await {
            Err(error) if cursor.as_mut().is_some_and(|cursor| cursor.ends_with(&error)) => break,
            response => response?,
        };
        check_path(rule, watched, &response)?;
        rule.look(&response.json, &mut found);
        let (verdict, state) = rule.judge(&found);
        seen.state = state.map(|state| response.context.secrets.redactor().clean(&state));
        if verdict == Verdict::Failure {
            return Ok(verdict);
        }
        match (&mut cursor, list) {
            (Some(cursor), Some(list)) => {
                turn_page(watched, cursor, list.items, response)?;
                if cursor.is_at_end() {
                    break;
                }
            }
            _ => {
                check_whole(rule, watched, &response)?;
                break;
            }
        }
    }
    Ok(rule.judge(&found).0)
}

fn turn_page(
    watched: &mut dyn Watched,
    cursor: &mut Cursor,
    items: &str,
    mut page: PolledResponse,
) -> Result<(), Error> {
    let hint = cursor.read_hint(&mut page.json);
    let items = crate::paging::value_at(&page.json, items).and_then(|items| items.as_array());
    let page = Fingerprint::from_items(items.map_or(&[][..], Vec::as_slice));
    watched.pass(cursor, hint, page).map_err(|error| error.with_action(watched.operation().name, 0))
}

/// Checks that the response has the state's field.
///
/// # Errors
/// Returns an error if the path does not exist in the response.
fn check_path(
    rule: &WaitRule,
    watched: &dyn Watched,
    response: &PolledResponse,
) -> Result<(), Error> {
    match rule.path().and_then(|path| watched.unknown(&response.json, path)) {
        None => Ok(()),
        Some(unknown) => {
            let text = format!("the waiter {} cannot be used: {unknown}", rule.name);
            Err(Error::new(ErrorKind::Configuration, text).with_action(watched.operation().name, 0))
        }
    }
}

/// Checks that the response has the whole list.
///
/// # Errors
/// Returns an error if the response has only a part of the list.
fn check_whole(
    rule: &WaitRule,
    watched: &dyn Watched,
    response: &PolledResponse,
) -> Result<(), Error> {
    let operation = watched.operation();
    // If the action pages, the total refers to its paged list, not to the one that the rule reads.
    match rule.lacks(&response.json).filter(|_| operation.list.is_none()) {
        None => Ok(()),
        Some(lack) => {
            let text = format!(
                "the response has {} of {} items: ask for all of them in one response, or wait for \
                    fewer",
                lack.items, lack.total
            );
            Err(failed(text).with_action(operation.name, 0))
        }
    }
}
