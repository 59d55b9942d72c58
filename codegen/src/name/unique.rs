use std::collections::HashSet;

/// Names that are taken in one name space; compared without case, because some file systems do.
#[derive(Debug, Default)]
pub(crate) struct Unique(HashSet<String>);

impl Unique {
    /// Takes the first of `candidates` that is free, or else the last one with the lowest free number behind it.
    pub(crate) fn claim<'a>(&mut self, candidates: impl IntoIterator<Item = &'a str>) -> String {
        let mut last = "";
        for candidate in candidates {
            last = candidate;
            if self.take(candidate) {
                return candidate.to_owned();
            }
        }
        let numbered = (2..).map(|number| format!("{last}{number}")).find(|name| self.take(name));
        numbered.unwrap_or_default()
    }

    /// Takes a name; `false` where it was taken.
    pub(crate) fn take(&mut self, name: &str) -> bool {
        self.0.insert(name.to_ascii_lowercase())
    }
}
