//! A description in the making, and the source of each part. Not here: the stages that work on it.

mod place;

pub(crate) use place::{Place, Places};

use crate::model::{Api, Path};
use crate::read::ExampleStatement;
use indexmap::IndexMap;
use std::collections::HashMap;

/// The statements of the sources on positions, by the field, if they differ.
pub(crate) type Prose = HashMap<Path, Vec<(String, Place)>>;

/// The titles that sources give an action beside its documentation, by the action's name.
pub(crate) type Titles = HashMap<String, Vec<String>>;

/// A description in the making: what the stages after merging work on.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// The facts that are known so far.
    pub(crate) api: Api,
    /// Its place.
    pub(crate) places: Places,
    /// The documented calls of each action as the sources have them, the most trusted source first.
    pub(crate) samples: IndexMap<String, Vec<Documented>>,
    /// Fields whose type is a bare word of a Markdown page, by place: a structure or a slip of the
    /// pen.
    pub(crate) bare: Vec<Path>,
    /// The statements of each source about fields that ask for a page.
    pub(crate) prose: Prose,
    /// The titles that sources give the actions.
    pub(crate) titles: Titles,
}

impl Draft {
    /// A draft of which nothing is known but what it is now.
    pub(crate) fn new(api: Api) -> Self {
        Self {
            api,
            places: Places::default(),
            samples: IndexMap::new(),
            bare: Vec::new(),
            prose: Prose::new(),
            titles: Titles::new(),
        }
    }
}

/// A documented call and its place.
#[derive(Clone, Debug)]
pub(crate) struct Documented {
    pub(crate) part: ExampleStatement,
    pub(crate) place: Place,
}
