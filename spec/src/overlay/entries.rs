//! Things that have names: entries of a map, and items of a list, which are found by name.

use super::Edit;
use super::outcome::Outcome;
use super::property::parse_value;
use crate::model::{Action, Example, Field, Path, Structure, Waiter};
use indexmap::IndexMap;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::HashMap;

/// An item that has a name in a map or in a list.
pub(super) trait NamedEntry: DeserializeOwned + PartialEq {
    /// The key of its own name, in a list.
    const NAME: Option<&'static str> = None;

    /// Its own name; the key of a map has no other.
    fn name(&mut self) -> Option<&mut String> {
        None
    }

    /// Returns whether only examples show it: then it counts as not there.
    fn is_inferred(&self) -> bool {
        false
    }
}

impl NamedEntry for Action {}
impl NamedEntry for Waiter {}

impl NamedEntry for Structure {
    fn is_inferred(&self) -> bool {
        self.inferred
    }
}

impl NamedEntry for Field {
    const NAME: Option<&'static str> = Some("name");

    fn name(&mut self) -> Option<&mut String> {
        Some(&mut self.name)
    }

    fn is_inferred(&self) -> bool {
        self.inferred
    }
}

impl NamedEntry for Example {
    const NAME: Option<&'static str> = Some("title");

    fn name(&mut self) -> Option<&mut String> {
        Some(&mut self.title)
    }
}

/// An error code in a list; in a map a text, whose key has the name.
impl NamedEntry for String {
    fn name(&mut self) -> Option<&mut String> {
        Some(self)
    }
}

/// Entries in their order.
pub(super) trait EntryList {
    type Item: NamedEntry;
    fn position(&self, name: &str) -> Option<usize>;
    fn entry(&mut self, at: usize) -> &mut Self::Item;
    /// Puts an entry at a position, or at the end.
    fn put(&mut self, at: Option<usize>, name: &str, entry: Self::Item);
    fn remove(&mut self, at: usize);
    fn rename(&mut self, at: usize, to: &str);
    /// Reads an entry of that name.
    fn parse_entry(name: &str, value: &Value) -> Result<Self::Item, Outcome>;
}

/// Makes a correction of a whole entry.
pub(super) fn correct<E: EntryList>(
    all: &mut E,
    name: &str,
    change: &Edit,
) -> Result<Outcome, Outcome> {
    match (change, all.position(name)) {
        (Edit::Add(..), Some(at)) if !all.entry(at).is_inferred() => {
            Err(Outcome::Present(name.to_owned()))
        }
        (Edit::Set(value) | Edit::Add(value, _), Some(at)) => {
            let entry = E::parse_entry(name, value)?;
            let is_same = *all.entry(at) == entry;
            *all.entry(at) = entry;
            Ok(if is_same { Outcome::Nothing } else { Outcome::Changed })
        }
        (Edit::Add(value, after), None) => {
            let before = after
                .as_ref()
                .map(|after| all.position(after).ok_or(Outcome::Missing(after.clone())));
            let at = before.transpose()?.map(|before| before + 1);
            all.put(at, name, E::parse_entry(name, value)?);
            Ok(Outcome::Changed)
        }
        (Edit::Remove, Some(at)) => {
            all.remove(at);
            Ok(Outcome::Changed)
        }
        (Edit::Rename(to), Some(at)) => rename(all, at, name, to),
        (_, None) => Err(Outcome::Missing(name.to_owned())),
    }
}

/// Calls an entry otherwise. An inferred entry is replaced by a described one.
fn rename<E: EntryList>(all: &mut E, at: usize, from: &str, to: &str) -> Result<Outcome, Outcome> {
    match all.position(to) {
        Some(there) if there == at => return Ok(Outcome::Nothing),
        Some(there) if all.entry(there).is_inferred() => {
            all.remove(there);
            all.position(from).into_iter().for_each(|at| all.rename(at, to));
        }
        Some(_) if all.entry(at).is_inferred() => all.remove(at),
        Some(_) => return Err(Outcome::Present(to.to_owned())),
        None => all.rename(at, to),
    }
    Ok(Outcome::Changed)
}

