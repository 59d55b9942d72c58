//! A description in the making, and where each part of it comes from. Not here: the stages that work on it.

mod place;

pub(crate) use place::{Place, Places};

use crate::model::{Api, Path};
use crate::read::ExamplePart;
use indexmap::IndexMap;
use std::collections::HashMap;

/// What each source says of each position, by the field, where they differ.
pub(crate) type Prose = HashMap<Path, Vec<(String, Place)>>;

/// A description in the making: what the stages after merging work on.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// What is known so far.
    pub(crate) api: Api,
    /// Where it stands.
    pub(crate) places: Places,
    /// The documented calls of each action as the sources have them, the most trusted source first.
    pub(crate) samples: IndexMap<String, Vec<Documented>>,
    /// Members whose type is a bare word of a Markdown page, by place: a structure or a slip of the pen.
    pub(crate) bare: Vec<Path>,
    /// What each source says of members that ask for a page.
    pub(crate) prose: Prose,
}

/// A documented call and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Documented {
    pub(crate) part: ExamplePart,
    pub(crate) place: Place,
}
