//! Defaults and limits that prose states as numbers.
//!
//! Only a clause that a pattern matches as a whole is read: the prose of a field also has numbers
//! of other fields, of single cases and of values. A limit that the prose states twice with
//! different numbers, or again in a clause that is not understood, is left out.

mod chinese;
mod clause;
mod english;
mod pattern;
#[cfg(test)]
mod tests;

use crate::model::{Field, Limit, Limits, OFFSET_NAMES, Type};
use clause::{Clause, clauses};
use pattern::{Doubt, LimitUnit, Meaning, Pattern};
use std::collections::{BTreeMap, BTreeSet};

/// The largest number of characters, bytes or items that is believed.
const MOST_COUNTED: i64 = 1 << 31;

/// Returns the default and the limits that the prose of a field states.
pub(crate) fn limits(field: &Field) -> Limits {
    let units = units(&field.r#type);
    if units.is_empty() || !field.docs.contains(|c: char| c.is_ascii_digit()) {
        return Limits::new();
    }
    let clauses: Vec<Clause> = clauses(&field.docs)
        .into_iter()
        .map(|clause| Clause { text: with_own_name(&clause.text, &field.name), ..clause })
        .collect();
    let mut found = StatedLimits::default();
    found.add_clauses(&clauses, units);
    found.leave_out_doubted();
    plausible(found.limits(), field, &clauses)
}

/// Returns what may be counted in a value of the type.
fn units(r#type: &Type) -> &'static [LimitUnit] {
    match r#type {
        Type::Integer | Type::Unsigned => &[LimitUnit::Value, LimitUnit::Whole],
        Type::Float => &[LimitUnit::Value],
        Type::String => &[LimitUnit::Characters, LimitUnit::Bytes],
        Type::Array(_) => &[LimitUnit::Items],
        _ => &[],
    }
}

/// Writes `@` for the first mention of the field's name, unless a path begins there.
fn with_own_name(text: &str, name: &str) -> String {
    let name = name.to_lowercase();
    match text.find(&name) {
        Some(at) if !text[at + name.len()..].starts_with('.') => {
            format!("{}@{}", &text[..at], &text[at + name.len()..])
        }
        _ => text.to_owned(),
    }
}

/// The numbers that the clauses of one text state.
#[derive(Default)]
struct StatedLimits {
    numbers: BTreeMap<Limit, BTreeSet<i64>>,
    /// The limits that clauses make doubtful: they say something that is not understood.
    doubts: Vec<Doubt>,
}

impl StatedLimits {
    fn add_clauses(&mut self, clauses: &[Clause], units: &[LimitUnit]) {
        let mut is_conditional = false;
        for clause in clauses {
            is_conditional &= !clause.is_first;
            let pattern = pattern_of(clause, units);
            match pattern.filter(|_| !clause.is_item && !is_conditional) {
                Some(pattern) => self.state(pattern, &clause.numbers),
                None => {
                    is_conditional |= is_condition(&clause.text) || !clause.numbers.is_empty();
                    self.doubts.extend(doubts(&clause.text));
                }
            }
        }
    }

    fn state(&mut self, pattern: &Pattern, numbers: &[i64]) {
        let (least, most) = match pattern.unit {
            LimitUnit::Value | LimitUnit::Whole => (Limit::Minimum, Limit::Maximum),
            LimitUnit::Characters => (Limit::MinLength, Limit::MaxLength),
            LimitUnit::Bytes => (Limit::MaxBytes, Limit::MaxBytes),
            LimitUnit::Items => (Limit::MinItems, Limit::MaxItems),
        };
        let mut state = |limit, number: i64| {
            self.numbers.entry(limit).or_default().insert(number);
        };
        match (pattern.meaning, numbers) {
            (Meaning::Default, &[number]) => state(Limit::Default, number),
            (Meaning::Least, &[number]) => state(least, number),
            (Meaning::Above, &[number]) => state(least, number.saturating_add(1)),
            (Meaning::Most, &[number]) => state(most, number),
            (Meaning::Within, &[one, other]) => {
                state(least, one);
                state(most, other);
            }
            _ => {}
        }
    }

    fn leave_out_doubted(&mut self) {
        let Self { numbers, doubts } = self;
        numbers.retain(|limit, _| {
            let is_doubted = match limit {
                Limit::Default => doubts.contains(&Doubt::Default),
                Limit::Minimum | Limit::Maximum | Limit::MinItems | Limit::MaxItems => {
                    doubts.contains(&Doubt::Bounds)
                }
                Limit::MinLength | Limit::MaxLength | Limit::MaxBytes => {
                    doubts.contains(&Doubt::Bounds) || doubts.contains(&Doubt::Length)
                }
            };
            !is_doubted
        });
    }

