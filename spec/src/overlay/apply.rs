//! Makes corrections, in order: each sees what those before it did.

use super::entries::{Positions, correct as correct_entry};
use super::outcome::{Outcome, Outcomes};
use super::property::{HasProperties, Property};
use super::{Correction, Edit};
use crate::draft::{Draft, Place};
use crate::model::{Action, Api, Evidence, Field, Owner, Paging, Path, Type, Unpaged};

/// Passes derive paging, value sets and secrets from the rest: what corrects these comes after the
/// passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    /// Before the passes.
    Stated,
    /// After the passes.
    Derived,
}

/// Keys that the passes set.
const DERIVED: [&str; 7] =
    ["paging", "values", "limits", "sensitive", "waiters", "read_only", "idempotency_token"];

impl Correction {
    /// When it is made.
    pub(crate) fn phase(&self) -> Phase {
        let is_derived =
            |path: Path| matches!(path, Path::Property(_, key) if DERIVED.contains(&key.as_str()));
        if self.path.enclosing().any(is_derived) { Phase::Derived } else { Phase::Stated }
    }

    /// Returns the path of the changed part, by its new name.
    fn changed(&self) -> Path {
        match (&self.change, self.path.clone().split()) {
            (Edit::Rename(name), Some((around, _))) => around.below(name),
            _ => self.path.clone(),
        }
    }
}

/// Makes the corrections of one phase, in order. A changed part has the place of its correction.
pub(crate) fn correct(
    draft: &mut Draft,
    corrections: &[Correction],
    phase: Phase,
    outcomes: &mut Outcomes,
) {
    let mut corrector = Corrector { api: &mut draft.api, positions: Positions::default() };
    for (i, correction) in
        corrections.iter().enumerate().filter(|(_, correction)| correction.phase() == phase)
    {
        let outcome = corrector.correct(correction).unwrap_or_else(|failure| failure);
        if outcome == Outcome::Changed {
            draft.places.set(
                correction.changed(),
                Place::new(&correction.file.as_str().into(), correction.line),
            );
        }
        outcomes[i] = Some(outcome);
    }
}

struct Corrector<'a> {
    api: &'a mut Api,
    positions: Positions,
}

