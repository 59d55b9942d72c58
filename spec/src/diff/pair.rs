//! Pairs the entries of two lists.

use std::collections::HashMap;
use std::hash::Hash;

/// Named things of two descriptions, each list in its own order.
pub(super) struct Pairs<'a, T> {
    /// In both, by name.
    pub(super) both: Vec<(&'a str, &'a T, &'a T)>,
    /// In the old one only.
    pub(super) removed: Vec<(&'a str, &'a T)>,
    /// In the new one only.
    pub(super) added: Vec<(&'a str, &'a T)>,
}

/// Brings together what has the same name.
pub(super) fn pairs<'a, T>(
    old: impl Iterator<Item = (&'a str, &'a T)>,
    new: impl Iterator<Item = (&'a str, &'a T)>,
) -> Pairs<'a, T> {
    let new: Vec<_> = new.collect();
    let mut left: HashMap<&str, &T> = new.iter().copied().collect();
    let (mut both, mut removed) = (Vec::new(), Vec::new());
    for (name, before) in old {
        match left.remove(name) {
            Some(after) => both.push((name, before, after)),
            None => removed.push((name, before)),
        }
    }
    let added = new.into_iter().filter(|(name, _)| left.contains_key(name)).collect();
    Pairs { both, removed, added }
}

impl<'a, T> Pairs<'a, T> {
    /// Takes out what was renamed: one removed and one added thing that have a sign in common which
    /// no other removed or added thing has.
    pub(super) fn renamed<Sign: Hash + Eq>(
        &mut self,
        sign: impl Fn(&'a str, &'a T) -> Option<Sign>,
    ) -> Vec<(&'a str, &'a T, &'a str, &'a T)> {
        let unique = |things: &[(&'a str, &'a T)]| {
            let mut found: HashMap<Sign, Option<usize>> = HashMap::new();
            for (at, (name, thing)) in things.iter().enumerate() {
                if let Some(sign) = sign(name, thing) {
                    found.entry(sign).and_modify(|at| *at = None).or_insert(Some(at));
                }
            }
            found
        };
        let (removed, added) = (unique(&self.removed), unique(&self.added));
        let found =
            removed.iter().filter_map(|(sign, from)| Some(((*from)?, added.get(sign).copied()??)));
        let mut found: Vec<(usize, usize)> = found.collect();
        found.sort_unstable();
        let renamed = found.iter().map(|(from, to)| (self.removed[*from], self.added[*to]));
        let renamed: Vec<_> =
            renamed.map(|((old, before), (new, after))| (old, before, new, after)).collect();
        self.removed.retain(|(name, _)| !renamed.iter().any(|(old, ..)| old == name));
        self.added.retain(|(name, _)| !renamed.iter().any(|(_, _, new, _)| new == name));
        renamed
    }
}
