use std::collections::HashSet;

/// The names taken in one name space.
///
/// They are compared without case, because some file systems ignore case.
#[derive(Debug, Default)]
pub(super) struct UsedNames(HashSet<String>);

impl UsedNames {
    /// Creates a name space in which these names are taken.
    pub(super) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self(names.into_iter().map(key).collect())
    }

    /// Takes the first free name of `candidates`.
    ///
    /// If none is free, takes the last one with the lowest free number appended.
    pub(super) fn claim<'a>(&mut self, candidates: impl IntoIterator<Item = &'a str>) -> String {
        let mut last = "";
        for candidate in candidates {
            last = candidate;
            if self.insert(candidate) {
                return candidate.to_owned();
            }
        }
        let numbered = (2..).map(|number| format!("{last}{number}")).find(|name| self.insert(name));
        numbered.unwrap_or_default()
    }

    fn insert(&mut self, name: &str) -> bool {
        self.0.insert(key(name))
    }
}

/// Returns the key of a name. A raw identifier has the key of the name that it spells.
fn key(name: &str) -> String {
    name.trim_start_matches("r#").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::UsedNames;

    #[test]
    fn the_first_free_candidate_is_taken() {
        let cases: [(&[&str], &[&str], &str); 8] = [
            (&[], &["a", "a_"], "a"),
            (&["a"], &["a", "a_"], "a_"),
            // Two files of these names would be one file on some systems.
            (&["JobState"], &["JOBSTATE", "JobStateValue"], "JobStateValue"),
            (&["r#type"], &["type", "type_"], "type_"),
            (&["type"], &["r#type", "type_"], "type_"),
            (&["a", "a_"], &["a", "a_"], "a_2"),
            (&["a", "a_", "A_2"], &["a", "a_"], "a_3"),
            (&["ab"], &["a"], "a"),
        ];
        for (taken, candidates, expected) in cases {
            let claimed = UsedNames::new(taken.iter().copied()).claim(candidates.iter().copied());
            assert_eq!(claimed, expected, "{taken:?} {candidates:?}");
        }
    }

    #[test]
    fn a_name_is_claimed_once() {
        let mut taken = UsedNames::default();
        let claimed: Vec<_> = (0..4).map(|_| taken.claim(["Job", "JobData"])).collect();
        assert_eq!(claimed, ["Job", "JobData", "JobData2", "JobData3"]);
    }
}
