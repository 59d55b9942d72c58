//! The count of the items of a list that is fetched by number, to tell when it is complete.

use crate::error::Error;

/// The progress of a walk over pages.
#[derive(Clone, Copy, Default)]
pub(super) struct ItemCount {
    /// The items before the next page, including those that the caller skipped.
    seen: u64,
    /// True if `seen` may be too small: the caller began at a later page of unknown size.
    is_guess: bool,
    /// The total number of items, as last reported by the service.
    total: Option<u64>,
    /// The items of a full page; unknown until the first page has arrived.
    size: Option<u64>,
}

/// A received page.
#[derive(Clone, Copy)]
pub(super) struct ReceivedPage {
    /// The number of its items.
    pub(super) items: u64,
    /// The number of items that the request asked for.
    pub(super) limit: Option<u64>,
    /// The total that came with the page.
    pub(super) total: Option<u64>,
}

/// The continuation after a page: more pages, or the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    More,
    End,
}

impl ItemCount {
    /// Creates a count that begins after the items that the caller skips.
    pub(super) fn after_items(seen: u64) -> Self {
        Self { seen, ..Self::default() }
    }

    pub(super) fn seen(&self) -> u64 {
        self.seen
    }

    /// Returns the number of items of a full page, as learned from the first page.
    pub(super) fn size(&self) -> Option<u64> {
        self.size
    }

    /// Counts the first page, if the caller skips full pages.
    ///
    /// Its size shows how the service applied the limit.
    ///
    /// # Errors
    /// Returns the errors of [`ItemCount::add`].
    pub(super) fn add_first(&mut self, page: ReceivedPage, skipped: u64) -> Result<After, Error> {
        let limit = page.limit.filter(|limit| *limit > 0);
        let before = |size: u64| skipped.saturating_mul(size);
        let fits = |limit: u64| {
            let is_last =
                page.total.is_some_and(|total| total == before(limit).saturating_add(page.items));
            page.items == limit || page.items < limit && is_last || page.items == 0
        };
        let size = limit.filter(|limit| fits(*limit)).unwrap_or(page.items);
        self.is_guess = skipped > 0 && limit.is_none();
        self.seen = self.seen.saturating_add(before(size));
        self.size = limit.is_some().then_some(size).filter(|size| *size > 0);
        self.add(page, true)
    }

    /// Counts a page.
    ///
    /// # Errors
    /// Returns an error of the kind `Paging` if the page is empty although the total reports more
    /// items.
    pub(super) fn add(&mut self, page: ReceivedPage, is_first: bool) -> Result<After, Error> {
        // A total below the page's own count is ignored: some services send 0 with all pages but
        // the first.
        self.total = page.total.filter(|total| *total >= page.items).or(self.total);
        self.seen = self.seen.saturating_add(page.items);
        let lacks = self.lacks();
        match page.items {
            0 if lacks && !self.is_guess && page.limit != Some(0) => Err(self.incomplete()),
            0 => Ok(After::End),
            _ if self.total.is_some() => Ok(if lacks { After::More } else { After::End }),
            items => {
                let is_short = !is_first && self.size.is_some_and(|size| items < size);
                Ok(if is_short { After::End } else { After::More })
            }
        }
    }

    /// Returns whether the total reports more items than have arrived.
    pub(super) fn lacks(&self) -> bool {
        self.total.is_some_and(|total| self.seen < total)
    }

    fn incomplete(&self) -> Error {
        let (seen, total) = (self.seen, self.total.unwrap_or_default());
        super::failed(format!("the list ended after {seen} of {total} items"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the outcome of each page of a walk; a page is its items, the limit and the total.
    fn walk(skipped: u64, pages: &[(u64, Option<u64>, Option<u64>)]) -> (Vec<Option<After>>, u64) {
        let mut count = ItemCount::default();
        let mut after = Vec::new();
        for (i, (items, limit, total)) in pages.iter().enumerate() {
            let page = ReceivedPage { items: *items, limit: *limit, total: *total };
            let next = if i == 0 { count.add_first(page, skipped) } else { count.add(page, false) };
            after.push(next.ok());
        }
        (after, count.seen())
    }

    #[test]
    fn the_first_page_shows_the_size() {
        let (more, end, fails) = (Some(After::More), Some(After::End), None);
        let ten = Some(10);
        let table = [
            (
                "as asked",
                0,
                vec![(10, ten, Some(25)), (10, ten, Some(25)), (5, ten, Some(25))],
                vec![more, more, end],
            ),
            (
                "capped",
                0,
                vec![(4, ten, Some(9)), (4, ten, Some(9)), (1, ten, Some(9))],
                vec![more, more, end],
            ),
            (
                "later page, capped",
                2,
                vec![(4, ten, Some(13)), (1, ten, Some(13))],
                vec![more, end],
            ),
            ("later page, the last", 2, vec![(5, ten, Some(25))], vec![end]),
            (
                "later page, size unknown",
                2,
                vec![(5, None, Some(25)), (0, None, Some(25))],
                vec![more, end],
            ),
            ("later page, behind the end", 9, vec![(0, ten, Some(25))], vec![end]),
            (
                "empty too early",
                0,
                vec![(10, ten, Some(25)), (0, ten, Some(25))],
                vec![more, fails],
            ),
            ("shrunk", 0, vec![(10, ten, Some(25)), (0, ten, Some(9))], vec![more, end]),
            (
                "total with the first page only",
                0,
                vec![(10, ten, Some(25)), (10, ten, Some(0))],
                vec![more, more],
            ),
            ("a total of nothing", 0, vec![(10, ten, Some(0)), (5, ten, Some(0))], vec![more, end]),
            ("no total, short", 0, vec![(10, ten, None), (5, ten, None)], vec![more, end]),
            (
                "no total, capped",
                0,
                vec![(4, ten, None), (4, ten, None), (1, ten, None)],
                vec![more, more, end],
            ),
            ("no total, small", 0, vec![(4, ten, None), (0, ten, None)], vec![more, end]),
            (
                "no total, no limit",
                0,
                vec![(4, None, None), (3, None, None), (0, None, None)],
                vec![more, more, end],
            ),
            ("only the total is asked for", 0, vec![(0, Some(0), Some(9))], vec![end]),
            (
                "all numbers at their ends",
                u64::MAX,
                vec![(1, Some(u64::MAX), Some(u64::MAX))],
                vec![end],
            ),
        ];
        for (what, skipped, pages, expected) in table {
            assert_eq!(walk(skipped, &pages).0, expected, "{what}");
        }
    }
}
