//! The items of a generated crate and their meaning on the wire. They are read only from its source
//! text, not from the generator's plans.

mod codec;
mod parse;
mod reach;
mod spell;

pub(super) use parse::{parse_changed_tables, parse_tables};
pub(super) use reach::changed_actions;

use std::collections::BTreeMap;

/// The items of a crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tables {
    /// The items by path: `v20170312::Task::job_id`.
    pub(super) items: BTreeMap<String, Item>,
    /// The text of the file of each type, without comments.
    pub(super) sources: BTreeMap<String, String>,
}

/// An item that a user's code can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) kind: ItemKind,
    /// The part that the compiler checks: the type of a field, the arguments of a function.
    pub(super) signature: String,
    /// The meaning on the wire: the name of a field, the text of a variant, the action of a method.
    pub(super) wire: Option<String>,
}

/// The kind of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ItemKind {
    /// A name of a version that is at the crate's root too.
    Root,
    Type,
    Field,
    Variant,
    Function,
    Constant,
    /// A trait that a type implements.
    Trait,
}

impl Item {
    fn new(kind: ItemKind, signature: impl Into<String>) -> Self {
        Self { kind, signature: signature.into(), wire: None }
    }
}
