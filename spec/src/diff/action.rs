//! Actions.

use super::changes::Changes;
use super::context::Context;
use super::field::{FieldSide, FieldTypes, compare_fields, shape};
use super::kind::ChangeKind;
use super::pair::pairs;
use crate::model::{Action, Paging, Region, Status, Waiter};

pub(super) fn compare(context: &Context<'_>, changes: &mut Changes) {
    let mut pairs = pairs(
        context.old.actions.iter().map(|(name, action)| (name.as_str(), action)),
        context.new.actions.iter().map(|(name, action)| (name.as_str(), action)),
    );
    let mut renamed = pairs.renamed(|name, _| Some(name.to_ascii_lowercase()));
    renamed.extend(pairs.renamed(|_, action| identity(action)));
    for (name, _) in &pairs.removed {
        changes.push(ChangeKind::ActionRemoved, path(name), "");
    }
    for (name, _) in &pairs.added {
        changes.push(ChangeKind::ActionAdded, path(name), "");
    }
    for (old, before, new, after) in renamed {
        changes.push(ChangeKind::ActionRenamed, path(new), format!("was {old}"));
        compare_one(new, before, after, context, changes);
    }
    for (name, before, after) in pairs.both {
        compare_one(name, before, after, context, changes);
    }
}

/// Returns the properties that identify an action under another name: its prose and its fields.
fn identity(action: &Action) -> Option<(&str, FieldTypes, FieldTypes)> {
    let known = !action.docs.is_empty() && action.input.len() + action.output.len() > 2;
    known.then(|| (action.docs.as_str(), shape(&action.input), shape(&action.output)))
}

fn compare_one(
    name: &str,
    old: &Action,
    new: &Action,
    context: &Context<'_>,
    changes: &mut Changes,
) {
    let path = path(name);
    changes.docs(ChangeKind::ActionDocs, &path, &old.docs, &new.docs);
    status(&path, old.status, new.status, changes);
    call(&path, old, new, changes);
    repeat(&path, old, new, changes);
    region(&path, old.region, new.region, changes);
    if old.rate_limit != new.rate_limit {
        let shown =
            |limit: Option<u32>| limit.map_or("unknown".to_owned(), |limit| format!("{limit}/s"));
        let what = format!("{} → {}", shown(old.rate_limit), shown(new.rate_limit));
        changes.push(ChangeKind::RateLimit, &path, what);
    }
    compare_fields(
        &format!("{path}/input"),
        (&old.input, &new.input),
        FieldSide::Request,
        context,
        changes,
    );
    compare_fields(
        &format!("{path}/output"),
        (&old.output, &new.output),
        FieldSide::Response,
        context,
        changes,
    );
    errors(&path, &old.errors, &new.errors, changes);
    paging(&path, old.paging.as_ref(), new.paging.as_ref(), changes);
    waiters(&path, old, new, changes);
    if old.examples != new.examples {
        let what = format!("{} → {}", old.examples.len(), new.examples.len());
        changes.push(ChangeKind::Examples, &path, what);
    }
    if old.sources != new.sources {
        changes.push(ChangeKind::Sources, &path, new.sources.join(", "));
    }
}

fn status(path: &str, old: Status, new: Status, changes: &mut Changes) {
    let kind = match new {
        _ if old == new => return,
        Status::Online => ChangeKind::ActionRevived,
        Status::Deprecated => ChangeKind::ActionDeprecated,
        Status::Offline => ChangeKind::ActionOffline,
    };
    changes.push(kind, path, format!("{} → {}", word(&old), word(&new)));
}

/// Compares the ways in which an action is called.
fn call(path: &str, old: &Action, new: &Action, changes: &mut Changes) {
    if old.body != new.body {
        changes.push(ChangeKind::Body, path, format!("{} → {}", word(&old.body), word(&new.body)));
    }
    match (old.unsigned, new.unsigned) {
        (false, true) => changes.push(ChangeKind::Unsigned, path, "signed → unsigned"),
        (true, false) => changes.push(ChangeKind::Signed, path, "unsigned → signed"),
        _ => {}
    }
    if old.event_stream != new.event_stream {
        let shown = |stream| if stream { "stream of events" } else { "one response" };
        changes.push(
            ChangeKind::EventStream,
            path,
            format!("{} → {}", shown(old.event_stream), shown(new.event_stream)),
        );
    }
}

