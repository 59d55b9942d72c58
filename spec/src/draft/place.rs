use crate::diagnostic::Diagnostic;
use crate::model::Path;
use std::{collections::HashMap, fmt, rc::Rc};

/// The place of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The file, as the user named it.
    pub(crate) file: Rc<str>,
    /// The line, counted from 1; 0 where the source has no lines worth naming.
    pub(crate) line: usize,
}

impl Place {
    /// A line of a file.
    pub(crate) fn new(file: &Rc<str>, line: usize) -> Self {
        Self { file: Rc::clone(file), line }
    }

    /// Gives a diagnostic this place.
    pub(crate) fn mark(&self, diagnostic: Diagnostic) -> Diagnostic {
        match self.line {
            0 => diagnostic.in_file(self.file.as_ref()),
            line => diagnostic.at(self.file.as_ref(), line),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}", self.file),
            line => write!(f, "{}:{line}", self.file),
        }
    }
}

/// The place in a source of each part of a merged description.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places(HashMap<Path, Place>);

impl Places {
    /// Remembers a place.
    pub(crate) fn set(&mut self, path: Path, place: Place) {
        self.0.insert(path, place);
    }

    /// The place of a path, or else of the nearest path that encloses it.
    pub(crate) fn nearest(&self, path: &Path) -> Option<&Place> {
        path.enclosing().find_map(|path| self.0.get(&path))
    }

    /// Gives a diagnostic the place of a path, if there is one.
    pub(crate) fn mark(&self, path: &Path, diagnostic: Diagnostic) -> Diagnostic {
        match self.nearest(path) {
            Some(place) => place.mark(diagnostic),
            None => diagnostic,
        }
    }
}
