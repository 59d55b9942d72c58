//! What a person said of paging is marked as such.

use super::Correction;
use super::outcome::Outcome;
use crate::model::{Api, Evidence, Unpaged};
use serde_json::Value;

/// Notes that a correction says how an action pages, or that it does not.
pub(super) fn note(api: &mut Api, correction: &Correction, outcome: Option<&Outcome>) {
    let steps: Vec<&str> = correction.path.iter().map(String::as_str).collect();
    let ["actions", name, "paging", ..] = steps.as_slice() else { return };
    let Some(Outcome::Changed | Outcome::Nothing | Outcome::Present(_)) = outcome else { return };
    let Some(action) = api.actions.get_mut(*name) else { return };
    match &mut action.paging {
        Some(paging) => {
            paging.set_evidence(Evidence::Overlay);
            action.unpaged = None;
        }
        None => action.unpaged = Some(Unpaged::Overlay),
    }
}

/// An action as it is, but for what says how it pages: a correction that only repeats what was derived changes nothing.
pub(super) fn without_evidence(action: &Value) -> Value {
    let mut action = action.clone();
    if let Some(members) = action.as_object_mut() {
        members.shift_remove("unpaged");
        if let Some(paging) = members.get_mut("paging").and_then(Value::as_object_mut) {
            paging.shift_remove("evidence");
        }
    }
    action
}
