use super::path::list_at;
use crate::action::PagedList;
use crate::error::Error;
use crate::paging::value_at;
use crate::time::{Randomness, jitter, scaled};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

/// The effect of a response or an error code on a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The wait has succeeded.
    Success,
    /// The wait has failed: success is no longer possible.
    Failure,
    /// The wait continues.
    Retry,
}

/// The condition of a wait, and how often to call the action.
///
/// Generated requests have waiters as constants; the setters change how long they wait.
///
/// ```
/// use std::time::Duration;
/// use tencentcloud_runtime::{Action, Client, Error, Waiter};
///
/// async fn until_running<A: Action>(client: &Client, request: A) -> Result<A::Response, Error> {
///     let running = Waiter::new("Running").field("State").success(&["RUNNING"])
///         .failure(&["FAILED"]);
///     Ok(client.wait(request, running.deadline(Duration::from_secs(600))).await?)
/// }
/// ```
pub struct Waiter<A> {
    pub(super) rule: WaitRule,
    action: PhantomData<fn(A)>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct WaitRule {
    pub(super) name: &'static str,
    field: Option<&'static str>,
    count: Option<&'static str>,
    success: &'static [&'static str],
    failure: &'static [&'static str],
    errors: &'static [(&'static str, Verdict)],
    interval: Duration,
    pub(super) deadline: Duration,
}

impl<A> Clone for Waiter<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A> Copy for Waiter<A> {}

impl<A> fmt::Debug for Waiter<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Waiter").field(&self.rule).finish()
    }
}

impl<A> Waiter<A> {
    /// Creates a waiter with a name, which errors mention.
    ///
    /// It polls every 5 s at first, backing off to 30 s, for at most one hour.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        let rule = WaitRule {
            name,
            field: None,
            count: None,
            success: &[],
            failure: &[],
            errors: &[],
            interval: Duration::from_secs(5),
            deadline: Duration::from_secs(3600),
        };
        Self { rule, action: PhantomData }
    }

    /// Sets the field of responses that contains the state, by its name on the wire.
    ///
    /// A path with dots leads into structures and lists. If it leads through a list, all items must
    /// have a success state, and one item with a failure state ends the wait.
    ///
    /// Each poll reads all pages of a list that the action pages through. If the action does not
    /// page, the wait fails if the list's `TotalCount` exceeds the number of items in the response.
    /// A path that the response's type does not have is an error before
    /// the first call.
    #[must_use]
    pub const fn field(mut self, path: &'static str) -> Self {
        self.rule.field = Some(path);
        self
    }

    /// Sets the response field that contains the number of items to wait for.
    ///
    /// The list on the path of [`field`](Self::field) must then have that many items. By default it
    /// must have at least one.
    #[must_use]
    pub const fn count(mut self, path: &'static str) -> Self {
        self.rule.count = Some(path);
        self
    }

    /// Sets the states that mean success.
    ///
    /// A state that means neither success nor failure continues the wait.
    #[must_use]
    pub const fn success(mut self, states: &'static [&'static str]) -> Self {
        self.rule.success = states;
        self
    }

    /// Sets the states that mean failure.
    #[must_use]
    pub const fn failure(mut self, states: &'static [&'static str]) -> Self {
        self.rule.failure = states;
        self
    }

    /// Sets the meaning of error codes.
    ///
    /// An error with another code continues the wait if it is
    /// [retryable](crate::Error::is_retryable), and otherwise ends it.
    #[must_use]
    pub const fn errors(mut self, errors: &'static [(&'static str, Verdict)]) -> Self {
        self.rule.errors = errors;
        self
    }

    /// Sets the longest pause after the first call. Defaults to 5 s.
    ///
    /// The pause grows by half after each call, up to six times this value. Each pause is shortened
    /// at random, by at most half.
    #[must_use]
    pub const fn interval(mut self, interval: Duration) -> Self {
        self.rule.interval = interval;
        self
    }

    /// Sets how long to wait at most. Defaults to one hour.
    #[must_use]
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.rule.deadline = deadline;
        self
    }
}

