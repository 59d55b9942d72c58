//! The changes between two descriptions: on the wire, for clients in any language.
//!
//! Every change has a [`ChangeKind`], and the kind decides its class: one table, in `kind.rs`. The
//! classes follow from these rules:
//!
//! - A request without a required field is refused: a new required field and a field that becomes
//!   required are breaking.
//! - Fields that nobody sends or reads do no harm: new optional fields, actions and structures are
//!   additive.
//! - A client sends and reads the parts that it knows: a removed part and a changed type are
//!   breaking.
//! - Sets of values and of error codes are open: new values and codes are additive, and so are the
//!   values of a text that had none.
//! - A response may lack any field: its required and nullable flags are documentation.
//! - Moments and days are written as text: a text that becomes a moment is documentation.
//! - A list that was fetched in pages stays so: paging that disappears or pages another list is
//!   breaking.
//! - Clients send a lost call again if the action is read-only or has a token: the loss of either
//!   is breaking.
//!
//! The generator compares the generated crates; versions follow from both comparisons, see
//! [`Bump`]. The order of fields means nothing on the wire and is not compared.

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
pub use kind::{ChangeKind, Class};
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
