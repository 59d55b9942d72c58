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
    let plan = |(wire, waiter): (&String, &Waiter)| {
        let method = names.waiters.get(wire).cloned().unwrap_or_default();
        let is_other = |other: &&String| *other != wire && constant(other) == constant(wire);
        let constant = match action.waiters.keys().find(is_other) {
            // Methods have different names already.
            Some(_) => method.trim_start_matches("wait_until_").to_uppercase(),
            None => constant(wire),
        };
        WaiterPlan {
            wire: wire.clone(),
            docs: docs(waiter, &names.request, &constant),
            summary: doc::summary(&waiter.docs),
            waiter: waiter.clone(),
            method,
            constant,
        }
    };
    action.waiters.iter().map(plan).collect()
}

/// Returns the name of the constant of a waiter that has it alone.
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

#[cfg(test)]
mod tests {
    use crate::testing::{action, api, plan, waiter};

    #[test]
    fn names_and_times_of_waiters() {
        let mut api = api("DescribeTask.out State: String");
        let it = action(&mut api, "DescribeTask");
        for (name, interval) in [("TaskDone", 5), ("IPv6Gone", 30)] {
            let mut rule = waiter("State", "DONE");
            rule.docs = "Waits for the end. Not for its result.".to_owned();
            (rule.interval, rule.deadline) = (interval, 600);
            it.waiters.insert(name.to_owned(), rule);
        }
        let plan = plan(&api);
        let cases = [
            ("TaskDone", "wait_until_task_done", "TASK_DONE", "every 5 s", "600 s"),
            ("IPv6Gone", "wait_until_ipv6_gone", "IPV6_GONE", "every 30 s", "600 s"),
        ];
        for (it, (wire, method, constant, interval, deadline)) in
            plan.actions[0].waiters.iter().zip(cases)
        {
            let names = [&it.wire, &it.method, &it.constant].map(String::as_str);
            assert_eq!(names, [wire, method, constant]);
            assert_eq!(it.summary, ["Waits for the end."]);
            let docs = it.docs.join("/");
            assert!(docs.starts_with("Waits for the end.//Not for its result.//Polls"), "{docs}");
            let link = format!("[`{constant}`](super::DescribeTaskRequest::{constant})");
            for part in [interval, deadline, &link, "/# Errors//"] {
                assert!(docs.contains(part), "{part:?} is not in {docs}");
            }
        }
    }

    #[test]
    fn constants_of_one_request_are_different() {
        let mut api = api("A.out State: String");
        for name in ["TaskDone", "TASK_DONE", "Task_Gone"] {
            action(&mut api, "A").waiters.insert(name.to_owned(), waiter("State", "DONE"));
        }
        let plan = plan(&api);
        let constants: Vec<_> =
            plan.actions[0].waiters.iter().map(|it| it.constant.as_str()).collect();
        // Of two that collide, the later in alphabetical order has the suffix of its method.
        assert_eq!(constants, ["TASK_DONE_STATE", "TASK_DONE", "TASK_GONE"]);
    }
}