impl<T: NamedEntry> EntryList for IndexMap<String, T> {
    type Item = T;

    fn position(&self, name: &str) -> Option<usize> {
        self.get_index_of(name)
    }

    fn entry(&mut self, at: usize) -> &mut T {
        &mut self[at]
    }

    fn put(&mut self, at: Option<usize>, name: &str, entry: T) {
        self.shift_insert(at.unwrap_or(self.len()), name.to_owned(), entry);
    }

    fn remove(&mut self, at: usize) {
        self.shift_remove_index(at);
    }

    fn rename(&mut self, at: usize, to: &str) {
        // An error would say that the name is taken, and it is not.
        let _ = self.replace_index(at, to.to_owned());
    }

    fn parse_entry(_: &str, value: &Value) -> Result<T, Outcome> {
        parse_value(value)
    }
}

/// The positions of the items of long lists, by list and name: an overlay may correct thousands of
/// items of one list.
#[derive(Default)]
pub(super) struct Positions(HashMap<Path, HashMap<String, usize>>);

impl Positions {
    /// Returns a list with the positions of its items.
    pub(super) fn list<'a, T: NamedEntry>(
        &'a mut self,
        list: Path,
        items: &'a mut Vec<T>,
    ) -> Listed<'a, T> {
        let known = self.0.entry(list).or_insert_with(|| positions(items));
        Listed { items, positions: known }
    }

    /// Forgets everything: names or positions may have changed.
    pub(super) fn forget(&mut self) {
        self.0.clear();
    }
}

/// Of items that are called alike, the first is meant.
fn positions(items: &mut [impl NamedEntry]) -> HashMap<String, usize> {
    items
        .iter_mut()
        .enumerate()
        .rev()
        .filter_map(|(at, item)| Some((item.name()?.clone(), at)))
        .collect()
}

/// A list whose items are found by name.
pub(super) struct Listed<'a, T> {
    items: &'a mut Vec<T>,
    positions: &'a mut HashMap<String, usize>,
}

impl<'a, T: NamedEntry> Listed<'a, T> {
    /// Returns the item of a name.
    pub(super) fn item_named(self, name: &str) -> Option<&'a mut T> {
        self.items.get_mut(*self.positions.get(name)?)
    }
}

impl<T: NamedEntry> EntryList for Listed<'_, T> {
    type Item = T;

    fn position(&self, name: &str) -> Option<usize> {
        self.positions.get(name).copied()
    }

    fn entry(&mut self, at: usize) -> &mut T {
        &mut self.items[at]
    }

    fn put(&mut self, at: Option<usize>, name: &str, entry: T) {
        match at {
            None => {
                self.positions.insert(name.to_owned(), self.items.len());
                self.items.push(entry);
            }
            Some(at) => {
                self.items.insert(at, entry);
                *self.positions = positions(self.items);
            }
        }
    }

    fn remove(&mut self, at: usize) {
        self.items.remove(at);
        *self.positions = positions(self.items);
    }

    fn rename(&mut self, at: usize, to: &str) {
        self.items[at].name().into_iter().for_each(|name| to.clone_into(name));
        *self.positions = positions(self.items);
    }

    fn parse_entry(name: &str, value: &Value) -> Result<T, Outcome> {
        let mut value = value.clone();
        if let (Some(key), Value::Object(members)) = (T::NAME, &mut value) {
            members.entry(key).or_insert_with(|| Value::String(name.to_owned()));
        }
        let mut item: T = parse_value(&value)?;
        match item.name() {
            Some(other) if other != name => {
                Err(Outcome::Invalid(format!("it is called `{other}`")))
            }
            _ => Ok(item),
        }
    }
}