impl WaitRule {
    /// Returns the path of the state in responses.
    pub(super) fn path(&self) -> Option<&'static str> {
        self.field
    }

    /// Returns the paths of the fields that the rule reads.
    pub(super) fn paths(&self) -> impl Iterator<Item = &'static str> {
        [self.field, self.count].into_iter().flatten()
    }

    /// Returns whether the state is in the items of this list: all its pages are then read.
    pub(super) fn reads(&self, list: &PagedList) -> bool {
        let rest = self.field.and_then(|path| path.strip_prefix(list.items));
        rest.is_some_and(|rest| rest.starts_with('.'))
    }

    /// Collects the states of a response, or of one page.
    pub(super) fn look(&self, response: &Value, found: &mut SeenStates) {
        let Some(path) = self.field else { return };
        found.is_list |= collect(response, path, &mut found.states);
        found.wanted = self.count.and_then(|path| number(response, path)).or(found.wanted);
    }

    /// Returns how many items a list lacks according to its total, unless the rule sets a number of
    /// items.
    pub(super) fn lacks(&self, response: &Value) -> Option<MissingItems> {
        let list = list_at(response, self.field?).filter(|_| self.count.is_none())?;
        let total = list.parent.get("TotalCount").and_then(whole)?;
        let items = list.items.len() as u64;
        (items < total).then_some(MissingItems { items, total })
    }

    /// Returns the meaning of the states, and the state that decides it.
    pub(super) fn judge(&self, found: &SeenStates) -> (Verdict, Option<String>) {
        let states = &found.states;
        let find = |among: &[&str], expected: bool| {
            states
                .iter()
                .flatten()
                .find(|state| among.contains(&state.as_str()) == expected)
                .cloned()
        };
        if let Some(failed) = find(self.failure, true) {
            return (Verdict::Failure, Some(failed));
        }
        let is_success = |state: &Option<String>| {
            state.as_ref().is_some_and(|it| self.success.contains(&it.as_str()))
        };
        let enough = !found.is_list || states.len() as u64 >= found.wanted.unwrap_or(1);
        if enough && states.iter().all(is_success) && (found.is_list || !states.is_empty()) {
            return (Verdict::Success, states.iter().flatten().next().cloned());
        }
        (Verdict::Retry, find(self.success, false))
    }

    /// Returns the meaning of a failed call, or `None` if it ends the wait.
    pub(super) fn judge_error(&self, error: &Error) -> Option<Verdict> {
        let code = error.code().unwrap_or_default();
        let verdict =
            self.errors.iter().find(|(known, _)| *known == code).map(|(_, verdict)| *verdict);
        verdict.or_else(|| error.is_retryable().then_some(Verdict::Retry))
    }

    /// Returns how long to wait after the given number of calls.
    pub(super) fn pause(&self, calls: u32, randomness: &dyn Randomness) -> Duration {
        let steps = calls.saturating_sub(1).min(10);
        let grown = scaled(self.interval, 3_u32.pow(steps), 2_u32.pow(steps));
        let half = grown.min(self.interval.saturating_mul(6)) / 2;
        half + jitter(randomness, half)
    }
}

/// The states in a response, over all its pages.
#[derive(Default)]
pub(super) struct SeenStates {
    states: Vec<Option<String>>,
    /// True if the path leads through a list.
    is_list: bool,
    /// The required number of states.
    wanted: Option<u64>,
}

/// An incomplete list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MissingItems {
    pub(super) items: u64,
    pub(super) total: u64,
}

