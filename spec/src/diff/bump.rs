//! The version that follows.

use super::{Change, Class};

/// Which part of a crate's version has to grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bump {
    /// None: nothing changed.
    None,
    /// The last part.
    Patch,
    /// The middle part.
    Minor,
    /// The first part.
    Major,
}

impl Bump {
    /// For a crate before 1.0: Cargo takes the middle part for the one that may break.
    pub fn before_one(changes: &[Change]) -> Self {
        match gravest(changes) {
            None => Self::None,
            Some(Class::Breaking) => Self::Minor,
            Some(_) => Self::Patch,
        }
    }

    /// For a crate from 1.0 on.
    pub fn from_one(changes: &[Change]) -> Self {
        match gravest(changes) {
            None => Self::None,
            Some(Class::Breaking) => Self::Major,
            Some(Class::Additive) => Self::Minor,
            Some(Class::Docs) => Self::Patch,
        }
    }

    /// Its word in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

fn gravest(changes: &[Change]) -> Option<Class> {
    changes.iter().map(|change| change.class).min()
}
