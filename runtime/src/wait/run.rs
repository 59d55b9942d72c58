use super::error::Seen;
use super::{Verdict, WaitError, WaitReason, Waiter};
use crate::action::Action;
use crate::client::Client;
use crate::config::Settings;
use crate::error::Error;
use crate::request::Message;
use crate::time::within;

/// Calls an action until what is waited for has come.
///
/// Where it has come because something is not there any more, the answer is empty.
pub(crate) async fn wait<A: Action>(
    client: &Client,
    message: Result<Message, Error>,
    waiter: Waiter<A>,
) -> Result<A::Response, WaitError<A>> {
    let (settings, rule) = (client.settings(), waiter.rule);
    let mut seen = Seen { waiter: rule.name, calls: 0, state: None, last: None, error: None };
    let message = match message {
        Ok(message) => message,
        Err(error) => return Err(WaitError::new(WaitReason::Call, Seen { error: Some(error), ..seen })),
    };
    let started = settings.clock.now().tick;
    loop {
        let left = rule.deadline.saturating_sub(settings.clock.now().tick.saturating_sub(started));
        let verdict = look(client, &message, left, &waiter, &mut seen).await;
        let pause = rule.pause(seen.calls, &*settings.randomness);
        match verdict {
            Some(Verdict::Success) => return Ok(seen.last.unwrap_or_default()),
            Some(Verdict::Failure) => return Err(WaitError::new(WaitReason::Failed, seen)),
            None => return Err(WaitError::new(WaitReason::Call, seen)),
            Some(Verdict::Retry) if is_late(settings, started.saturating_add(rule.deadline), pause) => {
                return Err(WaitError::new(WaitReason::TimedOut, seen));
            }
            Some(Verdict::Retry) => settings.sleep.sleep(pause).await,
        }
    }
}

/// Whether the next call would be too late.
fn is_late(settings: &Settings, deadline: std::time::Duration, pause: std::time::Duration) -> bool {
    deadline < std::time::Duration::MAX && settings.clock.now().tick.saturating_add(pause) >= deadline
}

/// Makes one call and says what it means; nothing where it failed for good.
async fn look<A: Action>(
    client: &Client,
    message: &Message,
    left: std::time::Duration,
    waiter: &Waiter<A>,
    seen: &mut Seen<A>,
) -> Option<Verdict> {
    let mut answer: Option<A::Response> = None;
    let call = client.execute(A::OPERATION, Ok(message.clone()), &mut answer);
    let done = within(&*client.settings().sleep, left, call).await;
    seen.calls += 1;
    match done {
        None => Some(Verdict::Retry),
        Some(Ok(rest)) => {
            let answer = answer.unwrap_or_default();
            let (verdict, state) = waiter.rule.judge(&answer);
            let state = state.map(|state| rest.secrets.redactor().clean(&state));
            (seen.state, seen.last, seen.error) = (state, Some(answer), None);
            Some(verdict)
        }
        Some(Err(error)) => {
            let verdict = waiter.rule.judge_error(&error);
            if verdict == Some(Verdict::Success) {
                seen.last = None;
            }
            seen.error = Some(error);
            verdict
        }
    }
}
