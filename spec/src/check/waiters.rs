//! What must hold of the waiters of an action.

use super::member;
use crate::model::{Action, Api, Type, Verdict, Waiter, is_name};
use std::collections::HashSet;

/// What is wrong with the waiters of a description, each with the action that it is about.
pub(super) fn faults(api: &Api) -> Vec<(String, String)> {
    let mut names = HashSet::new();
    let mut found = Vec::new();
    for (action_name, action) in &api.actions {
        for (name, waiter) in &action.waiters {
            let twice = (!names.insert(name)).then(|| "another action has a waiter of that name".to_owned());
            let odd = (!is_name(name)).then(|| "it cannot be the name of a waiter".to_owned());
            let all = faults_of(api, action, waiter).into_iter().chain(twice).chain(odd);
            found
                .extend(all.map(|fault| (action_name.clone(), format!("waiter `{name}` of `{action_name}`: {fault}"))));
        }
    }
    found
}

fn faults_of(api: &Api, action: &Action, waiter: &Waiter) -> Vec<String> {
    let mut faults = members(api, action, waiter);
    let by_code = waiter.errors.values().any(|verdict| *verdict == Verdict::Success);
    if waiter.success.is_empty() && !by_code {
        faults.push("nothing is a success: list states in `success`, or error codes".to_owned());
    }
    if waiter.field.is_none() && !(waiter.success.is_empty() && waiter.failure.is_empty()) {
        faults.push("it lists states and names no `field` that has them".to_owned());
    }
    if let Some(both) = waiter.success.iter().find(|state| waiter.failure.contains(state)) {
        faults.push(format!("`{both}` is both a success and a failure"));
    }
    let unknown = waiter.errors.keys().filter(|code| !action.errors.contains(code));
    faults.extend(unknown.map(|code| format!("the action has no error code `{code}`")));
    if waiter.interval == 0 || waiter.deadline <= waiter.interval {
        faults.push("`interval` must be at least a second, and `deadline` longer".to_owned());
    }
    faults
}

/// What is wrong with the members that a waiter names, and with the states that it lists.
fn members(api: &Api, action: &Action, waiter: &Waiter) -> Vec<String> {
    let mut faults = Vec::new();
    let missing = |path: &str| format!("the answer has no member `{path}`");
    if let Some(path) = &waiter.field {
        match member(api, &action.output, path) {
            None => faults.push(missing(path)),
            Some(field) if matches!(field.r#type, Type::Structure(_) | Type::Array(_) | Type::Binary) => {
                faults.push(format!("`{path}` has no single value: its type is `{}`", field.r#type));
            }
            Some(field) if field.values.is_empty() => {}
            Some(field) => {
                let listed = waiter.success.iter().chain(&waiter.failure);
                let unknown = listed.filter(|state| !field.values.contains_key(*state));
                faults.extend(unknown.map(|state| format!("`{path}` has no value `{state}`")));
            }
        }
    }
    if let Some(path) = &waiter.count {
        match member(api, &action.output, path) {
            None => faults.push(missing(path)),
            Some(field) if matches!(field.r#type, Type::Integer | Type::Unsigned) => {}
            Some(_) => faults.push(format!("`{path}` is no whole number")),
        }
    }
    faults
}
