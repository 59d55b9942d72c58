use crate::doc;
use crate::name::snake;
use crate::names::ActionNames;
use tencentcloud_spec::model::{Action, Waiter};

/// A waiter.
pub(crate) struct WaiterPlan {
    /// The name in the description.
    pub(crate) wire: String,
    /// The client's method.
    pub(crate) method: String,
    /// The request's constant.
    pub(crate) constant: String,
    /// Lines of the method's doc comment.
    pub(crate) docs: Vec<String>,
    /// Lines of the constant's doc comment.
    pub(crate) summary: Vec<String>,
    /// The names on the wire, and the intervals.
    pub(crate) waiter: Waiter,
}

pub(super) fn plan_waiters(action: &Action, names: &ActionNames) -> Vec<WaiterPlan> {
    let plan = |(wire, waiter): (&String, &Waiter)| WaiterPlan {
        wire: wire.clone(),
        method: names.waiters.get(wire).cloned().unwrap_or_default(),
        docs: docs(waiter, &names.request, &constant(wire)),
        constant: constant(wire),
        summary: doc::summary(&waiter.docs),
        waiter: waiter.clone(),
    };
    action.waiters.iter().map(plan).collect()
}

/// Returns the name of a waiter's constant.
fn constant(wire: &str) -> String {
    snake(wire).to_uppercase()
}

fn docs(waiter: &Waiter, request: &str, constant: &str) -> Vec<String> {
    let mut lines = doc::lines(&waiter.docs);
    let times = format!(
        "Polls about every {} s at first, then less often, for at most {} s. Returns the last \
            response, which is empty if the resource no longer exists. To change these times, pass \
            [`{constant}`](super::{request}::{constant}) to [`wait`](Self::wait) with another \
            `interval` or `deadline`.",
        waiter.interval, waiter.deadline
    );
    lines.extend([String::new(), times, String::new(), "# Errors".to_owned(), String::new()]);
    let errors = "Returns an error if the state can no longer be reached or is not reached in \
        time, or if a call fails.";
    lines.push(errors.to_owned());
    lines
}
