//! Suggestions for misspelt names.

/// Returns the candidate nearest to a name, if it is near enough to be a likely correction.
///
/// Ignores case, `_` and `-`.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let plain = plain(name);
    let near = candidates
        .into_iter()
        .map(|candidate| (distance(&plain, &self::plain(candidate)), candidate));
    near.min_by_key(|(distance, _)| *distance)
        .filter(|(distance, candidate)| *distance * 3 <= plain.len().max(candidate.len()))
        .map(|(_, candidate)| candidate)
}

/// Returns "; did you mean `Name`?", or nothing if no candidate is near.
pub(crate) fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> String {
    nearest(name, candidates).map(|name| format!("; did you mean {name}?")).unwrap_or_default()
}

/// Returns the first 64 characters of a name in lower case, without `_`, `-` and spaces.
fn plain(name: &str) -> Vec<char> {
    name.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
        .take(64)
        .collect()
}

/// Returns the edit distance: the number of letters to insert, remove or replace.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let replaced = before + usize::from(a != b);
            before = row[j + 1];
            row[j + 1] = replaced.min(before + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, nearest};

    #[test]
    fn names() {
        let names = ["DryRun", "InstanceId", "InstanceIds", "Zone"];
        let cases = [
            ("dry_run", Some("DryRun")),
            ("DryRum", Some("DryRun")),
            ("InstanceID", Some("InstanceId")),
            ("Instanceids", Some("InstanceIds")),
            ("Zones", Some("Zone")),
            ("Tags", None),
            ("", None),
        ];
        for (name, expected) in cases {
            assert_eq!(nearest(name, names), expected, "{name}");
        }
        assert_eq!(nearest("A", []), None);
        assert_eq!(did_you_mean("zone", names), "; did you mean Zone?");
        assert_eq!(did_you_mean("Tags", names), "");
        assert_eq!(nearest(&"x".repeat(100_000), names), None);
    }
}
