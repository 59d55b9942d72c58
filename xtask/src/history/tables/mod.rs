//! What a generated crate offers, and what it means on the wire, read from its source text alone:
//! the generator's plans are not asked.

mod codec;
mod reach;
mod read;
mod spell;

pub(super) use reach::changed_actions;
pub(super) use read::{read, read_changed};

use std::collections::BTreeMap;

/// What a crate offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tables {
    /// By path: `v20170312::Task::job_id`.
    pub(super) items: BTreeMap<String, Item>,
    /// The text of the file of each type, without comments.
    pub(super) sources: BTreeMap<String, String>,
}

/// Something that a user's code can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) kind: Kind,
    /// What the compiler checks: the type of a field, the arguments of a function.
    pub(super) signature: String,
    /// What it is on the wire: the name of a field, the text of a variant, the action of a method.
    pub(super) wire: Option<String>,
}

/// What kind of thing an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A name of a version that is at the crate's root, too.
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
    fn new(kind: Kind, signature: impl Into<String>) -> Self {
        Self { kind, signature: signature.into(), wire: None }
    }
}
