//! Corrections, made on the JSON form of a description: the path of every key is the one that people see.

use super::names::{Names, child, find};
use super::outcome::{Outcome, Outcomes};
use super::path::called;
use super::unit::Unit;
use super::{Change, Correction, paging};
use crate::draft::{Draft, Place};
use serde_json::{Map, Value};

/// Passes derive paging, value sets and secrets from the rest: what corrects these comes after the passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Before the passes.
    Stated,
    /// After the passes.
    Derived,
}

/// What keeps a correction from being made.
type Failure = Outcome;

/// Keys that the passes set.
const DERIVED: [&str; 6] = ["paging", "values", "sensitive", "waiters", "read_only", "idempotency_token"];

impl Correction {
    fn phase(&self) -> Phase {
        let derived = |step: &String| DERIVED.contains(&step.as_str());
        // Only below an action or a structure: they may have such names themselves.
        if self.path.iter().skip(2).any(derived) { Phase::Derived } else { Phase::Stated }
    }
}

/// Makes the corrections of one phase, in order. What they change stands where they stand.
pub(crate) fn correct(draft: &mut Draft, corrections: &[Correction], phase: Phase, outcomes: &mut Outcomes) {
    let of_phase = || corrections.iter().enumerate().filter(|(_, correction)| correction.phase() == phase);
    if of_phase().next().is_none() {
        return;
    }
    let mut tree = Tree { root: serde_json::to_value(&draft.api).unwrap_or_default(), names: Names::default() };
    for (i, correction) in of_phase() {
        let outcome = tree.correct(correction).unwrap_or_else(|failure| failure);
        if outcome == Outcome::Changed {
            draft.places.set(changed_path(correction), Place::new(&correction.file.as_str().into(), correction.line));
        }
        outcomes[i] = Some(outcome);
    }
    // Every correction left the root readable.
    if let Ok(corrected) = serde_json::from_value(tree.root) {
        draft.api = corrected;
    }
    for (i, correction) in of_phase() {
        paging::note(&mut draft.api, correction, outcomes[i].as_ref());
    }
}

/// The path of what a correction changed, as it is called now.
fn changed_path(correction: &Correction) -> String {
    let mut path = correction.path.clone();
    if let (Change::Rename(name), Some(last)) = (&correction.change, path.last_mut()) {
        name.clone_into(last);
    }
    path.join(".")
}

/// The JSON form of a description under correction.
struct Tree {
    root: Value,
    names: Names,
}

impl Tree {
    fn find(&mut self, steps: &[String]) -> Option<&mut Value> {
        self.names.find(&mut self.root, steps)
    }

    fn correct(&mut self, correction: &Correction) -> Result<Outcome, Failure> {
        let steps = correction.path.as_slice();
        let top = steps.first().map(String::as_str).unwrap_or_default();
        if !matches!(top, "title" | "service" | "endpoint" | "actions" | "structures" | "errors") {
            return Err(Outcome::Missing(top.to_owned()));
        }
        let (length, unit) = Unit::of(correction);
        let scope = &steps[..length];
        let before = self.find(scope).cloned();
        let result = self.change(correction).and_then(|()| self.settle(scope, unit, before.as_ref()));
        if result.is_err() {
            self.restore(scope, before);
        }
        result
    }

    /// Reads the part again that was changed: leaves out what is at its default, and refuses what is no description.
    fn settle(&mut self, scope: &[String], unit: Unit, before: Option<&Value>) -> Result<Outcome, Failure> {
        let Some(part) = self.find(scope) else { return Ok(Outcome::Changed) };
        *part = unit.canonical(part).map_err(Outcome::Invalid)?;
        let is_same = match (unit, before) {
            (Unit::Action, Some(before)) => paging::without_evidence(before) == paging::without_evidence(part),
            _ => before == Some(part),
        };
        Ok(if is_same { Outcome::Nothing } else { Outcome::Changed })
    }

    fn restore(&mut self, scope: &[String], before: Option<Value>) {
        match (self.find(scope), before) {
            (Some(part), Some(before)) => *part = before,
            (Some(_), None) => {
                if let Some((last, parents)) = scope.split_last()
                    && let Some(parent) = self.find(parents)
                {
                    take(parent, last);
                }
            }
            (None, _) => {}
        }
        self.names.forget();
    }

    fn change(&mut self, correction: &Correction) -> Result<(), Failure> {
        let Some((last, parents)) = correction.path.split_last() else { return Err(Outcome::Missing(String::new())) };
        let adds = matches!(correction.change, Change::Add(..));
        let parent = parent(&mut self.root, &mut self.names, parents, adds)?;
        let there = self.names.child(parents, parent, last);
        match (&correction.change, there) {
            (Change::Set(value), Some(there)) => {
                *there = value.clone();
                let keeps_names = parent.is_object() && !value.is_object() && !value.is_array();
                if !keeps_names || matches!(last.as_str(), "name" | "title") {
                    self.names.forget();
                }
            }
            (Change::Set(value), None) => set_absent(parent, (parents, last), value)?,
            (Change::Add(value, _), Some(there)) => {
                // What was only inferred counts as not there.
                if !is_inferred(there) {
                    return Err(Outcome::Present(last.clone()));
                }
                *there = named(value, last);
                self.names.forget();
            }
            (Change::Add(value, None), None) => {
                add(parent, last, value, None)?;
                self.names.appended(parents, parent);
            }
            (Change::Add(value, after), None) => {
                add(parent, last, value, after.as_deref())?;
                self.names.forget();
            }
            (Change::Remove, _) => {
                take(parent, last).ok_or_else(|| Outcome::Missing(last.clone()))?;
                self.names.forget();
            }
            (Change::Rename(name), _) => {
                rename(parent, last, name)?;
                self.names.forget();
                if parents == ["structures"] {
                    rename_references(&mut self.root, last, name);
                }
            }
        }
        Ok(())
    }
}

