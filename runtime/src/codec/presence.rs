//! Questions about which members are set.

use super::{List, ListPlace, OpenListPlace, OpenPlace, Place, Shape, Sink, Structure};
use serde_json::Value;
use zeroize::Zeroizing;

/// Is told of every member whether it is set, and of the structures in it.
pub(super) trait Presence {
    /// The next member of the shape.
    fn member(&mut self, is_set: bool);

    /// A structure in the member that was told last; with its index where it is in a list.
    fn inside(&mut self, _value: &dyn Structure, _index: Option<usize>) {}

    /// A text in the member that was told last.
    fn words(&mut self, _text: &str) {}
}

impl<P: Presence> Sink for P {
    fn text(&mut self, value: &Option<String>) {
        self.member(value.is_some());
        value.iter().for_each(|text| self.words(text));
    }

    fn integer(&mut self, value: &Option<i64>) {
        self.member(value.is_some());
    }

    fn unsigned(&mut self, value: &Option<u64>) {
        self.member(value.is_some());
    }

    fn float(&mut self, value: &Option<f64>) {
        self.member(value.is_some());
    }

    fn boolean(&mut self, value: &Option<bool>) {
        self.member(value.is_some());
    }

    fn binary(&mut self, value: &Option<Vec<u8>>) {
        self.member(value.is_some());
    }

    fn json(&mut self, value: &Option<Value>) {
        self.member(value.is_some());
    }

    fn open(&mut self, value: &dyn OpenPlace) {
        self.member(value.get().is_some());
    }

    fn structure(&mut self, value: &dyn Place) {
        let value = value.get();
        self.member(value.is_some());
        if let Some(value) = value {
            self.inside(value, None);
        }
    }

    fn texts(&mut self, value: &Option<Vec<String>>) {
        self.member(value.is_some());
        value.iter().flatten().for_each(|text| self.words(text));
    }

    fn integers(&mut self, value: &Option<Vec<i64>>) {
        self.member(value.is_some());
    }

    fn unsigneds(&mut self, value: &Option<Vec<u64>>) {
        self.member(value.is_some());
    }

    fn floats(&mut self, value: &Option<Vec<f64>>) {
        self.member(value.is_some());
    }

    fn booleans(&mut self, value: &Option<Vec<bool>>) {
        self.member(value.is_some());
    }

    fn jsons(&mut self, value: &Option<Vec<Value>>) {
        self.member(value.is_some());
    }

    fn opens(&mut self, value: &dyn OpenListPlace) {
        self.member(value.count().is_some());
    }

    fn structures(&mut self, value: &dyn ListPlace) {
        let list = value.list();
        self.member(list.is_some());
        for (index, item) in list.into_iter().flat_map(<dyn List>::iter).enumerate() {
            self.inside(item, Some(index));
        }
    }
}

/// How many members are set.
pub(super) struct Count(pub(super) usize);

impl Presence for Count {
    fn member(&mut self, is_set: bool) {
        self.0 += usize::from(is_set);
    }
}

/// Whether a member is set that none of the given names names.
pub(super) fn others_set(value: &dyn Structure, names: &[&str]) -> bool {
    let mut others = Others { fields: value.shape().fields.iter(), names, found: false };
    value.visit(&mut others);
    others.found
}

struct Others<'a> {
    fields: std::slice::Iter<'static, &'static str>,
    names: &'a [&'a str],
    found: bool,
}

impl Presence for Others<'_> {
    fn member(&mut self, is_set: bool) {
        let is_other = self.fields.next().is_some_and(|name| !self.names.contains(name));
        self.found |= is_set && is_other;
    }
}

/// The path of the first required member that is not set: `Filters[0].Name`.
pub fn missing_required(value: &dyn Structure) -> Option<String> {
    let mut search = Required { shape: value.shape(), next: 0, depth: 0, missing: None };
    value.visit(&mut search);
    search.missing
}

struct Required {
    shape: &'static Shape,
    next: usize,
    depth: usize,
    missing: Option<String>,
}

impl Presence for Required {
    fn member(&mut self, is_set: bool) {
        let name = self.shape.fields.get(self.next);
        self.next += 1;
        if let (Some(name), None, false) = (name, &self.missing, is_set)
            && self.shape.required.contains(name)
        {
            self.missing = Some((*name).to_owned());
        }
    }

    fn inside(&mut self, value: &dyn Structure, index: Option<usize>) {
        if self.missing.is_some() || self.depth >= super::MAX_DEPTH {
            return;
        }
        let mut search = Required { shape: value.shape(), next: 0, depth: self.depth + 1, missing: None };
        value.visit(&mut search);
        let name = self.shape.fields.get(self.next - 1).copied().unwrap_or_default();
        self.missing = search.missing.map(|inner| match index {
            Some(index) => format!("{name}[{index}].{inner}"),
            None => format!("{name}.{inner}"),
        });
    }
}

/// The texts of the members that are secrets, those of structures in the structure included.
pub(crate) fn secrets(value: &dyn Structure) -> Vec<Zeroizing<String>> {
    let mut search = Secrets { shape: value.shape(), next: 0, depth: 0, found: Vec::new() };
    value.visit(&mut search);
    search.found
}

struct Secrets {
    shape: &'static Shape,
    next: usize,
    depth: usize,
    found: Vec<Zeroizing<String>>,
}

impl Presence for Secrets {
    fn member(&mut self, _: bool) {
        self.next += 1;
    }

    fn inside(&mut self, value: &dyn Structure, _: Option<usize>) {
        if self.depth >= super::MAX_DEPTH {
            return;
        }
        let mut search = Secrets { shape: value.shape(), next: 0, depth: self.depth + 1, found: Vec::new() };
        value.visit(&mut search);
        self.found.append(&mut search.found);
    }

    fn words(&mut self, text: &str) {
        if self.shape.sensitive.contains(&self.shape.fields[self.next - 1]) {
            self.found.push(Zeroizing::new(text.to_owned()));
        }
    }
}
