//! The text before a list of values, which may be about something else.

use super::field_context::ValueEntries;
use std::collections::HashSet;

/// Words before the name of the field that decides.
const DECIDES: [&str; 6] = ["由", "根据", "based on", "determined by", "depends on", "varies by"];

/// Words behind the name of a field that others depend on.
const DIFFERS: [&str; 3] = ["不同", "决定", "传入值"];

/// Words right before a list of units or of formats, in lower case.
const UNITS: [&str; 7] =
    ["的单位", "区分单位", "格式的取值", "units", "unit is", "formats:", "formats are supported"];

/// Words of a meaning that gives the range which the unit before it has.
const RANGES: [&str; 4] = ["取值范围", "value range", "n ranges", "n范围"];

/// Returns whether a list is of what another field decides, or of units.
pub(super) fn is_about_another(
    docs: &str,
    entries: &ValueEntries<'_>,
    siblings: &HashSet<String>,
) -> bool {
    let first = entries.first().map_or("", |(value, _)| value);
    let lead = docs.find(first).map_or("", |at| &docs[..at]);
    let clauses = || {
        lead.split(['。', '；', ';', '\n', '，', ','])
            .map(str::trim)
            .filter(|clause| !clause.is_empty())
    };
    let last = clauses().next_back().map(str::to_lowercase).unwrap_or_default();
    let units = UNITS.iter().any(|word| last.contains(word));
    let ranges = entries
        .iter()
        .any(|(_, docs)| RANGES.iter().any(|word| docs.to_lowercase().contains(word)));
    units || ranges || clauses().any(|clause| is_decided(clause, siblings))
}

/// Returns whether a clause says that another field decides: `由 Mode 决定`, `Mode 不同`, `based on
/// Mode`.
fn is_decided(clause: &str, siblings: &HashSet<String>) -> bool {
    let is_sibling = |word: &str| siblings.contains(word);
    let after = |word: &&str| {
        let rest = clause.split_once(*word).map(|(_, rest)| rest.trim_start_matches(['`', ' ']));
        let rest = rest.filter(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        rest.and_then(|rest| words(rest).next()).is_some_and(is_sibling)
    };
    let before = |word: &&str| {
        clause.split_once(*word).is_some_and(|(before, _)| words(before).any(is_sibling))
    };
    DECIDES.iter().any(after) || DIFFERS.iter().any(before)
}

/// The words of ASCII letters and digits.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}
