//! What changed between two descriptions: on the wire, whatever the language of the client.
//!
//! Every change has a [`Kind`], and the kind decides its class: one table, in `kind.rs`. What the classes rest on:
//!
//! | what the service and its clients agree on | follows for a change |
//! |---|---|
//! | a request without a required field is refused | a new required field, a field that becomes required: breaking |
//! | fields that nobody sends or reads do no harm | new optional fields, new actions, new structures: additive |
//! | a client sends and reads what it knows | what is gone or has another type: breaking |
//! | sets of values and of error codes are open | new values and codes, and values of a text that had none: additive |
//! | a response may lack any field | required and nullable flags of responses: docs |
//! | moments and days are written as text | a text that becomes a moment: docs |
//! | a list that could be fetched in pages is expected to be | paging that vanishes or pages another list: breaking |
//! | clients send a lost call again if the action is read-only or has a token | either that vanishes: breaking |
//!
//! What changes in the generated crate is told by the crate that generates it; versions follow from both, see [`Bump`].
//! The order of fields means nothing on the wire and is not compared.

mod action;
mod bump;
mod field;
mod kind;
mod pair;
mod product;
mod render;
mod structure;
mod unstated;

pub use bump::Bump;
pub use kind::{Class, Kind};
pub use render::{lines, marked, sections};
pub use unstated::adopt_unstated;

use crate::model::{Api, Type};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it means for clients.
    pub class: Class,
    /// What kind of change it is.
    pub kind: Kind,
    /// Where, in the description that has it: `/actions/DescribeTask/input/JobId`.
    pub path: String,
    /// What changed: `Integer → String`; empty where the kind says it all.
    pub what: String,
    /// Why it has its class.
    pub reason: &'static str,
}

/// Compares two descriptions. The changes are in the order of the descriptions: the product, its actions, its
/// structures, its error codes.
pub fn diff(old: &Api, new: &Api) -> Vec<Change> {
    let mut changes = Changes::default();
    let context = Context::new(old, new);
    product::compare(old, new, &mut changes);
    action::compare(&context, &mut changes);
    structure::compare(&context, &mut changes);
    product::compare_errors(old, new, &mut changes);
    changes.0
}

/// The changes found so far.
#[derive(Default)]
struct Changes(Vec<Change>);

impl Changes {
    fn push(&mut self, kind: Kind, path: impl Into<String>, what: impl Into<String>) {
        let (class, reason) = (kind.class(), kind.reason());
        self.0.push(Change { class, kind, path: path.into(), what: what.into(), reason });
    }

    /// Notes a change of prose, which is too long to be shown.
    fn docs(&mut self, kind: Kind, path: impl Into<String>, old: &str, new: &str) {
        if old != new {
            let what = match (old.is_empty(), new.is_empty()) {
                (true, _) => "prose added",
                (_, true) => "prose removed",
                _ => "prose rewritten",
            };
            self.push(kind, path, what);
        }
    }
}

/// What the parts of the comparison need to know of the whole.
struct Context<'a> {
    old: &'a Api,
    new: &'a Api,
    /// Structures that have another name now: old and new name.
    renamed: HashMap<&'a str, &'a str>,
    /// The same, from new to old.
    former: HashMap<&'a str, &'a str>,
    /// Structures, by their new names, that requests can hold.
    in_requests: HashSet<&'a str>,
    /// The same of the old description, by their old names.
    were_in_requests: HashSet<&'a str>,
}

impl<'a> Context<'a> {
    fn new(old: &'a Api, new: &'a Api) -> Self {
        let renamed = structure::renamed(old, new);
        let former = renamed.iter().map(|(old, new)| (*new, *old)).collect();
        Self { old, new, renamed, former, in_requests: in_requests(new), were_in_requests: in_requests(old) }
    }

    /// Whether requests could hold a structure, by its new name.
    fn was_in_requests(&self, name: &str) -> bool {
        self.were_in_requests.contains(self.former.get(name).copied().unwrap_or(name))
    }

    /// An old type as it is called now.
    fn current(&self, old: &Type) -> Type {
        match old {
            Type::Structure(name) => {
                Type::Structure(self.renamed.get(name.as_str()).map_or(name.as_str(), |new| new).to_owned())
            }
            Type::Array(element) => self.current(element).array(),
            scalar => scalar.clone(),
        }
    }
}

/// The structures that requests can hold.
fn in_requests(api: &Api) -> HashSet<&str> {
    api.reached(api.actions.values().flat_map(|action| &action.input))
}
