//! The source of the runtime for generated code.

use std::fmt;
use std::str::FromStr;

/// A source of the crate `tencentcloud-runtime`, as the manifest of a package names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// A version in cargo's registry.
    Version(String),
    /// A folder, as a path from the package's folder, with `/`.
    Path(String),
    /// A Git repository.
    Git(String),
}

/// The version that belongs to this generator: they are released together.
const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Default for Runtime {
    fn default() -> Self {
        Self::Version(VERSION.to_owned())
    }
}

impl FromStr for Runtime {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            None if text == "version" => Ok(Self::default()),
            Some(("version", version)) if is_version(version) => {
                Ok(Self::Version(version.to_owned()))
            }
            Some(("path", path)) if !path.is_empty() => Ok(Self::Path(path.to_owned())),
            Some(("git", url)) if !url.is_empty() => Ok(Self::Git(url.to_owned())),
            _ => Err("give `version`, `version=0.1.0`, `path=FOLDER` or `git=URL`".to_owned()),
        }
    }
}

impl fmt::Display for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(version) => write!(f, "version={version}"),
            Self::Path(path) => write!(f, "path={path}"),
            Self::Git(url) => write!(f, "git={url}"),
        }
    }
}

/// Returns whether a text is the version of a crate: `0.1.0`, `1.2.3-beta.1`.
pub fn is_whole_version(text: &str) -> bool {
    is_version(text)
        && text.split(['-', '+']).next().is_some_and(|numbers| numbers.split('.').count() == 3)
}

/// Returns whether a text is a version, or the beginning of one: `0.1`, `1.2.3-beta.1`.
fn is_version(text: &str) -> bool {
    let (numbers, rest) = text.split_at(text.find(['-', '+']).unwrap_or(text.len()));
    let is_number = |part: &str| {
        !part.is_empty() && part.len() < 10 && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-+.".contains(c);
    (1..=3).contains(&numbers.split('.').count())
        && numbers.split('.').all(is_number)
        && rest.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_read_as_they_are_written() {
        for text in ["version=0.1.0", "version=1", "path=../runtime", "git=https://example.com/a=b"]
        {
            assert_eq!(text.parse::<Runtime>().unwrap().to_string(), text);
        }
        assert_eq!("version".parse(), Ok(Runtime::default()));
        assert!(
            is_whole_version("1.2.3-a.1") && !is_whole_version("1.2") && !is_whole_version("1.2.x")
        );
        for text in ["", "path", "path=", "version=", "version=x", "version=1\"", "tag=1"] {
            assert!(text.parse::<Runtime>().is_err(), "{text}");
        }
    }
}
