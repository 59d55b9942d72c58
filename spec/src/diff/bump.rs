//! The version that follows.

use super::kind::Class;

/// The part of a crate's version that has to grow.
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
    pub fn before_one(gravest: Option<Class>) -> Self {
        match gravest {
            None => Self::None,
            Some(Class::Breaking) => Self::Minor,
            Some(_) => Self::Patch,
        }
    }

    /// For a crate from 1.0 on.
    pub fn from_one(gravest: Option<Class>) -> Self {
        match gravest {
            None => Self::None,
            Some(Class::Breaking) => Self::Major,
            Some(Class::Additive) => Self::Minor,
            Some(Class::Docs) => Self::Patch,
        }
    }

    /// The version that follows `version` after changes of which this is the gravest class. Returns
    /// `version` itself if it is not three numbers.
    pub fn next(version: &str, gravest: Option<Class>) -> String {
        let Some([major, minor, patch]) = Self::numbers(version) else { return version.to_owned() };
        let bump = if major == 0 { Self::before_one(gravest) } else { Self::from_one(gravest) };
        match bump {
            Self::None => version.to_owned(),
            Self::Patch => format!("{major}.{minor}.{}", patch + 1),
            Self::Minor => format!("{major}.{}.0", minor + 1),
            Self::Major => format!("{}.0.0", major + 1),
        }
    }

    /// Returns the three numbers of a version, by which versions are ordered; `None` for others,
    /// such as a pre-release.
    pub fn numbers(version: &str) -> Option<[u64; 3]> {
        let numbers: Option<Vec<u64>> = version.split('.').map(|part| part.parse().ok()).collect();
        numbers?.try_into().ok()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_follow_the_class() {
        let cases = [
            ("0.1.0", Some(Class::Breaking), "0.2.0"),
            ("0.1.0", Some(Class::Additive), "0.1.1"),
            ("0.1.9", Some(Class::Docs), "0.1.10"),
            ("0.1.0", None, "0.1.0"),
            ("1.2.3", Some(Class::Breaking), "2.0.0"),
            ("1.2.3", Some(Class::Additive), "1.3.0"),
            ("1.2.3", Some(Class::Docs), "1.2.4"),
            ("1.2.3-beta", Some(Class::Docs), "1.2.3-beta"),
        ];
        for (version, class, next) in cases {
            assert_eq!(Bump::next(version, class), next, "{version} {class:?}");
        }
    }
}
