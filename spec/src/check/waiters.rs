//! Checks of the waiters of an action.

use crate::model::{Action, Api, Type, Verdict, Waiter, is_name};
use std::collections::HashSet;

/// Returns the errors in the waiters of a description, each with its action.
pub(super) fn errors(api: &Api) -> Vec<(String, String)> {
    let mut names = HashSet::new();
    let mut found = Vec::new();
    for (action_name, action) in &api.actions {
        for (name, waiter) in &action.waiters {
            let twice = (!names.insert(name))
                .then(|| "another action has a waiter of that name".to_owned());
            let odd = (!is_name(name)).then(|| "it cannot be the name of a waiter".to_owned());
            let all = faults_of(api, action, waiter).into_iter().chain(twice).chain(odd);
            found.extend(all.map(|error| {
                (action_name.clone(), format!("waiter `{name}` of `{action_name}`: {error}"))
            }));
        }
    }
    found
}

fn faults_of(api: &Api, action: &Action, waiter: &Waiter) -> Vec<String> {
    let mut errors = check_fields(api, action, waiter);
    let by_code = waiter.errors.values().any(|verdict| *verdict == Verdict::Success);
    if waiter.success.is_empty() && !by_code {
        errors.push("nothing is a success: list states in `success`, or error codes".to_owned());
    }
    if waiter.field.is_none() && !(waiter.success.is_empty() && waiter.failure.is_empty()) {
        errors.push("it lists states and names no `field` that has them".to_owned());
    }
    if let Some(both) = waiter.success.iter().find(|state| waiter.failure.contains(state)) {
        errors.push(format!("`{both}` is both a success and a failure"));
    }
    let unknown = waiter.errors.keys().filter(|code| !action.errors.contains(code));
    errors.extend(unknown.map(|code| format!("the action has no error code `{code}`")));
    if waiter.interval == 0 || waiter.deadline <= waiter.interval {
        errors.push("`interval` must be at least a second, and `deadline` longer".to_owned());
    }
    errors
}

/// Returns the errors in the fields that a waiter names and in the states that it lists.
fn check_fields(api: &Api, action: &Action, waiter: &Waiter) -> Vec<String> {
    let mut errors = Vec::new();
    let missing = |path: &str| format!("the response has no field `{path}`");
    if let Some(path) = &waiter.field {
        match api.field_at(&action.output, path) {
            None => errors.push(missing(path)),
            Some(field)
                if matches!(field.r#type, Type::Structure(_) | Type::Array(_) | Type::Binary) =>
            {
                errors
                    .push(format!("`{path}` has no single value: its type is `{}`", field.r#type));
            }
            Some(field) if field.values.is_empty() => {}
            Some(field) => {
                let listed = waiter.success.iter().chain(&waiter.failure);
                let unknown = listed.filter(|state| !field.values.contains_key(*state));
                errors.extend(unknown.map(|state| format!("`{path}` has no value `{state}`")));
            }
        }
    }
    if let Some(path) = &waiter.count {
        match api.field_at(&action.output, path) {
            None => errors.push(missing(path)),
            Some(field) if matches!(field.r#type, Type::Integer | Type::Unsigned) => {}
            Some(_) => errors.push(format!("`{path}` is no whole number")),
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Structure};

    fn api(waiter: Waiter) -> Api {
        let mut api = Api::new("test", "2020-01-01");
        let mut state = Field::new("State", Type::String, "");
        state
            .values
            .extend([("NEW".to_owned(), String::new()), ("DONE".to_owned(), String::new())]);
        let parts = Field::new("Parts", Type::Structure("Part".to_owned()).array(), "");
        let count = Field::new("Count", Type::Integer, "");
        let action = Action {
            output: vec![state.clone(), parts, count],
            errors: vec!["NotFound".to_owned()],
            waiters: [("Done".to_owned(), waiter)].into_iter().collect(),
            ..Action::default()
        };
        api.actions.insert("Get".to_owned(), action);
        api.structures
            .insert("Part".to_owned(), Structure { fields: vec![state], ..Structure::default() });
        api
    }

    fn waiter() -> Waiter {
        let states = vec!["DONE".to_owned()];
        let (docs, field) = (String::new(), Some("State".to_owned()));
        let (count, failure, errors) = (None, Vec::new(), Default::default());
        Waiter { docs, field, count, success: states, failure, errors, interval: 1, deadline: 9 }
    }

    fn told(change: impl FnOnce(&mut Waiter)) -> String {
        let mut waiter = waiter();
        change(&mut waiter);
        let told: Vec<_> = errors(&api(waiter)).into_iter().map(|(_, message)| message).collect();
        told.join("; ").replace("waiter `Done` of `Get`: ", "")
    }

    #[test]
    fn what_is_right() {
        assert_eq!(told(|_| {}), "");
        assert_eq!(
            told(|it| (it.field, it.count) =
                (Some("Parts.State".to_owned()), Some("Count".to_owned()))),
            ""
        );
        let gone = |it: &mut Waiter| {
            (it.field, it.success) = (None, Vec::new());
            it.errors.insert("NotFound".to_owned(), Verdict::Success);
        };
        assert_eq!(told(gone), "");
    }

    #[test]
    fn what_is_wrong() {
        let texts =
            |states: &[&str]| states.iter().map(|state| (*state).to_owned()).collect::<Vec<_>>();
        let path = |path: &str| Some(path.to_owned());
        assert_eq!(told(|it| it.field = path("Other")), "the response has no field `Other`");
        assert_eq!(
            told(|it| it.field = path("Parts.Other")),
            "the response has no field `Parts.Other`"
        );
        assert_eq!(
            told(|it| it.field = path("Parts")),
            "`Parts` has no single value: its type is `Array of Part`"
        );
        assert_eq!(told(|it| it.count = path("State")), "`State` is no whole number");
        assert_eq!(told(|it| it.success = texts(&["GONE"])), "`State` has no value `GONE`");
        assert_eq!(
            told(|it| it.failure = texts(&["DONE"])),
            "`DONE` is both a success and a failure"
        );
        let nothing = "nothing is a success: list states in `success`, or error codes";
        assert_eq!(told(|it| it.success.clear()), nothing);
        assert_eq!(
            told(|it| it.field = None),
            "it lists states and names no `field` that has them"
        );
        let code = |it: &mut Waiter| {
            it.errors.insert("Other".to_owned(), Verdict::Retry);
        };
        assert_eq!(told(code), "the action has no error code `Other`");
        let times = "`interval` must be at least a second, and `deadline` longer";
        assert_eq!(told(|it| it.interval = 0), times);
        assert_eq!(told(|it| it.deadline = 1), times);
    }
}
