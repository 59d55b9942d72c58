//! Patterns of whole clauses: one list of words for each place. Not here: what the words are.

/// The meaning of the numbers of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The number is the default.
    Default,
    /// The number is the least.
    Least,
    /// The number is the most.
    Most,
    /// The number is just below the least.
    Above,
    /// The numbers are the least and the most.
    Within,
}

/// The unit that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LimitUnit {
    /// The value itself, which is a number.
    Value,
    /// The value itself, which is a whole number.
    Whole,
    /// The characters of a text.
    Characters,
    /// The bytes of a text.
    Bytes,
    /// The items of a list.
    Items,
}

/// The words that may be at one place of a clause. The empty word makes the place optional.
pub(super) type Words = &'static [&'static str];

/// A pattern: a clause matches if it is one word of each place, one after another.
pub(super) struct Pattern {
    pub(super) unit: LimitUnit,
    pub(super) meaning: Meaning,
    pub(super) places: &'static [Words],
}

impl Pattern {
    pub(super) const fn new(unit: LimitUnit, meaning: Meaning, places: &'static [Words]) -> Self {
        Self { unit, meaning, places }
    }

    /// Returns whether the whole clause matches.
    pub(super) fn matches(&self, clause: &str) -> bool {
        matches(clause, self.places)
    }
}

fn matches(rest: &str, places: &[Words]) -> bool {
    let Some((words, places)) = places.split_first() else { return rest.is_empty() };
    words.iter().any(|word| rest.strip_prefix(word).is_some_and(|rest| matches(rest, places)))
}

/// The limits that a clause makes doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The default.
    Default,
    /// The least and the most.
    Bounds,
    /// The number of characters or bytes.
    Length,
}