/// The place that a correction is made in.
fn parent<'v>(
    root: &'v mut Value,
    names: &mut Names,
    parents: &[String],
    adds: bool,
) -> Result<&'v mut Value, Failure> {
    let mut parent = root;
    for (at, step) in parents.iter().enumerate() {
        if matches!(step.as_str(), "values" | "waiters") && adds {
            // The group may be empty so far, and then it has no key.
            if let Value::Object(members) = &mut *parent {
                members.entry(step).or_insert_with(|| Value::Object(Map::new()));
            }
        }
        parent = names.child(&parents[..at], parent, step).ok_or_else(|| Outcome::Missing(step.clone()))?;
    }
    Ok(parent)
}

/// Gives a property its value, which may have been left out at its default; a named thing must be there.
fn set_absent(parent: &mut Value, (parents, last): (&[String], &str), value: &Value) -> Result<(), Failure> {
    const NAMED: [&str; 5] = ["actions", "structures", "errors", "values", "waiters"];
    let is_property = parents.last().is_some_and(|step| !NAMED.contains(&step.as_str()));
    match parent {
        Value::Object(members) if is_property || parents.is_empty() => {
            members.insert(last.to_owned(), value.clone());
            Ok(())
        }
        _ => Err(Outcome::Missing(last.to_owned())),
    }
}

/// Puts in what is not there.
fn add(parent: &mut Value, last: &str, value: &Value, after: Option<&str>) -> Result<(), Failure> {
    match parent {
        Value::Object(members) => {
            members.insert(last.to_owned(), value.clone());
        }
        Value::Array(items) => {
            let at = match after {
                Some(after) => items.iter().position(|item| called(item) == Some(after)).map(|at| at + 1),
                None => Some(items.len()),
            };
            let at = at.ok_or_else(|| Outcome::Missing(after.unwrap_or_default().to_owned()))?;
            items.insert(at, named(value, last));
        }
        _ => return Err(Outcome::Missing(last.to_owned())),
    }
    Ok(())
}

fn is_inferred(value: &Value) -> bool {
    value.get("inferred") == Some(&Value::Bool(true))
}

/// A member of a list has its name from the path.
fn named(value: &Value, name: &str) -> Value {
    match value {
        Value::Object(members) if members.contains_key("type") && !members.contains_key("name") => {
            let mut all = Map::new();
            all.insert("name".to_owned(), Value::String(name.to_owned()));
            all.extend(members.clone());
            Value::Object(all)
        }
        other => other.clone(),
    }
}

fn take(parent: &mut Value, last: &str) -> Option<Value> {
    match parent {
        Value::Object(members) => members.shift_remove(last),
        Value::Array(items) => items.iter().position(|item| called(item) == Some(last)).map(|at| items.remove(at)),
        _ => None,
    }
}

/// Calls something otherwise. What was only inferred gives way to what is described.
fn rename(parent: &mut Value, from: &str, to: &str) -> Result<(), Failure> {
    let from_is_inferred = is_inferred(child(parent, from).ok_or_else(|| Outcome::Missing(from.to_owned()))?);
    let to_is_described = child(parent, to).is_some_and(|there| !is_inferred(there));
    match (to_is_described, from_is_inferred) {
        _ if from == to => return Err(Outcome::Nothing),
        (true, true) => {
            take(parent, from);
            return Ok(());
        }
        (true, false) => return Err(Outcome::Present(to.to_owned())),
        _ => {}
    }
    take(parent, to);
    match parent {
        Value::Object(members) => {
            let renamed = |(key, value): (String, Value)| (if key == from { to.to_owned() } else { key }, value);
            *members = std::mem::take(members).into_iter().map(renamed).collect();
        }
        parent => match child(parent, from) {
            Some(Value::Object(members)) => {
                let key = if members.contains_key("name") { "name" } else { "title" };
                members.insert(key.to_owned(), Value::String(to.to_owned()));
            }
            Some(text) => *text = Value::String(to.to_owned()),
            None => {}
        },
    }
    Ok(())
}

/// Members of the old type get the new one.
fn rename_references(root: &mut Value, from: &str, to: &str) {
    let actions = root.get("actions").and_then(Value::as_object).map(|actions| actions.keys().cloned().collect());
    let structures = root.get("structures").and_then(Value::as_object).map(|all| all.keys().cloned().collect());
    let lists = [("actions", actions, ["input", "output"].as_slice()), ("structures", structures, &["fields"])];
    for (top, names, keys) in lists {
        let names: Vec<String> = names.unwrap_or_default();
        for (name, key) in names.iter().flat_map(|name| keys.iter().map(move |key| (name, key))) {
            let steps = [top.to_owned(), name.clone(), (*key).to_owned()];
            let fields = find(root, &steps).and_then(Value::as_array_mut).into_iter().flatten();
            fields.for_each(|field| rename_type(field, from, to));
        }
    }
}

fn rename_type(field: &mut Value, from: &str, to: &str) {
    if let Some(Value::String(text)) = field.get_mut("type") {
        let element = text.rsplit(' ').next().unwrap_or_default();
        if element == from {
            let lists = text.len() - element.len();
            text.replace_range(lists.., to);
        }
    }
}