/// Returns whether a call may be sent twice.
fn repeat(path: &str, old: &Action, new: &Action, changes: &mut Changes) {
    match (old.read_only, new.read_only) {
        (false, true) => changes.push(ChangeKind::ReadOnly, path, "false → true"),
        (true, false) => changes.push(ChangeKind::NotReadOnly, path, "true → false"),
        _ => {}
    }
    match (&old.idempotency_token, &new.idempotency_token) {
        (None, Some(token)) => changes.push(ChangeKind::TokenAdded, path, token.clone()),
        (Some(token), None) => changes.push(ChangeKind::TokenRemoved, path, token.clone()),
        (Some(before), Some(after)) if before != after => {
            changes.push(ChangeKind::TokenChanged, path, format!("{before} → {after}"));
        }
        _ => {}
    }
}

fn region(path: &str, old: Region, new: Region, changes: &mut Changes) {
    if old != new {
        let kind = if new == Region::Required {
            ChangeKind::RegionRequired
        } else {
            ChangeKind::RegionRelaxed
        };
        changes.push(kind, path, format!("{} → {}", word(&old), word(&new)));
    }
}

fn errors(path: &str, old: &[String], new: &[String], changes: &mut Changes) {
    let codes =
        |codes: &'_ [String]| codes.iter().cloned().collect::<std::collections::HashSet<_>>();
    let (before, after) = (codes(old), codes(new));
    for code in old.iter().filter(|code| !after.contains(*code)) {
        changes.push(ChangeKind::ErrorRemoved, format!("{path}/errors/{code}"), "");
    }
    for code in new.iter().filter(|code| !before.contains(*code)) {
        changes.push(ChangeKind::ErrorAdded, format!("{path}/errors/{code}"), "");
    }
}

fn paging(path: &str, old: Option<&Paging>, new: Option<&Paging>, changes: &mut Changes) {
    let path = format!("{path}/paging");
    match (old, new) {
        (None, Some(new)) => {
            changes.push(ChangeKind::PagingAdded, path, format!("pages {}", new.items()))
        }
        (Some(old), None) => {
            changes.push(ChangeKind::PagingRemoved, path, format!("paged {}", old.items()))
        }
        (Some(old), Some(new)) if old.items() != new.items() => {
            changes.push(
                ChangeKind::PagingItems,
                path,
                format!("{} → {}", old.items(), new.items()),
            );
        }
        (Some(old), Some(new)) if old.without_evidence() != new.without_evidence() => {
            changes.push(
                ChangeKind::PagingChanged,
                path,
                format!("{} → {}", parameters(old), parameters(new)),
            );
        }
        _ => {}
    }
}

fn waiters(path: &str, old: &Action, new: &Action, changes: &mut Changes) {
    for (name, waiter) in &old.waiters {
        let path = format!("{path}/waiters/{name}");
        let Some(other) = new.waiters.get(name) else {
            changes.push(ChangeKind::WaiterRemoved, path, "");
            continue;
        };
        changes.docs(ChangeKind::WaiterDocs, &path, &waiter.docs, &other.docs);
        if (Waiter { docs: waiter.docs.clone(), ..other.clone() }) != *waiter {
            changes.push(ChangeKind::WaiterChanged, path, "");
        }
    }
    for name in new.waiters.keys().filter(|name| !old.waiters.contains_key(*name)) {
        changes.push(ChangeKind::WaiterAdded, format!("{path}/waiters/{name}"), "");
    }
}

/// Returns the fields that ask for a page, and those that show the last one.
fn parameters(paging: &Paging) -> String {
    let some = |name: &Option<String>| name.clone().unwrap_or_else(|| "?".to_owned());
    match paging {
        Paging::Offset { offset, limit, total, .. } => {
            format!("{offset}+{limit} of {}", some(total))
        }
        Paging::Page { page, size, first, total, .. } => {
            format!("{page}+{size} from {first} of {}", some(total))
        }
        Paging::Token { token, next, limit, more, done, .. } => {
            format!("{token}+{} by {next}, {}, {}", some(limit), some(more), some(done))
        }
    }
}

/// The word of a description for one of its choices.
fn word(value: &impl serde::Serialize) -> String {
    let word = serde_json::to_value(value).unwrap_or_default();
    word.as_str().unwrap_or_default().to_owned()
}

fn path(name: &str) -> String {
    format!("/actions/{name}")
}
