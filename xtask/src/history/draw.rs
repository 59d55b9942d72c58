//! Selects the updates to examine: a sample over products and years that is the same on every
//! machine.

use super::repository::Update;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// An update with its random number.
type Ticket = ([u8; 32], Update);

/// Draws updates. Each product contributes one update of each year before any contributes a second
/// one. The random numbers are hashes of the seed, the commit and the path.
pub(super) fn draw(updates: Vec<Update>, number: usize, seed: u64) -> Vec<Update> {
    let mut groups: BTreeMap<(String, String), Vec<Ticket>> = BTreeMap::new();
    for update in updates {
        let year = update.date.get(..4).unwrap_or_default().to_owned();
        groups
            .entry((update.product.clone(), year))
            .or_default()
            .push((chance(&update, seed), update));
    }
    let mut ranked = Vec::new();
    for group in groups.into_values() {
        let mut group = group;
        group.sort_by_key(|(chance, _)| *chance);
        ranked.extend(
            group.into_iter().enumerate().map(|(rank, (chance, update))| (rank, chance, update)),
        );
    }
    ranked.sort_by(|(a, x, _), (b, y, _)| (a, x).cmp(&(b, y)));
    ranked.into_iter().take(number).map(|(_, _, update)| update).collect()
}

fn chance(update: &Update, seed: u64) -> [u8; 32] {
    Sha256::digest(format!("{seed} {} {}/{}", update.commit, update.product, update.version)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(commit: usize, date: &str, product: &str) -> Update {
        Update {
            commit: format!("c{commit}"),
            date: date.to_owned(),
            product: product.to_owned(),
            version: "v1".to_owned(),
            before: Vec::new(),
            after: Vec::new(),
        }
    }

    #[test]
    fn every_product_and_year_comes_before_a_second_of_any() {
        let mut updates: Vec<Update> =
            (0..50).map(|number| update(number, "2020-01-01", "busy")).collect();
        updates.push(update(50, "2021-01-01", "busy"));
        updates.push(update(51, "2020-01-01", "calm"));
        let names = |seed| {
            let drawn = draw(updates.clone(), 4, seed);
            drawn.iter().map(|it| (it.commit.clone(), it.date.clone())).collect::<Vec<_>>()
        };
        let first: Vec<_> = names(0).into_iter().take(3).map(|(commit, _)| commit).collect();
        assert!(
            first.contains(&"c50".to_owned()) && first.contains(&"c51".to_owned()),
            "{first:?}"
        );
        assert_eq!(names(0), names(0));
        assert_ne!(names(0), names(1));
    }
}
