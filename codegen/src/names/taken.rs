use std::collections::HashSet;

/// The names that are taken in one name space; compared without case, because some file systems do.
#[derive(Debug, Default)]
pub(super) struct Taken(HashSet<String>);

impl Taken {
    /// A name space in which these names are taken.
    pub(super) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self(names.into_iter().map(key).collect())
    }

    /// Takes the first of `candidates` that is free, or else the last one with the lowest free number behind it.
    pub(super) fn claim<'a>(&mut self, candidates: impl IntoIterator<Item = &'a str>) -> String {
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

    fn take(&mut self, name: &str) -> bool {
        self.0.insert(key(name))
    }
}

/// Raw identifiers are the names that they spell.
fn key(name: &str) -> String {
    name.trim_start_matches("r#").to_ascii_lowercase()
}