    /// Returns the limits that are stated with one number.
    fn limits(self) -> Limits {
        let single = |(limit, numbers): (Limit, BTreeSet<i64>)| match numbers.len() {
            1 => numbers.first().map(|number| (limit, *number)),
            _ => None,
        };
        self.numbers.into_iter().filter_map(single).collect()
    }
}

/// Returns the limits that a clause which is not understood makes doubtful.
fn doubts(text: &str) -> Vec<Doubt> {
    if !text.contains(['#', '%']) || text.contains(chinese::OF_VALUES) {
        return Vec::new();
    }
    let all = chinese::DOUBTS.iter().chain(english::DOUBTS);
    let said = all.filter(|(words, _)| words.iter().any(|word| text.contains(word)));
    said.map(|(_, doubt)| *doubt).collect()
}

fn pattern_of(clause: &Clause, units: &[LimitUnit]) -> Option<&'static Pattern> {
    if clause.numbers.is_empty() {
        return None;
    }
    let mut all = chinese::PATTERNS.iter().chain(english::PATTERNS);
    let text = clause.text.trim_end_matches(['.', ':', '：']);
    all.find(|pattern| units.contains(&pattern.unit) && pattern.matches(text))
}

/// Returns whether what follows the clause in its sentence holds in one case only.
fn is_condition(text: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    (has(chinese::CONDITIONS) && !has(chinese::UNCONDITIONAL))
        || (has(english::CONDITIONS) && !has(english::UNCONDITIONAL))
}

/// Returns the limits that agree with one another and with the values that the field has.
fn plausible(mut limits: Limits, field: &Field, clauses: &[Clause]) -> Limits {
    let is_count = |number: i64| (0..MOST_COUNTED).contains(&number);
    limits.retain(|limit, number| match limit {
        Limit::Default | Limit::Minimum => field.r#type != Type::Unsigned || *number >= 0,
        Limit::Maximum => field.r#type != Type::Unsigned || *number > 0,
        Limit::MinLength | Limit::MinItems => is_count(*number),
        Limit::MaxLength | Limit::MaxBytes | Limit::MaxItems => *number > 0 && is_count(*number),
    });
    for limit in contradictory(&limits) {
        limits.remove(&limit);
    }
    let least = limits.get(&Limit::Minimum).copied().unwrap_or(i64::MIN);
    let most = limits.get(&Limit::Maximum).copied().unwrap_or(i64::MAX);
    if values(field, clauses).any(|value| !(least..=most).contains(&value)) {
        limits.remove(&Limit::Minimum);
        limits.remove(&Limit::Maximum);
    }
    // The prose of the field next to it was copied: a list begins at its first item.
    let begins_later = limits.get(&Limit::Default).is_some_and(|number| *number != 0);
    if OFFSET_NAMES.contains(&field.name.as_str()) && begins_later {
        limits.clear();
    }
    limits
}

/// Returns the limits that contradict each other: a range of fewer than two values, or a default
/// outside the range.
pub(crate) fn contradictory(limits: &Limits) -> Vec<Limit> {
    let ranges = [
        (Limit::Minimum, Limit::Maximum),
        (Limit::MinLength, Limit::MaxLength),
        (Limit::MinItems, Limit::MaxItems),
    ];
    let get = |limit: Limit| limits.get(&limit).copied();
    let mut found = Vec::new();
    for (least, most) in ranges {
        if matches!((get(least), get(most)), (Some(one), Some(other)) if one >= other) {
            found.extend([least, most]);
        }
    }
    let is_outside = get(Limit::Default).is_some_and(|default| {
        get(Limit::Minimum).is_some_and(|least| default < least)
            || get(Limit::Maximum).is_some_and(|most| default > most)
    });
    if is_outside {
        found.extend([Limit::Default, Limit::Minimum, Limit::Maximum]);
    }
    found
}

/// Returns the numbers that the field can have: its documented values, and numbers at the beginning
/// of clauses, such as `0` in "1 to 10; 0 means no limit".
fn values<'a>(field: &'a Field, clauses: &'a [Clause]) -> impl Iterator<Item = i64> + 'a {
    let documented = field.values.keys().chain(&field.example);
    let explained = clauses
        .iter()
        .filter(|clause| clause.text.starts_with('#') && !clause.text.starts_with("#~"))
        .filter_map(|clause| clause.numbers.first().copied());
    documented.filter_map(|value| value.parse().ok()).chain(explained)
}