impl Corrector<'_> {
    /// Makes one correction, or none of it.
    fn correct(
        &mut self,
        Correction { path, change, .. }: &Correction,
    ) -> Result<Outcome, Outcome> {
        match path {
            Path::Api => Err(Outcome::Missing(String::new())),
            Path::Error(code) => correct_entry(&mut self.api.errors, code, change),
            Path::Action(name) => {
                self.positions.forget();
                correct_entry(&mut self.api.actions, name, change)
            }
            Path::Structure(name) => {
                self.positions.forget();
                let outcome = correct_entry(&mut self.api.structures, name, change)?;
                if let Edit::Rename(to) = change {
                    self.api
                        .fields_mut()
                        .for_each(|field| rename_type(&mut field.r#type, name, to));
                }
                Ok(outcome)
            }
            Path::Field(owner, name) => {
                let fields = self.api.list_mut(owner).ok_or_else(|| missing_part(owner))?;
                correct_entry(&mut self.positions.list(list(path), fields), name, change)
            }
            Path::Value(owner, field, value) => {
                correct_entry(&mut self.field(owner, field)?.values, value, change)
            }
            Path::Code(action, code) => {
                let codes = &mut find_action(self.api, action)?.errors;
                correct_entry(&mut self.positions.list(list(path), codes), code, change)
            }
            Path::Example(action, title) => {
                let examples = &mut find_action(self.api, action)?.examples;
                correct_entry(&mut self.positions.list(list(path), examples), title, change)
            }
            Path::Waiter(action, name) => {
                correct_entry(&mut find_action(self.api, action)?.waiters, name, change)
            }
            Path::Property(part, key) => self.correct_property(part, key, change),
        }
    }

    /// Makes a correction of a property, or of what is below one.
    fn correct_property(
        &mut self,
        part: &Path,
        key: &str,
        change: &Edit,
    ) -> Result<Outcome, Outcome> {
        let (mut part, mut keys) = (part, vec![key]);
        while let Path::Property(around, key) = part {
            (part, keys) = (around, [vec![key.as_str()], keys].concat());
        }
        let (key, below) = (keys[0], &keys[1..]);
        let moves_nothing =
            matches!(part, Path::Field(..) | Path::Example(..)) && !matches!(key, "name" | "title");
        let result = self.correct_part(part, (key, below), change);
        if !moves_nothing {
            self.positions.forget();
        }
        result
    }

    fn correct_part(
        &mut self,
        part: &Path,
        (key, below): (&str, &[&str]),
        change: &Edit,
    ) -> Result<Outcome, Outcome> {
        match part {
            Path::Action(name) if key == "paging" => {
                correct_paging(find_action(self.api, name)?, below, change)
            }
            Path::Action(name) => find_action(self.api, name)?.correct_property(key, below, change),
            Path::Field(owner, name) => {
                self.field(owner, name)?.correct_property(key, below, change)
            }
            Path::Structure(name) => {
                let structure = self.api.structures.get_mut(name);
                structure
                    .ok_or_else(|| Outcome::Missing(name.clone()))?
                    .correct_property(key, below, change)
            }
            Path::Example(action, title) => {
                let examples =
                    self.positions.list(list(part), &mut find_action(self.api, action)?.examples);
                examples
                    .item_named(title)
                    .ok_or_else(|| Outcome::Missing(title.clone()))?
                    .correct_property(key, below, change)
            }
            Path::Waiter(action, name) => {
                let waiter = find_action(self.api, action)?.waiters.get_mut(name);
                waiter
                    .ok_or_else(|| Outcome::Missing(name.clone()))?
                    .correct_property(key, below, change)
            }
            Path::Api => self.api.correct_property(key, below, change),
            // These are texts.
            Path::Error(_) | Path::Code(..) | Path::Value(..) | Path::Property(..) => {
                Err(Outcome::Missing(key.to_owned()))
            }
        }
    }

    fn field(&mut self, owner: &Owner, name: &str) -> Result<&mut Field, Outcome> {
        let fields = self.api.list_mut(owner).ok_or_else(|| missing_part(owner))?;
        let fields = self.positions.list(list(&owner.field(name)), fields);
        fields.item_named(name).ok_or_else(|| Outcome::Missing(name.to_owned()))
    }
}

fn find_action<'a>(api: &'a mut Api, action: &str) -> Result<&'a mut Action, Outcome> {
    api.actions.get_mut(action).ok_or_else(|| Outcome::Missing(action.to_owned()))
}

fn missing_part(owner: &Owner) -> Outcome {
    let (Owner::Input(name) | Owner::Output(name) | Owner::Structure(name)) = owner;
    Outcome::Missing(name.clone())
}

/// The list that an item is in.
fn list(item: &Path) -> Path {
    item.clone().split().map_or(Path::Api, |(list, _)| list)
}

/// Corrects how an action pages, or says that it does not, and notes that a person said so. A
/// correction that only repeats what was derived changes nothing, whatever it was derived from.
fn correct_paging(action: &mut Action, below: &[&str], change: &Edit) -> Result<Outcome, Outcome> {
    let mut paging = action.paging.as_ref().map(Paging::without_evidence);
    let result = paging.correct("paging", below, change);
    if matches!(result, Ok(_) | Err(Outcome::Present(_))) {
        action.unpaged = if paging.is_some() { None } else { Some(Unpaged::Overlay) };
        paging.iter_mut().for_each(|paging| paging.set_evidence(Evidence::Overlay));
        action.paging = paging;
    }
    result
}

/// Gives fields of a renamed structure its new name.
fn rename_type(r#type: &mut Type, from: &str, to: &str) {
    match r#type {
        Type::Array(element) => rename_type(element, from, to),
        Type::Structure(name) if name == from => to.clone_into(name),
        _ => {}
    }
}
