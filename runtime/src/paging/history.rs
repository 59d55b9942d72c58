//! The pages that a walk has received, to detect a service that repeats itself.

use crate::error::Error;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;

/// The number of empty pages in a row, or of equal pages, after which a list with tokens counts as
/// endless.
const EMPTY_IN_A_ROW: usize = 1000;
const SAME_IN_A_ROW: usize = 10;

/// The hashes of the items of one page, in their order.
pub(crate) struct Fingerprint(Vec<u64>);

impl Fingerprint {
    pub(crate) fn from_items<T: serde::Serialize>(items: &[T]) -> Self {
        Self(items.iter().map(hash_item).collect())
    }

    /// Returns the number of items.
    pub(super) fn count(&self) -> u64 {
        self.0.len() as u64
    }

    /// Returns a hash that ignores the order of the items: a service may order equal items
    /// differently each time.
    fn set(&self) -> u64 {
        self.0.iter().fold(self.count(), |sum, item| sum.wrapping_add(*item))
    }
}

/// Returns the hash of an item.
///
/// All items that cannot be serialised have the same hash, so that they cause no error of their
/// own.
fn hash_item<T: serde::Serialize>(item: &T) -> u64 {
    let mut hasher = Hashed(DefaultHasher::new());
    let _ = serde_json::to_writer(&mut hasher, item);
    hasher.0.finish()
}

fn hash_token(token: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    token.hash(&mut hasher);
    hasher.finish()
}

struct Hashed(DefaultHasher);

impl io::Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The hashes of earlier pages. It grows by eight bytes per page.
#[derive(Default)]
pub(super) struct History {
    count: u64,
    sets: HashSet<u64>,
    tokens: HashSet<u64>,
    last: Option<Fingerprint>,
    /// The number of last pages that were empty or had the same items.
    in_a_row: usize,
}

impl History {
    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Checks a page of a list that is fetched by number: it must be new.
    ///
    /// # Errors
    /// Returns an error of the kind `Paging` if an earlier page had the same items. With `by_page`
    /// it also fails if the page begins one item after the last one: the service then counts items.
    pub(super) fn check(&self, page: &Fingerprint, by_page: bool) -> Result<(), Error> {
        if page.count() > 0 && self.sets.contains(&page.set()) {
            return Err(repeated());
        }
        if by_page && self.moved_by_one(page) {
            return Err(super::failed(
                "the next page begins one item later: the service counts items, not pages",
            ));
        }
        Ok(())
    }

    fn moved_by_one(&self, page: &Fingerprint) -> bool {
        let before = self.last.as_ref().and_then(|last| last.0.split_first());
        let now = page.0.split_last();
        before.zip(now).is_some_and(|((_, before), (_, now))| !now.is_empty() && before == now)
    }

    /// Checks a page of a list that is fetched by tokens, and the token of the next page.
    ///
    /// # Errors
    /// Returns an error of the kind `Paging` if the token was sent before, or if many pages in a
    /// row had no new items.
    pub(super) fn check_token(
        &self,
        sent: &str,
        next: &str,
        page: &Fingerprint,
    ) -> Result<(), Error> {
        let was_sent = sent == next || self.tokens.contains(&hash_token(next));
        let most = if page.count() == 0 { EMPTY_IN_A_ROW } else { SAME_IN_A_ROW };
        match was_sent || self.in_a_row_with(page) > most {
            true => Err(repeated()),
            false => Ok(()),
        }
    }

    /// Returns how many pages in a row have the items of this one.
    fn in_a_row_with(&self, page: &Fingerprint) -> usize {
        match &self.last {
            Some(last) if last.set() == page.set() => self.in_a_row + 1,
            _ => 1,
        }
    }

    /// Records a page and the token that requested it.
    pub(super) fn push(&mut self, page: Fingerprint, sent: Option<&str>) {
        self.count += 1;
        self.in_a_row = self.in_a_row_with(&page);
        match sent {
            Some(token) => drop(self.tokens.insert(hash_token(token))),
            None => drop(self.sets.insert(page.set())),
        }
        self.last = Some(page);
    }
}

fn repeated() -> Error {
    super::failed("the service sent the same page twice: the list would never end")
}
