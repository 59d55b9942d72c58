//! What changed between two descriptions: on the wire, whatever the language of the client.
//!
//! Every change has a [`Kind`], and the kind decides its class: one table, in `kind.rs`. What the
//! classes rest on:
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
//! What changes in the generated crate is told by the crate that generates it; versions follow from
//! both, see [`Bump`]. The order of fields means nothing on the wire and is not compared.

mod action;
mod bump;
mod changes;
mod context;
mod field;
mod kind;
mod pair;
mod product;
mod render;
mod structure;
mod unstated;

pub use bump::Bump;
pub use changes::Change;
pub use kind::{Class, Kind};
pub use render::{lines, marked, sections};
pub use unstated::adopt_unstated;

use crate::model::Api;
use changes::Changes;
use context::Context;

/// Compares two descriptions. The changes are in the order of the descriptions: the product, its
/// actions, its structures, its error codes.
pub fn diff(old: &Api, new: &Api) -> Vec<Change> {
    let mut changes = Changes::default();
    let context = Context::new((old, new), structure::renamed(old, new));
    product::compare(old, new, &mut changes);
    action::compare(&context, &mut changes);
    structure::compare(&context, &mut changes);
    product::compare_errors(old, new, &mut changes);
    changes.0
}