/// Collects the values at a path, one per item. Returns `true` if the path leads through a list.
fn collect(value: &Value, path: &str, states: &mut Vec<Option<String>>) -> bool {
    let (step, rest) = path.split_once('.').map_or((path, None), |(step, rest)| (step, Some(rest)));
    let Some(rest) = rest else {
        states.push(text(&value[step]));
        return false;
    };
    match &value[step] {
        Value::Array(items) => {
            for item in items {
                collect(item, rest, states);
            }
            true
        }
        inner => collect(inner, rest, states),
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn number(value: &Value, path: &str) -> Option<u64> {
    value_at(value, path).and_then(whole)
}

/// Returns an integer, which may be a string in JSON.
fn whole(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::{MissingItems, SeenStates, Verdict, WaitRule, Waiter};
    use crate::error::{Error, ErrorKind};
    use crate::testing::{Always, Ask};
    use serde_json::{Value, json};
    use std::time::Duration;

    const WAITER: Waiter<Ask> = Waiter::new("Done").success(&["done", "2"]).failure(&["broken"]);

    /// Returns the meaning of responses that are the pages of one list.
    fn judge(rule: WaitRule, pages: &[Value]) -> (Verdict, Option<String>) {
        let mut found = SeenStates::default();
        pages.iter().for_each(|page| rule.look(page, &mut found));
        rule.judge(&found)
    }

    #[test]
    fn one_state() {
        let cases = [
            ("Name", json!({"Name": "done"}), Verdict::Success, Some("done")),
            ("Name", json!({"Name": "broken"}), Verdict::Failure, Some("broken")),
            ("Name", json!({"Name": "new"}), Verdict::Retry, Some("new")),
            ("Name", json!({}), Verdict::Retry, None),
            ("Inner.Name", json!({"Inner": {"Name": "done"}}), Verdict::Success, Some("done")),
            ("Inner.Name", json!({"Name": "done"}), Verdict::Retry, None),
            ("Count", json!({"Count": 2}), Verdict::Success, Some("2")),
        ];
        for (path, response, verdict, state) in cases {
            let judged = judge(WAITER.field(path).rule, std::slice::from_ref(&response));
            assert_eq!(judged, (verdict, state.map(str::to_owned)), "{path} {response}");
        }
        assert_eq!(judge(WAITER.rule, &[json!({"Name": "done"})]), (Verdict::Retry, None));
    }

    #[test]
    fn many_states() {
        let rule = WAITER.field("Inners.Name").count("Count").rule;
        let many = |count: Option<u64>, pages: &[&[&str]]| {
            let inners = |states: &[&str]| {
                states.iter().map(|state| json!({"Name": state})).collect::<Value>()
            };
            let pages: Vec<_> =
                pages.iter().map(|it| json!({"Count": count, "Inners": inners(it)})).collect();
            judge(rule, &pages)
        };
        assert_eq!(many(Some(2), &[&["done", "done"]]).0, Verdict::Success);
        assert_eq!(many(Some(2), &[&["done"]]).0, Verdict::Retry);
        assert_eq!(many(Some(2), &[&["done"], &["done"]]).0, Verdict::Success);
        assert_eq!(many(Some(2), &[&["done"], &["new"]]), (Verdict::Retry, Some("new".to_owned())));
        assert_eq!(
            many(Some(3), &[&["done"], &["broken"]]),
            (Verdict::Failure, Some("broken".to_owned()))
        );
        assert_eq!(many(Some(0), &[&[]]).0, Verdict::Success);
        assert_eq!(many(None, &[&[]]).0, Verdict::Retry);
        assert_eq!(many(None, &[&["done"]]).0, Verdict::Success);
    }

    #[test]
    fn lists_that_are_not_whole() {
        let list = |total: Value| {
            json!({"Data": {"TotalCount": total, "Items": [{"Name": "done"},
            {"Name": "done"}]}})
        };
        let rule = WAITER.field("Data.Items.Name").rule;
        assert_eq!(rule.lacks(&list(json!(45))), Some(MissingItems { items: 2, total: 45 }));
        assert_eq!(rule.lacks(&list(json!("3"))), Some(MissingItems { items: 2, total: 3 }));
        for total in [json!(2), json!(0), json!(null)] {
            assert_eq!(rule.lacks(&list(total)), None);
        }
        assert_eq!(
            WAITER.field("Data.Items.Name").count("Data.TotalCount").rule.lacks(&list(json!(45))),
            None
        );
        assert_eq!(WAITER.field("Data.TotalCount").rule.lacks(&list(json!(45))), None);
    }

    #[test]
    fn codes() {
        let rule = WAITER.errors(&[("ResourceNotFound.Thing", Verdict::Success)]).rule;
        let service = |code: &str| Error::new(ErrorKind::Service, "").with_code(code);
        assert_eq!(rule.judge_error(&service("ResourceNotFound.Thing")), Some(Verdict::Success));
        assert_eq!(rule.judge_error(&service("ResourceNotFound")), None);
        assert_eq!(rule.judge_error(&service("InternalError.Db")), Some(Verdict::Retry));
        assert_eq!(rule.judge_error(&Error::new(ErrorKind::Network, "")), Some(Verdict::Retry));
        assert_eq!(rule.judge_error(&Error::new(ErrorKind::Decode, "")), None);
    }

    #[test]
    fn pauses_grow_up_to_a_bound() {
        let rule = WAITER.interval(Duration::from_secs(4)).rule;
        let longest: Vec<_> =
            (1..=7).map(|calls| rule.pause(calls, &Always(0xff)).as_secs_f64()).collect();
        assert_eq!(longest, [4.0, 6.0, 9.0, 13.5, 20.25, 24.0, 24.0]);
        assert_eq!(rule.pause(1, &Always(0)), Duration::from_secs(2));
        assert_eq!(rule.pause(u32::MAX, &Always(0xff)), Duration::from_secs(24));
        for interval in [Duration::ZERO, Duration::from_nanos(1), Duration::MAX] {
            let pause = WAITER.interval(interval).rule.pause(u32::MAX, &Always(0xff));
            assert!(pause <= interval.saturating_mul(6), "{pause:?}");
        }
    }
}
